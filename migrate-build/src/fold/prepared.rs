//! How do the statements go that are prepared and run later.

use super::cx::Cx;
use super::errors::command as errors;
use super::session::Prepared;
use super::typed::type_expr;
use crate::analyze::parameter::Parameters;
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::analyze::type_name::analyze_type_name;
use crate::analyze::{OutputColumn, analyze_statement};
use crate::catalog::id::TypeId;
use crate::diag::{Result, each};
use crate::syntax::expr::Expr;
use crate::syntax::name::Ident;
use crate::syntax::query::Preparable;
use crate::syntax::statement::session::{Execute, Prepare};
use crate::text::Gather;

/// Prepares a statement.
// pg: prepare.c PrepareQuery
pub(super) fn fold_prepare(cx: &mut Cx<'_>, it: &Prepare) -> Result<()> {
    let types = each(&it.types, |it| analyze_type_name(&cx.catalog, it))?;
    let mut parameters = if types.is_empty() { Parameters::inferred() } else { Parameters::fixed(types.iter().map(|it| it.0)) };
    let analyzed = analyze_statement(&cx.catalog, &it.statement, &mut parameters)?;
    parameters.check_decided()?;
    if cx.session.prepared.contains_key(&it.name.name) {
        return Err(errors::prepared_exists(&it.name.name));
    }
    let parameters = parameters.types().iter().map(|type_id| type_id.unwrap_or(TypeId::UNKNOWN)).gather();
    let columns = matches!(it.statement, Preparable::Query(_)).then_some(analyzed.columns);
    cx.session.prepared.insert(it.name.name.clone(), Prepared { parameters, columns });
    Ok(())
}

/// Runs a prepared statement.
pub(super) fn fold_execute(cx: &mut Cx<'_>, it: &Execute) -> Result<()> {
    prepared(cx, &it.name, &it.arguments).map(|_| ())
}

/// What a prepared query gives that a table is made of.
// pg: prepare.c ExecuteQuery
pub(super) fn executed_columns(cx: &Cx<'_>, name: &Ident, arguments: &[Expr]) -> Result<Vec<OutputColumn>> {
    prepared(cx, name, arguments)?.columns.clone().ok_or_else(errors::prepared_is_no_query)
}

/// Forgets prepared statements.
pub(super) fn fold_deallocate(cx: &mut Cx<'_>, it: &Option<Ident>) -> Result<()> {
    match it {
        None => {
            cx.session.prepared.clear();
            Ok(())
        }
        Some(name) if cx.session.prepared.remove(&name.name).is_some() => Ok(()),
        Some(name) => Err(errors::prepared_missing(&name.name)),
    }
}

// pg: prepare.c EvaluateParams
fn prepared<'c>(cx: &'c Cx<'_>, name: &Ident, arguments: &[Expr]) -> Result<&'c Prepared> {
    let found = cx.session.prepared.get(&name.name).ok_or_else(|| errors::prepared_missing(&name.name))?;
    if found.parameters.len() != arguments.len() {
        return Err(errors::prepared_parameter_count(&name.name, found.parameters.len(), arguments.len()));
    }
    for (number, (argument, type_id)) in (1..).zip(arguments.iter().zip(&found.parameters)) {
        type_expr(cx, argument, ExprPlace::ExecuteParameter, &ExprScope::None, ExprTarget::Parameter { number, type_id: *type_id })?;
    }
    Ok(found)
}
