//! How do operators bind: the operators and operands between brackets are read in their order and combined by PostgreSQL's own precedence.

use super::lower::{lower_expr, lower_only_expr};
use super::precedence::{AND, AT, COMPARISON, ESCAPE, IS, MATCH, MINUS, NOT, OR, OTHER, infix_level};
use super::syntax_call::syntax_function;
use super::{Between, Distinct, Expr, ExprKind, In, InSet, Is, IsTest, Like, LikeKind, NormalForm, Operation, Quantified, QuantifiedSet};
use super::{Quantifier, json, literal};
use crate::diag::Result;
use crate::syntax::errors;
use crate::syntax::expr::lower::is_query;
use crate::syntax::lower::{Lowering, find_child, first_token, has_token, own_tokens};
use crate::syntax::name::{OperatorName, lower_name_parts, lower_qualified_name};
use crate::syntax::query::lower_query;
use crate::syntax::tree::{SyntaxElement, SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower_type_name;
use crate::text::{Collection, Gather, Name, Seek, Span};

/// How many operators of one level may follow each other; each makes the tree one level deeper.
const MAXIMUM_CHAIN: u32 = 400;

/// Lowers a node whose children are operands and operators.
pub(super) fn lower_operators(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let items = flattened(node);
    let mut reader = Reader { cx, items: &items, next: 0, whole: node };
    reader.read(0).map(|operand| operand.expr)
}

/// The operands and operators below a node, in the order of the text.
fn flattened<'t>(node: &SyntaxNode<'t>) -> Vec<SyntaxElement<'t>> {
    let mut items = Vec::new();
    let mut open: Vec<SyntaxElement> = vec![SyntaxElement::Node(*node)];
    while let Some(element) = open.pop() {
        match element {
            SyntaxElement::Node(inner) if is_operation(&inner) => {
                let children: Vec<SyntaxElement> = inner.children_with_tokens().gather();
                open.put_all(children.into_iter().rev());
            }
            SyntaxElement::Token(token) if matches!(token.kind(), SyntaxKind::WHITESPACE | SyntaxKind::COMMENT) => {}
            element => items.push(element),
        }
    }
    items
}

fn is_operation(node: &SyntaxNode) -> bool {
    match node.kind() {
        SyntaxKind::BIN_EXPR | SyntaxKind::PREFIX_EXPR | SyntaxKind::POSTFIX_EXPR | SyntaxKind::BETWEEN_EXPR | SyntaxKind::COLLATE => true,
        SyntaxKind::CAST_EXPR => find_child(node, SyntaxKind::COLON_COLON).is_some(),
        _ => false,
    }
}

/// An expression and its place with the brackets around it.
struct Operand {
    expr: Expr,
    outer: Span,
}

struct Reader<'r, 'a, 't> {
    cx: &'r Lowering<'a>,
    items: &'r [SyntaxElement<'t>],
    next: usize,
    whole: &'r SyntaxNode<'t>,
}

