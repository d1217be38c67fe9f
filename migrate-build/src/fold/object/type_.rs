//! Which type, domain, collation, cast or operator class is meant.

use super::super::cx::Cx;
use super::super::errors::object as errors;
use super::super::errors::type_::type_missing;
use super::super::lookup::explicit_schema;
use super::{Missing, lookup_constraint};
use crate::analyze::type_name::{lookup_type_name, name_text, type_name_text};
use crate::catalog::depend::Address;
use crate::catalog::id::{SchemaId, TypeId};
use crate::catalog::object::{ConstraintOwner, TypeKind};
use crate::diag::{Problem, Result};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::{TypeBase, TypeName};

/// The schema that a name is qualified with: the outer none where that schema is missing and it is no matter, the inner where none is named.
#[expect(clippy::option_option, reason = "no schema and a missing schema are different things")]
pub(in crate::fold) fn schema_of_name(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<Option<SchemaId>>> {
    match (explicit_schema(cx, name), missing) {
        (Ok(schema), _) => Ok(Some(schema)),
        (Err(_), Missing::Skip) => Ok(None),
        (Err(problem), Missing::Refuse) => Err(problem),
    }
}

/// A type by its name alone.
// pg: objectaddress.c get_object_address_type
pub(in crate::fold) fn lookup_type(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<TypeId>> {
    let Some(schema) = schema_of_name(cx, name, missing)? else {
        return Ok(None);
    };
    let found = match schema {
        Some(schema) => cx.catalog.type_in(schema, &name.name.name),
        None => cx.catalog.lookup_type(&name.name.name),
    };
    match (found, missing) {
        (None, Missing::Refuse) => Err(type_missing(&name_text(name), &name.name.name)),
        _ => Ok(found),
    }
}

/// A type that has to be a domain.
pub(super) fn lookup_domain(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<TypeId>> {
    let found = lookup_type(cx, name, missing)?;
    match found.and_then(|id| cx.catalog.type_(id)) {
        Some(type_) if !matches!(type_.kind, TypeKind::Domain { .. }) => Err(errors::not_a_domain(&name_text(name))),
        _ => Ok(found),
    }
}

/// A constraint of a domain.
pub(super) fn lookup_domain_constraint(cx: &Cx<'_>, name: &Ident, domain: &QualifiedName, missing: Missing) -> Result<Option<Address>> {
    let Some(id) = lookup_domain(cx, domain, missing)? else {
        return Ok(None);
    };
    match (lookup_constraint(cx, ConstraintOwner::Domain(id), &name.name), missing) {
        (Some(found), _) => Ok(Some(Address::Constraint(found))),
        (None, Missing::Skip) => Ok(None),
        (None, Missing::Refuse) => Err(errors::domain_constraint_missing(&cx.catalog, &name.name, id)),
    }
}

/// The type of a type name in a list of arguments; none where it is missing and that is no matter.
// pg: parse_type.c LookupTypeNameOid
pub(super) fn argument_type(cx: &Cx<'_>, type_name: &TypeName, missing: Missing) -> Result<Option<TypeId>> {
    let found = match (lookup_type_name(&cx.catalog, type_name), missing) {
        (Ok(found), _) => found,
        (Err(_), Missing::Skip) => None,
        (Err(problem), Missing::Refuse) => return Err(without_place(problem)),
    };
    match (found, missing) {
        (None, Missing::Refuse) => {
            let bare = match &type_name.base {
                TypeBase::Named(name) => &name.name.name,
                TypeBase::OfColumn { column, .. } => &column.name,
            };
            Err(type_missing(&type_name_text(type_name), bare))
        }
        _ => Ok(found),
    }
}

/// PostgreSQL points nowhere where a utility statement names a type.
fn without_place(mut problem: Problem) -> Problem {
    problem.span = None;
    problem
}

/// A collation.
// pg: namespace.c get_collation_oid
pub(super) fn lookup_collation(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<Address>> {
    let Some(schema) = schema_of_name(cx, name, missing)? else {
        return Ok(None);
    };
    let found = match schema {
        Some(schema) => cx.catalog.collation_in(schema, &name.name.name),
        None => cx.catalog.lookup_collation(&name.name.name),
    };
    match (found, missing) {
        (None, Missing::Refuse) => Err(errors::collation_missing(name)),
        _ => Ok(found.map(Address::Collation)),
    }
}

/// An operator class of an access method.
// pg: opclasscmds.c get_opclass_oid
pub(super) fn lookup_operator_class(cx: &Cx<'_>, name: &QualifiedName, method: &Ident, missing: Missing) -> Result<Option<Address>> {
    let Some(schema) = schema_of_name(cx, name, missing)? else {
        return Ok(None);
    };
    let found = match schema {
        Some(schema) => cx.catalog.operator_class_in(schema, &method.name, &name.name.name),
        None => cx.catalog.lookup_operator_class(&method.name, &name.name.name),
    };
    match (found, missing) {
        (None, Missing::Refuse) => Err(errors::for_method_missing("operator class", name, &method.name)),
        _ => Ok(found.map(Address::OperatorClass)),
    }
}

/// An operator family of an access method.
// pg: opclasscmds.c get_opfamily_oid
pub(super) fn lookup_operator_family(cx: &Cx<'_>, name: &QualifiedName, method: &Ident, missing: Missing) -> Result<Option<Address>> {
    let Some(schema) = schema_of_name(cx, name, missing)? else {
        return Ok(None);
    };
    let found = match schema {
        Some(schema) => cx.catalog.operator_family_in(schema, &method.name, &name.name.name),
        None => cx.catalog.lookup_operator_family(&method.name, &name.name.name),
    };
    match (found, missing) {
        (None, Missing::Refuse) => Err(errors::for_method_missing("operator family", name, &method.name)),
        _ => Ok(found.map(Address::OperatorFamily)),
    }
}

/// A cast between two types.
// pg: lsyscache.c get_cast_oid
pub(super) fn lookup_cast(cx: &Cx<'_>, source: &TypeName, target: &TypeName, missing: Missing) -> Result<Option<Address>> {
    let (Some(from), Some(to)) = (argument_type(cx, source, missing)?, argument_type(cx, target, missing)?) else {
        return Ok(None);
    };
    match (cx.catalog.cast(from, to), missing) {
        (Some(cast), _) => Ok(Some(Address::Cast(cast.id))),
        (None, Missing::Skip) => Ok(None),
        (None, Missing::Refuse) => Err(errors::cast_missing(&cx.catalog, from, to)),
    }
}
