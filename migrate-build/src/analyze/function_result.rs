//! Which columns does a call in FROM give, and which fields has its result.

use super::star::RowField;
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{FunctionKind, ParameterMode};
use crate::catalog::tree::{Expr, ExprKind, FunctionCall};
use crate::text::{Gather, Name};
use crate::typing::category::{base_type, composite_relation};
use crate::typing::polymorphic::resolve_generic;

/// What a call gives.
// pg: funcapi.h TypeFuncClass
#[derive(Clone, Debug)]
pub enum FunctionResult {
    /// One value of a type.
    Scalar(TypeId),
    /// A row whose fields are known; whether its type has a name of its own.
    Row(Vec<RowField>, bool),
    /// A row of which nothing is known.
    Record,
    /// Nothing that can stand in `FROM`.
    Other(TypeId),
}

/// What an expression gives as a function in `FROM`.
// pg: funcapi.c get_expr_result_type
#[must_use]
pub fn function_result(catalog: &Catalog, expr: &Expr) -> FunctionResult {
    if let ExprKind::Call(call) = &expr.kind
        && let Some(fields) = out_fields(catalog, call)
    {
        return FunctionResult::Row(fields, false);
    }
    result_of_type(catalog, expr.type_id)
}

/// What a value of a type is as the result of a function.
// pg: funcapi.c get_type_func_class
#[must_use]
pub fn result_of_type(catalog: &Catalog, type_id: TypeId) -> FunctionResult {
    if type_id == TypeId::RECORD {
        return FunctionResult::Record;
    }
    if let Some(relation) = composite_relation(catalog, base_type(catalog, type_id)) {
        return FunctionResult::Row(fields_of_relation(catalog, relation), true);
    }
    let pseudo = catalog.type_(type_id).is_some_and(|of| matches!(of.kind, crate::catalog::object::TypeKind::Pseudo));
    if pseudo && !matches!(type_id, TypeId::VOID | TypeId::CSTRING | TypeId::UNKNOWN) {
        return FunctionResult::Other(type_id);
    }
    FunctionResult::Scalar(type_id)
}

/// The fields of a relation's rows, dropped columns left out.
#[must_use]
pub fn fields_of_relation(catalog: &Catalog, relation: RelationId) -> Vec<RowField> {
    let columns = super::relation::range_columns(catalog, relation);
    let numbered = columns.into_iter().zip(1..);
    let field = |(column, number): (crate::catalog::tree::RangeColumn, u16)| {
        Some(RowField { number, name: column.name, type_id: column.type_id?, modifier: column.modifier, collation: column.collation })
    };
    numbered.filter_map(field).gather()
}

/// The fields that the parameters of a function that returns `record` describe.
// pg: funcapi.c build_function_result_tupdesc_t, resolve_polymorphic_tupdesc
fn out_fields(catalog: &Catalog, call: &FunctionCall) -> Option<Vec<RowField>> {
    let function = catalog.function(call.function)?;
    if function.returns != TypeId::RECORD && function.kind != FunctionKind::Procedure {
        return None;
    }
    let outputs: Vec<_> = function
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.mode, ParameterMode::Out | ParameterMode::InOut | ParameterMode::Table))
        .gather();
    if outputs.is_empty() {
        return None;
    }
    let declared: Vec<TypeId> = function.input_types().gather();
    let actual: Vec<TypeId> = call.arguments.iter().map(|argument| argument.type_id).gather();
    let mut fields = Vec::new();
    for (index, output) in outputs.into_iter().enumerate() {
        let type_id = match resolve_generic(catalog, &actual, &declared, output.type_id) {
            Ok((_, type_id)) => type_id,
            Err(_) => output.type_id,
        };
        let number = index as u16 + 1;
        let name = output.name.clone().filter(|name| !name.is_empty()).unwrap_or_else(|| Name::from(format!("column{number}")));
        let collation = catalog.type_(type_id).and_then(|of| of.collation);
        fields.push(RowField { number, name, type_id, modifier: -1, collation });
    }
    Some(fields)
}

/// The name of the only output parameter of a function that returns one value.
// pg: funcapi.c get_func_result_name
#[must_use]
pub fn output_name(catalog: &Catalog, expr: &Expr) -> Option<Name> {
    let ExprKind::Call(call) = &expr.kind else {
        return None;
    };
    let function = catalog.function(call.function)?;
    let mut outputs = function
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.mode, ParameterMode::Out | ParameterMode::InOut | ParameterMode::Table));
    let only = outputs.next()?;
    if outputs.next().is_some() {
        return None;
    }
    only.name.clone().filter(|name| !name.is_empty())
}
