//! How are blocks and their statements followed.

use super::super::cx::Cx;
use super::change::{block_may_change, may_change};
use super::condition::catches;
use super::errors;
use super::eval::{equal, eval};
use super::flow::{Body, Flow};
use super::loops::run_loop;
use super::statement::{assign, check_expr, run_command, run_statement};
use super::value::Value;
use crate::analyze::type_name::lookup_type_name;
use crate::catalog::id::TypeId;
use crate::diag::{Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::plpgsql::{Block, Declaration, DeclarationKind, DeclaredType, PlBranch, PlStatement, PlStatementKind};
use crate::text::Seek;

/// Follows a block from its beginning.
///
/// # Errors
/// What the server would raise in running it, whatever its rows hold.
pub(in crate::fold) fn run_block(cx: &mut Cx<'_>, block: &Block) -> Result<()> {
    let mut body = Body::default();
    body.note_settings(&cx.session);
    follow_block(cx, &mut body, block).map(|_| ())
}

/// Follows a block; its handlers take back what it did before they run.
// pg: pl_exec.c exec_stmt_block
pub(super) fn follow_block(cx: &mut Cx<'_>, body: &mut Body, block: &Block) -> Result<Flow> {
    if !body.step() {
        if block_may_change(block) {
            cx.warnings.push(errors::unmodelled("a body as deep as this", block.span));
            super::open::leave_statements(cx, body, &block.body, block.span);
        }
        return Ok(Flow::Next);
    }
    let mark = body.variables.mark();
    body.depth += 1;
    let before = (!block.handlers.is_empty()).then(|| (cx.catalog.clone(), cx.session.clone(), cx.warnings.len()));
    let result = declare(cx, body, &block.declarations).and_then(|()| follow_all(cx, body, &block.body));
    let result = match (result, before) {
        (Err(problem), Some((catalog, session, warnings))) => {
            let handler = block.handlers.iter().first_where(|handler| handler.conditions.iter().exists(|it| catches(&it.name, &problem)));
            match handler {
                Some(handler) => {
                    (cx.catalog, cx.session) = (catalog, session);
                    cx.warnings.truncate(warnings);
                    let outer = body.handled.replace(problem);
                    let result = follow_all(cx, body, &handler.body);
                    body.handled = outer;
                    result
                }
                None => Err(problem),
            }
        }
        (result, _) => result,
    };
    body.depth -= 1;
    body.variables.forget(mark);
    Ok(match result? {
        Flow::Exit(Some(label)) if block.label.as_ref().is_some_and(|own| own.name == label) => Flow::Next,
        flow => flow,
    })
}

/// Follows statements one after the other.
pub(super) fn follow_all(cx: &mut Cx<'_>, body: &mut Body, statements: &[PlStatement]) -> Result<Flow> {
    for statement in statements {
        let flow = follow(cx, body, statement)?;
        if flow != Flow::Next {
            return Ok(flow);
        }
    }
    Ok(Flow::Next)
}

fn follow(cx: &mut Cx<'_>, body: &mut Body, statement: &PlStatement) -> Result<Flow> {
    use PlStatementKind as K;
    if !body.step() {
        if may_change(std::slice::from_ref(statement)) {
            super::open::leave(cx, body, "a body as long as this", statement.span, statement);
        }
        return Ok(Flow::Next);
    }
    let placed = |problem: Problem| if problem.span.is_none() { problem.at(statement.span) } else { problem };
    match &statement.kind {
        K::Block(block) => follow_block(cx, body, block),
        K::Assign(target, value) => {
            let value = value_of(cx, body, value)?;
            assign(body, target, value);
            Ok(Flow::Next)
        }
        K::If { branches, otherwise } => follow_branches(cx, body, None, branches, Some(otherwise), statement),
        K::Case { operand, branches, otherwise } => follow_branches(cx, body, operand.as_deref(), branches, otherwise.as_ref(), statement),
        K::Loop(kind, inner) => run_loop(cx, body, statement, kind, inner),
        K::Exit(label, condition) | K::Continue(label, condition) => {
            let leaves = match condition {
                Some(condition) => value_of(cx, body, condition)?.truth(),
                None => Some(true),
            };
            let label = label.as_ref().map(|label| label.name.clone());
            Ok(match (leaves, &statement.kind) {
                (Some(true), K::Exit(..)) => Flow::Exit(label),
                (Some(true), _) => Flow::Continue(label),
                _ => Flow::Next,
            })
        }
        K::Return(value) => {
            if let Some(value) = value {
                value_of(cx, body, value)?;
            }
            Ok(Flow::Return)
        }
        K::Raise(raise) => super::raise::run_raise(cx, body, raise).map(|()| Flow::Next).map_err(placed),
        K::Assert(condition, _) => match value_of(cx, body, condition)?.truth() {
            Some(false) => Err(placed(errors::assertion_failed("assertion failed"))),
            _ => Ok(Flow::Next),
        },
        K::Perform(inner) => run_statement(cx, body, inner, None).map(|()| Flow::Next),
        K::Sql(inner, into) => run_statement(cx, body, inner, into.as_ref()).map(|()| Flow::Next),
        K::Execute(command, into) => run_command(cx, body, command, into.as_ref(), statement.span).map(|()| Flow::Next),
        K::GetDiagnostics(targets) => {
            targets.iter().for_each(|target| assign(body, target, Value::Unknown));
            Ok(Flow::Next)
        }
        K::Commit | K::Rollback if cx.session.in_transaction => Err(placed(errors::invalid_termination())),
        K::ReturnNext(_) | K::ReturnQuery(_) | K::ReturnExecute(_) | K::Cursor | K::Commit | K::Rollback | K::Null => Ok(Flow::Next),
    }
}

/// The value of an expression, after it was checked as the server checks it when it is first evaluated.
pub(super) fn value_of(cx: &Cx<'_>, body: &Body, expr: &Expr) -> Result<Value> {
    check_expr(cx, body, expr)?;
    eval(body.scope(&cx.catalog), expr)
}

/// Follows the branch whose condition holds; one that is not known leaves open what the branches do.
fn follow_branches(
    cx: &mut Cx<'_>,
    body: &mut Body,
    operand: Option<&Expr>,
    branches: &[PlBranch],
    otherwise: Option<&Vec<PlStatement>>,
    statement: &PlStatement,
) -> Result<Flow> {
    let operand_value = operand.map(|operand| value_of(cx, body, operand)).transpose()?;
    for (at, branch) in branches.iter().enumerate() {
        let mut holds = Some(false);
        for condition in &branch.conditions {
            let value = value_of(cx, body, condition)?;
            let value = operand_value.as_ref().map_or(value.clone(), |operand| equal(operand, &value));
            holds = match (holds, value) {
                (Some(true), _) | (_, Value::Boolean(true)) => Some(true),
                (_, Value::Unknown) => None,
                (holds, _) => holds,
            };
        }
        match holds {
            Some(true) => return follow_all(cx, body, &branch.body),
            Some(false) => {}
            None => {
                let open = branches[at..].iter().exists(|branch| may_change(&branch.body)) || otherwise.is_some_and(|it| may_change(it));
                if open {
                    let at = branch.conditions.first().map_or(statement.span, |condition| condition.span);
                    super::open::leave(cx, body, "a condition that depends on rows or on the server", at, statement);
                }
                super::statement::forget_assigned(body, branches[at..].iter().map(|branch| branch.body.as_slice()), otherwise);
                return Ok(Flow::Next);
            }
        }
    }
    match (otherwise, operand) {
        (Some(otherwise), _) => follow_all(cx, body, otherwise),
        (None, _) => Err(errors::case_not_found().at(statement.span)),
    }
}

fn declare(cx: &Cx<'_>, body: &mut Body, declarations: &[Declaration]) -> Result<()> {
    for declaration in declarations {
        let name = declaration.name.name.clone();
        match &declaration.kind {
            DeclarationKind::Variable { type_name, value, .. } => {
                let type_id = type_of(cx, type_name);
                let value = match value {
                    Some(value) => value_of(cx, body, value)?,
                    None => Value::Null,
                };
                let value = match type_name.as_ref() {
                    DeclaredType::Type(written) => super::cast::cast_for_assignment(&cx.catalog, value, written),
                    _ => value,
                };
                body.variables.declare(name, type_id, value);
            }
            DeclarationKind::Alias(of) => {
                let (type_id, value) = body.variables.get(of).map_or((None, Value::Unknown), |it| (it.type_id, it.value.clone()));
                body.variables.declare(name, type_id, value);
            }
            DeclarationKind::Cursor(_) => body.variables.declare(name, Some(TypeId::REFCURSOR), Value::Unknown),
        }
    }
    Ok(())
}

fn type_of(cx: &Cx<'_>, declared: &DeclaredType) -> Option<TypeId> {
    match declared {
        DeclaredType::Type(type_name) => lookup_type_name(&cx.catalog, type_name).ok().flatten(),
        DeclaredType::Row(_) | DeclaredType::OfVariable(_) | DeclaredType::Record => None,
    }
}
