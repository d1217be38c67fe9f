//! How does a typed expression become one of another type.

use super::literal::coerce_literal;
use super::node;
use crate::analyze::star::row_fields;
use crate::analyze::state::State;
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::CastContext;
use crate::catalog::tree::{CallForm, Expr, ExprKind, FunctionCall};
use crate::diag::Result;
use crate::text::{Gather, Seek, Span};
use crate::typing::category::*;
use crate::typing::coerce::{Pathway, can_coerce_one, find_modifier_pathway, find_pathway};
use crate::typing::{common, errors};

/// A cast that is wanted: to which type, where, and where it was written.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The type.
    pub target: TypeId,
    /// The modifier, or -1.
    pub modifier: i32,
    /// The context, which also says whether the cast was written.
    pub context: CastContext,
    /// Where it was written, if it was.
    pub at: Option<Span>,
}

/// The expression as one of a type and modifier; none where there is no such cast in the context.
// pg: parse_coerce.c coerce_to_target_type
pub fn coerce_to_target(state: &mut State<'_>, expr: Expr, target: TypeId, modifier: i32, context: CastContext) -> Result<Option<Expr>> {
    coerce_wanted(state, expr, Wanted { target, modifier, context, at: None })
}

/// The expression as one of a type and modifier, by a cast that was perhaps written.
pub fn coerce_wanted(state: &mut State<'_>, expr: Expr, wanted: Wanted) -> Result<Option<Expr>> {
    if !can_coerce_one(state.catalog, expr.type_id, wanted.target, wanted.context) {
        return Ok(None);
    }
    // The cast goes under a COLLATE, which is put on top again where the type has collations.
    if let ExprKind::Collate(inner) = expr.kind {
        let Some(inner) = coerce_wanted(state, *inner, wanted)? else {
            return Ok(None);
        };
        if !is_collatable(state.catalog, wanted.target) {
            return Ok(Some(inner));
        }
        let (type_id, modifier) = (inner.type_id, inner.modifier);
        return Ok(Some(Expr { kind: ExprKind::Collate(Box::new(inner)), type_id, modifier, collation: expr.collation, at: expr.at }));
    }
    let typed = coerce_type(state, expr, wanted)?;
    coerce_modifier(state, typed, wanted).map(Some)
}

/// The expression as a boolean; `construct` is what messages call the place.
// pg: parse_coerce.c coerce_to_boolean
pub fn coerce_to_boolean(state: &mut State<'_>, expr: Expr, construct: &str) -> Result<Expr> {
    coerce_to_specific(state, expr, TypeId::BOOL, construct)
}

/// The expression as one of a type, by assignment; `construct` is what messages call the place.
// pg: parse_coerce.c coerce_to_specific_type
pub fn coerce_to_specific(state: &mut State<'_>, expr: Expr, target: TypeId, construct: &str) -> Result<Expr> {
    let (given, at) = (expr.type_id, expr.at);
    let expr = if given == target {
        expr
    } else {
        coerce_to_target(state, expr, target, -1, CastContext::Assignment)?
            .ok_or_else(|| errors::wrong_argument_type(state.catalog, construct, target, given).at(at))?
    };
    if returns_set(&expr) {
        return Err(errors::argument_returns_set(construct).at(expr.at));
    }
    Ok(expr)
}

/// The expression as one of a type that was selected as common to several.
// pg: parse_coerce.c coerce_to_common_type
pub fn coerce_to_common(state: &mut State<'_>, expr: Expr, target: TypeId, construct: &str) -> Result<Expr> {
    if expr.type_id == target {
        return Ok(expr);
    }
    if !can_coerce_one(state.catalog, expr.type_id, target, CastContext::Implicit) {
        return Err(errors::cannot_convert(state.catalog, construct, expr.type_id, target).at(expr.at));
    }
    coerce_type(state, expr, Wanted { target, modifier: -1, context: CastContext::Implicit, at: None })
}

/// The type that is common to several expressions; without a construct to name, none where there is none.
// pg: parse_coerce.c select_common_type
pub fn select_common(state: &mut State<'_>, exprs: &[&Expr], construct: Option<&str>) -> Result<Option<TypeId>> {
    let types: Vec<TypeId> = exprs.iter().map(|expr| expr.type_id).gather();
    match (common::select_common_type(state.catalog, &types), construct) {
        (Ok(common), _) => Ok(Some(common)),
        (Err(_), None) => Ok(None),
        (Err(failure), Some(construct)) => Err(errors::no_common_type(state.catalog, construct, failure).at(exprs[failure.index].at)),
    }
}

/// The modifier that is common to several expressions of a common type, or -1.
// pg: parse_coerce.c select_common_typmod
#[must_use]
pub fn select_common_modifier(exprs: &[&Expr], common: TypeId) -> i32 {
    let values: Vec<(TypeId, i32)> = exprs.iter().map(|expr| (expr.type_id, expr.modifier)).gather();
    common::select_common_modifier(common, &values)
}

