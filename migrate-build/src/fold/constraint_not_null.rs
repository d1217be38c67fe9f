//! How does a table come to a NOT NULL: a property of the column, and from 18 on a constraint too.

use super::cx::Cx;
use super::draft::NotNullDraft;
use super::errors::constraint as errors;
use super::lookup::column_number;
use super::names::choose_constraint_name;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner};
use crate::diag::Result;
use crate::text::{Gather, Name, Seek};

/// Adds the NOT NULLs of a new table, those of its parents counted.
// pg: heap.c AddRelationNotNullConstraints
pub(super) fn add_not_nulls(cx: &mut Cx<'_>, table: RelationId, drafts: &[NotNullDraft], parents: &[RelationId]) -> Result<()> {
    let mut names: Vec<Name> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let Some(found) = cx.catalog.relation(table) else {
            break;
        };
        let Some(number) = column_number(found, &draft.column) else {
            return Err(super::errors::lookup::column_missing(&draft.column, &found.name));
        };
        if drafts[..at].iter().exists(|before| before.column == draft.column) {
            continue;
        }
        let same = drafts[at + 1..].iter().filter(|other| other.column == draft.column);
        let mut name = draft.name.clone();
        for other in same {
            match (&name, &other.name) {
                (Some(one), Some(two)) if one != two => return Err(errors::not_null_names(one, two, false)),
                (None, Some(_)) => name.clone_from(&other.name),
                _ => {}
            }
        }
        let inherited = parents.iter().filter(|parent| parent_refuses_null(cx, **parent, &draft.column)).count() as u16;
        set_not_null(cx, table, number, NotNull { name, local: true, inherited, ..NotNull::default() }, &mut names)?;
        if draft.no_inherit {
            mark_no_inherit(cx, table, number);
        }
    }
    add_inherited(cx, table, parents, &mut names)
}

/// What a NOT NULL is like.
#[derive(Clone, Debug, Default)]
pub(super) struct NotNull {
    /// Its name, where one is given.
    pub(super) name: Option<Name>,
    /// Whether it is declared on the table itself.
    pub(super) local: bool,
    /// From how many parents it is inherited.
    pub(super) inherited: u16,
    /// `NOT VALID`
    pub(super) not_valid: bool,
    /// `NO INHERIT`
    pub(super) no_inherit: bool,
}

/// Makes a column refuse NULL. From 18 on that is a constraint with a name; `others` are names that are taken though no constraint has them yet.
pub(super) fn set_not_null(
    cx: &mut Cx<'_>,
    table: RelationId,
    column: u16,
    not_null: NotNull,
    others: &mut Vec<Name>,
) -> Result<Option<ConstraintId>> {
    let at = usize::from(column) - 1;
    let valid = !not_null.not_valid;
    cx.catalog.edit_relation(table, |it| {
        if let Some(column) = it.columns.get_mut(at) {
            column.not_null = true;
            column.not_null_valid = valid;
        }
    });
    if cx.catalog.versions().lowest < 18 {
        return Ok(None);
    }
    let Some(found) = cx.catalog.relation(table) else {
        return Ok(None);
    };
    let (table_name, schema) = (found.name.clone(), found.schema);
    let column_name = found.columns.get(at).map_or_else(|| Name::from(""), |column| column.name.clone());
    let name = match not_null.name {
        Some(name) => {
            let taken = cx.catalog.constraints_of(ConstraintOwner::Relation(table));
            if others.contains(&name) || taken.iter().exists(|id| cx.catalog.constraint(*id).is_some_and(|it| it.name == name)) {
                return Err(errors::exists(&name, &table_name));
            }
            name
        }
        None => choose_constraint_name(&cx.catalog, schema, (&table_name, Some(&column_name), "not_null"), others),
    };
    others.push(name.clone());
    let id = ConstraintId(cx.catalog.next_id());
    cx.catalog.add_constraint(Constraint {
        id,
        schema,
        name,
        owner: ConstraintOwner::Relation(table),
        kind: ConstraintKind::NotNull,
        columns: vec![column],
        index: None,
        deferrable: false,
        deferred: false,
        validated: valid,
        enforced: true,
        parent: None,
        local: not_null.local,
        inherited: not_null.inherited,
        no_inherit: not_null.no_inherit,
    });
    cx.record(Address::Constraint(id), Address::Column(table, column), DependencyKind::Auto);
    cx.effects.created.push(Address::Constraint(id));
    Ok(Some(id))
}

/// The NOT NULL of a column, where it is a constraint.
pub(super) fn not_null_of(cx: &Cx<'_>, table: RelationId, column: u16) -> Option<ConstraintId> {
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(table));
    constraints
        .iter()
        .copied()
        .first_where(|id| cx.catalog.constraint(*id).is_some_and(|it| matches!(it.kind, ConstraintKind::NotNull) && it.columns == [column]))
}

fn mark_no_inherit(cx: &mut Cx<'_>, table: RelationId, column: u16) {
    if let Some(id) = not_null_of(cx, table, column) {
        cx.catalog.edit_constraint(id, |it| it.no_inherit = true);
    }
}

fn parent_refuses_null(cx: &Cx<'_>, parent: RelationId, column: &Name) -> bool {
    let Some(found) = cx.catalog.relation(parent) else {
        return false;
    };
    let Some(number) = column_number(found, column) else {
        return false;
    };
    match not_null_of(cx, parent, number).and_then(|id| cx.catalog.constraint(id)) {
        Some(constraint) => !constraint.no_inherit,
        None => found.columns[usize::from(number) - 1].not_null,
    }
}

/// NOT NULLs that only parents declare; the first parent's name is kept.
fn add_inherited(cx: &mut Cx<'_>, table: RelationId, parents: &[RelationId], names: &mut Vec<Name>) -> Result<()> {
    let columns: Vec<Name> = cx.catalog.relation(table).map_or_else(Vec::new, |it| it.columns.iter().map(|it| it.name.clone()).gather());
    for (at, column) in columns.iter().enumerate() {
        let number = at as u16 + 1;
        let from: Vec<RelationId> = parents.iter().copied().filter(|parent| parent_refuses_null(cx, *parent, column)).gather();
        if from.is_empty() || not_null_of(cx, table, number).is_some() {
            continue;
        }
        let name = from.iter().first_some(|parent| {
            let number = column_number(cx.catalog.relation(*parent)?, column)?;
            Some(cx.catalog.constraint(not_null_of(cx, *parent, number)?)?.name.clone())
        });
        let not_null = NotNull { name, inherited: from.len() as u16, ..NotNull::default() };
        set_not_null(cx, table, number, not_null, names)?;
    }
    Ok(())
}
