//! What may `FOR UPDATE` lock.

use crate::analyze::errors::{error_at, syntax_error};
use crate::analyze::state::State;
use crate::catalog::object::RelationKind;
use crate::catalog::tree::{Query, RangeTableKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::query::{LockStrength, Locking};
use crate::text::{Gather, Name, Seek};

/// The names that are locked; an empty list locks all.
pub(super) fn locked_names(locking: &[Locking]) -> Option<Vec<Name>> {
    if locking.is_empty() {
        return None;
    }
    if locking.iter().exists(|clause| clause.of.is_empty()) {
        return Some(Vec::new());
    }
    Some(locking.iter().flat_map(|clause| &clause.of).map(|name| name.name.name.clone()).gather())
}

// pg: analyze.c transformLockingClause
pub(super) fn analyze_locking(state: &State<'_>, locking: &[Locking], query: &mut Query) -> Result<()> {
    for clause in locking {
        check_can_lock(state, query, words(clause.strength))?;
        query.locks_rows = true;
        for name in &clause.of {
            let strength = words(clause.strength);
            if name.schema.is_some() {
                return Err(syntax_error(format!("{strength} must specify unqualified relation names"), name.span));
            }
            let bare = &name.name.name;
            let entry = state.level().entries.iter().first_where(|entry| {
                entry.table.alias == *bare && (entry.aliased || !matches!(entry.table.kind, RangeTableKind::Join { .. }))
            });
            let Some(entry) = entry else {
                let message = format!("relation \"{bare}\" in {strength} clause not found in FROM clause");
                return Err(error_at(SqlState::UNDEFINED_TABLE, message, name.span));
            };
            let refused = match &entry.table.kind {
                RangeTableKind::Relation { id, .. } => match state.catalog.relation(*id).map(|relation| relation.kind) {
                    Some(RelationKind::Sequence) => None,
                    _ => None,
                },
                RangeTableKind::Subquery(_) => None,
                RangeTableKind::Join { .. } => Some("a join"),
                RangeTableKind::Function { .. } => Some("a function"),
                RangeTableKind::TableFunction(..) => Some("a table function"),
                RangeTableKind::Values(_) => Some("VALUES"),
                RangeTableKind::CommonTable { .. } => Some("a WITH query"),
                RangeTableKind::Named => Some("a named tuplestore"),
            };
            if let Some(what) = refused {
                let message = format!("{strength} cannot be applied to {what}");
                return Err(error_at(SqlState::FEATURE_NOT_SUPPORTED, message, name.span));
            }
        }
    }
    Ok(())
}

// pg: analyze.c CheckSelectLocking
fn check_can_lock(state: &State<'_>, query: &Query, strength: &str) -> Result<()> {
    let level = state.level();
    let what = if query.set_operation.is_some() {
        "UNION/INTERSECT/EXCEPT"
    } else if query.distinct.is_some() {
        "DISTINCT clause"
    } else if !query.group_by.is_empty() || !query.grouping_sets.is_empty() {
        "GROUP BY clause"
    } else if query.having.is_some() {
        "HAVING clause"
    } else if level.has_aggregates {
        "aggregate functions"
    } else if level.has_windows {
        "window functions"
    } else if level.has_target_sets {
        "set-returning functions in the target list"
    } else {
        return Ok(());
    };
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("{strength} is not allowed with {what}")))
}

/// The words of a lock.
pub(super) fn words(strength: LockStrength) -> &'static str {
    match strength {
        LockStrength::Update => "FOR UPDATE",
        LockStrength::NoKeyUpdate => "FOR NO KEY UPDATE",
        LockStrength::Share => "FOR SHARE",
        LockStrength::KeyShare => "FOR KEY SHARE",
    }
}
