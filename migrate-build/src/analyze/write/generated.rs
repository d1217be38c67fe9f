//! What may be written to columns that are generated.

use super::target::Writing;
use crate::analyze::state::State;
use crate::catalog::object::{Column, Generated, Identity};
use crate::catalog::tree::{Expr, ExprKind, Query, Write};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::syntax::statement::dml::Overriding;
use crate::text::{Name, Seek};

// pg: rewriteHandler.c rewriteTargetListIU
pub(super) fn check_insert(state: &State<'_>, writing: &Writing, query: &Query, overriding: Option<Overriding>) -> Result<()> {
    for (number, column) in columns_of(state, writing) {
        let Some(write) = query.writes.iter().first_where(|write| write.column == number) else {
            continue;
        };
        if write.values.iter().for_all(is_default) {
            continue;
        }
        if column.identity == Some(Identity::Always) && overriding.is_none() {
            return Err(always("cannot insert a non-DEFAULT value into column", &column.name)
                .note(format!("column \"{}\" is an identity column defined as GENERATED ALWAYS", column.name))
                .help("use OVERRIDING SYSTEM VALUE to override"));
        }
        if column.generated.is_some() {
            return Err(always("cannot insert a non-DEFAULT value into column", &column.name).note(generated_note(column)));
        }
    }
    match &query.on_conflict {
        Some(conflict) => check_update(state, writing, &conflict.writes),
        None => Ok(()),
    }
}

// pg: rewriteHandler.c rewriteTargetListIU
pub(super) fn check_update(state: &State<'_>, writing: &Writing, writes: &[Write]) -> Result<()> {
    for (number, column) in columns_of(state, writing) {
        let written = writes.iter().exists(|write| write.column == number && !write.values.iter().for_all(is_default));
        if !written {
            continue;
        }
        if column.identity == Some(Identity::Always) {
            return Err(
                only_default(&column.name).note(format!("column \"{}\" is an identity column defined as GENERATED ALWAYS", column.name))
            );
        }
        if column.generated.is_some() {
            return Err(only_default(&column.name).note(generated_note(column)));
        }
    }
    Ok(())
}

fn columns_of<'s>(state: &'s State<'_>, writing: &Writing) -> impl Iterator<Item = (u16, &'s Column)> {
    let columns = state.catalog.relation(writing.relation).map_or(&[][..], |relation| &relation.columns);
    columns.iter().zip(1..).map(|(column, number)| (number, column)).filter(|(_, column)| column.type_id.is_some())
}

fn is_default(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Default)
}

fn always(what: &str, column: &Name) -> Problem {
    Diagnostic::error(SqlState::GENERATED_ALWAYS, format!("{what} \"{column}\""))
}

fn only_default(column: &Name) -> Problem {
    Diagnostic::error(SqlState::GENERATED_ALWAYS, format!("column \"{column}\" can only be updated to DEFAULT"))
}

fn generated_note(column: &Column) -> String {
    match column.generated {
        Some(Generated::Stored | Generated::Virtual) | None => format!("column \"{}\" is a generated column", column.name),
    }
}
