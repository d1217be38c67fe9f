//! Which type does a type name mean, and with which modifier; which collation does a name mean.

use crate::catalog::Catalog;
use crate::catalog::id::{CollationId, RelationId, SchemaId, TypeId};
use crate::catalog::object::{Type, TypeKind};
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind, each};
use crate::syntax::expr::{Expr, ExprKind, Literal};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Gather, Name, Seek, Span};
use crate::typing::modifier::{Modifier, resolve_type_modifier};

/// The type and modifier (-1 for none) of a type name.
// pg: parse_type.c typenameTypeIdAndMod
pub fn analyze_type_name(catalog: &Catalog, type_name: &TypeName) -> Result<(TypeId, i32)> {
    let Some(id) = lookup_type_name(catalog, type_name)? else {
        return Err(type_missing(catalog, type_name));
    };
    let Some(found) = catalog.type_(id) else {
        return Err(type_missing(catalog, type_name));
    };
    if matches!(found.kind, TypeKind::Shell) {
        let text = type_name_text(type_name);
        return Err(Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("type \"{text}\" is only a shell"))
            .at(type_name.span)
            .about(SubjectKind::Type, &found.name));
    }
    Ok((id, analyze_type_modifier(catalog, type_name, found)?))
}

/// The type of a type name, whether it is a shell or not; none where there is none.
// pg: parse_type.c LookupTypeNameExtended
pub fn lookup_type_name(catalog: &Catalog, type_name: &TypeName) -> Result<Option<TypeId>> {
    let base = match &type_name.base {
        TypeBase::Named(name) => lookup_named_type(catalog, name, type_name.span)?,
        TypeBase::OfColumn { relation, column } => Some(lookup_column_type(catalog, relation, column, type_name.span)?),
    };
    if type_name.array_bounds.is_empty() {
        return Ok(base);
    }
    Ok(base.and_then(|base| array_type(catalog, base)))
}

/// The type of a name without modifiers or bounds; none where there is none.
pub fn lookup_named_type(catalog: &Catalog, name: &QualifiedName, at: Span) -> Result<Option<TypeId>> {
    match explicit_schema(catalog, name, at)? {
        Some(schema) => Ok(catalog.type_in(schema, &name.name.name)),
        None => Ok(catalog.lookup_type(&name.name.name)),
    }
}

/// The collation of a name; `at` is where `COLLATE` stands.
// pg: parse_type.c LookupCollation
pub fn analyze_collation(catalog: &Catalog, name: &QualifiedName, at: Span) -> Result<CollationId> {
    let found = match explicit_schema(catalog, name, at)? {
        Some(schema) => catalog.collation_in(schema, &name.name.name),
        None => catalog.lookup_collation(&name.name.name),
    };
    found.ok_or_else(|| {
        let text = name_text(name);
        Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("collation \"{text}\" for encoding \"UTF8\" does not exist"))
            .at(at)
            .about(SubjectKind::Other, &name.name.name)
    })
}

/// The collation of a column or attribute: the one that is named, which the type must allow, or the type's own.
// pg: parse_type.c GetColumnDefCollation
pub fn analyze_column_collation(
    catalog: &Catalog,
    collation: Option<(&QualifiedName, Span)>,
    type_id: TypeId,
) -> Result<Option<CollationId>> {
    let of_type = catalog.type_(type_id).and_then(|found| found.collation);
    let Some((name, at)) = collation else {
        return Ok(of_type);
    };
    let named = analyze_collation(catalog, name, at)?;
    if of_type.is_none() {
        return Err(crate::typing::errors::collation_not_supported(catalog, type_id).at(at));
    }
    Ok(Some(named))
}

/// A type name as PostgreSQL repeats it in messages: parts joined by dots, without modifiers, quotes or more than one pair of brackets.
// pg: parse_type.c TypeNameToString
#[must_use]
pub fn type_name_text(type_name: &TypeName) -> String {
    let mut text = match &type_name.base {
        TypeBase::Named(name) => name_text(name),
        TypeBase::OfColumn { relation, column } => format!("{}.{}%TYPE", name_text(relation), column.name),
    };
    if !type_name.array_bounds.is_empty() {
        text.push_str("[]");
    }
    text
}

