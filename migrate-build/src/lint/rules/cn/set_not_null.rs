//! Does SET NOT NULL read all rows.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("set_not_null", "CN003"), (Group::Constraints, Level::Deny), include_str!("set_not_null.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in &step.column_changes {
        let scanned = step.effects.scans.contains(&(change.table.id, ScanReason::NotNull(change.number)))
            || step.before.children_of(change.table.id).iter().exists(|child| scans_not_null(step, *child));
        let by_key = step.new_constraints().exists(|(it, table)| {
            table.id == change.table.id && matches!(it.kind, ConstraintKind::PrimaryKey { .. }) && it.columns.contains(&change.number)
        });
        if !change.becomes_not_null() || !scanned || by_key {
            continue;
        }
        let (name, column) = (step.name(change.table.id), quote_identifier(&change.before.name));
        let said = report
            .say(format!("all of {name} is read to look for NULL in \"{}\"", change.before.name))
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table");
        let check = quote_identifier(&format!("{}_{}_present", change.table.name, change.before.name));
        let added = format!("ALTER TABLE {name} ADD CONSTRAINT {check} CHECK ({column} IS NOT NULL) NOT VALID");
        let validated = format!("ALTER TABLE {name} VALIDATE CONSTRAINT {check}");
        // In one statement the check would be dropped before it could spare the reading.
        let set = format!("ALTER TABLE {name} ALTER COLUMN {column} SET NOT NULL;\nALTER TABLE {name} DROP CONSTRAINT {check}");
        let base = format!("{}_{}", change.table.name, change.before.name);
        let parts =
            vec![Part::here(added), Part::after(format!("validate_{base}"), validated), Part::after(format!("set_{base}_not_null"), set)];
        if step.effects.actions == 1 {
            said.instead(step, parts);
        } else {
            said.shown(step, &parts);
        }
    }
}

fn scans_not_null(step: &Step<'_>, table: RelationId) -> bool {
    step.effects.scans.iter().exists(|(scanned, reason)| *scanned == table && matches!(reason, ScanReason::NotNull(_)))
}
