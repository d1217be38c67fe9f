//! What does `ARRAY[...]` mean.

use super::coerce::{Wanted, coerce_to_common, coerce_wanted, select_common, select_common_modifier};
use super::{analyze, node};
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr as syntax;
use crate::text::{Gather, Span};
use crate::typing::category::{array_type, element_type};
use crate::typing::errors;

/// The array that a cast asks for.
#[derive(Clone, Copy, Debug)]
pub struct TargetArray {
    /// The array's type.
    pub array: TypeId,
    /// Its element's.
    pub element: TypeId,
    /// The modifier of both.
    pub modifier: i32,
}

/// `ARRAY[...]`, perhaps under a cast, whose type the elements get at once.
// pg: parse_expr.c transformArrayExpr
pub fn analyze_array(state: &mut State<'_>, elements: &[syntax::Expr], target: Option<TargetArray>, at: Span) -> Result<Expr> {
    let mut nested = false;
    let mut values = Vec::with_capacity(elements.len());
    for element in elements {
        let value = match &element.kind {
            syntax::ExprKind::Array(inner) => {
                nested = true;
                state.deeper(|state| analyze_array(state, inner, target, element.at))?
            }
            _ => analyze(state, element)?,
        };
        let vector = matches!(value.type_id, TypeId::INT2VECTOR | TypeId::OIDVECTOR);
        nested |= !vector && element_type(state.catalog, value.type_id).is_some();
        values.push(value);
    }
    match target {
        Some(target) => coerce_elements(state, values, target, nested, at),
        None => common_elements(state, values, nested, at),
    }
}

fn coerce_elements(state: &mut State<'_>, values: Vec<Expr>, target: TargetArray, nested: bool, at: Span) -> Result<Expr> {
    let wanted = Wanted {
        target: if nested { target.array } else { target.element },
        modifier: target.modifier,
        context: CastContext::Explicit,
        at: None,
    };
    let mut elements = Vec::with_capacity(values.len());
    for value in values {
        let (source, place) = (value.type_id, value.at);
        let element = coerce_wanted(state, value, wanted)?;
        elements.push(element.ok_or_else(|| errors::cannot_cast(state.catalog, source, wanted.target).at(place))?);
    }
    Ok(make_array(state, elements, target.array, wanted.target, at))
}

fn common_elements(state: &mut State<'_>, values: Vec<Expr>, nested: bool, at: Span) -> Result<Expr> {
    let catalog = state.catalog;
    if values.is_empty() {
        return Err(Diagnostic::error(SqlState::INDETERMINATE_DATATYPE, "cannot determine type of empty array")
            .at(at)
            .help("explicitly cast to the desired type, for example ARRAY[]::integer[]"));
    }
    let common = select_common(state, &values.iter().gather::<Vec<_>>(), Some("ARRAY"))?.unwrap_or(TypeId::TEXT);
    let array = if nested {
        if element_type(catalog, common).is_none() {
            let message = format!("could not find element type for data type {}", errors::type_text(catalog, common));
            return Err(Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).at(at));
        }
        common
    } else {
        array_type(catalog, common).ok_or_else(|| errors::no_array_type(catalog, common).at(at))?
    };
    let mut elements = Vec::with_capacity(values.len());
    for value in values {
        elements.push(coerce_to_common(state, value, common, "ARRAY")?);
    }
    Ok(make_array(state, elements, array, common, at))
}

fn make_array(state: &State<'_>, elements: Vec<Expr>, array: TypeId, each: TypeId, at: Span) -> Expr {
    let modifier = select_common_modifier(&elements.iter().gather::<Vec<_>>(), each);
    node::typed(state.catalog, ExprKind::Array(elements), array, modifier, at)
}