impl<'t> Reader<'_, '_, 't> {
    fn peek(&self) -> Option<&SyntaxElement<'t>> {
        self.items.get(self.next)
    }

    fn take(&mut self) -> Result<SyntaxElement<'t>> {
        let item = self.items.get(self.next).cloned();
        self.next += 1;
        self.cx.need(item, self.whole)
    }

    fn take_node(&mut self) -> Result<SyntaxNode<'t>> {
        let node = self.take()?.into_node();
        self.cx.need(node, self.whole)
    }

    fn at(&self, kind: SyntaxKind) -> bool {
        self.peek().is_some_and(|item| item.kind() == kind)
    }

    fn span(&self, item: &SyntaxElement) -> Span {
        match item {
            SyntaxElement::Node(node) => self.cx.span(node),
            SyntaxElement::Token(token) => self.cx.token_span(token),
        }
    }

    /// The first token of an operator, which is where PostgreSQL points.
    fn place(&self, item: &SyntaxElement) -> Span {
        match item {
            SyntaxElement::Node(node) if node.kind() != SyntaxKind::CUSTOM_OP && node.kind() != SyntaxKind::COLON_COLON => {
                self.cx.first_token_span(node)
            }
            item => self.span(item),
        }
    }

    /// Reads an operand and all operators after it that bind at least as tightly as `least`.
    fn read(&mut self, least: u8) -> Result<Operand> {
        let cx = self.cx;
        let whole = self.whole;
        cx.deeper(whole, || {
            let mut left = self.read_prefix()?;
            let (mut links, mut chained) = (0, None);
            while let Some(item) = self.peek().cloned() {
                let Some(level) = infix_level(&item) else { break };
                if level < least {
                    break;
                }
                links += u32::from(level > AND);
                if links > MAXIMUM_CHAIN {
                    return Err(errors::nested_too_deeply(self.place(&item)));
                }
                if chained == Some(level) {
                    return Err(self.chained_operator(&item));
                }
                left = self.read_infix(left, level)?;
                let alone = matches!(level, IS | COMPARISON | MATCH) && !matches!(left.expr.kind, ExprKind::Quantified(_));
                chained = alone.then_some(level);
            }
            Ok(left)
        })
    }

    /// Comparisons, tests and patterns do not follow each other without brackets.
    fn chained_operator(&self, item: &SyntaxElement) -> crate::diag::Problem {
        self.refused_word(self.place(item))
    }

    fn refused_word(&self, at: Span) -> crate::diag::Problem {
        let text = self.cx.text().get(at.shifted_back(self.cx.base()).range()).unwrap_or("");
        errors::syntax_error_near(text, at)
    }

    fn read_prefix(&mut self) -> Result<Operand> {
        let item = self.take()?;
        let at = self.place(&item);
        match item.kind() {
            SyntaxKind::NOT_KW => {
                let inner = self.read(NOT)?;
                Ok(operand(ExprKind::Not(Box::new(inner.expr)), at, at.to(inner.outer)))
            }
            SyntaxKind::MINUS | SyntaxKind::PLUS => {
                let inner = self.read(MINUS)?;
                if item.kind() == SyntaxKind::MINUS
                    && let Some(expr) = literal::negated(&inner.expr, at)
                {
                    return Ok(Operand { outer: at.to(inner.outer), expr });
                }
                self.prefix_operation(&item, inner)
            }
            SyntaxKind::CUSTOM_OP | SyntaxKind::OPERATOR_CALL => {
                let inner = self.read(OTHER + 1)?;
                self.prefix_operation(&item, inner)
            }
            _ => {
                let outer = self.span(&item);
                let node = item.into_node();
                Ok(Operand { expr: lower_expr(self.cx, &self.cx.need(node, self.whole)?)?, outer })
            }
        }
    }

    fn prefix_operation(&self, item: &SyntaxElement, inner: Operand) -> Result<Operand> {
        let at = self.place(item);
        let operation = Operation { name: operator_name(self.cx, item)?, left: None, right: inner.expr };
        Ok(operand(ExprKind::Operator(Box::new(operation)), at, at.to(inner.outer)))
    }

    fn read_infix(&mut self, left: Operand, level: u8) -> Result<Operand> {
        let item = self.take()?;
        let at = self.place(&item);
        match item.kind() {
            SyntaxKind::OR_KW | SyntaxKind::AND_KW => self.read_and_or(left, level, at),
            SyntaxKind::IS_KW | SyntaxKind::IS_NOT => self.read_is(left, item.kind() == SyntaxKind::IS_NOT, at),
            SyntaxKind::ISNULL_KW => Ok(is(left, false, IsTest::Null, at, at)),
            SyntaxKind::NOTNULL_KW => Ok(is(left, true, IsTest::Null, at, at)),
            SyntaxKind::IS_DISTINCT_FROM | SyntaxKind::IS_NOT_DISTINCT_FROM => {
                let right = self.read(IS + 1)?;
                let outer = left.outer.to(right.outer);
                let negated = item.kind() == SyntaxKind::IS_NOT_DISTINCT_FROM;
                Ok(operand(ExprKind::Distinct(Box::new(Distinct { negated, left: left.expr, right: right.expr })), at, outer))
            }
            SyntaxKind::LIKE_KW | SyntaxKind::ILIKE_KW | SyntaxKind::SIMILAR_TO => self.read_like(left, &item, false, at),
            SyntaxKind::NOT_LIKE | SyntaxKind::NOT_ILIKE | SyntaxKind::NOT_SIMILAR_TO => self.read_like(left, &item, true, at),
            SyntaxKind::IN_KW | SyntaxKind::NOT_IN => self.read_in(left, item.kind() == SyntaxKind::NOT_IN, at),
            SyntaxKind::BETWEEN_KW => self.read_between(left, false, at),
            SyntaxKind::NOT_KW => {
                self.take()?;
                self.read_between(left, true, at)
            }
            SyntaxKind::COLLATE_KW => {
                let node = self.take_node()?;
                let collation = lower_qualified_name(self.cx, &node)?;
                let outer = left.outer.to(self.cx.span(&node));
                Ok(operand(ExprKind::Collate(Box::new(left.expr), collation), at, outer))
            }
            SyntaxKind::COLON_COLON => {
                let node = self.take_node()?;
                let type_name = lower_type_name(self.cx, &node)?;
                let outer = left.outer.to(self.cx.span(&node));
                Ok(operand(ExprKind::Cast(Box::new(left.expr), Box::new(type_name)), at, outer))
            }
            SyntaxKind::AT_TIME_ZONE => {
                let zone = self.read(AT + 1)?;
                let outer = left.outer.to(zone.outer);
                Ok(Operand { expr: syntax_function("timezone", vec![zone.expr, left.expr], at, outer), outer })
            }
            SyntaxKind::AT_LOCAL => {
                let outer = left.outer.to(self.span(&item));
                Ok(Operand { expr: syntax_function("timezone", vec![left.expr], at, outer), outer })
            }
            SyntaxKind::OVERLAPS_KW => self.read_overlaps(left, at),
            _ => match item.as_node() {
                Some(node) if !matches!(item.kind(), SyntaxKind::CUSTOM_OP | SyntaxKind::OPERATOR_CALL) => {
                    self.postfix_test(left, &node, at)
                }
                _ => self.read_operation(left, &item, level, at),
            },
        }
    }

    /// Chains of `AND` and `OR` become one list; the first operator is the place of all.
    // pg: gram.y makeAndExpr
    fn read_and_or(&mut self, left: Operand, level: u8, at: Span) -> Result<Operand> {
        let right = self.read(level + 1)?;
        let outer = left.outer.to(right.outer);
        Ok(match (left.expr.kind, level) {
            (ExprKind::And(mut all), AND) => {
                all.push(right.expr);
                operand(ExprKind::And(all), left.expr.at, outer)
            }
            (ExprKind::Or(mut all), OR) => {
                all.push(right.expr);
                operand(ExprKind::Or(all), left.expr.at, outer)
            }
            (kind, level) => {
                let all = vec![Expr { kind, at: left.expr.at, span: left.expr.span }, right.expr];
                operand(if level == AND { ExprKind::And(all) } else { ExprKind::Or(all) }, at, outer)
            }
        })
    }

    fn read_is(&mut self, left: Operand, negated: bool, at: Span) -> Result<Operand> {
        let test_node = self.take_node()?;
        let token = self.cx.need(first_token(&test_node), &test_node)?;
        let test = match token.kind() {
            SyntaxKind::NULL_KW => IsTest::Null,
            SyntaxKind::TRUE_KW => IsTest::True,
            SyntaxKind::FALSE_KW => IsTest::False,
            _ if token.text().eq_ignore_ascii_case("unknown") => IsTest::Unknown,
            _ if token.text().eq_ignore_ascii_case("document") => IsTest::Document,
            _ => return Err(errors::not_understood("test", self.cx.token_span(&token))),
        };
        let end = self.cx.span(&test_node);
        Ok(is(left, negated, test, at, end))
    }

    fn read_like(&mut self, left: Operand, item: &SyntaxElement, negated: bool, at: Span) -> Result<Operand> {
        if self.at_quantifier() {
            let symbol = match (item.kind(), negated) {
                (SyntaxKind::LIKE_KW, _) => "~~",
                (SyntaxKind::ILIKE_KW, _) => "~~*",
                (SyntaxKind::NOT_LIKE, _) => "!~~",
                _ => "!~~*",
            };
            return self.read_quantified(left, OperatorName { schema: None, symbol: Name::from(symbol), span: at }, at);
        }
        let kind = match item.kind() {
            SyntaxKind::LIKE_KW | SyntaxKind::NOT_LIKE => LikeKind::Like,
            SyntaxKind::ILIKE_KW | SyntaxKind::NOT_ILIKE => LikeKind::ILike,
            _ => LikeKind::SimilarTo,
        };
        let pattern = self.read(MATCH + 1)?;
        let mut outer = left.outer.to(pattern.outer);
        let mut escape = None;
        if self.at(SyntaxKind::ESCAPE_KW) {
            self.take()?;
            let character = self.read(ESCAPE)?;
            outer = outer.to(character.outer);
            escape = Some(character.expr);
        }
        let like = Like { kind, negated, value: left.expr, pattern: pattern.expr, escape };
        Ok(operand(ExprKind::Like(Box::new(like)), at, outer))
    }

    fn read_in(&mut self, left: Operand, negated: bool, at: Span) -> Result<Operand> {
        let node = self.take_node()?;
        let outer = left.outer.to(self.cx.span(&node));
        let query = if is_query(node.kind()) { Some(node) } else { bracketed_query(&node) };
        let set = match query {
            Some(query) => InSet::Query(Box::new(lower_query(self.cx, &query)?)),
            None => InSet::List(super::lower::lower_exprs(self.cx, &node)?),
        };
        Ok(operand(ExprKind::In(Box::new(In { negated, value: left.expr, set })), at, outer))
    }

    fn read_between(&mut self, left: Operand, negated: bool, at: Span) -> Result<Operand> {
        let mut symmetric = false;
        if self.at(SyntaxKind::SYMMETRIC) || self.at(SyntaxKind::ASYMMETRIC) {
            symmetric = self.take()?.kind() == SyntaxKind::SYMMETRIC;
        }
        let low = self.read(NOT)?;
        self.take()?;
        let high = self.read(MATCH + 1)?;
        let outer = left.outer.to(high.outer);
        let between = Between { negated, symmetric, value: left.expr, low: low.expr, high: high.expr };
        Ok(operand(ExprKind::Between(Box::new(between)), at, outer))
    }

    fn read_overlaps(&mut self, left: Operand, at: Span) -> Result<Operand> {
        let right = self.read(OTHER)?;
        let outer = left.outer.to(right.outer);
        let mut arguments = Vec::with_capacity(4);
        for (side, operand) in [("left", left), ("right", right)] {
            match operand.expr.kind {
                ExprKind::Row(values, _) if values.len() == 2 => arguments.put_all(values),
                ExprKind::Row(..) => {
                    let message = format!("wrong number of parameters on {side} side of OVERLAPS expression");
                    return Err(errors::refused_by_grammar(message, Span::new(operand.outer.start, operand.outer.start + 1)));
                }
                _ => return Err(self.refused_word(at)),
            }
        }
        Ok(Operand { expr: syntax_function("overlaps", arguments, at, outer), outer })
    }

    fn read_operation(&mut self, left: Operand, item: &SyntaxElement, level: u8, at: Span) -> Result<Operand> {
        let name = operator_name(self.cx, item)?;
        if self.at_quantifier() {
            return self.read_quantified(left, name, at);
        }
        let right = self.read(level + 1)?;
        let outer = left.outer.to(right.outer);
        let operation = Operation { name, left: Some(left.expr), right: right.expr };
        Ok(operand(ExprKind::Operator(Box::new(operation)), at, outer))
    }

    fn at_quantifier(&self) -> bool {
        self.peek().and_then(SyntaxElement::as_node).is_some_and(|node| quantifier(&node).is_some())
    }

    fn read_quantified(&mut self, left: Operand, operator: OperatorName, at: Span) -> Result<Operand> {
        let node = self.take_node()?;
        let outer = left.outer.to(self.cx.span(&node));
        let (inner, quantifier) = self.cx.need(quantifier(&node), &node)?;
        let query = inner
            .children()
            .first_where(|child| is_query(child.kind()))
            .or_else(|| inner.children().next().and_then(|child| bracketed_query(&child)));
        let right = match query {
            Some(query) => QuantifiedSet::Query(Box::new(lower_query(self.cx, &query)?)),
            None => QuantifiedSet::Array(lower_only_expr(self.cx, &inner)?),
        };
        let quantified = Quantified { left: left.expr, operator, quantifier, right };
        Ok(operand(ExprKind::Quantified(Box::new(quantified)), at, outer))
    }

    /// `IS NORMALIZED` and `IS JSON`, which the parser keeps whole.
    fn postfix_test(&self, left: Operand, node: &SyntaxNode, at: Span) -> Result<Operand> {
        let negated = has_token(node, SyntaxKind::NOT_KW);
        let end = self.cx.span(node);
        if matches!(node.kind(), SyntaxKind::IS_NORMALIZED | SyntaxKind::IS_NOT_NORMALIZED) {
            let form = node.children().next().and_then(|form| first_token(&form)).and_then(|token| normal_form(token.text()));
            return Ok(is(left, negated, IsTest::Normalized(form), at, end));
        }
        let item = match own_tokens(node).last().map(|token| token.kind()) {
            Some(SyntaxKind::OBJECT_KW) => json::JsonItem::Object,
            Some(SyntaxKind::ARRAY_KW) => json::JsonItem::Array,
            Some(SyntaxKind::SCALAR_KW) => json::JsonItem::Scalar,
            _ => json::JsonItem::Value,
        };
        let keys = match find_child(node, SyntaxKind::JSON_WITH_UNIQUE_KEYS) {
            Some(_) => json::UniqueKeys::Required,
            None => json::UniqueKeys::Allowed,
        };
        let start = Span::new(left.outer.start, left.outer.start + 1);
        Ok(is(left, negated, IsTest::Json(item, keys), start, end))
    }
}

