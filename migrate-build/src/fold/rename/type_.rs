//! How does a type come to another name, with the type of its arrays.

use super::super::cx::Cx;
use super::super::effect::Act;
use super::super::errors::rename as errors;
use super::super::new_type::{array_type_name, claim_type_name};
use super::super::object::{Missing, lookup_type};
use super::relation::rename_relation_to;
use crate::catalog::depend::Address;
use crate::catalog::id::TypeId;
use crate::catalog::object::{RelationKind, TypeKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::text::Name;

// pg: typecmds.c RenameType
pub(super) fn rename_type(cx: &mut Cx<'_>, name: &QualifiedName, domain: bool, to: &Name) -> Result<()> {
    let Some(id) = lookup_type(cx, name, Missing::Refuse)? else {
        return Ok(());
    };
    let Some(type_) = cx.catalog.type_(id) else {
        return Ok(());
    };
    if id.is_builtin() {
        return Err(errors::not_owner_of_type(&cx.catalog, id));
    }
    if domain && !matches!(type_.kind, TypeKind::Domain { .. }) {
        return Err(errors::type_is_no_domain(&cx.catalog, id));
    }
    match (&type_.kind, type_.element) {
        (TypeKind::Composite(relation), _) => {
            let relation = *relation;
            match cx.catalog.relation(relation).map(|it| it.kind) {
                Some(RelationKind::Composite) => rename_relation_to(cx, relation, to),
                _ => Err(errors::row_type(&cx.catalog, id)),
            }
        }
        (TypeKind::Array, Some(element)) => Err(errors::array_type(&cx.catalog, id, element)),
        _ => rename_type_to(cx, id, to),
    }
}

/// Gives a type a name, and the type of its arrays the name that goes with it.
// pg: pg_type.c RenameTypeInternal
pub(in crate::fold) fn rename_type_to(cx: &mut Cx<'_>, id: TypeId, to: &Name) -> Result<()> {
    let Some((schema, array)) = cx.catalog.type_(id).map(|it| (it.schema, it.array)) else {
        return Ok(());
    };
    claim_type_name(cx, schema, to)?;
    cx.catalog.edit_type(id, |it| it.name = to.clone());
    cx.effects.acts.push(Act::Renamed(Address::Type(id)));
    if let Some(array) = array {
        let name = array_type_name(cx, schema, to);
        cx.catalog.edit_type(array, |it| it.name = name);
    }
    Ok(())
}
