//! How is a statement or an expression analyzed from its beginning: with what in sight, and what it must become.

use super::errors::error_at;
use super::expr::collate::assign_collations;
use super::expr::{analyze_expr, coerce};
use super::from::{add_relation, relation_item};
use super::needs::{needs_of_expr, needs_of_query};
use super::notes::{Notebook, Notes};
use super::parameter::Parameters;
use super::place::ExprPlace;
use super::query::analyze_preparable;
use super::scope::{ExprScope, ExprTarget};
use super::state::{Hook, Level, Link, State};
use super::{Analyzed, AnalyzedExpr, output_columns};
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{CastContext, RuleEvent};
use crate::catalog::tree::{self, Expr, RangeTableKind};
use crate::diag::{Result, SqlState};
use crate::syntax::expr::Expr as SyntaxExpr;
use crate::syntax::query::Preparable;
use crate::text::{Gather, Name};
use crate::typing::errors::type_text;

pub(super) fn analyze_statement(catalog: &Catalog, statement: &Preparable, parameters: &mut Parameters) -> Result<Analyzed> {
    let mut state = State::new(catalog, parameters);
    let query = analyze_preparable(&mut state, statement)?;
    parameters.check_consistent(&query)?;
    Ok(finish(catalog, query))
}

pub(super) fn analyze_statement_noting(
    catalog: &Catalog,
    statement: &Preparable,
    parameters: &mut Parameters,
) -> Result<(Analyzed, Notes)> {
    let mut state = State::new(catalog, parameters);
    state.notebook = Notebook::kept();
    let query = analyze_preparable(&mut state, statement)?;
    let notes = std::mem::take(&mut state.notebook).into_notes();
    parameters.check_consistent(&query)?;
    Ok((Analyzed { columns: output_columns(&query), needs: Vec::new(), query }, notes))
}

pub(super) fn analyze_statement_in(
    catalog: &Catalog,
    statement: &Preparable,
    parameters: &mut Parameters,
    scope: &ExprScope<'_>,
) -> Result<Analyzed> {
    let mut state = State::new(catalog, parameters);
    enter_scope(&mut state, scope)?;
    let query = match scope {
        ExprScope::Rule(_) | ExprScope::RuleCondition(..) | ExprScope::Trigger(_) | ExprScope::Relation(_) => {
            state.outermost = 1;
            let level = Level { resolve_unknowns: true, link: Link::From, ..Level::default() };
            state.in_level(level, |state| analyze_preparable(state, statement))?.0
        }
        _ => analyze_preparable(&mut state, statement)?,
    };
    Ok(finish(catalog, query))
}

fn finish(catalog: &Catalog, query: tree::Query) -> Analyzed {
    let columns = output_columns(&query);
    let needs = needs_of_query(catalog, &query);
    Analyzed { query, columns, needs }
}

pub(super) fn analyze_expr_in(
    catalog: &Catalog,
    expr: &SyntaxExpr,
    place: ExprPlace,
    scope: &ExprScope<'_>,
    target: ExprTarget<'_>,
) -> Result<AnalyzedExpr> {
    let mut parameters = match scope {
        ExprScope::Arguments { arguments, .. } => Parameters::fixed(arguments.iter().map(|(_, type_id)| *type_id)),
        _ => Parameters::none(),
    };
    let mut state = State::new(catalog, &mut parameters);
    enter_scope(&mut state, scope)?;
    let analyzed = analyze_expr(&mut state, expr, place)?;
    let mut tree = fit(&mut state, analyzed, target)?;
    assign_collations(catalog, &mut tree)?;
    let relations: Vec<RelationId> = state
        .level()
        .entries
        .iter()
        .filter_map(|entry| match entry.table.kind {
            RangeTableKind::Relation { id, .. } => Some(id),
            _ => None,
        })
        .gather();
    let needs = needs_of_expr(catalog, &tree, &relations);
    Ok(AnalyzedExpr { tree, needs })
}

pub(super) fn assign_stored(catalog: &Catalog, expr: tree::Expr, type_id: TypeId, modifier: i32) -> Result<Option<tree::Expr>> {
    let mut parameters = Parameters::none();
    let mut state = State::new(catalog, &mut parameters);
    // Whatever an assignment casts is printed as if nobody had.
    coerce::coerce_wanted(&mut state, expr, coerce::Wanted { target: type_id, modifier, context: CastContext::Assignment, at: None })
}

