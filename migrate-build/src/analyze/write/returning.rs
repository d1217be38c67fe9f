//! What does `RETURNING` say.

use super::target::Writing;
use crate::analyze::errors::{error_at, syntax_error};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::analyze::target::{analyze_targets, mark_origins, resolve_unknown_targets};
use crate::catalog::tree::{RowVersion, Target};
use crate::diag::{Result, SqlState};
use crate::syntax::name::Ident;
use crate::syntax::statement::dml::Returning;
use crate::text::{Name, Seek};

// pg: analyze.c transformReturningClause
pub(super) fn analyze_returning(state: &mut State<'_>, writing: &Writing, returning: &Returning) -> Result<Vec<Target>> {
    analyze_returning_in(state, writing, returning, ExprPlace::Returning)
}

pub(super) fn analyze_returning_in(
    state: &mut State<'_>,
    writing: &Writing,
    returning: &Returning,
    place: ExprPlace,
) -> Result<Vec<Target>> {
    let height = state.level().namespace.len();
    if state.version() >= 18 {
        add_version(state, writing, returning.old.as_ref(), "old", RowVersion::Old)?;
        add_version(state, writing, returning.new.as_ref(), "new", RowVersion::New)?;
    }
    let mut targets = analyze_targets(state, &returning.targets, place)?;
    state.level_mut().namespace.truncate(height);
    if targets.is_empty() {
        return Err(syntax_error("RETURNING must have at least one column", returning.span));
    }
    mark_origins(state, &mut targets);
    if state.level().resolve_unknowns {
        resolve_unknown_targets(state, &mut targets)?;
    }
    Ok(targets)
}

// pg: analyze.c addNSItemForReturning
fn add_version(state: &mut State<'_>, writing: &Writing, alias: Option<&Ident>, default: &str, row: RowVersion) -> Result<()> {
    let taken = |state: &State<'_>, name: &Name| state.level().namespace.iter().exists(|item| item.relation_visible && item.name == *name);
    let name = match alias {
        Some(alias) => {
            if taken(state, &alias.name) {
                let message = format!("table name \"{}\" specified more than once", alias.name);
                return Err(error_at(SqlState::DUPLICATE_ALIAS, message, alias.span));
            }
            alias.name.clone()
        }
        None => {
            let name = Name::from(default);
            if taken(state, &name) {
                return Ok(());
            }
            name
        }
    };
    let mut item = writing.item.clone();
    item.name = name;
    item.row = row;
    item.columns_visible = false;
    item.columns.iter_mut().for_each(|column| column.var.row = row);
    state.level_mut().namespace.push(item);
    Ok(())
}
