//! How is the value of an option read: as text, as a name, as a type, as a switch.

use super::errors::definition as errors;
use crate::analyze::type_name::type_name_text;
use crate::diag::Result;
use crate::syntax::expr::{Expr, ExprKind, Literal};
use crate::syntax::name::{Ident, OperatorName, QualifiedName};
use crate::syntax::statement::{DefinitionItem, DefinitionValue};
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::Name;

/// Remembers an option that may be given once.
// pg: define.c errorConflictingDefElem
pub(super) fn once<'a>(slot: &mut Option<&'a DefinitionItem>, item: &'a DefinitionItem) -> Result<()> {
    if slot.is_some() {
        return Err(errors::conflicting_options().at(item.span));
    }
    *slot = Some(item);
    Ok(())
}

/// The value as text.
// pg: define.c defGetString
pub(super) fn text_of(item: &DefinitionItem) -> Result<Name> {
    match &item.value {
        None => Err(errors::parameter_required(&item.name.name)),
        Some(DefinitionValue::Type(type_name)) => Ok(Name::from(type_name_text(type_name))),
        Some(DefinitionValue::Operator(operator)) => Ok(operator.symbol.clone()),
        Some(DefinitionValue::Word(word)) => Ok(word.clone()),
        Some(DefinitionValue::Expr(expr)) => Ok(constant_text(expr)),
    }
}

/// The value as a name that may be qualified.
// pg: define.c defGetQualifiedName
pub(super) fn qualified_name_of(item: &DefinitionItem) -> Result<QualifiedName> {
    match &item.value {
        None => Err(errors::parameter_required(&item.name.name)),
        Some(DefinitionValue::Type(type_name)) => match &type_name.base {
            TypeBase::Named(name) if type_name.array_bounds.is_empty() => Ok(name.clone()),
            _ => Err(errors::must_be_a_name(&item.name.name)),
        },
        Some(DefinitionValue::Word(word)) => Ok(unqualified(item, word)),
        Some(DefinitionValue::Expr(expr)) => match &expr.kind {
            ExprKind::Literal(Literal::String(text)) => Ok(unqualified(item, text)),
            _ => Err(errors::must_be_a_name(&item.name.name)),
        },
        Some(DefinitionValue::Operator(operator)) => Ok(QualifiedName {
            catalog: None,
            schema: operator.schema.clone(),
            name: Ident { name: operator.symbol.clone(), span: operator.span },
            span: operator.span,
        }),
    }
}

/// The value as an operator; a bare name is taken for one, as PostgreSQL does.
pub(super) fn operator_of(item: &DefinitionItem) -> Result<OperatorName> {
    if let Some(DefinitionValue::Operator(operator)) = &item.value {
        return Ok(operator.clone());
    }
    let name = qualified_name_of(item)?;
    Ok(OperatorName { schema: name.schema, symbol: name.name.name, span: name.span })
}

/// The value as a type.
// pg: define.c defGetTypeName
pub(super) fn type_of(item: &DefinitionItem) -> Result<TypeName> {
    match &item.value {
        None => Err(errors::parameter_required(&item.name.name)),
        Some(DefinitionValue::Type(type_name)) => Ok((**type_name).clone()),
        Some(DefinitionValue::Word(word)) => Ok(type_named(unqualified(item, word))),
        Some(DefinitionValue::Expr(Expr { kind: ExprKind::Literal(Literal::String(text)), .. })) => Ok(type_named(unqualified(item, text))),
        Some(_) => Err(errors::must_be_a_type(&item.name.name)),
    }
}

/// The value as a switch; on where none is given.
// pg: define.c defGetBoolean
pub(super) fn switch_of(item: &DefinitionItem) -> Result<bool> {
    if item.value.is_none() {
        return Ok(true);
    }
    match text_of(item)?.to_ascii_lowercase().as_str() {
        "true" | "on" | "1" => Ok(true),
        "false" | "off" | "0" => Ok(false),
        _ => Err(errors::boolean_required(&item.name.name)),
    }
}

fn unqualified(item: &DefinitionItem, name: &Name) -> QualifiedName {
    QualifiedName { catalog: None, schema: None, name: Ident { name: name.clone(), span: item.span }, span: item.span }
}

fn type_named(name: QualifiedName) -> TypeName {
    let span = name.span;
    TypeName { base: TypeBase::Named(name), modifiers: Vec::new(), array_bounds: Vec::new(), set_of: false, span }
}

fn constant_text(expr: &Expr) -> Name {
    match &expr.kind {
        ExprKind::Literal(Literal::Integer(number)) => Name::from(number.to_string()),
        ExprKind::Literal(Literal::Number(text) | Literal::String(text) | Literal::Bits(text)) => text.clone(),
        ExprKind::Literal(Literal::Boolean(value)) => Name::from(if *value { "true" } else { "false" }),
        ExprKind::Operator(operation) if operation.left.is_none() => {
            Name::from(format!("{}{}", operation.name.symbol, constant_text(&operation.right)))
        }
        _ => Name::from(""),
    }
}
