//! Does a foreign key read all rows while both tables refuse writes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("foreign_key_without_not_valid", "CN002"),
    (Group::Constraints, Level::Deny),
    include_str!("foreign_key_without_not_valid.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let scanned = step.effects.scans.iter().exists(|(_, reason)| *reason == ScanReason::Validate(Some(constraint.id)));
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        if !scanned || is_new {
            continue;
        }
        let name = step.name(table.id);
        let said = report
            .say(format!("all of {name} is read to check \"{}\"", constraint.name))
            .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
            .note(format!("SHARE ROW EXCLUSIVE is held on it and on {} meanwhile: nobody writes to either", step.name(key.table)));
        if table.kind == RelationKind::Table {
            said.not_valid_first(step, constraint, &name);
        } else {
            said.help("add it NOT VALID to each partition in turn, validate each, and then add it to the table");
        }
    }
}
