//! Does a type, or a label of an enum, get another name.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("renamed_type", "BC004"), (Group::Breaking, Level::Deny), include_str!("renamed_type.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Renamed(Address::Type(id)) = act else { continue };
        let (Some(before), Some(after)) = (step.before.type_(*id).filter(|it| it.id.0 < step.unit.first_new), step.after.type_(*id)) else {
            continue;
        };
        if before.name != after.name && !matches!(before.kind, TypeKind::Composite(_) | TypeKind::Array) {
            report
                .say(format!("programs that are running know \"{}\" by that name", before.name))
                .about(SubjectKind::Type, &before.name)
                .help("make a new type, and move columns over one by one");
        }
        if let (TypeKind::Enum { labels: old }, TypeKind::Enum { labels: new }) = (&before.kind, &after.kind)
            && old.len() == new.len()
            && let Some((old, new)) = old.iter().zip(new).first_where(|(old, new)| old != new)
        {
            report
                .say(format!("programs that are running write '{old}' and cannot read '{new}'"))
                .about(SubjectKind::Type, &before.name)
                .help("add the new label, write it where the old one was, and leave the old one unused");
        }
    }
}
