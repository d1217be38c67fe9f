//! How does a column come to another type, and what stands in the way.

use super::super::cx::Cx;
use super::super::effect::{Act, LockMode};
use super::super::errors::alter_table as errors;
use super::super::expression::{ExprPlace, ExprTarget, analyze_expr, stored, volatility_of};
use super::super::inheritance::{children, descendants};
use super::super::lookup::is_system_column;
use super::super::object::column_number;
use super::super::rename::tables_of_type;
use super::super::table_define::check_column_type;
use super::column::{column_of, edit_column, find_column, is_in_partition_key, relation_name};
use super::finish::{check_not_within, check_row_type_unused};
use super::rebuild::{needs_rewrite, remember_dependents, retyped_default};
use super::work::{NewType, Work};
use crate::analyze::type_name::{analyze_column_collation, analyze_type_name};
use crate::catalog::depend::{Address, Dependency};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{CastContext, RelationKind};
use crate::diag::{Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::{Collection, Gather, Span};
use crate::typing::coerce::can_coerce_one;

/// `ALTER COLUMN c TYPE` as it is written.
pub(super) struct Retype<'s> {
    /// The column.
    pub(super) column: &'s Ident,
    /// Its new type.
    pub(super) type_name: &'s TypeName,
    /// `COLLATE`
    pub(super) collation: Option<&'s QualifiedName>,
    /// `USING`
    pub(super) using: Option<&'s Expr>,
}

/// Looks at the column and its new type before anything is done.
// pg: tablecmds.c ATPrepAlterColumnType
pub(super) fn prepare(cx: &mut Cx<'_>, work: &mut Work, it: &Retype<'_>) -> Result<()> {
    let id = work.relation;
    if let Some(using) = it.using {
        analyze_expr(cx, Some(id), using, ExprPlace::AlterColumnTransform, ExprTarget::Any)?;
    }
    let number = check_column(cx, id, it)?;
    let new = resolve(cx, it)?;
    check_not_within(cx, id, new.type_id)?;
    let plain = cx.catalog.relation(id).is_some_and(|it| matches!(it.kind, RelationKind::Table | RelationKind::PartitionedTable));
    let new = if plain { with_transform(cx, id, number, it, new)? } else { new };
    if let Some(using) = &new.using {
        let volatility = volatility_of(cx, &using.tree);
        cx.effects.acts.push(Act::Converted(id, number, volatility));
    }
    if !plain && it.using.is_some() {
        return Err(errors::not_a_table(&relation_name(cx, id)));
    }
    if cx
        .catalog
        .relation(id)
        .is_some_and(|it| matches!(it.kind, RelationKind::Composite | RelationKind::ForeignTable | RelationKind::PartitionedTable))
    {
        check_row_type_unused(cx, id)?;
    }
    if !work.recurse && !children(cx, id).is_empty() {
        return Err(errors::type_in_children_too(&it.column.name));
    }
    note_type(cx, work, id, number, &new);
    for (child, parents) in descendants(cx, id) {
        let table = relation_name(cx, child);
        let Some(in_child) = cx.catalog.relation(child).and_then(|found| column_number(found, &it.column.name)) else {
            return Err(errors::column_missing(&it.column.name, &table));
        };
        if column_of(cx, child, in_child).is_some_and(|column| column.inherited > parents) {
            return Err(errors::alter_inherited_column_of(&it.column.name, &table));
        }
        cx.lock(child, LockMode::AccessExclusive);
        if is_in_partition_key(cx, child, in_child) {
            return Err(errors::partition_key_column("alter", &it.column.name, &table));
        }
        note_type(cx, work, child, in_child, &new);
    }
    Ok(())
}

fn check_column(cx: &Cx<'_>, id: RelationId, it: &Retype<'_>) -> Result<u16> {
    // From 18 on PostgreSQL points at the column, except where there is none of the name.
    let place = |problem: Problem| if cx.catalog.versions().lowest >= 18 { problem.at(it.column.span) } else { problem };
    if cx.catalog.relation(id).is_some_and(|it| it.of_type.is_some()) {
        return Err(place(errors::typed_table_type()));
    }
    let name = &it.column.name;
    let number = find_column(cx, id, it.column).map_err(|problem| if is_system_column(name) { place(problem) } else { problem })?;
    let Some(column) = column_of(cx, id, number) else {
        return Ok(number);
    };
    if column.generated.is_some() && it.using.is_some() {
        return Err(place(errors::using_for_generated(name)));
    }
    if column.inherited > 0 {
        return Err(place(errors::alter_inherited_column(name)));
    }
    if is_in_partition_key(cx, id, number) {
        return Err(place(errors::partition_key_column("alter", name, &relation_name(cx, id))));
    }
    Ok(number)
}

/// The new type; before 18 PostgreSQL points nowhere where it is wrong.
fn resolve(cx: &Cx<'_>, it: &Retype<'_>) -> Result<NewType> {
    let placed = cx.catalog.versions().lowest >= 18;
    let place = |mut problem: Problem| {
        if !placed {
            problem.span = None;
        }
        problem
    };
    let (type_id, modifier) = analyze_type_name(&cx.catalog, it.type_name).map_err(place)?;
    let written = it.collation.map(|name| (name, collate_span(cx, name.span)));
    let collation = analyze_column_collation(&cx.catalog, written, type_id).map_err(place)?;
    check_column_type(cx, &it.column.name, type_id, (collation.is_some(), false), 0)?;
    Ok(NewType { type_id, modifier, collation, using: None })
}

