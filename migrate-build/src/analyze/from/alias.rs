//! Which names do the columns of an item of `FROM` go by.

use crate::analyze::state::State;
use crate::catalog::tree::RangeColumn;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::name::Ident;
use crate::text::Name;

/// Gives columns the names of an alias list; dropped columns take none.
// pg: parse_relation.c buildRelationAliases, addRangeTableEntryForSubquery
pub(super) fn rename_columns(table: &Name, columns: &mut [RangeColumn], names: &[Ident]) -> Result<()> {
    let available = columns.iter().filter(|column| column.type_id.is_some()).count();
    if names.len() > available {
        let message = format!("table \"{table}\" has {available} columns available but {} columns specified", names.len());
        return Err(Diagnostic::error(SqlState::INVALID_COLUMN_REFERENCE, message));
    }
    let live = columns.iter_mut().filter(|column| column.type_id.is_some());
    for (column, name) in live.zip(names) {
        column.name = name.name.clone();
    }
    Ok(())
}

/// The same for a join.
// pg: parse_relation.c addRangeTableEntryForJoin
pub(super) fn rename_join_columns(state: &State<'_>, table: &Name, columns: &mut [RangeColumn], names: &[Ident]) -> Result<()> {
    if names.len() > columns.len() {
        let (available, given) = (columns.len(), names.len());
        return Err(match state.version() {
            ..=14 => Diagnostic::error(SqlState::SYNTAX_ERROR, format!("column alias list for \"{table}\" has too many entries")),
            _ => Diagnostic::error(
                SqlState::INVALID_COLUMN_REFERENCE,
                format!("join expression \"{table}\" has {available} columns available but {given} columns specified"),
            ),
        });
    }
    for (column, name) in columns.iter_mut().zip(names) {
        column.name = name.name.clone();
    }
    Ok(())
}
