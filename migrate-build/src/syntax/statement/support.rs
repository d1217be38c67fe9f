//! Which small pieces do the statements share: names out of reference nodes, texts, options, tokens.

use super::errors;
use super::type_::Text;
use crate::diag::{Problem, Result, each};
use crate::syntax::errors::not_understood;
use crate::syntax::expr::{Expr, lower_expr};
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, OperatorName, QualifiedName, lower_name_parts, lower_qualified_name};
use crate::syntax::string::lower_string;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxElement, SyntaxKind, SyntaxNode, SyntaxToken};
use crate::syntax::type_name::{TypeBase, TypeName, lower_type_name};
use crate::text::{Gather, Name, Seek};

/// The child that the grammar promises. Where it is missing the parser has recovered from an error that is reported already.
pub(super) fn need<T>(child: Option<T>) -> Result<T> {
    match child {
        Some(child) => Ok(child),
        None => Err(errors::incomplete()),
    }
}

/// The name that a node holds, where no dots may stand.
pub(super) fn ident<'t>(cx: &Lowering<'_>, node: Option<impl AstNode<'t>>) -> Result<Ident> {
    let node = need(node)?;
    let mut parts = lower_name_parts(cx, node.syntax())?;
    if parts.len() > 1 {
        return Err(unexpected(cx, node.syntax()));
    }
    need(parts.pop())
}

/// The name that a node holds, where there is one.
pub(super) fn optional_ident<'t>(cx: &Lowering<'_>, node: Option<impl AstNode<'t>>) -> Result<Option<Ident>> {
    node.map(|node| ident(cx, Some(node))).transpose()
}

/// The names that nodes hold.
pub(super) fn idents<'t, N: AstNode<'t>>(cx: &Lowering<'_>, nodes: impl Iterator<Item = N>) -> Result<Vec<Ident>> {
    each(nodes, |node| ident(cx, Some(node)))
}

/// The names of a bracketed list of columns.
pub(super) fn column_refs(cx: &Lowering<'_>, list: Option<ast::ColumnRefList>) -> Result<Vec<Ident>> {
    list.map_or_else(|| Ok(Vec::new()), |list| idents(cx, list.column_name_refs()))
}

/// The names of a bracketed list of new columns.
pub(super) fn column_names(cx: &Lowering<'_>, list: Option<ast::ColumnList>) -> Result<Vec<Ident>> {
    list.map_or_else(|| Ok(Vec::new()), |list| idents(cx, list.column_names()))
}

/// The qualified name that a node holds.
pub(super) fn qualified<'t>(cx: &Lowering<'_>, node: Option<impl AstNode<'t>>) -> Result<QualifiedName> {
    lower_qualified_name(cx, need(node)?.syntax())
}

/// The qualified name that a node holds, where there is one.
pub(super) fn optional_qualified<'t>(cx: &Lowering<'_>, node: Option<impl AstNode<'t>>) -> Result<Option<QualifiedName>> {
    node.map(|node| lower_qualified_name(cx, node.syntax())).transpose()
}

/// The qualified names that nodes hold.
pub(super) fn qualifieds<'t, N: AstNode<'t>>(cx: &Lowering<'_>, nodes: impl Iterator<Item = N>) -> Result<Vec<QualifiedName>> {
    each(nodes, |node| lower_qualified_name(cx, node.syntax()))
}

/// A name without a schema.
pub(super) fn bare(name: Ident) -> QualifiedName {
    QualifiedName { catalog: None, schema: None, span: name.span, name }
}

/// The last part of a dotted name as what it names, and what stands before as where: `table.column`.
pub(super) fn split_column<'t>(cx: &Lowering<'_>, node: Option<impl AstNode<'t>>) -> Result<(Option<QualifiedName>, Ident)> {
    let mut parts = lower_name_parts(cx, need(node)?.syntax())?;
    let column = need(parts.pop())?;
    let Some(name) = parts.pop() else { return Ok((None, column)) };
    let schema = parts.pop();
    let catalog = parts.pop();
    let start = catalog.as_ref().or(schema.as_ref()).unwrap_or(&name).span;
    Ok((Some(QualifiedName { span: start.to(name.span), catalog, schema, name }), column))
}

/// A type.
pub(super) fn type_name(cx: &Lowering<'_>, node: Option<ast::Type>) -> Result<TypeName> {
    lower_type_name(cx, need(node)?.syntax())
}

/// The type of a name that is known to be one.
pub(super) fn named_type(name: QualifiedName) -> TypeName {
    let span = name.span;
    TypeName { base: TypeBase::Named(name), modifiers: Vec::new(), array_bounds: Vec::new(), set_of: false, span }
}

/// The type of a parameter or a result, which may be `%TYPE`.
pub(super) fn func_type(cx: &Lowering<'_>, node: Option<ast::FuncType>) -> Result<TypeName> {
    lower_type_name(cx, need(node)?.syntax())
}

/// An expression.
pub(super) fn expr(cx: &Lowering<'_>, node: Option<ast::Expr>) -> Result<Expr> {
    lower_expr(cx, need(node)?.syntax())
}

/// An expression, where there is one.
pub(super) fn optional_expr(cx: &Lowering<'_>, node: Option<ast::Expr>) -> Result<Option<Expr>> {
    node.map(|node| lower_expr(cx, node.syntax())).transpose()
}

/// Expressions in their order.
pub(super) fn exprs<'t>(cx: &Lowering<'_>, nodes: impl Iterator<Item = ast::Expr<'t>>) -> Result<Vec<Expr>> {
    each(nodes, |node| lower_expr(cx, node.syntax()))
}

