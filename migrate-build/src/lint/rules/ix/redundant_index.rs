//! Does an index say nothing that another does not say.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("redundant_index", "IX013"), (Group::Indexes, Level::Warn), include_str!("redundant_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(relation) = step.after.relation(*id) else { continue };
        let Some(index) = relation.index.as_deref().filter(|it| it.constraint.is_none() && it.method == *"btree") else { continue };
        let others = step.after.indexes_of(index.table).iter().filter(|other| *other != id);
        let covering = others
            .filter_map(|other| step.after.relation(*other))
            .first_where(|other| other.index.as_deref().is_some_and(|other| covers(other, index)) && is_older(step, other.id, *id));
        if let Some(other) = covering {
            report
                .say(format!("\"{}\" finds nothing that \"{}\" does not find", relation.name, other.name))
                .about(SubjectKind::Relation, &relation.name)
                .sized_by(index.table)
                .help("leave it out: every write would keep up both");
        }
    }
}

/// Of two that are made at once, as with a table, the later one is superfluous.
fn is_older(step: &Step<'_>, other: RelationId, index: RelationId) -> bool {
    step.before.relation(other).is_some() || other < index
}

/// Whether an index begins with all columns of another, in the same order, for all rows.
fn covers(other: &Index, index: &Index) -> bool {
    let keys = |it: &Index| -> Vec<_> {
        it.columns
            .iter()
            .take(it.key_columns)
            .map(|key| (key.column, key.operator_class, key.collation, key.descending, key.nulls_first))
            .gather()
    };
    let (longer, shorter) = (keys(other), keys(index));
    let plain = |it: &Index| it.filter.is_none() && it.columns.iter().for_all(|column| column.column.is_some());
    let same_kind = other.method == index.method && other.valid && plain(other) && plain(index) && index.columns.len() == index.key_columns;
    let unique = !index.unique || (other.unique && longer.len() == shorter.len());
    same_kind && unique && longer.starts_with(&shorter)
}