/// Brings into sight what an expression may refer to.
fn enter_scope(state: &mut State<'_>, scope: &ExprScope<'_>) -> Result<()> {
    match scope {
        ExprScope::None => {}
        ExprScope::Relation(id) => {
            let entry = add_relation(state, *id, false, None, &[])?;
            let item = relation_item(state, entry);
            state.level_mut().namespace.push(item);
        }
        ExprScope::Trigger(id) => add_old_and_new(state, *id, [true, true])?,
        ExprScope::Rule(id) => add_old_and_new(state, *id, [false, false])?,
        ExprScope::RuleCondition(id, event) => {
            let visible = match event {
                RuleEvent::Select | RuleEvent::Delete => [true, false],
                RuleEvent::Insert => [false, true],
                RuleEvent::Update => [true, true],
            };
            add_old_and_new(state, *id, visible)?;
        }
        ExprScope::DomainValue { type_id, modifier, collation } => {
            state.hook = Hook::DomainValue { type_id: *type_id, modifier: *modifier, collation: *collation };
        }
        ExprScope::Arguments { function, arguments } => {
            state.hook = Hook::Arguments { function: function.cloned(), arguments: arguments.to_vec() };
        }
    }
    Ok(())
}

/// Adds `old` and `new`, and says of each whether its columns can stand alone.
// pg: trigger.c CreateTriggerFiringOn; parse_utilcmd.c transformRuleStmt
fn add_old_and_new(state: &mut State<'_>, id: RelationId, visible: [bool; 2]) -> Result<()> {
    for (name, columns_visible) in ["old", "new"].into_iter().zip(visible) {
        let entry = add_relation(state, id, false, Some(&Name::from(name)), &[])?;
        let mut item = relation_item(state, entry);
        item.columns_visible = columns_visible;
        state.level_mut().namespace.push(item);
    }
    Ok(())
}

/// Makes the expression what its place asks for.
// pg: heap.c cookDefault; parse_coerce.c coerce_to_boolean; parse_utilcmd.c transformPartitionBoundValue
fn fit(state: &mut State<'_>, expr: Expr, target: ExprTarget<'_>) -> Result<Expr> {
    let (given, at) = (expr.type_id, expr.at);
    let words = |state: &State<'_>, type_id| type_text(state.catalog, type_id);
    match target {
        ExprTarget::Any if given == TypeId::UNKNOWN => {
            let text = coerce::coerce_to_target(state, expr.clone(), TypeId::TEXT, -1, CastContext::Implicit)?;
            Ok(text.unwrap_or(expr))
        }
        ExprTarget::Any => Ok(expr),
        ExprTarget::Boolean(construct) => coerce::coerce_to_boolean(state, expr, construct),
        ExprTarget::Type(type_id, construct) => coerce::coerce_to_specific(state, expr, type_id, construct),
        ExprTarget::Column { name, type_id, modifier, generated: _ } => {
            match coerce::coerce_to_target(state, expr, type_id, modifier, CastContext::Assignment)? {
                Some(value) => Ok(value),
                None => {
                    let message = format!(
                        "column \"{name}\" is of type {} but default expression is of type {}",
                        words(state, type_id),
                        words(state, given)
                    );
                    let problem = crate::diag::Diagnostic::error(SqlState::DATATYPE_MISMATCH, message);
                    Err(problem.help("you will need to rewrite or cast the expression"))
                }
            }
        }
        ExprTarget::Using { name, type_id, modifier } => {
            match coerce::coerce_to_target(state, expr, type_id, modifier, CastContext::Assignment)? {
                Some(value) => Ok(value),
                None => {
                    let message = format!(
                        "result of USING clause for column \"{name}\" cannot be cast automatically to type {}",
                        words(state, type_id)
                    );
                    Err(crate::diag::Diagnostic::error(SqlState::DATATYPE_MISMATCH, message).help("you might need to add an explicit cast"))
                }
            }
        }
        ExprTarget::Parameter { number, type_id } => match coerce::coerce_to_target(state, expr, type_id, -1, CastContext::Assignment)? {
            Some(value) => Ok(value),
            None => {
                let (given, wanted) = (words(state, given), words(state, type_id));
                let message = format!("parameter ${number} of type {given} cannot be coerced to the expected type {wanted}");
                Err(error_at(SqlState::DATATYPE_MISMATCH, message, at))
            }
        },
        ExprTarget::PartitionKey { name, type_id, modifier } => {
            match coerce::coerce_to_target(state, expr, type_id, modifier, CastContext::Assignment)? {
                Some(value) => Ok(value),
                None => {
                    let message = format!("specified value cannot be cast to type {} for column \"{name}\"", words(state, type_id));
                    Err(error_at(SqlState::DATATYPE_MISMATCH, message, at))
                }
            }
        }
    }
}
