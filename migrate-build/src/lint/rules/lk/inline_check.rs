//! Does a new column bring a check that reads all rows.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("inline_check", "LK007"), (Group::Locks, Level::Deny), include_str!("inline_check.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        let scanned = step.effects.scans.contains(&(table.id, ScanReason::Validate(Some(constraint.id))));
        if is_new && scanned && matches!(constraint.kind, ConstraintKind::Check(_)) {
            let name = step.name(table.id);
            report
                .say(format!("all of {name} is read to check \"{}\"", constraint.name))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .note("ACCESS EXCLUSIVE is held meanwhile, although no row can violate it yet")
                .help(format!(
                    "add the column alone, then in steps:\nALTER TABLE {name} ADD {} NOT VALID;\n-- in the migration after that\n\
                     ALTER TABLE {name} VALIDATE CONSTRAINT {};",
                    constraint_sql(step.after, constraint),
                    quote_identifier(&constraint.name)
                ));
        }
    }
}
