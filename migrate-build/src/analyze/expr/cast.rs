//! What do casts and `COLLATE` mean.

use super::array::{TargetArray, analyze_array};
use super::coerce::{Wanted, coerce_wanted};
use super::{analyze, node};
use crate::analyze::state::State;
use crate::analyze::type_name::analyze_collation;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::Result;
use crate::syntax::expr as syntax;
use crate::syntax::name::QualifiedName;
use crate::syntax::type_name::TypeName;
use crate::text::Span;
use crate::typing::category::{base_type_and_modifier, element_type, is_collatable};
use crate::typing::errors;

/// `x::t`, `CAST(x AS t)`, `t 'x'`.
// pg: parse_expr.c transformTypeCast
pub(super) fn analyze_cast(state: &mut State<'_>, value: &syntax::Expr, type_name: &TypeName, at: Span) -> Result<Expr> {
    let (target, modifier) = state.analyze_type_name(type_name)?;
    let (base, base_modifier) = base_type_and_modifier(state.catalog, target, modifier);
    let value = match (&value.kind, element_type(state.catalog, base)) {
        (syntax::ExprKind::Array(elements), Some(element)) => {
            let wanted = TargetArray { array: base, element, modifier: base_modifier };
            analyze_array(state, elements, Some(wanted), value.at)?
        }
        _ => analyze(state, value)?,
    };
    let source = value.type_id;
    let wanted = Wanted { target, modifier, context: CastContext::Explicit, at: Some(at) };
    coerce_wanted(state, value, wanted)?.ok_or_else(|| errors::cannot_cast(state.catalog, source, target).at(at))
}

/// `x COLLATE c`.
// pg: parse_expr.c transformCollateClause
pub(super) fn analyze_collate(state: &mut State<'_>, value: &syntax::Expr, name: &QualifiedName, at: Span) -> Result<Expr> {
    let value = analyze(state, value)?;
    let (type_id, modifier, place) = (value.type_id, value.modifier, value.at.to(at));
    if !is_collatable(state.catalog, type_id) && type_id != TypeId::UNKNOWN {
        return Err(errors::collation_not_supported(state.catalog, type_id).at(at));
    }
    let collation = analyze_collation(state.catalog, name, at)?;
    let mut collated = node::typed(state.catalog, ExprKind::Collate(Box::new(value)), type_id, modifier, place);
    collated.collation = Some(collation);
    Ok(collated)
}
