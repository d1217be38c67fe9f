//! What do fields and subscripts of a value mean.

use super::call::call_on_value;
use super::coerce::{Wanted, coerce_to_target, coerce_type};
use super::{analyze, node};
use crate::analyze::star::row_fields;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::{CastContext, TypeKind};
use crate::catalog::tree::{Expr, ExprKind, SubscriptIndex};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::expr::{self as syntax, Step};
use crate::syntax::name::Ident;
use crate::text::{Name, Seek, Span};
use crate::typing::category::{base_type_and_modifier, is_composite, is_row};
use crate::typing::coerce::can_coerce_one;
use crate::typing::errors;

/// The most dimensions that an array can have.
const MAX_DIMENSIONS: usize = 6;

/// `(x).f`, `x[1]`.
// pg: parse_expr.c transformIndirection
pub(super) fn analyze_indirection(state: &mut State<'_>, value: &syntax::Expr, steps: &[Step]) -> Result<Expr> {
    let mut result = analyze(state, value)?;
    let at = result.at;
    let mut subscripts: Vec<&Step> = Vec::new();
    for step in steps {
        match step {
            Step::Index(_) | Step::Slice(..) => subscripts.push(step),
            Step::Star(_) => {
                let message = "row expansion via \"*\" is not supported here";
                return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).at(at));
            }
            Step::Field(name) => {
                result = apply_subscripts(state, result, &std::mem::take(&mut subscripts), false)?;
                result = select_field(state, result, name, at)?;
            }
        }
    }
    apply_subscripts(state, result, &subscripts, false)
}

/// `(x).f`: a field, or a function of one argument.
pub fn select_field(state: &mut State<'_>, value: Expr, name: &Ident, at: Span) -> Result<Expr> {
    match field_of(state, &value, &name.name)? {
        Some(field) => Ok(field),
        None => match call_on_value(state, &name.name, value.clone(), at)? {
            Some(call) => Ok(call),
            None => Err(unknown_attribute(state, &value, &name.name, at)),
        },
    }
}

/// A field of a row; none where the value is no row or has no such field.
// pg: parse_func.c ParseComplexProjection
pub(super) fn field_of(state: &State<'_>, value: &Expr, name: &Name) -> Result<Option<Expr>> {
    if !is_row(state.catalog, value.type_id) {
        return Ok(None);
    }
    // A row whose fields nobody knows has no field of that name either; the caller says so in its own words.
    let fields = row_fields(state, value, value.at).unwrap_or_default();
    let Some(found) = fields.iter().first_where(|field| field.name == *name) else {
        return Ok(None);
    };
    if let ExprKind::Column(var) = value.kind
        && var.column == 0
        && value.type_id != TypeId::RECORD
    {
        let kind = ExprKind::Column(crate::catalog::tree::ColumnVar { column: found.number as i16, ..var });
        let (type_id, modifier, collation) = (found.type_id, found.modifier, found.collation);
        return Ok(Some(Expr { kind, type_id, modifier, collation, at: value.at }));
    }
    Ok(Some(node::field(value, found)))
}

// pg: parse_expr.c unknown_attribute
fn unknown_attribute(state: &State<'_>, value: &Expr, name: &Name, at: Span) -> Problem {
    let undefined = |message: String| Diagnostic::error(SqlState::UNDEFINED_COLUMN, message).at(at).about(SubjectKind::Column, name);
    if let ExprKind::Column(var) = value.kind
        && var.column == 0
        && let Some(entry) = state.entry(var)
    {
        return undefined(format!("column {}.{name} does not exist", entry.table.alias));
    }
    if is_composite(state.catalog, value.type_id) {
        return undefined(format!("column \"{name}\" not found in data type {}", errors::type_text(state.catalog, value.type_id)));
    }
    if value.type_id == TypeId::RECORD {
        return undefined(format!("could not identify column \"{name}\" in record data type"));
    }
    let of = errors::type_text(state.catalog, value.type_id);
    let message = format!("column notation .{name} applied to type {of}, which is not a composite type");
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message).at(at)
}

