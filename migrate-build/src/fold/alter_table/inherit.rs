//! How does a table come to another parent, or lose one.

use super::super::cx::Cx;
use super::super::dependency::depend_on;
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::inheritance::descendants;
use super::super::lookup::lookup_relation;
use super::super::object::{column_number, lookup_constraint};
use super::access::check_other;
use super::column::relation_name;
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Column, ConstraintKind, ConstraintOwner, Inheritance, Persistence, Relation, RelationKind};
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::text::{Gather, Seek};

// pg: tablecmds.c ATPrepAddInherit
pub(super) fn prepare(cx: &Cx<'_>, id: RelationId) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    if relation.of_type.is_some() {
        return Err(errors::change_inheritance("typed table"));
    }
    if relation.partition_bound.is_some() {
        return Err(errors::change_inheritance("a partition"));
    }
    if relation.kind == RelationKind::PartitionedTable {
        return Err(errors::change_inheritance("partitioned table"));
    }
    Ok(())
}

// pg: tablecmds.c ATExecAddInherit
pub(super) fn inherit(cx: &mut Cx<'_>, id: RelationId, parent: &QualifiedName) -> Result<()> {
    let parent_id = lookup_relation(cx, parent)?;
    cx.lock(parent_id, LockMode::ShareUpdateExclusive);
    check_other(cx, parent_id, "INHERIT")?;
    let (Some(found), Some(child)) = (cx.catalog.relation(parent_id), cx.catalog.relation(id)) else {
        return Ok(());
    };
    if found.persistence == Persistence::Temporary && child.persistence != Persistence::Temporary {
        return Err(errors::inherit_from_temporary(&found.name));
    }
    if found.kind == RelationKind::PartitionedTable {
        return Err(errors::inherit_from_partitioned(&parent.name.name));
    }
    if found.partition_bound.is_some() {
        return Err(errors::inherit_from_partition());
    }
    if parent_id == id || descendants(cx, id).iter().exists(|(it, _)| *it == parent_id) {
        return Err(errors::circular_inheritance(&parent.name.name, &child.name));
    }
    if child.parents.contains(&parent_id) {
        return Err(errors::inherited_twice(&found.name));
    }
    create_inheritance(cx, id, parent_id)?;
    cx.catalog.edit_relation(id, |it| it.inheritance = Inheritance::Inherits);
    Ok(())
}

/// Makes a table the child of another: every column and every check of the parent has to be there.
// pg: tablecmds.c CreateInheritance
pub(super) fn create_inheritance(cx: &mut Cx<'_>, child: RelationId, parent: RelationId) -> Result<()> {
    merge_columns(cx, child, parent)?;
    merge_constraints(cx, child, parent)?;
    cx.catalog.edit_relation(child, |it| it.parents.push(parent));
    let partition = cx.catalog.relation(parent).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    let kind = if partition { DependencyKind::Auto } else { DependencyKind::Normal };
    depend_on(cx, Address::Relation(child), Address::Relation(parent), kind);
    Ok(())
}

// pg: tablecmds.c MergeAttributesIntoExisting
fn merge_columns(cx: &mut Cx<'_>, child: RelationId, parent: RelationId) -> Result<()> {
    let Some(found) = cx.catalog.relation(parent) else {
        return Ok(());
    };
    let partition = found.kind == RelationKind::PartitionedTable;
    let columns: Vec<Column> = found.columns.iter().filter(|column| column.type_id.is_some()).cloned().gather();
    for column in columns {
        let Some(own) = cx.catalog.relation(child) else {
            return Ok(());
        };
        let Some(at) = column_number(own, &column.name).map(|number| usize::from(number) - 1) else {
            return Err(errors::child_missing_column(&column.name));
        };
        if let Some(theirs) = own.columns.get(at) {
            check_column(cx, own, &column, theirs, parent)?;
        }
        cx.catalog.edit_relation(child, |it| {
            if let Some(own) = it.columns.get_mut(at) {
                own.inherited += 1;
                own.local &= !partition;
                if partition {
                    own.identity = column.identity;
                }
            }
        });
    }
    Ok(())
}

