//! How does an object that is neither a relation nor a type come to another name.

use super::super::cx::Cx;
use super::super::effect::Act;
use super::super::errors::rename as errors;
use super::super::errors::schema::{schema_exists, schema_name_reserved};
use crate::catalog::depend::Address;
use crate::catalog::id::{FunctionId, SchemaId, SimpleId};
use crate::diag::Result;
use crate::text::{Gather, Name, Seek};

// pg: alter.c AlterObjectRename_internal
pub(super) fn rename_object(cx: &mut Cx<'_>, address: Address, to: &Name) -> Result<()> {
    match address {
        Address::Schema(id) => rename_schema(cx, id, to),
        Address::Function(id) => rename_function(cx, id, to),
        Address::Simple(id) => rename_simple(cx, id, to),
        Address::Collation(id) => {
            if let Some(schema) = cx.catalog.collation(id).map(|it| it.schema)
                && cx.catalog.collation_in(schema, to).is_some()
            {
                return Err(errors::exists_in_schema(&cx.catalog, &format!("collation \"{to}\" for encoding \"UTF8\""), schema, to));
            }
            cx.catalog.edit_collation(id, |it| it.name = to.clone());
            Ok(())
        }
        Address::OperatorClass(id) => {
            if let Some(it) = cx.catalog.operator_class(id)
                && cx.catalog.operator_class_in(it.schema, &it.method, to).is_some()
            {
                let what = format!("operator class \"{to}\" for access method \"{}\"", it.method);
                return Err(errors::exists_in_schema(&cx.catalog, &what, it.schema, to));
            }
            cx.catalog.edit_operator_class(id, |it| it.name = to.clone());
            Ok(())
        }
        Address::OperatorFamily(id) => {
            if let Some(it) = cx.catalog.operator_family(id)
                && cx.catalog.operator_family_in(it.schema, &it.method, to).is_some()
            {
                let what = format!("operator family \"{to}\" for access method \"{}\"", it.method);
                return Err(errors::exists_in_schema(&cx.catalog, &what, it.schema, to));
            }
            cx.catalog.edit_operator_family(id, |it| it.name = to.clone());
            Ok(())
        }
        _ => Ok(()),
    }
}

// pg: schemacmds.c RenameSchema
fn rename_schema(cx: &mut Cx<'_>, id: SchemaId, to: &Name) -> Result<()> {
    if cx.catalog.schema_named(to).is_some() {
        return Err(schema_exists(to));
    }
    if to.starts_with("pg_") {
        return Err(schema_name_reserved(to));
    }
    cx.catalog.edit_schema(id, |it| it.name = to.clone());
    cx.effects.acts.push(Act::Renamed(Address::Schema(id)));
    Ok(())
}

fn rename_function(cx: &mut Cx<'_>, id: FunctionId, to: &Name) -> Result<()> {
    let Some(function) = cx.catalog.function(id) else {
        return Ok(());
    };
    let types: Vec<_> = function.input_types().gather();
    let same = |other: &FunctionId| cx.catalog.function(*other).is_some_and(|it| it.input_types().eq(types.iter().copied()));
    if cx.catalog.functions_in(function.schema, to).iter().exists(same) {
        return Err(errors::function_exists_in_schema(&cx.catalog, to, &types, function.schema));
    }
    cx.catalog.edit_function(id, |it| it.name = to.clone());
    Ok(())
}

fn rename_simple(cx: &mut Cx<'_>, id: SimpleId, to: &Name) -> Result<()> {
    let Some(simple) = cx.catalog.simple(id) else {
        return Ok(());
    };
    if cx.catalog.simple_named(simple.kind, simple.schema, to).is_some() {
        return Err(errors::simple_exists(&cx.catalog, simple.kind, simple.schema, to));
    }
    cx.catalog.edit_simple(id, |it| it.name = to.clone());
    Ok(())
}