/// A qualified name as PostgreSQL repeats it in messages: parts joined by dots, without quotes.
// pg: namespace.c NameListToString
#[must_use]
pub fn name_text(name: &QualifiedName) -> String {
    let parts = name.catalog.iter().chain(name.schema.iter()).chain(std::iter::once(&name.name));
    parts.map(|part| part.name.as_str()).gather::<Vec<_>>().join(".")
}

/// The type of arrays of a type; that of an array is the array itself only by way of its element, so arrays have none.
fn array_type(catalog: &Catalog, base: TypeId) -> Option<TypeId> {
    catalog.type_(base).and_then(|found| found.array)
}

// pg: namespace.c DeconstructQualifiedName, LookupExplicitNamespace
fn explicit_schema(catalog: &Catalog, name: &QualifiedName, at: Span) -> Result<Option<SchemaId>> {
    let Some(schema) = &name.schema else {
        return Ok(None);
    };
    match catalog.schema_named(&schema.name) {
        Some(id) => Ok(Some(id)),
        None => Err(Diagnostic::error(SqlState::INVALID_SCHEMA_NAME, format!("schema \"{}\" does not exist", schema.name))
            .at(at)
            .about(SubjectKind::Schema, &schema.name)),
    }
}

fn lookup_column_type(catalog: &Catalog, relation: &QualifiedName, column: &Ident, at: Span) -> Result<TypeId> {
    let id = lookup_relation_of_type(catalog, relation)?;
    let columns = catalog.relation(id).map_or(&[][..], |found| found.columns.as_slice());
    columns.iter().first_where(|found| found.name == column.name).and_then(|found| found.type_id).ok_or_else(|| {
        let message = format!("column \"{}\" of relation \"{}\" does not exist", column.name, relation.name.name);
        Diagnostic::error(SqlState::UNDEFINED_COLUMN, message).at(at).about_part(SubjectKind::Column, &column.name, &relation.name.name)
    })
}

fn lookup_relation_of_type(catalog: &Catalog, relation: &QualifiedName) -> Result<RelationId> {
    let found = match &relation.schema {
        Some(schema) => catalog.schema_named(&schema.name).and_then(|id| catalog.relation_in(id, &relation.name.name)),
        None => catalog.lookup_relation(&relation.name.name),
    };
    found.ok_or_else(|| {
        let message = format!("relation \"{}\" does not exist", name_text(relation));
        Diagnostic::error(SqlState::UNDEFINED_TABLE, message).about(SubjectKind::Relation, &relation.name.name)
    })
}

fn type_missing(catalog: &Catalog, type_name: &TypeName) -> crate::diag::Problem {
    let error = Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("type \"{}\" does not exist", type_name_text(type_name)));
    let error = error.at(type_name.span);
    match &type_name.base {
        TypeBase::Named(name) => {
            let error = error.about(SubjectKind::Type, &name.name.name);
            match crate::typing::errors::type_hint(catalog, &name.name.name) {
                Some(hint) => error.help(hint),
                None => error,
            }
        }
        TypeBase::OfColumn { .. } => error,
    }
}

/// The modifier of a type name.
// pg: parse_type.c typenameTypeMod
fn analyze_type_modifier(catalog: &Catalog, type_name: &TypeName, found: &Type) -> Result<i32> {
    if type_name.modifiers.is_empty() {
        return Ok(-1);
    }
    let element = match (&found.kind, found.element) {
        (TypeKind::Array, Some(element)) => catalog.type_(element).unwrap_or(found),
        _ => found,
    };
    if found.modifier_input.or(element.modifier_input).is_none() {
        let text = type_name_text(type_name);
        return Err(
            Diagnostic::error(SqlState::SYNTAX_ERROR, format!("type modifier is not allowed for type \"{text}\"")).at(type_name.span)
        );
    }
    let modifiers = each(&type_name.modifiers, |expr| modifier_of(expr, type_name.span))?;
    resolve_type_modifier(catalog, element, &modifiers).map_err(|error| error.at(type_name.span))
}

fn modifier_of(expr: &Expr, at: Span) -> Result<Modifier> {
    match &expr.kind {
        ExprKind::Literal(Literal::Integer(value)) => Ok(Modifier::new(Name::from(value.to_string()))),
        ExprKind::Literal(Literal::Number(text) | Literal::String(text)) => Ok(Modifier::new(text.clone())),
        ExprKind::Column(column) if !column.star && column.parts.len() == 1 => Ok(Modifier::new(column.parts[0].name.clone())),
        _ => Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "type modifiers must be simple constants or identifiers").at(at)),
    }
}