/// The normal form of a keyword.
pub(super) fn normal_form(text: &str) -> Option<NormalForm> {
    Some(match text.to_ascii_lowercase().as_str() {
        "nfc" => NormalForm::Nfc,
        "nfd" => NormalForm::Nfd,
        "nfkc" => NormalForm::Nfkc,
        "nfkd" => NormalForm::Nfkd,
        _ => return None,
    })
}

/// Lowers an operator as it stands in `USING`, `WITH` or between operands: a token, `CUSTOM_OP`, `OP` or `OPERATOR_CALL`.
pub fn operator_name(cx: &Lowering<'_>, item: &SyntaxElement) -> Result<OperatorName> {
    let SyntaxElement::Node(node) = item else {
        let text = item.as_token().map_or("", |token| token.text());
        let span = item.as_token().map(|token| cx.token_span(&token)).unwrap_or_default();
        return Ok(OperatorName { schema: None, symbol: symbol(text), span });
    };
    if node.kind() == SyntaxKind::OPERATOR_CALL
        && let Some(inner) = find_child(node, SyntaxKind::OP)
    {
        return Ok(OperatorName { span: cx.first_token_span(node), ..operator_name(cx, &SyntaxElement::Node(inner))? });
    }
    let schema = match find_child(node, SyntaxKind::PATH_REF) {
        Some(path) => lower_name_parts(cx, &path)?.pop(),
        None => None,
    };
    let text: String = match node.children().first_where(|child| child.kind() == SyntaxKind::CUSTOM_OP) {
        Some(custom) => own_tokens(&custom).map(|token| token.text().to_owned()).gather(),
        None => own_tokens(node).map(|token| token.text().to_owned()).gather(),
    };
    Ok(OperatorName { schema, symbol: symbol(&text), span: cx.span(node) })
}

