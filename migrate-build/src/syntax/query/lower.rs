//! How is a query lowered: bodies, set operations, and what follows them, nested as PostgreSQL nests it.

use super::select::{lower_order_by, lower_select};
use super::with::lower_with;
use super::{Limit, LockStrength, Locking, Query, QueryBody, SetOperation, SetOperator, Values, With};
use crate::diag::{Diagnostic, Result, SqlState, each};
use crate::syntax::errors;
use crate::syntax::expr::lower::{expressions, first_expression, is_query, lower_expr};
use crate::syntax::expr::{Expr, ExprKind, Literal};
use crate::syntax::grammar::Grammar;
use crate::syntax::lower::{Lowering, find_child, first_token, has_token, own_tokens};
use crate::syntax::name::{lower_ident, qualified_name};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Collection, Seek, Span};

/// Lowers a `SelectVariant` or anything that stands for one.
pub fn lower_query(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Query> {
    let query = lower_query_statement(cx, node)?;
    cx.need(query, node)
}

/// Lowers a node if it is a query.
pub fn lower_query_statement(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Query>> {
    if !is_query(node.kind()) && node.kind() != SyntaxKind::PAREN_EXPR {
        return Ok(None);
    }
    let lowered = cx.deeper(node, || lower_operand(cx, node))?;
    Ok(Some(finished(lowered)?))
}

/// A query whose `WITH` is not its own yet: in `WITH .. a UNION b` the parser gives it to `a`, PostgreSQL to the whole.
struct Lowered {
    query: Query,
    with: Option<With>,
}

fn finished(lowered: Lowered) -> Result<Query> {
    let Lowered { mut query, with } = lowered;
    if let Some(with) = with {
        if query.with.is_some() {
            return Err(errors::refused_by_grammar("multiple WITH clauses not allowed", with.span));
        }
        query.span = query.span.to(with.span);
        query.with = Some(with);
    }
    Ok(query)
}

fn lower_operand(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Lowered> {
    let with = find_child(node, SyntaxKind::WITH_CLAUSE).map(|clause| lower_with(cx, &clause)).transpose()?;
    let mut query = match node.kind() {
        SyntaxKind::COMPOUND_SELECT => return lower_set_operations(cx, node),
        SyntaxKind::PAREN_SELECT | SyntaxKind::PAREN_EXPR => {
            let inner = node.children().first_where(|child| is_query(child.kind()) || child.kind() == SyntaxKind::PAREN_EXPR);
            lower_query(cx, &cx.need(inner, node)?)?
        }
        SyntaxKind::VALUES => plain(cx, node, QueryBody::Values(lower_values(cx, node)?)),
        _ => plain(cx, node, QueryBody::Select(Box::new(lower_select(cx, node)?))),
    };
    lower_tail(cx, node, &mut query)?;
    Ok(Lowered { query, with })
}

fn plain(cx: &Lowering<'_>, node: &SyntaxNode, body: QueryBody) -> Query {
    let span = trimmed_span(cx, node);
    Query { with: None, body, order_by: Vec::new(), limit: None, offset: None, locking: Vec::new(), span }
}

fn trimmed_span(cx: &Lowering<'_>, node: &SyntaxNode) -> Span {
    let span = cx.span(node);
    let semicolon = own_tokens(node).last().filter(|token| token.kind() == SyntaxKind::SEMICOLON);
    semicolon.and_then(|token| token.prev_token()).map_or(span, |token| Span::new(span.start, cx.token_span(&token).end.max(span.start)))
}

/// Chains of `UNION` are read without recursion, as they may be long.
fn lower_set_operations(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Lowered> {
    let mut chain = vec![*node];
    let mut first = cx.need(node.children().first_where(is_operand), node)?;
    while first.kind() == SyntaxKind::COMPOUND_SELECT {
        chain.push(first);
        first = cx.need(first.children().first_where(is_operand), &first)?;
    }
    let mut left = lower_operand(cx, &first)?;
    for compound in chain.iter().rev() {
        let operator = cx.need(compound.children().first_where(|child| set_operator(child.kind()).is_some()), compound)?;
        let right = cx.need(compound.children().filter(is_operand).nth(1), compound)?;
        let right = finished(cx.deeper(&right, || lower_operand(cx, &right))?)?;
        let operation = SetOperation {
            operator: set_operator(operator.kind()).unwrap_or(SetOperator::Union),
            all: find_child(&operator, SyntaxKind::ALL).is_some() || has_token(&operator, SyntaxKind::ALL_KW),
            left: left.query,
            right,
            span: cx.first_token_span(&operator),
        };
        let mut query = plain(cx, compound, QueryBody::SetOperation(Box::new(operation)));
        lower_tail(cx, compound, &mut query)?;
        left.query = query;
    }
    Ok(left)
}

fn is_operand(node: &SyntaxNode) -> bool {
    is_query(node.kind()) || node.kind() == SyntaxKind::PAREN_EXPR
}

fn set_operator(kind: SyntaxKind) -> Option<SetOperator> {
    match kind {
        SyntaxKind::UNION => Some(SetOperator::Union),
        SyntaxKind::INTERSECT => Some(SetOperator::Intersect),
        SyntaxKind::EXCEPT => Some(SetOperator::Except),
        _ => None,
    }
}

/// Lowers `VALUES`.
pub fn lower_values(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Values> {
    let mut rows = Vec::new();
    if let Some(list) = find_child(node, SyntaxKind::ROW_LIST) {
        for row in list.children().filter(|row| row.kind() == SyntaxKind::ROW) {
            rows.push(each(expressions(&row), |value| lower_expr(cx, &value))?);
        }
    }
    Ok(Values { rows, span: cx.span_of_token(node, SyntaxKind::VALUES_KW) })
}

// pg: gram.y insertSelectOptions
fn lower_tail(cx: &Lowering<'_>, node: &SyntaxNode, query: &mut Query) -> Result<()> {
    let mut tail = Tail::default();
    for child in node.children() {
        tail.add(cx, &child)?;
    }
    if tail.is_empty() {
        return Ok(());
    }
    query.span = query.span.to(trimmed_span(cx, node));
    if let Some(first) = tail.order_by.first() {
        refuse_second("ORDER BY", !query.order_by.is_empty(), first.value.span)?;
        query.order_by = tail.order_by;
    }
    query.locking.append(&mut tail.locking);
    if let Some(offset) = tail.offset {
        let at = tail.offset_at.filter(|_| cx.grammar() >= Grammar::V18).unwrap_or(offset.span);
        refuse_second("OFFSET", query.offset.is_some(), at)?;
        query.offset = Some(offset);
    }
    if let Some(limit) = tail.limit {
        let value = limit.count.as_ref().filter(|_| cx.grammar() < Grammar::V18).map(|count| count.span);
        let span = value.unwrap_or(limit.span);
        refuse_second("LIMIT", query.limit.is_some(), span)?;
        check_ties(&limit, query, tail.skip_locked).map_err(|problem| match tail.ties {
            Some(at) if cx.grammar() >= Grammar::V18 => problem.at(at),
            _ => problem,
        })?;
        query.limit = Some(limit);
    }
    Ok(())
}

fn check_ties(limit: &Limit, query: &Query, skip_locked: bool) -> Result<()> {
    if limit.with_ties && query.order_by.is_empty() {
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause")
            .label("ties are counted by the order of the rows"));
    }
    if limit.with_ties && skip_locked {
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "SKIP LOCKED and WITH TIES options cannot be used together"));
    }
    Ok(())
}

fn refuse_second(clause: &str, second: bool, at: Span) -> Result<()> {
    if second { Err(errors::refused_by_grammar(format!("multiple {clause} clauses not allowed"), at)) } else { Ok(()) }
}

#[derive(Default)]
struct Tail {
    order_by: Vec<super::SortBy>,
    limit: Option<Limit>,
    offset: Option<Expr>,
    locking: Vec<Locking>,
    skip_locked: bool,
    ties: Option<Span>,
    offset_at: Option<Span>,
}

impl Tail {
    fn is_empty(&self) -> bool {
        self.order_by.is_empty() && self.limit.is_none() && self.offset.is_none() && self.locking.is_empty()
    }

    fn add(&mut self, cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<()> {
        let again = match clause.kind() {
            SyntaxKind::ORDER_BY_CLAUSE => !self.order_by.is_empty(),
            SyntaxKind::LIMIT_CLAUSE | SyntaxKind::FETCH_CLAUSE => self.limit.is_some(),
            SyntaxKind::OFFSET_CLAUSE => self.offset.is_some(),
            _ => false,
        };
        if let Some(token) = first_token(clause).filter(|_| again) {
            return Err(errors::syntax_error_near(token.text(), cx.token_span(&token)));
        }
        match clause.kind() {
            SyntaxKind::ORDER_BY_CLAUSE => self.order_by = lower_order_by(cx, clause)?,
            SyntaxKind::LIMIT_CLAUSE => {
                let count = first_expression(clause).map(|count| lower_expr(cx, &count)).transpose()?;
                self.limit = Some(Limit { count, with_ties: false, span: cx.span(clause) });
            }
            SyntaxKind::FETCH_CLAUSE => {
                self.ties = find_child(clause, SyntaxKind::WITH_TIES).map(|ties| cx.first_token_span(&ties));
                self.limit = Some(lower_fetch(cx, clause)?);
            }
            SyntaxKind::OFFSET_CLAUSE => {
                self.offset_at = Some(cx.span(clause));
                self.offset = first_expression(clause).map(|count| lower_expr(cx, &count)).transpose()?;
            }
            SyntaxKind::LOCKING_CLAUSE => {
                self.skip_locked |= find_child(clause, SyntaxKind::SKIP_LOCKED).is_some();
                self.locking.put_all(lower_locking(cx, clause)?);
            }
            _ => {}
        }
        Ok(())
    }
}

fn lower_fetch(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Limit> {
    let at = cx.first_token_span(clause);
    let count = match first_expression(clause) {
        Some(count) => lower_expr(cx, &count)?,
        None => Expr { kind: ExprKind::Literal(Literal::Integer(1)), at, span: at },
    };
    Ok(Limit { count: Some(count), with_ties: find_child(clause, SyntaxKind::WITH_TIES).is_some(), span: cx.span(clause) })
}

/// `FOR READ ONLY` locks nothing.
fn lower_locking(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Option<Locking>> {
    let strength = clause.children().first_some(|child| match child.kind() {
        SyntaxKind::FOR_UPDATE => Some(LockStrength::Update),
        SyntaxKind::FOR_NO_KEY_UPDATE => Some(LockStrength::NoKeyUpdate),
        SyntaxKind::FOR_SHARE => Some(LockStrength::Share),
        SyntaxKind::FOR_KEY_SHARE => Some(LockStrength::KeyShare),
        _ => None,
    });
    let Some(strength) = strength else { return Ok(None) };
    let mut of = Vec::new();
    if let Some(list) = find_child(clause, SyntaxKind::LOCKING_OF) {
        for name in expressions(&list) {
            let parts = match lower_expr(cx, &name)?.kind {
                ExprKind::Column(column) => column.parts,
                _ => vec![lower_ident(cx, &name)?],
            };
            of.push(qualified_name(parts)?);
        }
    }
    Ok(Some(Locking { strength, of, span: cx.span(clause) }))
}
