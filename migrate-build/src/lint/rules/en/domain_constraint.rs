//! Does a new constraint of a domain read every table that uses it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("domain_constraint", "EN003"), (Group::Enums, Level::Deny), include_str!("domain_constraint.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let mut read = step.effects.scans.iter().filter(|(_, reason)| *reason == ScanReason::Validate(None));
    let Some(table) = read.first_some(|(id, _)| step.used_table(*id)) else { return };
    if !sets_not_null(step) {
        report
            .say(format!("nobody can write to {} while all of it is read to check a domain", step.name(table.id)))
            .sized_by(table.id)
            .note("SHARE is held on every table with a column of the domain")
            .help("make it a CHECK of each table, NOT VALID, and validate it in the migration after that: that lets everyone write");
    }
}

/// Whether it is NOT NULL that is set, which has a rule of its own.
pub(super) fn sets_not_null(step: &Step<'_>) -> bool {
    step.effects.created.is_empty()
        && step.effects.locks.keys().exists(|id| {
            let columns = step.after.relation(*id).map_or(&[][..], |it| it.columns.as_slice());
            columns.iter().filter_map(|column| column.type_id).exists(|type_id| {
                let not_null =
                    |catalog: &Catalog| matches!(catalog.type_(type_id).map(|it| &it.kind), Some(TypeKind::Domain { not_null: true, .. }));
                not_null(step.after) && !not_null(step.before)
            })
        })
}