fn symbol(text: &str) -> Name {
    Name::from(if text == "!=" { "<>" } else { text })
}

/// The query in brackets, however many there are, if that is all that they hold.
pub(super) fn bracketed_query<'t>(node: &SyntaxNode<'t>) -> Option<SyntaxNode<'t>> {
    let mut inner = *node;
    while inner.kind() == SyntaxKind::PAREN_EXPR {
        inner = inner.children().next()?;
    }
    is_query(inner.kind()).then_some(inner)
}

fn quantifier<'t>(node: &SyntaxNode<'t>) -> Option<(SyntaxNode<'t>, Quantifier)> {
    if node.kind() != SyntaxKind::CALL_EXPR {
        return None;
    }
    let inner = node.children().next()?;
    match inner.kind() {
        SyntaxKind::ANY_FN | SyntaxKind::SOME_FN => Some((inner, Quantifier::Any)),
        SyntaxKind::ALL_FN => Some((inner, Quantifier::All)),
        _ => None,
    }
}

fn is(left: Operand, negated: bool, test: IsTest, at: Span, end: Span) -> Operand {
    let outer = left.outer.to(end);
    operand(ExprKind::Is(Box::new(Is { negated, value: left.expr, test })), at, outer)
}

fn operand(kind: ExprKind, at: Span, outer: Span) -> Operand {
    Operand { expr: Expr { kind, at, span: outer }, outer }
}
