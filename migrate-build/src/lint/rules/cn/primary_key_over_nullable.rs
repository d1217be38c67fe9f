//! Does an index that becomes the primary key make a column NOT NULL by reading all rows.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("primary_key_over_nullable", "CN008"),
    (Group::Constraints, Level::Deny),
    include_str!("primary_key_over_nullable.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let builds = constraint.index.is_some_and(|index| step.effects.index_builds.iter().exists(|(built, _)| *built == index));
        let nullable =
            constraint.columns.iter().filter_map(|number| column_of(step.before, table.id, *number)).first_where(|column| !column.not_null);
        let scanned = step.effects.scans.iter().exists(|(id, reason)| *id == table.id && matches!(reason, ScanReason::NotNull(_)));
        if let (ConstraintKind::PrimaryKey { .. }, false, true, Some(column)) = (&constraint.kind, builds, scanned, nullable) {
            report
                .say(format!("all of {} is read to look for NULL in \"{}\"", step.name(table.id), column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .note("ACCESS EXCLUSIVE is held meanwhile, and the column is NOT NULL from then on")
                .help("make the column NOT NULL first, by way of a check that is validated");
        }
    }
}
