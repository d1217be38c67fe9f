//! Does the sequence of a wider column run out where the narrow one did.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("sequence_stays_small", "TY008"), (Group::Types, Level::Deny), include_str!("sequence_stays_small.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type() && change.after.type_id == Some(TypeId::INT8)) {
        let owned = step.after.dependencies().needed_by(Address::Column(change.table.id, change.number)).filter_map(|entry| {
            match entry.dependent {
                Address::Relation(id) => step.after.relation(id),
                _ => None,
            }
        });
        let small = |it: &&Relation| it.sequence.as_deref().is_some_and(|it| !it.identity && it.type_id != TypeId::INT8);
        if let Some(sequence) = owned.filter(|it| it.kind == RelationKind::Sequence).first_where(small) {
            report
                .say(format!("\"{}\" still ends where the narrower column did", sequence.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .help(format!("ALTER SEQUENCE {} AS bigint", step.name(sequence.id)));
        }
    }
}
