//! How does a typed expression become one of another type.

use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::Expr;
use crate::diag::Result;

/// The expression as one of a type and modifier; none where there is no such cast in the context.
// pg: parse_coerce.c coerce_to_target_type
pub fn coerce_to_target(
    _state: &mut State<'_>,
    expr: Expr,
    _target: TypeId,
    _modifier: i32,
    _context: CastContext,
) -> Result<Option<Expr>> {
    Ok(Some(expr))
}

/// The expression as a boolean; `construct` is what messages call the place.
// pg: parse_coerce.c coerce_to_boolean
pub fn coerce_to_boolean(_state: &mut State<'_>, expr: Expr, _construct: &str) -> Result<Expr> {
    Ok(expr)
}

/// The expression as one of a type, by assignment; `construct` is what messages call the place.
// pg: parse_coerce.c coerce_to_specific_type
pub fn coerce_to_specific(_state: &mut State<'_>, expr: Expr, _target: TypeId, _construct: &str) -> Result<Expr> {
    Ok(expr)
}

/// The expression as one of a type that was selected as common to several.
// pg: parse_coerce.c coerce_to_common_type
pub fn coerce_to_common(_state: &mut State<'_>, expr: Expr, _target: TypeId, _construct: &str) -> Result<Expr> {
    Ok(expr)
}

/// The type that is common to several expressions; without a construct to name, none where there is none.
// pg: parse_coerce.c select_common_type
pub fn select_common(_state: &mut State<'_>, exprs: &[&Expr], _construct: Option<&str>) -> Result<Option<TypeId>> {
    Ok(exprs.first().map(|expr| expr.type_id))
}

/// The modifier that is common to several expressions of a common type, or -1.
// pg: parse_coerce.c select_common_typmod
#[must_use]
pub fn select_common_modifier(exprs: &[&Expr], _common: TypeId) -> i32 {
    exprs.first().map_or(-1, |expr| expr.modifier)
}