fn check_column(cx: &Cx<'_>, child: &Relation, column: &Column, theirs: &Column, parent: RelationId) -> Result<()> {
    let table = &child.name;
    if column.type_id != theirs.type_id || column.modifier != theirs.modifier {
        return Err(errors::child_type_differs(table, &column.name));
    }
    if column.collation != theirs.collation {
        return Err(errors::child_collation_differs(table, &column.name));
    }
    if column.not_null && !theirs.not_null && !is_no_inherit(cx, parent, column) {
        return Err(errors::child_must_be_not_null(&column.name, table, cx.catalog.versions().lowest));
    }
    match (column.generated, theirs.generated) {
        (Some(_), None) => Err(errors::child_must_be_generated(&column.name)),
        (Some(_), Some(_)) => match (&column.default, &theirs.default) {
            (Some(ours), Some(other)) if cx.catalog.versions().lowest < 16 => {
                let same = same_condition(cx, (parent, &ours.tree), (child.id, &other.tree));
                if same { Ok(()) } else { Err(errors::child_expression_differs(&column.name)) }
            }
            _ => Ok(()),
        },
        (None, Some(_)) if cx.catalog.versions().lowest >= 16 => Err(errors::child_must_not_be_generated(&column.name)),
        _ => Ok(()),
    }
}

fn is_no_inherit(cx: &Cx<'_>, parent: RelationId, column: &Column) -> bool {
    let number = cx.catalog.relation(parent).and_then(|it| column_number(it, &column.name));
    let found = number.and_then(|number| super::super::constraint_not_null::not_null_of(cx, parent, number));
    found.and_then(|id| cx.catalog.constraint(id)).is_some_and(|it| it.no_inherit)
}

// pg: tablecmds.c MergeConstraintsIntoExisting
fn merge_constraints(cx: &mut Cx<'_>, child: RelationId, parent: RelationId) -> Result<()> {
    let partition = cx.catalog.relation(parent).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    let table = relation_name(cx, child);
    for id in cx.catalog.constraints_of(ConstraintOwner::Relation(parent)).to_vec() {
        let Some(constraint) = cx.catalog.constraint(id).filter(|it| !it.no_inherit) else {
            continue;
        };
        let found = match &constraint.kind {
            ConstraintKind::Check(_) => lookup_constraint(cx, ConstraintOwner::Relation(child), &constraint.name),
            ConstraintKind::NotNull => not_null_in_child(cx, child, parent, &constraint.columns),
            _ => continue,
        };
        let Some(theirs) = found.and_then(|it| cx.catalog.constraint(it)) else {
            return Err(errors::child_missing_constraint(&constraint.name));
        };
        if let (ConstraintKind::Check(ours), ConstraintKind::Check(other)) = (&constraint.kind, &theirs.kind)
            && !same_condition(cx, (parent, &ours.expr.tree), (child, &other.expr.tree))
        {
            return Err(errors::child_check_differs(&table, &constraint.name));
        }
        if theirs.no_inherit {
            return Err(errors::child_constraint_conflicts(&theirs.name, &table, "non-inherited"));
        }
        if constraint.validated && !theirs.validated {
            return Err(errors::child_constraint_conflicts(&theirs.name, &table, "NOT VALID"));
        }
        let theirs = theirs.id;
        cx.catalog.edit_constraint(theirs, |it| {
            it.inherited += 1;
            it.local &= !partition;
        });
    }
    Ok(())
}

fn not_null_in_child(cx: &Cx<'_>, child: RelationId, parent: RelationId, columns: &[u16]) -> Option<ConstraintId> {
    let name = &super::column::column_of(cx, parent, *columns.first()?)?.name;
    let number = column_number(cx.catalog.relation(child)?, name)?;
    super::super::constraint_not_null::not_null_of(cx, child, number)
}

/// Whether two conditions say the same, columns told by their names.
// pg: tablecmds.c constraints_equivalent
fn same_condition(cx: &Cx<'_>, ours: (RelationId, &Expr), theirs: (RelationId, &Expr)) -> bool {
    if matches!(ours.1.kind, ExprKind::Unknown) || matches!(theirs.1.kind, ExprKind::Unknown) {
        return true;
    }
    let printed = |(id, expr): (RelationId, &Expr)| with_names(cx, id, &without_places(&format!("{:?}", expr.kind)));
    printed(ours) == printed(theirs)
}

