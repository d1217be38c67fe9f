//! Does a column come to an enum that lacks labels of the one before.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_enum_label", "DS010"), (Group::Destructive, Level::Deny), include_str!("dropped_enum_label.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type()) {
        let labels = |catalog: &Catalog, type_id: Option<TypeId>| match catalog.type_(type_id?).map(|it| &it.kind) {
            Some(TypeKind::Enum { labels }) => Some(labels.clone()),
            _ => None,
        };
        let (Some(before), Some(after)) = (labels(step.before, change.before.type_id), labels(step.after, change.after.type_id)) else {
            continue;
        };
        if let Some(lost) = before.iter().first_where(|label| !after.contains(label)) {
            report
                .say(format!(
                    "rows of {} may hold '{lost}', which the new type of \"{}\" lacks",
                    step.name(change.table.id),
                    change.before.name
                ))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .help("write another label to those rows in a migration before");
        }
    }
}
