//! What does one statement read, need and return: scopes, types, parameters. Knows no other statement.
//!
//! Who does what within: `expr` types expressions and asks `column::lookup_column` for names, `query::analyze_subquery` for queries,
//! `aggregate`, `window` and `star` for what depends on the query around them; all else analyzes statements and asks `expr`.

pub mod aggregate;
pub mod cardinality;
mod clause;
pub mod column;
pub mod column_name;
pub mod describe;
mod distinct;
pub mod errors;
pub mod expr;
mod from;
pub mod function_result;
mod group;
mod grouping_check;
pub mod missing;
pub mod namespace;
pub mod needs;
pub mod notes;
pub mod nullability;
pub mod parameter;
pub mod place;
pub mod plan;
pub mod query;
pub mod relation;
pub mod required;
pub mod scope;
mod sort;
mod standalone;
pub mod star;
pub mod state;
mod target;
pub mod type_name;
pub mod volatility;
pub mod window;
mod with;
mod write;
pub mod written;
pub mod written_out;

use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{CollationId, TypeId};
use crate::catalog::tree;
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::query::Preparable;
use crate::text::{Gather, Name};
use notes::Notes;
use parameter::Parameters;
use place::ExprPlace;
use scope::{ExprScope, ExprTarget};

pub use needs::{needs_of_expr, needs_of_query};
pub use volatility::volatility_of;

/// A statement that was analyzed.
#[derive(Clone, Debug)]
pub struct Analyzed {
    /// What it says.
    pub query: tree::Query,
    /// What it gives.
    pub columns: Vec<OutputColumn>,
    /// What it needs.
    pub needs: Vec<Address>,
}

/// A column that a statement gives.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputColumn {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_id: TypeId,
    /// The modifier of its type, or -1.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<CollationId>,
}

/// An expression that was analyzed outside of a query.
#[derive(Clone, Debug)]
pub struct AnalyzedExpr {
    /// What it says.
    pub tree: tree::Expr,
    /// What it needs.
    pub needs: Vec<Address>,
}

/// Analyzes a statement.
// pg: analyze.c parse_analyze_fixedparams, parse_analyze_varparams
pub fn analyze_statement(catalog: &Catalog, statement: &Preparable, parameters: &mut Parameters) -> Result<Analyzed> {
    standalone::analyze_statement(catalog, statement, parameters)
}

/// Analyzes a statement, and says of its text what stars stand for and where names were found.
pub fn analyze_statement_noting(catalog: &Catalog, statement: &Preparable, parameters: &mut Parameters) -> Result<(Analyzed, Notes)> {
    standalone::analyze_statement_noting(catalog, statement, parameters)
}

/// Analyzes a statement that can refer to more than its own tables: of a function's body to its arguments, of a rule to `old` and `new`.
// pg: functions.c sql_fn_parser_setup, sql_fn_post_column_ref; parse_utilcmd.c transformRuleStmt
pub fn analyze_statement_in(
    catalog: &Catalog,
    statement: &Preparable,
    parameters: &mut Parameters,
    scope: &ExprScope<'_>,
) -> Result<Analyzed> {
    standalone::analyze_statement_in(catalog, statement, parameters, scope)
}

/// Analyzes an expression that stands outside of a query: a default, a check, the key of an index and so on.
// pg: heap.c cookDefault, cookConstraint; parse_utilcmd.c transformIndexStmt, transformPartitionBoundValue; and their kin
pub fn analyze_expr_in(
    catalog: &Catalog,
    expr: &Expr,
    place: ExprPlace,
    scope: &ExprScope<'_>,
    target: ExprTarget<'_>,
) -> Result<AnalyzedExpr> {
    standalone::analyze_expr_in(catalog, expr, place, scope, target)
}

/// An analyzed expression as one of another type, by assignment; none where no cast leads there.
///
/// # Errors
/// A cast on the way says why not.
pub fn assign_stored(catalog: &Catalog, expr: tree::Expr, type_id: TypeId, modifier: i32) -> Result<Option<tree::Expr>> {
    standalone::assign_stored(catalog, expr, type_id, modifier)
}

/// What the query gives, as the protocol describes it.
#[must_use]
pub fn output_columns(query: &tree::Query) -> Vec<OutputColumn> {
    let visible = query.targets.iter().filter(|target| !target.junk);
    visible
        .map(|target| OutputColumn {
            name: target.name.clone(),
            type_id: target.expr.type_id,
            modifier: target.expr.modifier,
            collation: target.expr.collation,
        })
        .gather()
}
