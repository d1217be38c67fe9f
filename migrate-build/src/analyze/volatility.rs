//! How often can the value of an expression change.

use crate::catalog::Catalog;
use crate::catalog::object::Volatility;
use crate::catalog::tree::Expr;

/// The most volatile thing in an expression.
// pg: clauses.c contain_mutable_functions, contain_volatile_functions
#[must_use]
pub fn volatility_of(_catalog: &Catalog, _expr: &Expr) -> Volatility {
    Volatility::Immutable
}
