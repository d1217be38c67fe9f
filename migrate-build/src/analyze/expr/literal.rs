//! What type has a constant, and what becomes of one whose type is open.

use super::coerce::{Wanted, coerce_to_domain};
use super::node;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::Result;
use crate::syntax::expr::Literal;
use crate::text::{Name, Span};
use crate::typing::category::base_type_and_modifier;
use crate::typing::input::check_input;

/// A constant as it is written.
// pg: parse_node.c make_const
pub(super) fn analyze_literal(state: &State<'_>, literal: &Literal, at: Span) -> Result<Expr> {
    let catalog = state.catalog;
    let constant = |text: &str, type_id| node::constant(catalog, Some(text), type_id, at);
    Ok(match literal {
        Literal::Integer(value) => constant(&value.to_string(), TypeId::INT4),
        Literal::Number(text) => number(state, text, at)?,
        Literal::String(text) => constant(text, TypeId::UNKNOWN),
        Literal::Bits(text) => {
            check_input(catalog, TypeId::BIT, -1, text).map_err(|error| error.at(at))?;
            constant(text, TypeId::BIT)
        }
        Literal::Boolean(value) => constant(if *value { "t" } else { "f" }, TypeId::BOOL),
        Literal::Null => node::constant(catalog, None, TypeId::UNKNOWN, at),
    })
}

/// A number that was not written as one of 32 bits: it may fit them still, with a sign, or 64 bits.
pub(super) fn number(state: &State<'_>, text: &Name, at: Span) -> Result<Expr> {
    let (digits, radix) = match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => (&text[2..], 16),
        Some("0o") => (&text[2..], 8),
        Some("0b") => (&text[2..], 2),
        _ => (&**text, 10),
    };
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        let type_id = if i32::try_from(value).is_ok() { TypeId::INT4 } else { TypeId::INT8 };
        return Ok(node::constant(state.catalog, Some(&value.to_string()), type_id, at));
    }
    check_input(state.catalog, TypeId::NUMERIC, -1, text).map_err(|error| error.at(at))?;
    Ok(node::constant(state.catalog, Some(text), TypeId::NUMERIC, at))
}

/// A constant of open type becomes one of the type that is wanted, which must be able to read it.
// pg: parse_coerce.c coerce_type
pub(super) fn coerce_literal(state: &mut State<'_>, expr: Expr, wanted: Wanted) -> Result<Expr> {
    let catalog = state.catalog;
    let (base, modifier) = base_type_and_modifier(catalog, wanted.target, wanted.modifier);
    if let ExprKind::Constant(Some(text)) = &expr.kind {
        let modifier = if base == TypeId::INTERVAL { modifier } else { -1 };
        check_input(catalog, base, modifier, text).map_err(|error| error.at(expr.at))?;
    }
    let modifier = if base == TypeId::INTERVAL { modifier } else { -1 };
    let constant = node::typed(catalog, expr.kind, base, modifier, expr.at);
    coerce_to_domain(state, constant, wanted, false)
}
