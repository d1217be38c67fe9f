//! What of a new schema may refuse rows that a released query writes, or hide rows that it reads: it depends on the rows.

use super::breaks::{column_type, relations_of, target_of, writers};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::{ConstraintId, RelationId, TypeId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, TypeKind};
use crate::catalog::tree::{Command, Query};
use crate::text::{Gather, Name, Seek, SortedSet};

/// What may go wrong with a query that both schemas take, in a sentence each.
pub(super) fn may_refuse(before: &Catalog, after: &Catalog, query: &Query, types: &[TypeId]) -> Vec<String> {
    let mut found = Vec::new();
    for writer in writers(query) {
        let Some(table) = target_of(writer) else { continue };
        new_constraints(before, after, (writer, table), &mut found);
        new_unique_indexes(before, after, (writer, table), &mut found);
        changed_columns(before, after, (writer, table), &mut found);
    }
    for table in relations_of(query) {
        let secured = |catalog: &Catalog| catalog.relation(table).is_some_and(|it| it.row_security);
        if !secured(before) && secured(after) {
            let table = describe(after, Address::Relation(table));
            found.push(format!("row security is new on {table}, so that another role than its owner sees no rows without a policy"));
        }
    }
    types.iter().for_each(|type_id| new_labels(before, after, *type_id, &mut found));
    found
}

/// The columns that a query writes; an INSERT writes all of them.
fn written(query: &Query) -> Option<SortedSet<u16>> {
    match query.command {
        Command::Insert | Command::Merge => None,
        _ => Some(query.writes.iter().map(|write| write.column).gather()),
    }
}

fn new_constraints(before: &Catalog, after: &Catalog, (query, table): (&Query, RelationId), found: &mut Vec<String>) {
    if query.command == Command::Delete {
        return referring_keys(before, after, table, found);
    }
    let columns = written(query);
    for id in after.constraints_of(ConstraintOwner::Relation(table)) {
        let Some(constraint) = after.constraint(*id).filter(|_| before.constraint(*id).is_none()) else { continue };
        let touched = columns.as_ref().is_none_or(|columns| constraint.columns.iter().exists(|column| columns.contains(column)));
        let what = match constraint.kind {
            ConstraintKind::Check(_) => "check",
            ConstraintKind::ForeignKey(_) => "foreign key",
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } => "unique",
            ConstraintKind::Exclude => "exclusion",
            ConstraintKind::NotNull | ConstraintKind::Trigger => continue,
        };
        if touched && constraint.enforced && !replaces(before, after, table, *id) {
            found.push(format!("the new {what} constraint \"{}\" may refuse what it writes", constraint.name));
        }
    }
}

/// Whether a constraint of the same kind and columns was there before, under whatever name.
fn replaces(before: &Catalog, after: &Catalog, table: RelationId, id: ConstraintId) -> bool {
    let Some(new) = after.constraint(id) else { return false };
    let is_same = |old: &ConstraintKind| match (old, &new.kind) {
        (ConstraintKind::Check(old), ConstraintKind::Check(new)) => old.expr.tree == new.expr.tree,
        (ConstraintKind::ForeignKey(old), ConstraintKind::ForeignKey(new)) => old.table == new.table && old.columns == new.columns,
        (
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. },
            ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. },
        ) => true,
        _ => false,
    };
    let mut old = before.constraints_of(ConstraintOwner::Relation(table)).iter().filter_map(|id| before.constraint(*id));
    old.exists(|old| is_same(&old.kind) && old.columns == new.columns)
}

/// Foreign keys of other tables that are new, and stand in the way of a DELETE.
fn referring_keys(before: &Catalog, after: &Catalog, table: RelationId, found: &mut Vec<String>) {
    for constraint in after.constraints().into_iter().filter(|it| before.constraint(it.id).is_none() && it.parent.is_none()) {
        let (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(owner)) = (&constraint.kind, constraint.owner) else { continue };
        let is_old_table = before.relation(owner).is_some();
        if key.table == table && is_old_table && !replaces(before, after, owner, constraint.id) {
            found.push(format!("the new foreign key constraint \"{}\" may keep rows from being deleted", constraint.name));
        }
    }
}

fn new_unique_indexes(before: &Catalog, after: &Catalog, (query, table): (&Query, RelationId), found: &mut Vec<String>) {
    let columns = written(query);
    for id in after.indexes_of(table).iter().filter(|id| before.relation(**id).is_none()) {
        let Some((relation, index)) = after.relation(*id).and_then(|it| Some((it, it.index.as_ref()?))) else { continue };
        let key = || index.columns.iter().take(index.key_columns).filter_map(|column| column.column);
        let touched = columns.as_ref().is_none_or(|columns| key().exists(|column| columns.contains(&column)) || key().count() == 0);
        let had = before.indexes_of(table).iter().filter_map(|old| before.relation(*old)?.index.as_ref()).exists(|old| {
            old.unique
                && old.filter.is_none()
                && old.columns.iter().take(old.key_columns).map(|column| column.column).eq(index
                    .columns
                    .iter()
                    .take(index.key_columns)
                    .map(|column| column.column))
        });
        if index.unique && index.constraint.is_none() && touched && !had && query.command != Command::Delete {
            found.push(format!("the new unique index \"{}\" may refuse what it writes", relation.name));
        }
    }
}

/// Columns that are written and have another type by now: the server casts, and a cast may fail.
fn changed_columns(before: &Catalog, after: &Catalog, (query, table): (&Query, RelationId), found: &mut Vec<String>) {
    for write in &query.writes {
        let (was, is) = (column_type(before, table, write.column), column_type(after, table, write.column));
        if let (Some((name, was)), Some((_, is))) = (was, is)
            && was != is
            && !is_wider(&was, &is)
        {
            found.push(format!("column \"{name}\" was {was} and is {is}, which may not take every value that it writes"));
        }
    }
}

/// Whether every value of one type is one of another: lengths that grow, and the families of numbers and texts.
fn is_wider(was: &str, is: &str) -> bool {
    const NUMBERS: [&str; 4] = ["smallint", "integer", "bigint", "numeric"];
    let place = |name: &str| NUMBERS.iter().place_where(|known| *known == name);
    let length =
        |text: &str| text.strip_prefix("character varying").map(|rest| rest.trim_matches(['(', ')']).parse::<u32>().unwrap_or(u32::MAX));
    match (place(was), place(is), length(was), length(is)) {
        (Some(was), Some(is), ..) => was <= is,
        (.., Some(was), Some(is)) => was <= is,
        (.., Some(_), None) => is == "text",
        _ => false,
    }
}

/// A label that the program does not know fails the rows that have it.
fn new_labels(before: &Catalog, after: &Catalog, type_id: TypeId, found: &mut Vec<String>) {
    let (was, is) = (labels(before, type_id), labels(after, type_id));
    if let (Some(was), Some(is)) = (was, is) {
        let new: Vec<&str> = is.iter().filter(|label| !was.contains(label)).map(|label| label.as_str()).gather();
        if !new.is_empty() && was.iter().for_all(|label| is.contains(label)) {
            let name = after.type_(type_id).map_or_else(String::new, |it| it.name.to_string());
            found.push(format!("it cannot read rows that have the new label \"{}\" of enum \"{name}\"", new.join("\", \"")));
        }
    }
}

/// The labels of an enum.
pub(super) fn labels(catalog: &Catalog, type_id: TypeId) -> Option<&[Name]> {
    match &catalog.type_(type_id)?.kind {
        TypeKind::Enum { labels } => Some(labels),
        _ => None,
    }
}
