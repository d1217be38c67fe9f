//! How does a column come to another name, in its table and all that inherit it.

use super::super::cx::Cx;
use super::super::effect::LockMode;
use super::super::errors::drop::system_catalog;
use super::super::errors::rename as errors;
use super::super::inheritance::descendants;
use super::super::lookup::is_system_column;
use super::super::object::{Missing, column_number, relation_in_statement};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::text::{Gather, Name};

// pg: tablecmds.c renameatt
pub(super) fn rename_column(cx: &mut Cx<'_>, name: &QualifiedName, column: &Name, missing: Missing, to: &Name) -> Result<()> {
    let Some(id) = relation_in_statement(cx, name, missing)? else {
        return Ok(());
    };
    rename_everywhere(cx, id, column, false, to)
}

/// Renames an attribute of a composite type, and the columns of the tables that are of the type.
pub(super) fn rename_attribute(cx: &mut Cx<'_>, name: &QualifiedName, column: &Name, cascade: bool, to: &Name) -> Result<()> {
    let Some(id) = relation_in_statement(cx, name, Missing::Refuse)? else {
        return Ok(());
    };
    rename_everywhere(cx, id, column, cascade, to)
}

// pg: tablecmds.c renameatt_internal
fn rename_everywhere(cx: &mut Cx<'_>, id: RelationId, column: &Name, cascade: bool, to: &Name) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    if id.is_builtin() {
        return Err(system_catalog(&relation.name));
    }
    if relation.of_type.is_some() {
        return Err(errors::typed_table_column());
    }
    if relation.kind == RelationKind::Sequence {
        return Err(errors::cannot_rename_columns(&cx.catalog, id));
    }
    let row_type = relation.row_type.filter(|_| relation.kind == RelationKind::Composite);
    for (child, parents) in descendants(cx, id) {
        rename_in(cx, child, column, parents, to)?;
    }
    if let Some(row_type) = row_type {
        let typed = tables_of_type(cx, row_type);
        if !typed.is_empty() && !cascade {
            return Err(errors::type_of_typed_table(&cx.catalog, row_type));
        }
        for table in typed {
            rename_in(cx, table, column, 0, to)?;
        }
    }
    rename_in(cx, id, column, 0, to)
}

/// The tables that are `OF` a composite type.
// pg: tablecmds.c find_typed_table_dependencies
pub(in crate::fold) fn tables_of_type(cx: &Cx<'_>, type_id: TypeId) -> Vec<RelationId> {
    cx.catalog.relations().into_iter().filter(|it| it.of_type == Some(type_id)).map(|it| it.id).gather()
}

fn rename_in(cx: &mut Cx<'_>, id: RelationId, column: &Name, expected_parents: u16, to: &Name) -> Result<()> {
    cx.effects.lock(id, LockMode::AccessExclusive);
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let Some(number) = column_number(relation, column) else {
        return Err(if is_system_column(column) { errors::system_column(column) } else { errors::column_missing(column, &relation.name) });
    };
    let at = usize::from(number) - 1;
    if relation.columns.get(at).is_some_and(|it| it.inherited > expected_parents) {
        return Err(errors::inherited_column(column));
    }
    check_column_name(relation, to)?;
    cx.catalog.edit_relation(id, |it| {
        if let Some(column) = it.columns.get_mut(at) {
            column.name = to.clone();
        }
    });
    Ok(())
}

/// Refuses a name that a column of the relation, or of every table, has.
// pg: tablecmds.c check_for_column_name_collision
pub(in crate::fold) fn check_column_name(relation: &crate::catalog::object::Relation, name: &Name) -> Result<()> {
    if is_system_column(name) && relation.kind != RelationKind::Composite {
        return Err(errors::system_column_name(name));
    }
    match column_number(relation, name) {
        Some(_) => Err(errors::column_exists(name, &relation.name)),
        None => Ok(()),
    }
}
