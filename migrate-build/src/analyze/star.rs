//! What does a star stand for.

use super::state::State;
use crate::catalog::tree;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::ColumnRef;
use crate::text::{Name, Span};

/// The columns of `*` or `t.*`, with their names.
// pg: parse_target.c ExpandColumnRefStar
pub fn expand_star(_state: &mut State<'_>, _name: &ColumnRef, at: Span) -> Result<Vec<(Name, tree::Expr)>> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "stars are not expanded yet").at(at))
}

/// The fields of `(x).*`, with their names.
// pg: parse_target.c ExpandRowReference
pub fn expand_row(_state: &mut State<'_>, _row: tree::Expr, at: Span) -> Result<Vec<(Name, tree::Expr)>> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "stars are not expanded yet").at(at))
}

/// The names, types, modifiers and collations of the fields of a row, in order; dropped ones are left out with their number skipped.
// pg: parse_target.c expandRecordVariable, funcapi.c get_expr_result_tupdesc
pub fn row_fields(_state: &State<'_>, _row: &tree::Expr, at: Span) -> Result<Vec<RowField>> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "stars are not expanded yet").at(at))
}

/// A field of a row.
#[derive(Clone, Debug)]
pub struct RowField {
    /// Its number, from 1.
    pub number: u16,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_id: crate::catalog::id::TypeId,
    /// The modifier of its type.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<crate::catalog::id::CollationId>,
}
