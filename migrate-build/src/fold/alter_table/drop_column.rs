//! What goes when a column is dropped, in the table and in what inherits from it.

use super::super::cx::Cx;
use super::super::dependency::{Behavior, drop_objects};
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::inheritance::children;
use super::super::lookup::is_system_column;
use super::super::object::column_number;
use super::super::rename::tables_of_type;
use super::access::check_other;
use super::column::{column_of, edit_column, is_in_partition_key, relation_name};
use super::work::Work;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::text::Name;

// pg: tablecmds.c ATPrepDropColumn
pub(super) fn prepare(cx: &Cx<'_>, id: RelationId) -> Result<()> {
    match cx.catalog.relation(id) {
        Some(relation) if relation.of_type.is_some() => Err(errors::typed_table("drop column from")),
        _ => Ok(()),
    }
}

pub(super) fn drop_column(cx: &mut Cx<'_>, work: &Work, column: &Ident, if_exists: bool, cascade: bool) -> Result<()> {
    let mut found = Vec::new();
    let dropping = Dropping { recurse: work.recurse, if_exists };
    collect(cx, work.relation, &column.name, dropping, false, &mut found)?;
    collect_typed(cx, work.relation, &column.name, cascade, &mut found)?;
    if found.is_empty() { Ok(()) } else { drop_objects(cx, &found, Behavior::of(cascade)) }
}

/// How far a drop goes.
#[derive(Clone, Copy)]
struct Dropping {
    recurse: bool,
    if_exists: bool,
}

// pg: tablecmds.c ATExecDropColumn
fn collect(cx: &mut Cx<'_>, id: RelationId, name: &Name, dropping: Dropping, recursing: bool, found: &mut Vec<Address>) -> Result<()> {
    if recursing {
        check_other(cx, id, "DROP COLUMN")?;
        cx.effects.lock(id, LockMode::AccessExclusive);
    }
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let Some(number) = column_number(relation, name) else {
        return match (is_system_column(name), dropping.if_exists) {
            (true, _) => Err(errors::drop_system_column(name)),
            (false, true) => Ok(()),
            (false, false) => Err(errors::column_missing(name, &relation.name)),
        };
    };
    if column_of(cx, id, number).is_some_and(|column| column.inherited > 0) && !recursing {
        return Err(errors::drop_inherited_column(name));
    }
    if is_in_partition_key(cx, id, number) {
        return Err(errors::partition_key_column("drop", name, &relation.name));
    }
    let partitioned = relation.kind == RelationKind::PartitionedTable;
    let children = children(cx, id);
    if partitioned && !dropping.recurse && !children.is_empty() {
        return Err(errors::only_partitioned_column());
    }
    for child in children {
        let Some(in_child) = cx.catalog.relation(child).and_then(|it| column_number(it, name)) else {
            continue;
        };
        let goes = column_of(cx, child, in_child).is_some_and(|column| column.inherited == 1 && !column.local);
        if dropping.recurse && goes {
            collect(cx, child, name, Dropping { if_exists: false, ..dropping }, true, found)?;
        } else {
            cx.effects.lock(child, LockMode::AccessExclusive);
            edit_column(cx, child, in_child, |column| {
                column.inherited = column.inherited.saturating_sub(1);
                column.local |= !dropping.recurse;
            });
        }
    }
    found.push(Address::Column(id, number));
    Ok(())
}

/// The columns of tables that are of a composite type go with its attribute.
// pg: tablecmds.c ATTypedTableRecursion
fn collect_typed(cx: &mut Cx<'_>, id: RelationId, name: &Name, cascade: bool, found: &mut Vec<Address>) -> Result<()> {
    let row_type = cx.catalog.relation(id).filter(|it| it.kind == RelationKind::Composite).and_then(|it| it.row_type);
    let tables = row_type.map_or_else(Vec::new, |row_type| tables_of_type(cx, row_type));
    if !tables.is_empty() && !cascade {
        return Err(errors::type_of_typed_table(&relation_name(cx, id)));
    }
    for table in tables {
        cx.effects.lock(table, LockMode::AccessExclusive);
        if let Some(number) = cx.catalog.relation(table).and_then(|it| column_number(it, name)) {
            found.push(Address::Column(table, number));
        }
    }
    Ok(())
}