/// Where the word COLLATE stands before the name of a collation, which is where PostgreSQL points.
fn collate_span(cx: &Cx<'_>, name: Span) -> Span {
    let before = cx.text.get(..name.start as usize).unwrap_or_default();
    match before.to_ascii_lowercase().rfind("collate") {
        Some(at) => Span::new(at as u32, at as u32 + 7),
        None => name,
    }
}

/// What the values become, and whether they can.
fn with_transform(cx: &Cx<'_>, id: RelationId, number: u16, it: &Retype<'_>, new: NewType) -> Result<NewType> {
    let name = &it.column.name;
    if let Some(using) = it.using {
        let target = ExprTarget::Using { name, type_id: new.type_id, modifier: new.modifier };
        let tree = analyze_expr(cx, Some(id), using, ExprPlace::AlterColumnTransform, target)?;
        return Ok(NewType { using: Some(stored(cx, tree, using)), ..new });
    }
    let column = column_of(cx, id, number);
    let from = column.and_then(|column| column.type_id).unwrap_or(TypeId::UNKNOWN);
    if !can_coerce_one(&cx.catalog, from, new.type_id, CastContext::Assignment) {
        let generated = column.is_some_and(|column| column.generated.is_some());
        return Err(errors::cannot_cast_column(&cx.catalog, name, new.type_id, new.modifier, generated));
    }
    Ok(new)
}

fn note_type(cx: &Cx<'_>, work: &mut Work, id: RelationId, number: u16, new: &NewType) {
    let stored = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Table);
    if stored && needs_rewrite(cx, id, number, new) {
        work.rewrites.insert(id);
    }
    work.types.insert((id, number), new.clone());
}

/// Gives the column its new type, in the descendants too.
pub(super) fn alter_type(cx: &mut Cx<'_>, work: &mut Work, column: &Ident, cascade: bool) -> Result<()> {
    let id = work.relation;
    let mut family = vec![id];
    family.put_all(descendants(cx, id).into_iter().map(|(child, _)| child));
    for table in family {
        let Some(number) = cx.catalog.relation(table).and_then(|it| column_number(it, &column.name)) else {
            continue;
        };
        alter_in(cx, work, table, number)?;
    }
    alter_typed(cx, work, column, cascade)
}

// pg: tablecmds.c ATExecAlterColumnType
fn alter_in(cx: &mut Cx<'_>, work: &mut Work, id: RelationId, number: u16) -> Result<()> {
    let (Some(new), Some(column)) = (work.types.get(&(id, number)).cloned(), column_of(cx, id, number).cloned()) else {
        return Ok(());
    };
    if !work.retyped.insert((id, number)) {
        return Err(errors::type_twice(&column.name));
    }
    let stored = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Table);
    if stored {
        check_row_type_unused(cx, id)?;
    }
    let default = retyped_default(cx, &column, &new)?;
    remember_dependents(cx, work, id, number, &column.name)?;
    let address = Address::Column(id, number);
    let entries: Vec<Dependency> = cx.catalog.dependencies().needs_of(address).copied().gather::<Vec<_>>();
    for entry in entries.into_iter().filter(|entry| matches!(entry.needed, Address::Type(_) | Address::Collation(_))) {
        cx.catalog.dependencies_mut().remove(entry);
    }
    let rewritten = work.rewrites.contains(&id);
    edit_column(cx, id, number, |it| {
        it.type_id = Some(new.type_id);
        it.modifier = new.modifier;
        it.collation = new.collation;
        it.storage = None;
        it.compression = None;
        it.has_missing_value &= !rewritten;
        it.default = default;
    });
    cx.record_column_type(id, number, new.type_id, new.collation);
    Ok(())
}

/// Tables that are of a composite type change with it.
// pg: tablecmds.c ATTypedTableRecursion
fn alter_typed(cx: &mut Cx<'_>, work: &mut Work, column: &Ident, cascade: bool) -> Result<()> {
    let id = work.relation;
    let row_type = cx.catalog.relation(id).filter(|it| it.kind == RelationKind::Composite).and_then(|it| it.row_type);
    let tables = row_type.map_or_else(Vec::new, |row_type| tables_of_type(cx, row_type));
    if !tables.is_empty() && !cascade {
        return Err(errors::type_of_typed_table(&relation_name(cx, id)));
    }
    let new = cx.catalog.relation(id).and_then(|it| column_number(it, &column.name)).and_then(|it| work.types.get(&(id, it)).cloned());
    for table in tables {
        cx.lock(table, LockMode::AccessExclusive);
        let number = cx.catalog.relation(table).and_then(|it| column_number(it, &column.name));
        if let (Some(number), Some(new)) = (number, &new) {
            note_type(cx, work, table, number, new);
            alter_in(cx, work, table, number)?;
        }
    }
    Ok(())
}