/// The printed form of a tree with the columns of a relation by name instead of number.
fn with_names(cx: &Cx<'_>, id: RelationId, printed: &str) -> String {
    const MARK: &str = "column: ";
    let mut kept = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find(MARK) {
        let (before, after) = rest.split_at(at + MARK.len());
        kept.push_str(before);
        let digits = after.find(|it: char| !it.is_ascii_digit()).unwrap_or(after.len());
        let name = after[..digits].parse().ok().and_then(|number: u16| super::column::column_of(cx, id, number));
        match name {
            Some(column) => kept.push_str(&column.name),
            None => kept.push_str(&after[..digits]),
        }
        rest = &after[digits..];
    }
    kept.push_str(rest);
    kept
}

/// Whether two expressions say the same, wherever they stand.
pub(super) fn same_expr(one: &Expr, two: &Expr) -> bool {
    if matches!(one.kind, ExprKind::Unknown) || matches!(two.kind, ExprKind::Unknown) {
        return true;
    }
    one.type_id == two.type_id && without_places(&format!("{:?}", one.kind)) == without_places(&format!("{:?}", two.kind))
}

/// The printed form of a tree with every place taken out.
fn without_places(printed: &str) -> String {
    let mut kept = String::with_capacity(printed.len());
    let mut rest = printed;
    while let Some(at) = rest.find("Span {") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    kept.push_str(rest);
    kept
}

// pg: tablecmds.c ATExecDropInherit
pub(super) fn no_inherit(cx: &mut Cx<'_>, id: RelationId, parent: &QualifiedName) -> Result<()> {
    if cx.catalog.relation(id).is_some_and(|it| it.partition_bound.is_some()) {
        return Err(errors::change_inheritance("a partition"));
    }
    let parent_id = lookup_relation(cx, parent)?;
    cx.lock(parent_id, LockMode::AccessShare);
    remove_inheritance(cx, id, parent_id)
}

/// Makes a table no longer the child of another; what it had from it is now its own.
// pg: tablecmds.c RemoveInheritance
pub(super) fn remove_inheritance(cx: &mut Cx<'_>, child: RelationId, parent: RelationId) -> Result<()> {
    let (Some(own), Some(found)) = (cx.catalog.relation(child), cx.catalog.relation(parent)) else {
        return Ok(());
    };
    if !own.parents.contains(&parent) {
        let partition = found.kind == RelationKind::PartitionedTable;
        return Err(errors::not_a_parent(&own.name, &found.name, partition));
    }
    let names: Vec<_> = found.columns.iter().filter(|it| it.type_id.is_some()).map(|it| it.name.clone()).gather();
    let inherited: Vec<_> = cx
        .catalog
        .constraints_of(ConstraintOwner::Relation(parent))
        .iter()
        .filter_map(|id| cx.catalog.constraint(*id))
        .filter_map(|it| match it.kind {
            ConstraintKind::Check(_) => lookup_constraint(cx, ConstraintOwner::Relation(child), &it.name),
            ConstraintKind::NotNull => not_null_in_child(cx, child, parent, &it.columns),
            _ => None,
        })
        .gather();
    cx.catalog.edit_relation(child, |it| {
        it.parents.retain(|other| *other != parent);
        if it.parents.is_empty() {
            it.inheritance = Inheritance::None;
        }
        for column in it.columns.iter_mut().filter(|column| column.inherited > 0 && names.contains(&column.name)) {
            column.inherited -= 1;
            column.local |= column.inherited == 0;
        }
    });
    for id in inherited {
        cx.catalog.edit_constraint(id, |it| {
            it.inherited = it.inherited.saturating_sub(1);
            it.local |= it.inherited == 0;
        });
    }
    forget_parent(cx, Address::Relation(child), Address::Relation(parent));
    Ok(())
}

/// A child no longer needs its parent.
// pg: tablecmds.c drop_parent_dependency
pub(super) fn forget_parent(cx: &mut Cx<'_>, child: Address, parent: Address) {
    let entries: Vec<Dependency> = cx.catalog.dependencies().needs_of(child).copied().filter(|it| it.needed == parent).gather();
    for entry in entries {
        cx.catalog.dependencies_mut().remove(entry);
    }
}
