//! What does a constant say.

use super::{Expr, ExprKind, Literal};
use crate::diag::Result;
use crate::syntax::lower::{Lowering, first_token};
use crate::syntax::string::{inner_text, lower_string};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Gather, Name, Span};

/// Lowers a constant, a parameter, or `DEFAULT`.
pub(super) fn lower_literal(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let token = cx.need(first_token(node), node)?;
    let text = token.text();
    let kind = match token.kind() {
        SyntaxKind::INT_NUMBER | SyntaxKind::NUMERIC_NUMBER => ExprKind::Literal(number(text)),
        SyntaxKind::BIT_STRING => ExprKind::Literal(Literal::Bits(bits('b', node))),
        SyntaxKind::BYTE_STRING => ExprKind::Literal(Literal::Bits(bits('x', node))),
        SyntaxKind::TRUE_KW => ExprKind::Literal(Literal::Boolean(true)),
        SyntaxKind::FALSE_KW => ExprKind::Literal(Literal::Boolean(false)),
        SyntaxKind::NULL_KW => ExprKind::Literal(Literal::Null),
        SyntaxKind::DEFAULT_KW => ExprKind::Default,
        SyntaxKind::POSITIONAL_PARAM => ExprKind::Parameter(text.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or(0)),
        _ => ExprKind::Literal(Literal::String(lower_string(cx, node)?)),
    };
    Ok(Expr { kind, at: cx.token_span(&token), span: cx.span(node) })
}

/// `-constant` is a negative constant, as long as it is a number.
// pg: gram.y doNegate
pub(super) fn negated(expr: &Expr, minus: Span) -> Option<Expr> {
    let literal = match &expr.kind {
        ExprKind::Literal(Literal::Integer(value)) => match value.checked_neg() {
            Some(negative) => Literal::Integer(negative),
            None => Literal::Number(Name::from("2147483648")),
        },
        ExprKind::Literal(Literal::Number(text)) => Literal::Number(match text.strip_prefix('-') {
            Some(positive) => Name::from(positive),
            None => Name::from(format!("-{text}")),
        }),
        _ => return None,
    };
    Some(Expr { kind: ExprKind::Literal(literal), at: minus, span: minus.to(expr.span) })
}

fn number(text: &str) -> Literal {
    let plain: String = text.chars().filter(|c| *c != '_').gather();
    let (digits, radix) = match plain.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&plain[2..], 16),
        [b'0', b'o' | b'O', ..] => (&plain[2..], 8),
        [b'0', b'b' | b'B', ..] => (&plain[2..], 2),
        _ => (&*plain, 10),
    };
    match i32::from_str_radix(digits, radix) {
        Ok(value) => Literal::Integer(value),
        Err(_) => Literal::Number(Name::from(plain)),
    }
}

fn bits(letter: char, node: &SyntaxNode) -> Name {
    let mut out = String::from(letter);
    for token in crate::syntax::lower::own_tokens(node) {
        out.push_str(inner_text(token.text()));
    }
    Name::from(out)
}
