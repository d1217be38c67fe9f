//! How is a type lowered: the standard's spellings become the names of the catalog, as the grammar does it.

use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::errors;
use crate::syntax::expr::lower::{expressions, lower_expr};
use crate::syntax::expr::{Expr, ExprKind, Literal};
use crate::syntax::lower::{Lowering, find_child, find_token, has_token, own_tokens};
use crate::syntax::name::{Ident, QualifiedName, lower_name_parts, qualified_name};
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Collection, Gather, Name, Seek, Span};

/// Every field of an interval; PostgreSQL's `INTERVAL_FULL_RANGE`.
const INTERVAL_FULL_RANGE: i32 = 0x7FFF;

/// Where a type stands decides what `char` and `bit` without a length mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeUse {
    /// Of a column, a cast, an argument: one character, one bit.
    Declared,
    /// In front of a constant: no limit.
    Constant,
}

/// Lowers a `Type` or `PercentType`.
pub fn lower_type_name(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TypeName> {
    lower_type(cx, node, TypeUse::Declared)
}

/// Lowers a type for the given use.
pub fn lower_type(cx: &Lowering<'_>, node: &SyntaxNode, usage: TypeUse) -> Result<TypeName> {
    let mut type_name = match node.kind() {
        SyntaxKind::ARRAY_TYPE => return lower_array(cx, node, usage),
        SyntaxKind::PATH_TYPE => lower_named(cx, node)?,
        SyntaxKind::PERCENT_TYPE => lower_percent(cx, node)?,
        SyntaxKind::VARCHAR_TYPE => with_length(cx, node, "varchar")?,
        SyntaxKind::CHARACTER_TYPE => or_one(cx, node, usage, with_length(cx, node, "bpchar")?),
        SyntaxKind::BIT_TYPE => or_one(cx, node, usage, with_modifiers(cx, node, "bit")?),
        SyntaxKind::BIT_VARYING_TYPE => with_modifiers(cx, node, "varbit")?,
        SyntaxKind::DOUBLE_TYPE => system(cx, node, "float8", Vec::new()),
        SyntaxKind::TIME_TYPE => zoned(cx, node, "time", "timetz")?,
        SyntaxKind::TIMESTAMP_TYPE => zoned(cx, node, "timestamp", "timestamptz")?,
        SyntaxKind::INTERVAL_TYPE => lower_interval(cx, node)?,
        _ => return Err(errors::not_understood("type", cx.first_token_span(node))),
    };
    type_name.set_of = has_token(node, SyntaxKind::SETOF_KW);
    Ok(type_name)
}

/// The modifiers that `YEAR`, `DAY TO SECOND(3)` stand for: a mask of fields, and the precision of seconds.
pub fn interval_qualifier(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<Expr>> {
    let at = cx.first_token_span(node);
    let fields: Vec<SyntaxKind> = own_tokens(node).map(|token| token.kind()).filter(|kind| field_bit(*kind).is_some()).gather();
    let bits: Vec<i32> = fields.iter().filter_map(|kind| field_bit(*kind)).gather();
    let mask = match (bits.first(), bits.last()) {
        (Some(first), Some(last)) => {
            INTERVAL_FIELDS.iter().filter(|bit| first_to_last(**bit, *first, *last)).fold(0, |mask, bit| mask | 1 << bit)
        }
        _ => INTERVAL_FULL_RANGE,
    };
    let mut modifiers = vec![integer(mask, at)];
    if let Some(precision) = find_child(node, SyntaxKind::LITERAL) {
        modifiers.push(whole_number(cx, &precision)?);
    }
    Ok(modifiers)
}

/// Bits of year, month, day, hour, minute, second in PostgreSQL's masks, from the largest field to the smallest.
const INTERVAL_FIELDS: [i32; 6] = [2, 1, 3, 10, 11, 12];

fn first_to_last(bit: i32, first: i32, last: i32) -> bool {
    let place = |wanted: i32| INTERVAL_FIELDS.iter().place_where(|field| *field == wanted);
    place(first) <= place(bit) && place(bit) <= place(last)
}

fn field_bit(kind: SyntaxKind) -> Option<i32> {
    Some(match kind {
        SyntaxKind::YEAR_KW => 2,
        SyntaxKind::MONTH_KW => 1,
        SyntaxKind::DAY_KW => 3,
        SyntaxKind::HOUR_KW => 10,
        SyntaxKind::MINUTE_KW => 11,
        SyntaxKind::SECOND_KW => 12,
        _ => return None,
    })
}

fn lower_array(cx: &Lowering<'_>, node: &SyntaxNode, usage: TypeUse) -> Result<TypeName> {
    let inner = node.children().first_where(|child| is_type(child.kind()));
    let mut type_name = lower_type(cx, &cx.need(inner, node)?, usage)?;
    type_name.array_bounds.put_all(array_bounds(node));
    Ok(type_name)
}

/// The bounds written after a type; `ARRAY` alone is one dimension without a bound.
fn array_bounds(node: &SyntaxNode) -> Vec<Option<i32>> {
    let bounds: Vec<Option<i32>> = node
        .children()
        .filter(|child| child.kind() == SyntaxKind::ARRAY_BOUND)
        .map(|bound| bound.children().next().and_then(|size| size.text().trim().parse().ok()))
        .gather();
    if bounds.is_empty() && has_token(node, SyntaxKind::ARRAY_KW) { vec![None] } else { bounds }
}

fn lower_percent(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TypeName> {
    let mut parts = lower_name_parts(cx, node)?;
    let span = parts.iter().map(|part| part.span).reduce(Span::to).unwrap_or_default();
    let column = parts.pop();
    let column = cx.need(column, node)?;
    let base = TypeBase::OfColumn { relation: qualified_name(parts)?, column };
    Ok(TypeName { base, modifiers: Vec::new(), array_bounds: array_bounds(node), set_of: false, span })
}

fn lower_named(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TypeName> {
    let path = cx.need(find_child(node, SyntaxKind::PATH_REF), node)?;
    let modifiers = arguments(cx, node)?;
    let token = crate::syntax::lower::first_token(&path);
    let single = find_child(&path, SyntaxKind::PATH_REF).is_none();
    if let Some(token) = token.filter(|_| single) {
        let name = match token.kind() {
            SyntaxKind::INT_KW | SyntaxKind::INTEGER_KW => "int4",
            SyntaxKind::SMALLINT_KW => "int2",
            SyntaxKind::BIGINT_KW => "int8",
            SyntaxKind::REAL_KW => "float4",
            SyntaxKind::BOOLEAN_KW => "bool",
            SyntaxKind::DECIMAL_KW | SyntaxKind::DEC_KW | SyntaxKind::NUMERIC_KW => "numeric",
            SyntaxKind::JSON_KW => "json",
            SyntaxKind::FLOAT_KW => return lower_float(cx, node, &token, &modifiers),
            _ => "",
        };
        if !name.is_empty() {
            if let Some(list) = find_child(node, SyntaxKind::ARG_LIST).filter(|_| name != "numeric") {
                return Err(errors::syntax_error_near("(", cx.first_token_span(&list)));
            }
            return Ok(system_at(cx.token_span(&token), name, modifiers));
        }
    }
    let name = qualified_name(lower_name_parts(cx, &path)?)?;
    Ok(TypeName { span: name.span, base: TypeBase::Named(name), modifiers, array_bounds: Vec::new(), set_of: false })
}

/// A precision, which is a whole number and nothing else.
fn whole_number(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    match crate::syntax::lower::first_token(node) {
        Some(token) if token.kind() != SyntaxKind::INT_NUMBER => Err(errors::syntax_error_near(token.text(), cx.token_span(&token))),
        _ => lower_expr(cx, node),
    }
}

// pg: gram.y opt_float
fn lower_float(cx: &Lowering<'_>, node: &SyntaxNode, token: &SyntaxToken, modifiers: &[Expr]) -> Result<TypeName> {
    require_one_length(cx, node)?;
    let at = cx.token_span(token);
    let name = match modifiers.first().map(|modifier| &modifier.kind) {
        Some(ExprKind::Literal(Literal::Integer(precision))) => {
            let bracket = modifiers.first().map_or(at, |modifier| modifier.at);
            match precision {
                ..1 => return Err(float_precision("at least 1 bit", bracket)),
                1..=24 => "float4",
                25..=53 => "float8",
                54.. => return Err(float_precision("less than 54 bits", bracket)),
            }
        }
        _ => "float8",
    };
    Ok(system_at(at, name, Vec::new()))
}

fn float_precision(bound: &str, at: Span) -> crate::diag::Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("precision for type float must be {bound}")).at(at)
}

fn lower_interval(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TypeName> {
    let mut modifiers = Vec::new();
    for child in node.children() {
        if child.kind() == SyntaxKind::LITERAL {
            modifiers.push(integer(INTERVAL_FULL_RANGE, cx.first_token_span(&child)));
            modifiers.push(whole_number(cx, &child)?);
        } else {
            modifiers.put_all(interval_qualifier(cx, &child)?);
        }
    }
    Ok(system(cx, node, "interval", modifiers))
}

fn zoned(cx: &Lowering<'_>, node: &SyntaxNode, plain: &str, with_zone: &str) -> Result<TypeName> {
    let name = if find_child(node, SyntaxKind::WITH_TIMEZONE).is_some() { with_zone } else { plain };
    let precision = find_child(node, SyntaxKind::LITERAL).map(|literal| whole_number(cx, &literal)).transpose()?;
    Ok(system(cx, node, name, precision.into_iter().gather()))
}

/// `character`, `character varying` and their spellings: `VARYING` decides.
fn with_length(cx: &Lowering<'_>, node: &SyntaxNode, name: &str) -> Result<TypeName> {
    require_one_length(cx, node)?;
    with_modifiers(cx, node, if has_token(node, SyntaxKind::VARYING_KW) { "varchar" } else { name })
}

/// The brackets of these types hold one whole number.
// pg: gram.y Character
fn require_one_length(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<()> {
    let Some(list) = find_child(node, SyntaxKind::ARG_LIST) else { return Ok(()) };
    let mut tokens = list.all_tokens();
    let mut next = || tokens.first_where(|token| !matches!(token.kind(), SyntaxKind::WHITESPACE | SyntaxKind::COMMENT));
    for wanted in [SyntaxKind::L_PAREN, SyntaxKind::INT_NUMBER, SyntaxKind::R_PAREN] {
        match next() {
            Some(token) if token.kind() == wanted => {}
            Some(token) => return Err(errors::syntax_error_near(token.text(), cx.token_span(&token))),
            None => return Ok(()),
        }
    }
    Ok(())
}

fn with_modifiers(cx: &Lowering<'_>, node: &SyntaxNode, name: &str) -> Result<TypeName> {
    Ok(system(cx, node, name, arguments(cx, node)?))
}

/// `char` and `bit` without a length are one long, but for constants, which stay as long as they are.
fn or_one(cx: &Lowering<'_>, node: &SyntaxNode, usage: TypeUse, mut type_name: TypeName) -> TypeName {
    let fixed = matches!(&type_name.base, TypeBase::Named(name) if name.name.name != "varchar");
    if fixed && type_name.modifiers.is_empty() && usage == TypeUse::Declared {
        type_name.modifiers.push(integer(1, cx.first_token_span(node)));
    }
    type_name
}

fn arguments(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<Expr>> {
    let Some(list) = find_child(node, SyntaxKind::ARG_LIST) else { return Ok(Vec::new()) };
    let mut modifiers = Vec::new();
    for argument in list.children().filter(|child| child.kind() == SyntaxKind::ARG) {
        for value in expressions(&argument) {
            modifiers.push(lower_expr(cx, &value)?);
        }
    }
    Ok(modifiers)
}

fn system(cx: &Lowering<'_>, node: &SyntaxNode, name: &str, modifiers: Vec<Expr>) -> TypeName {
    let mut span = cx.first_token_span(node);
    if let Some(set_of) = find_token(node, SyntaxKind::SETOF_KW)
        && let Some(next) = own_tokens(node).first_where(|token| token.span().start > set_of.span().start)
    {
        span = cx.token_span(&next);
    }
    system_at(span, name, modifiers)
}

fn system_at(span: Span, name: &str, modifiers: Vec<Expr>) -> TypeName {
    let name = system_name(name, span);
    TypeName { base: TypeBase::Named(name), modifiers, array_bounds: Vec::new(), set_of: false, span }
}

/// `pg_catalog.name`, which is how the grammar names what it knows itself.
#[must_use]
pub fn system_name(name: &str, span: Span) -> QualifiedName {
    let schema = Ident { name: Name::from("pg_catalog"), span };
    QualifiedName { catalog: None, schema: Some(schema), name: Ident { name: Name::from(name), span }, span }
}

fn integer(value: i32, span: Span) -> Expr {
    Expr { kind: ExprKind::Literal(Literal::Integer(value)), at: span, span }
}

/// Whether a node is a type.
#[must_use]
pub fn is_type(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::ARRAY_TYPE
            | SyntaxKind::PATH_TYPE
            | SyntaxKind::PERCENT_TYPE
            | SyntaxKind::VARCHAR_TYPE
            | SyntaxKind::CHARACTER_TYPE
            | SyntaxKind::BIT_TYPE
            | SyntaxKind::BIT_VARYING_TYPE
            | SyntaxKind::DOUBLE_TYPE
            | SyntaxKind::TIME_TYPE
            | SyntaxKind::TIMESTAMP_TYPE
            | SyntaxKind::INTERVAL_TYPE
    )
}
