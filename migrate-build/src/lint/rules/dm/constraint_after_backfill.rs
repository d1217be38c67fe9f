//! Does a constraint come only after the rows were made to fit it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("constraint_after_backfill", "DM006"),
    (Group::Data, Level::Warn),
    include_str!("constraint_after_backfill.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints().filter(|(constraint, _)| !constraint.validated && constraint.enforced) {
        let fills = |act: &Act| {
            matches!(act, Act::Rows(change) if change.table == table.id
                && change.kind == RowsKind::Update
                && change.columns.iter().exists(|column| constraint.columns.contains(column)))
        };
        if step.unit.earlier.iter().exists(|earlier| earlier.effects.acts.iter().exists(fills)) {
            report
                .say(format!("rows that are written between the change of rows and \"{}\" need not fit it", constraint.name))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .note("validating it then fails")
                .help("add it, NOT VALID, before the rows are changed: from then on every row that is written fits");
        }
    }
}