/// `x[1]`, `x[1:2]`; an assignment's target keeps its own type.
// pg: parse_node.c transformContainerSubscripts
pub fn apply_subscripts(state: &mut State<'_>, container: Expr, steps: &[&Step], assignment: bool) -> Result<Expr> {
    if steps.is_empty() {
        return Ok(container);
    }
    let catalog = state.catalog;
    let (mut type_id, modifier) = if assignment {
        (container.type_id, container.modifier)
    } else {
        base_type_and_modifier(catalog, container.type_id, container.modifier)
    };
    if !assignment {
        type_id = match type_id {
            TypeId::INT2VECTOR => TypeId::INT2_ARRAY,
            TypeId::OIDVECTOR => TypeId::OID_ARRAY,
            other => other,
        };
    }
    if type_id == TypeId::JSONB {
        return subscript_json(state, container, steps);
    }
    if catalog.type_(type_id).is_some_and(|found| found.name == "hstore" && matches!(found.kind, TypeKind::Base)) {
        return subscript_hstore(state, container, steps);
    }
    let element = catalog.type_(type_id).and_then(|found| found.element);
    let Some(element) = element else {
        let message = format!("cannot subscript type {} because it does not support subscripting", errors::type_text(catalog, type_id));
        return Err(errors::mismatch(message).at(container.at));
    };
    let slice = steps.iter().exists(|step| matches!(step, Step::Slice(..)));
    let mut indices = Vec::with_capacity(steps.len());
    for step in steps {
        indices.push(match step {
            Step::Slice(low, high) => {
                let low = low.as_ref().map(|low| array_index(state, low)).transpose()?;
                let high = high.as_ref().map(|high| array_index(state, high)).transpose()?;
                SubscriptIndex::Slice(low, high)
            }
            Step::Index(index) if slice => {
                let first = node::constant(catalog, Some("1"), TypeId::INT4, index.at);
                SubscriptIndex::Slice(Some(first), Some(array_index(state, index)?))
            }
            Step::Index(index) => SubscriptIndex::Element(array_index(state, index)?),
            Step::Field(_) | Step::Star(_) => continue,
        });
    }
    if indices.len() > MAX_DIMENSIONS {
        let message = format!("number of array dimensions ({}) exceeds the maximum allowed ({MAX_DIMENSIONS})", indices.len());
        return Err(Diagnostic::error(SqlState::PROGRAM_LIMIT_EXCEEDED, message));
    }
    let (result, collation, at) = (if slice { type_id } else { element }, container.collation, container.at);
    let kind = ExprKind::Subscript { container: Box::new(container), indices, store: None };
    let mut made = node::typed(catalog, kind, result, modifier, at);
    if made.collation.is_some() && collation.is_some() {
        made.collation = collation;
    }
    Ok(made)
}

// pg: arraysubs.c array_subscript_transform
fn array_index(state: &mut State<'_>, index: &syntax::Expr) -> Result<Expr> {
    let place = index.span;
    let index = analyze(state, index)?;
    coerce_to_target(state, index, TypeId::INT4, -1, CastContext::Assignment)?
        .ok_or_else(|| errors::mismatch("array subscript must have type integer").at(place))
}

// pg: jsonbsubs.c jsonb_subscript_transform
fn subscript_json(state: &mut State<'_>, container: Expr, steps: &[&Step]) -> Result<Expr> {
    let mut indices = Vec::with_capacity(steps.len());
    for step in steps {
        let Step::Index(index) = step else {
            let place = match step {
                Step::Slice(low, high) => high.as_ref().or(low.as_ref()).map(|index| index.span),
                _ => None,
            };
            let error = errors::mismatch("jsonb subscript does not support slices");
            return Err(match place {
                Some(place) => error.at(place),
                None => error,
            });
        };
        let index = analyze(state, index)?;
        let fits = |target| can_coerce_one(state.catalog, index.type_id, target, CastContext::Implicit);
        let target = match (index.type_id, fits(TypeId::INT4), fits(TypeId::TEXT)) {
            (TypeId::UNKNOWN, ..) | (_, false, true) => TypeId::TEXT,
            (_, true, false) => TypeId::INT4,
            _ => {
                let message = format!("subscript type {} is not supported", errors::type_text(state.catalog, index.type_id));
                return Err(errors::mismatch(message).at(index.at));
            }
        };
        let wanted = Wanted { target, modifier: -1, context: CastContext::Implicit, at: None };
        indices.push(SubscriptIndex::Element(coerce_type(state, index, wanted)?));
    }
    let at = container.at;
    let kind = ExprKind::Subscript { container: Box::new(container), indices, store: None };
    Ok(node::typed(state.catalog, kind, TypeId::JSONB, -1, at))
}

/// The extension hstore subscripts by one text.
fn subscript_hstore(state: &mut State<'_>, container: Expr, steps: &[&Step]) -> Result<Expr> {
    let at = container.at;
    let [Step::Index(index)] = steps else {
        return Err(errors::mismatch("hstore allows only one subscript").at(at));
    };
    let index = analyze(state, index)?;
    let place = index.at;
    let index = coerce_to_target(state, index, TypeId::TEXT, -1, CastContext::Assignment)?
        .ok_or_else(|| errors::mismatch("hstore subscript must have type text").at(place))?;
    let kind = ExprKind::Subscript { container: Box::new(container), indices: vec![SubscriptIndex::Element(index)], store: None };
    Ok(node::typed(state.catalog, kind, TypeId::TEXT, -1, at))
}