/// A string literal.
pub(super) fn text(cx: &Lowering<'_>, node: Option<ast::Literal>) -> Result<Text> {
    let node = need(node)?;
    Ok(Text { value: lower_string(cx, node.syntax())?, span: cx.span_of(&node) })
}

/// A string literal where a name is wanted, its case kept.
pub(super) fn text_ident(cx: &Lowering<'_>, node: Option<ast::Literal>) -> Result<Ident> {
    let Text { value, span } = text(cx, node)?;
    Ok(Ident { name: value, span })
}

/// The collation of a `COLLATE` clause; its span begins at the word, where PostgreSQL points.
pub(super) fn collation(cx: &Lowering<'_>, clause: Option<ast::Collate>) -> Result<Option<QualifiedName>> {
    let Some(clause) = clause else { return Ok(None) };
    let mut name = qualified(cx, clause.collation_ref())?;
    if let Some(word) = clause.collate_token() {
        name.span = cx.token_span(&word).to(name.span);
    }
    Ok(Some(name))
}

/// The operator that a node holds as symbol, as `OPERATOR(schema.+)`, or as loose tokens.
pub(super) fn operator_name(cx: &Lowering<'_>, node: &SyntaxNode) -> OperatorName {
    let symbols = operator_tokens(node);
    let text: String = symbols.iter().map(SyntaxToken::text).gather();
    let symbol = Name::from(if text == "!=" { "<>" } else { text.as_str() });
    let called = node.all_tokens().exists(|token| token.kind() == SyntaxKind::OPERATOR_KW);
    let span = match (symbols.first(), symbols.last()) {
        (Some(first), Some(last)) if !called => cx.token_span(first).to(cx.token_span(last)),
        _ => cx.span(node),
    };
    let schema = node.descendants().first_some(ast::PathRef::cast).and_then(|path| lower_name_parts(cx, path.syntax()).ok()?.pop());
    OperatorName { schema, symbol, span }
}

fn operator_tokens<'t>(node: &SyntaxNode<'t>) -> Vec<SyntaxToken<'t>> {
    let in_path = |token: &SyntaxToken| token.is_within(SyntaxKind::PATH_REF);
    let is_symbol = |token: &SyntaxToken| token.text().bytes().for_all(|byte| b"+-*/<>=~!@#%^&|`?".contains(&byte));
    let tokens = node.all_tokens();
    tokens.filter(|token| is_symbol(token) && !in_path(token)).gather()
}

/// The number that an expression is, with its sign and without underscores, as PostgreSQL's grammar has it.
pub(super) fn number(node: Option<ast::Expr>) -> Result<Name> {
    let text = number_text(need(node)?.syntax());
    Ok(Name::from(text.strip_prefix('+').unwrap_or(&text)))
}

fn number_text(node: &SyntaxNode) -> String {
    let part = |part: SyntaxElement| match part {
        SyntaxElement::Node(node) => number_text(&node),
        SyntaxElement::Token(token) if token.kind().is_trivia() => String::new(),
        SyntaxElement::Token(token) if token.kind() == SyntaxKind::INT_NUMBER => decimal(token.text()),
        SyntaxElement::Token(token) => token.text().replace('_', ""),
    };
    node.children_with_tokens().map(part).gather()
}

/// A whole number of any length in decimal digits, from its binary, octal or hexadecimal ones where it has such.
fn decimal(text: &str) -> String {
    let (radix, digits) = match text.as_bytes() {
        [b'0', b'b' | b'B', ..] => (2, &text[2..]),
        [b'0', b'o' | b'O', ..] => (8, &text[2..]),
        [b'0', b'x' | b'X', ..] => (16, &text[2..]),
        _ => (10, text),
    };
    // The last digit stands first.
    let mut value = vec![0_u32];
    for digit in digits.chars().filter_map(|digit| digit.to_digit(radix)) {
        let mut carry = digit;
        for place in &mut value {
            carry += *place * radix;
            *place = carry % 10;
            carry /= 10;
        }
        while carry > 0 {
            value.push(carry % 10);
            carry /= 10;
        }
    }
    value.iter().rev().filter_map(|digit| char::from_digit(*digit, 10)).gather()
}

/// The 32-bit number that an expression is.
pub(super) fn small_number(cx: &Lowering<'_>, node: Option<ast::Expr>) -> Result<i32> {
    let node = need(node)?;
    let span = cx.span_of(&node);
    number(Some(node))?.parse().map_err(|_| not_understood("number", span))
}

/// The 32-bit number that a literal is.
pub(super) fn literal_number(cx: &Lowering<'_>, node: Option<ast::Literal>) -> Result<i32> {
    small_number(cx, node.map(ast::Expr::Literal))
}
/// Whether `CASCADE` is said.
pub(super) fn is_cascade(behavior: Option<ast::DropBehavior>) -> bool {
    matches!(behavior, Some(ast::DropBehavior::Cascade(_)))
}

/// PostgreSQL's own tables have found every syntax error before: what the lowering cannot place, the parser took otherwise.
pub(super) fn unexpected(cx: &Lowering<'_>, node: &SyntaxNode) -> Problem {
    not_understood("statement", cx.first_token_span(node))
}

/// The token after a node.
pub(super) fn token_after<'t>(node: &SyntaxNode<'t>) -> Option<SyntaxToken<'t>> {
    let mut token = node.last_token()?.next_token()?;
    while token.kind().is_trivia() {
        token = token.next_token()?;
    }
    Some(token)
}