/// The expression as one of another type, which the caller knows to be possible.
// pg: parse_coerce.c coerce_type
pub fn coerce_type(state: &mut State<'_>, expr: Expr, wanted: Wanted) -> Result<Expr> {
    let (source, target) = (expr.type_id, wanted.target);
    let as_it_is =
        matches!(target, TypeId::ANY | TypeId::ANYELEMENT | TypeId::ANYNONARRAY | TypeId::ANYCOMPATIBLE | TypeId::ANYCOMPATIBLENONARRAY);
    if source == target || as_it_is {
        return Ok(expr);
    }
    if is_polymorphic(target) && source != TypeId::UNKNOWN {
        let base = base_type(state.catalog, source);
        return Ok(if base == source { expr } else { relabel(state, expr, Wanted { target: base, ..wanted }) });
    }
    if source == TypeId::UNKNOWN {
        match &expr.kind {
            ExprKind::Constant(_) => return coerce_literal(state, expr, wanted),
            ExprKind::Parameter(number) => {
                let number = *number;
                if state.parameters.coerce(state.catalog, number, target, expr.at)? {
                    let at = wanted.at.map_or(expr.at, |at| node::leftmost(at, expr.at));
                    return Ok(node::typed(state.catalog, ExprKind::Parameter(number), target, -1, at));
                }
            }
            _ => {}
        }
    }
    if let ExprKind::Collate(inner) = expr.kind {
        let inner = coerce_type(state, *inner, wanted)?;
        if !is_collatable(state.catalog, target) {
            return Ok(inner);
        }
        let (type_id, modifier) = (inner.type_id, inner.modifier);
        return Ok(Expr { kind: ExprKind::Collate(Box::new(inner)), type_id, modifier, collation: expr.collation, at: expr.at });
    }
    match find_pathway(state.catalog, target, source, wanted.context) {
        Some(Pathway::Relabel) => {
            if is_domain(state.catalog, target) {
                return coerce_to_domain(state, expr, wanted, true);
            }
            Ok(relabel(state, expr, wanted))
        }
        Some(pathway) => {
            let (base, modifier) = base_type_and_modifier(state.catalog, target, wanted.modifier);
            let converted = convert(state, expr, pathway, Wanted { target: base, modifier, ..wanted })?;
            coerce_to_domain(state, converted, wanted, false)
        }
        None => coerce_row(state, expr, wanted),
    }
}

/// Rows: of no type to one of a type, and of a table to one of its parents.
fn coerce_row(state: &mut State<'_>, expr: Expr, wanted: Wanted) -> Result<Expr> {
    let at = wanted.at.map_or(expr.at, |at| node::leftmost(at, expr.at));
    if wanted.target == TypeId::RECORD || wanted.target == TypeId::RECORD_ARRAY {
        return Ok(expr);
    }
    if expr.type_id == TypeId::RECORD && is_composite(state.catalog, wanted.target) {
        return coerce_record(state, expr, wanted);
    }
    Ok(node::typed(state.catalog, ExprKind::RowCast(Box::new(expr)), wanted.target, -1, at))
}

// pg: parse_coerce.c coerce_record_to_complex
fn coerce_record(state: &mut State<'_>, expr: Expr, wanted: Wanted) -> Result<Expr> {
    let catalog = state.catalog;
    let at = wanted.at.unwrap_or(expr.at);
    let refused = || errors::cannot_cast(catalog, TypeId::RECORD, wanted.target).at(at);
    let values: Vec<Expr> = match expr.kind {
        ExprKind::Row(values, _) => values,
        ExprKind::Column(var) if var.column == 0 => {
            let fields = row_fields(state, &expr, expr.at)?;
            fields.into_iter().map(|field| node::field(&expr, &field)).gather()
        }
        _ => return Err(refused()),
    };
    let (base, _) = base_type_and_modifier(catalog, wanted.target, -1);
    let relation = composite_relation(catalog, base).and_then(|relation| catalog.relation(relation));
    let columns = relation.map_or(&[][..], |relation| relation.columns.as_slice());
    let live: Vec<_> = columns.iter().filter_map(|column| column.type_id.map(|type_id| (type_id, column.modifier))).gather();
    if values.len() < live.len() {
        return Err(refused().note("Input has too few columns."));
    }
    let mut converted = Vec::with_capacity(live.len());
    for (number, (value, (type_id, modifier))) in values.iter().zip(&live).enumerate() {
        let (given, place) = (value.type_id, value.at);
        let column = Wanted { target: *type_id, modifier: *modifier, ..wanted };
        let Some(value) = coerce_wanted(state, value.clone(), column)? else {
            let (source, target) = (errors::type_text(catalog, given), errors::type_text(catalog, *type_id));
            let refused = errors::cannot_cast(catalog, TypeId::RECORD, wanted.target).at(wanted.at.unwrap_or(place));
            return Err(refused.note(format!("Cannot cast type {source} to {target} in column {}.", number + 1)));
        };
        converted.push(value);
    }
    if values.len() > live.len() {
        return Err(refused().note("Input has too many columns."));
    }
    let names = columns.iter().filter(|column| column.type_id.is_some()).map(|column| column.name.clone()).gather();
    let row = node::typed(catalog, ExprKind::Row(converted, names), base, -1, at);
    if base == wanted.target { Ok(row) } else { coerce_to_domain(state, row, wanted, false) }
}

