//! How is a value stored into a field or element of a column.

use super::target::Column;
use crate::analyze::errors::error_at;
use crate::analyze::expr::{analyze_expr, coerce};
use crate::analyze::place::ExprPlace;
use crate::analyze::relation::range_columns;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, ExprKind, SubscriptIndex};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::{Expr as SyntaxExpr, Step};
use crate::text::{Seek, Span};
use crate::typing::category::{base_type, base_type_and_modifier, composite_relation, element_type};
use crate::typing::errors::type_text;

/// What a step stores into.
pub(super) struct Container {
    /// The value before.
    pub(super) base: Expr,
    pub(super) type_id: TypeId,
    pub(super) modifier: i32,
}

/// The container with a value stored where the steps lead.
// pg: parse_target.c transformAssignmentIndirection
pub(super) fn store(state: &mut State<'_>, column: &Column, container: Container, steps: &[Step], value: Expr, at: Span) -> Result<Expr> {
    state.deeper(|state| match steps {
        [Step::Field(_), ..] => store_field(state, column, container, steps, value, at),
        [Step::Index(_) | Step::Slice(..), ..] => store_elements(state, column, container, steps, value, at),
        _ => Ok(value),
    })
}

fn store_field(state: &mut State<'_>, column: &Column, container: Container, steps: &[Step], value: Expr, at: Span) -> Result<Expr> {
    let [Step::Field(field), rest @ ..] = steps else {
        return Ok(value);
    };
    let type_name = type_text(state.catalog, container.type_id);
    let Some(relation) = composite_relation(state.catalog, base_type(state.catalog, container.type_id)) else {
        let message = format!(
            "cannot assign to field \"{}\" of column \"{}\" because its type {type_name} is not a composite type",
            field.name, column.name
        );
        return Err(error_at(SqlState::DATATYPE_MISMATCH, message, at));
    };
    let fields = range_columns(state.catalog, relation);
    let Some(index) = fields.iter().place_where(|candidate| candidate.name == field.name && candidate.type_id.is_some()) else {
        let message = format!(
            "cannot assign to field \"{}\" of column \"{}\" because there is no such column in data type {type_name}",
            field.name, column.name
        );
        return Err(error_at(SqlState::UNDEFINED_COLUMN, message, at));
    };
    let type_id = fields[index].type_id.unwrap_or(TypeId::UNKNOWN);
    let inner = Container { base: null_of(type_id, at), type_id, modifier: fields[index].modifier };
    let stored = if rest.is_empty() {
        let given = (value.type_id, value.at);
        match coerce::coerce_to_target(state, value, type_id, inner.modifier, CastContext::Assignment)? {
            Some(value) => value,
            None => {
                let message = format!(
                    "subfield \"{}\" is of type {} but expression is of type {}",
                    field.name,
                    type_text(state.catalog, type_id),
                    type_text(state.catalog, given.0)
                );
                return Err(error_at(SqlState::DATATYPE_MISMATCH, message, at));
            }
        }
    } else {
        store(state, column, inner, rest, value, at)?
    };
    let (type_id, modifier) = (container.type_id, container.modifier);
    let kind = ExprKind::FieldStore(Box::new(container.base), vec![(index as u16 + 1, stored)]);
    Ok(Expr { kind, type_id, modifier, collation: None, at })
}

fn store_elements(state: &mut State<'_>, column: &Column, container: Container, steps: &[Step], value: Expr, at: Span) -> Result<Expr> {
    let count = steps.iter().take_while(|step| matches!(step, Step::Index(_) | Step::Slice(..))).count();
    let (subscripts, rest) = steps.split_at(count);
    let (base, modifier) = base_type_and_modifier(state.catalog, container.type_id, container.modifier);
    let sliced = subscripts.iter().exists(|step| matches!(step, Step::Slice(..)));
    let element = if base == TypeId::JSONB {
        TypeId::JSONB
    } else {
        let fixed = || state.catalog.type_(base).filter(|of| of.length > 0).and_then(|of| of.element);
        match element_type(state.catalog, base).or_else(fixed) {
            Some(element) if sliced => {
                let _ = element;
                base
            }
            Some(element) => element,
            None => {
                let message = format!(
                    "cannot subscript type {} because it does not support subscripting",
                    type_text(state.catalog, container.type_id)
                );
                let problem = Diagnostic::error(SqlState::DATATYPE_MISMATCH, message);
                // A new row has no value before, so there is nothing to point at.
                let new = matches!(container.base.kind, ExprKind::Constant(None));
                return Err(if new { problem } else { problem.at(at) });
            }
        }
    };
    let mut indices = Vec::new();
    for step in subscripts {
        indices.push(match step {
            Step::Slice(low, high) => SubscriptIndex::Slice(bound(state, low.as_ref(), base)?, bound(state, high.as_ref(), base)?),
            Step::Index(index) => SubscriptIndex::Element(bound(state, Some(index), base)?.unwrap_or_else(|| null_of(TypeId::INT4, at))),
            _ => continue,
        });
    }
    let stored = if rest.is_empty() {
        let given = value.type_id;
        match coerce::coerce_to_target(state, value, element, modifier, CastContext::Assignment)? {
            Some(value) => value,
            None => {
                let message = format!(
                    "subscripted assignment to \"{}\" requires type {} but expression is of type {}",
                    column.name,
                    type_text(state.catalog, element),
                    type_text(state.catalog, given)
                );
                return Err(error_at(SqlState::DATATYPE_MISMATCH, message, at).help("you will need to rewrite or cast the expression"));
            }
        }
    } else {
        let inner = Container { base: null_of(element, at), type_id: element, modifier };
        store(state, column, inner, rest, value, at)?
    };
    let kind = ExprKind::Subscript { container: Box::new(container.base), indices, store: Some(Box::new(stored)) };
    Ok(Expr { kind, type_id: container.type_id, modifier: container.modifier, collation: column.collation, at })
}

fn bound(state: &mut State<'_>, index: Option<&SyntaxExpr>, base: TypeId) -> Result<Option<Expr>> {
    let Some(index) = index else {
        return Ok(None);
    };
    let place = state.level().place;
    let place = if place == ExprPlace::Other { ExprPlace::UpdateTarget } else { place };
    let analyzed = analyze_expr(state, index, place)?;
    if base == TypeId::JSONB {
        return Ok(Some(analyzed));
    }
    let at = analyzed.at;
    match coerce::coerce_to_target(state, analyzed, TypeId::INT4, -1, CastContext::Assignment)? {
        Some(index) => Ok(Some(index)),
        None => Err(error_at(SqlState::DATATYPE_MISMATCH, "array subscript must have type integer", at)),
    }
}

pub(super) fn null_of(type_id: TypeId, at: Span) -> Expr {
    Expr { kind: ExprKind::Constant(None), type_id, modifier: -1, collation: None, at }
}
