//! How are the options of functions and their bodies lowered.

use super::{FunctionOption, FunctionOptionKind as Kind, FunctionText, SqlBody, Volatility};
use crate::diag::{Result, each};
use crate::syntax::expr::{Expr, lower_expr};
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::{Ident, lower_ident_token};
use crate::syntax::query::{Preparable, Query, QueryBody, Select, Target};
use crate::syntax::statement::lower::lower_statement;
use crate::syntax::statement::session::{Set, lower_reset_config, lower_set_config};
use crate::syntax::statement::support::{expr, ident, need, qualified, text, text_ident, type_name};
use crate::syntax::statement::{Statement, StatementKind};
use crate::syntax::tree::ast::{self, AstNode, FuncOption as Node};
use crate::syntax::tree::{SyntaxKind, SyntaxToken};
use crate::text::{Collection, Gather};

/// The options in their order.
pub(super) fn lower_function_options(cx: &Lowering<'_>, list: Option<ast::FuncOptionList>) -> Result<Vec<FunctionOption>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let option = |node: Node| Ok(FunctionOption { kind: lower_option(cx, &node)?, span: cx.span_of(&node) });
    each(list.options(), option)
}

fn lower_option(cx: &Lowering<'_>, node: &Node) -> Result<Kind> {
    Ok(match node {
        Node::LanguageFuncOption(node) => Kind::Language(match node.literal() {
            Some(literal) => text_ident(cx, Some(literal))?,
            None => ident(cx, node.language_ref())?,
        }),
        Node::AsFuncOption(node) => Kind::As(lower_as(cx, node)?),
        Node::VolatilityFuncOption(ast::VolatilityFuncOption::Immutable(_)) => Kind::Volatility(Volatility::Immutable),
        Node::VolatilityFuncOption(ast::VolatilityFuncOption::Stable(_)) => Kind::Volatility(Volatility::Stable),
        Node::VolatilityFuncOption(ast::VolatilityFuncOption::Volatile(_)) => Kind::Volatility(Volatility::Volatile),
        Node::StrictFuncOption(_) | Node::ReturnsNullOnNullInputFuncOption(_) => Kind::Strict(true),
        Node::CalledOnNullInputFuncOption(_) => Kind::Strict(false),
        Node::LeakproofFuncOption(_) => Kind::Leakproof(true),
        Node::NotLeakproofFuncOption(_) => Kind::Leakproof(false),
        Node::SecurityDefinerFuncOption(_) => Kind::SecurityDefiner(true),
        Node::SecurityInvokerFuncOption(_) => Kind::SecurityDefiner(false),
        Node::WindowFuncOption(_) => Kind::Window,
        Node::CostFuncOption(node) => Kind::Cost(constant(cx, node.literal())?),
        Node::RowsFuncOption(node) => Kind::Rows(constant(cx, node.literal())?),
        Node::SupportFuncOption(node) => Kind::Support(qualified(cx, node.function_name_ref())?),
        Node::ParallelFuncOption(node) => Kind::Parallel(lower_word(cx, node)?),
        Node::SetFuncOption(node) => {
            let node = need(node.set_config_param())?;
            Kind::Set(lower_set_config(cx, node.config_parameter_ref(), node.config_assignment())?)
        }
        Node::ResetFuncOption(node) => Kind::Set(lower_reset(cx, node)?),
        Node::TransformFuncOption(node) => Kind::Transform(each(node.transform_for_types(), |it| type_name(cx, it.ty()))?),
    })
}

fn constant(cx: &Lowering<'_>, node: Option<ast::Literal>) -> Result<Expr> {
    lower_expr(cx, need(node)?.syntax())
}

fn lower_word(cx: &Lowering<'_>, node: &ast::ParallelFuncOption) -> Result<Ident> {
    let word = own_tokens(node.syntax()).nth(1);
    Ok(lower_ident_token(cx, &need(word)?))
}

fn lower_reset(cx: &Lowering<'_>, node: &ast::ResetFuncOption) -> Result<Set> {
    lower_reset_config(cx, node.config_parameter_ref(), node.syntax())
}

fn lower_as(cx: &Lowering<'_>, node: &ast::AsFuncOption) -> Result<FunctionText> {
    match need(node.as_func_target())? {
        ast::AsFuncTarget::AsDefinition(node) => lower_function_text(cx, node.literal()),
        ast::AsFuncTarget::AsObjFile(node) => {
            let body = text(cx, node.obj_file())?;
            Ok(FunctionText { body, symbol: Some(text(cx, node.link_symbol())?), verbatim_from: None })
        }
    }
}

/// The text of a body, and where the file holds it as it is.
pub(in crate::syntax::statement) fn lower_function_text(cx: &Lowering<'_>, node: Option<ast::Literal>) -> Result<FunctionText> {
    let node = need(node)?;
    let tokens: Vec<SyntaxToken> = own_tokens(node.syntax()).gather();
    let verbatim_from = match tokens.as_slice() {
        [token] => verbatim_offset(token).map(|offset| cx.token_span(token).start + offset),
        _ => None,
    };
    Ok(FunctionText { body: text(cx, Some(node))?, symbol: None, verbatim_from })
}

/// How many bytes into the token its content begins, where the content stands there as it is.
fn verbatim_offset(token: &SyntaxToken) -> Option<u32> {
    let text = token.text();
    let (prefix, escapes) = match token.kind() {
        SyntaxKind::DOLLAR_QUOTED_STRING => return Some(text.get(1..)?.find('$')? as u32 + 2),
        SyntaxKind::STRING => (1, false),
        SyntaxKind::ESC_STRING => (2, true),
        _ => return None,
    };
    let content = text.get(prefix..text.len().checked_sub(1)?)?;
    let escaped = escapes && content.contains('\\');
    let plain = !escaped && !content.contains('\'');
    plain.then_some(prefix as u32)
}

/// `RETURN expr` or `BEGIN ATOMIC ... END`.
pub(super) fn lower_body(cx: &Lowering<'_>, node: &ast::RoutineBody) -> Result<SqlBody> {
    match node {
        ast::RoutineBody::ReturnStmt(node) => Ok(SqlBody::Return(Box::new(expr(cx, node.expr())?))),
        ast::RoutineBody::AtomicBody(node) => {
            let mut statements = Vec::new();
            for statement in node.routine_body_stmts() {
                match statement {
                    ast::RoutineBodyStmt::ReturnStmt(node) => statements.push(lower_inner_return(cx, &node)?),
                    ast::RoutineBodyStmt::Stmt(node) => statements.put_all(lower_statement(cx, &node)?),
                }
            }
            Ok(SqlBody::Atomic(statements))
        }
    }
}

/// PostgreSQL takes `RETURN x` in a body as `SELECT x`.
fn lower_inner_return(cx: &Lowering<'_>, node: &ast::ReturnStmt) -> Result<Statement> {
    let span = cx.span_of(node);
    let select = Select {
        distinct: None,
        targets: vec![Target { value: expr(cx, node.expr())?, alias: None }],
        into: None,
        from: Vec::new(),
        filter: None,
        group_by: None,
        having: None,
        windows: Vec::new(),
        span,
    };
    let query = Query {
        with: None,
        body: QueryBody::Select(Box::new(select)),
        order_by: Vec::new(),
        limit: None,
        offset: None,
        locking: Vec::new(),
        span,
    };
    Ok(Statement { kind: StatementKind::Preparable(Box::new(Preparable::Query(query))), span })
}