/// The same bytes under another type.
fn relabel(state: &State<'_>, expr: Expr, wanted: Wanted) -> Expr {
    let at = wanted.at.map_or(expr.at, |at| node::leftmost(at, expr.at));
    node::typed(state.catalog, ExprKind::Relabel(Box::new(expr), wanted.context), wanted.target, -1, at)
}

/// A value of a base type as one of a domain over it; itself where the target is no domain.
// pg: parse_coerce.c coerce_to_domain
pub fn coerce_to_domain(state: &mut State<'_>, expr: Expr, wanted: Wanted, fit: bool) -> Result<Expr> {
    if !is_domain(state.catalog, wanted.target) {
        return Ok(expr);
    }
    let (base, modifier) = base_type_and_modifier(state.catalog, wanted.target, -1);
    let expr = if fit || modifier >= 0 { coerce_modifier(state, expr, Wanted { target: base, modifier, ..wanted })? } else { expr };
    let at = wanted.at.map_or(expr.at, |at| node::leftmost(at, expr.at));
    Ok(node::typed(state.catalog, ExprKind::ToDomain(Box::new(expr), wanted.context), wanted.target, -1, at))
}

/// A value made to fit the modifier of its own type.
// pg: parse_coerce.c coerce_type_typmod
pub fn coerce_modifier(state: &mut State<'_>, expr: Expr, wanted: Wanted) -> Result<Expr> {
    if wanted.modifier == expr.modifier {
        return Ok(expr);
    }
    match find_modifier_pathway(state.catalog, wanted.target) {
        Some(pathway) if wanted.modifier >= 0 => convert(state, expr, pathway, wanted),
        // Nothing is to be done to the value, but what is said of its length is forgotten.
        _ => {
            let mut expr = relabel(state, expr, wanted);
            expr.modifier = wanted.modifier;
            Ok(expr)
        }
    }
}

// pg: parse_coerce.c build_coercion_expression
fn convert(state: &mut State<'_>, expr: Expr, pathway: Pathway, wanted: Wanted) -> Result<Expr> {
    let at = wanted.at.map_or(expr.at, |at| node::leftmost(at, expr.at));
    let catalog = state.catalog;
    match pathway {
        Pathway::Relabel => Ok(relabel(state, expr, wanted)),
        Pathway::ThroughText => Ok(node::typed(catalog, ExprKind::ThroughText(Box::new(expr), wanted.context), wanted.target, -1, at)),
        Pathway::Function(function) => Ok(call_cast(state, function, expr, wanted, at)),
        Pathway::Array => {
            let (source, source_modifier) = base_type_and_modifier(catalog, expr.type_id, expr.modifier);
            let element = element_type(catalog, source).unwrap_or(TypeId::UNKNOWN);
            let target = element_type(catalog, wanted.target).unwrap_or(TypeId::UNKNOWN);
            let operand = node::typed(catalog, ExprKind::CaseOperand, element, source_modifier, at);
            let inner = coerce_wanted(state, operand, Wanted { target, ..wanted })?
                .ok_or_else(|| errors::cannot_cast(catalog, element, target).at(at))?;
            let modifier = inner.modifier;
            let kind = ExprKind::ArrayCast(Box::new(expr), Box::new(inner), wanted.context);
            Ok(node::typed(catalog, kind, wanted.target, modifier, at))
        }
    }
}

fn call_cast(state: &State<'_>, function: FunctionId, expr: Expr, wanted: Wanted, at: Span) -> Expr {
    let takes = state.catalog.function(function).map_or(1, |found| found.inputs().count());
    let mut arguments = vec![expr];
    if takes >= 2 {
        let modifier = ExprKind::Constant(Some(wanted.modifier.to_string().as_str().into()));
        arguments.push(node::typed(state.catalog, modifier, TypeId::INT4, -1, at));
    }
    if takes >= 3 {
        let explicit = if wanted.context == CastContext::Explicit { "t" } else { "f" };
        arguments.push(node::typed(state.catalog, ExprKind::Constant(Some(explicit.into())), TypeId::BOOL, -1, at));
    }
    let modifier = if takes >= 2 { wanted.modifier } else { -1 };
    let call = FunctionCall { function, arguments, form: CallForm::Cast(wanted.context), set: false, variadic: false };
    node::typed(state.catalog, ExprKind::Call(call), wanted.target, modifier, at)
}

/// Whether an expression gives a set of values by itself or by what it is made of.
// pg: nodeFuncs.c expression_returns_set
#[must_use]
pub fn returns_set(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call(call) if call.set => true,
        ExprKind::Aggregate(_) | ExprKind::Grouping(_) | ExprKind::Window(_) => false,
        _ => node::children(expr).into_iter().exists(returns_set),
    }
}
