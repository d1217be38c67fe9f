//! Does a new column with a default bring a foreign key that reads all rows.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("inline_foreign_key", "LK008"), (Group::Locks, Level::Deny), include_str!("inline_foreign_key.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        let scanned = step.effects.scans.contains(&(table.id, ScanReason::Validate(Some(constraint.id))));
        if let ConstraintKind::ForeignKey(key) = &constraint.kind
            && is_new
            && scanned
        {
            report
                .say(format!("the default of a new column is looked up for every row of {}", step.name(table.id)))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .note(format!("ACCESS EXCLUSIVE on it and SHARE ROW EXCLUSIVE on {} are held meanwhile", step.name(key.table)))
                .help("leave the default out, which makes the key free, or add the key NOT VALID in a step of its own");
        }
    }
}
