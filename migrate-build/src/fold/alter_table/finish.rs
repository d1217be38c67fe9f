//! What does ALTER TABLE do to rows and indexes once the catalog is changed.

use super::super::cx::Cx;
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::errors::column::member_of_itself;
use super::super::expression::{needed_by, volatility_of};
use super::column::{column_of, edit_column, relation_name};
use super::not_null::scans;
use super::work::Work;
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Generated, RelationKind, TypeKind, Volatility};
use crate::catalog::tree::ExprKind;
use crate::diag::Result;
use crate::text::Seek;

/// How deep types may be nested in each other.
const MAX_DEPTH: u32 = 64;

/// Notes rewrites, rebuilt indexes and scans.
// pg: tablecmds.c ATRewriteTables
pub(super) fn finish(cx: &mut Cx<'_>, work: &Work) {
    for table in &work.rewrites {
        cx.effects.rewrite(*table);
        for index in cx.catalog.indexes_of(*table).to_vec() {
            if !work.fresh_indexes.contains(&index) {
                cx.lock(index, LockMode::AccessExclusive);
                cx.effects.rebuild_index(index);
            }
        }
    }
    for (table, reason) in scans(work) {
        cx.effects.scan(table, reason);
    }
    // Rows that are written anew are checked on the way.
    let effects = &mut cx.effects;
    let catalog = &cx.catalog;
    effects.scans.retain(|(table, reason)| match reason {
        _ if !work.rewrites.contains(table) => true,
        ScanReason::Validate(Some(id)) => catalog.constraint(*id).is_some_and(|it| matches!(it.kind, ConstraintKind::ForeignKey(_))),
        _ => false,
    });
}

/// Notes what the rows that are there need to get the value of a new column.
// pg: tablecmds.c ATExecAddColumn
pub(super) fn note_new_column(cx: &mut Cx<'_>, work: &mut Work, id: RelationId, number: u16, sequence: bool) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let Some(column) = column_of(cx, id, number) else {
        return Ok(());
    };
    if !matches!(relation.kind, RelationKind::Table | RelationKind::MaterializedView) {
        return Ok(());
    }
    let type_id = column.type_id.unwrap_or(TypeId::UNKNOWN);
    let constrained = domain_has_constraints(cx, type_id);
    let generated = column.generated;
    if generated == Some(Generated::Virtual) {
        return Ok(());
    }
    if column.default.is_some() || sequence || constrained {
        check_row_type_unused(cx, id)?;
    }
    let default = column.default.clone().or_else(|| domain_default(cx, type_id));
    let null = default.as_ref().is_none_or(|it| matches!(it.tree.kind, ExprKind::Constant(None)));
    let volatile = sequence || default.as_ref().is_some_and(|it| volatility_of(cx, &it.tree) == Volatility::Volatile);
    if volatile || generated.is_some() || constrained {
        work.rewrites.insert(id);
        let needs = default.map_or_else(Vec::new, |it| needed_by(cx, &it.tree, Some(id)));
        for needed in needs {
            if let Address::Relation(sequence) = needed
                && cx.catalog.relation(sequence).is_some_and(|it| it.kind == RelationKind::Sequence)
            {
                cx.lock(sequence, LockMode::RowExclusive);
            }
        }
    } else if !null {
        edit_column(cx, id, number, |it| it.has_missing_value = true);
    }
    Ok(())
}

/// Whether a domain, or one that it is over, refuses any value.
// pg: typcache.c DomainHasConstraints
pub(super) fn domain_has_constraints(cx: &Cx<'_>, type_id: TypeId) -> bool {
    let mut at = type_id;
    for _ in 0..MAX_DEPTH {
        let Some(TypeKind::Domain { base, not_null, .. }) = cx.catalog.type_(at).map(|it| &it.kind) else {
            return false;
        };
        if *not_null || !cx.catalog.constraints_of(ConstraintOwner::Domain(at)).is_empty() {
            return true;
        }
        at = *base;
    }
    false
}

fn domain_default(cx: &Cx<'_>, type_id: TypeId) -> Option<crate::catalog::object::StoredExpr> {
    match &cx.catalog.type_(type_id)?.kind {
        TypeKind::Domain { default, .. } => default.clone(),
        _ => None,
    }
}

/// Refuses a change to a row type that columns of other tables hold values of.
// pg: tablecmds.c find_composite_type_dependencies
pub(super) fn check_row_type_unused(cx: &Cx<'_>, id: RelationId) -> Result<()> {
    match cx.catalog.relation(id).and_then(|it| it.row_type) {
        Some(row_type) => check_type_unused(cx, id, row_type, 0),
        None => Ok(()),
    }
}

fn check_type_unused(cx: &Cx<'_>, changed: RelationId, type_id: TypeId, depth: u32) -> Result<()> {
    if depth > MAX_DEPTH {
        return Ok(());
    }
    for entry in cx.catalog.dependencies().needed_by(Address::Type(type_id)) {
        match entry.dependent {
            Address::Type(other) if other != type_id => check_type_unused(cx, changed, other, depth + 1)?,
            Address::Column(user, number) => {
                let Some(relation) = cx.catalog.relation(user) else {
                    continue;
                };
                match relation.kind {
                    RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView => {
                        let column = column_of(cx, user, number).map(|it| it.name.clone());
                        let composite = cx.catalog.relation(changed).is_some_and(|it| it.kind == RelationKind::Composite);
                        return Err(errors::row_type_in_use(composite, &relation_name(cx, changed), &relation.name, column.as_ref()));
                    }
                    RelationKind::Composite if user != changed => {
                        if let Some(row_type) = relation.row_type {
                            check_type_unused(cx, changed, row_type, depth + 1)?;
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Refuses a column whose type holds the row type of its own relation.
// pg: heap.c CheckAttributeType
pub(super) fn check_not_within(cx: &Cx<'_>, id: RelationId, type_id: TypeId) -> Result<()> {
    let row_type = cx.catalog.relation(id).and_then(|it| it.row_type);
    match row_type {
        Some(row_type) if holds(cx, type_id, row_type, 0) => Err(member_of_itself(&cx.catalog, row_type)),
        _ => Ok(()),
    }
}

fn holds(cx: &Cx<'_>, type_id: TypeId, wanted: TypeId, depth: u32) -> bool {
    if type_id == wanted {
        return true;
    }
    let Some(found) = cx.catalog.type_(type_id).filter(|it| depth < MAX_DEPTH && !it.id.is_builtin()) else {
        return false;
    };
    match &found.kind {
        TypeKind::Domain { base, .. } => holds(cx, *base, wanted, depth + 1),
        TypeKind::Array => found.element.is_some_and(|it| holds(cx, it, wanted, depth + 1)),
        TypeKind::Range { subtype, .. } => holds(cx, *subtype, wanted, depth + 1),
        TypeKind::Composite(relation) => cx
            .catalog
            .relation(*relation)
            .is_some_and(|it| it.columns.iter().filter_map(|column| column.type_id).exists(|it| holds(cx, it, wanted, depth + 1))),
        _ => false,
    }
}
