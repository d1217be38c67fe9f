//! Is the index of an exclusion constraint built while nobody reads or writes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("exclusion_constraint", "CN010"),
    (Group::Constraints, Level::Deny),
    include_str!("exclusion_constraint.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        let builds = constraint.index.is_some_and(|index| step.effects.index_builds.iter().exists(|(built, _)| *built == index));
        if matches!(constraint.kind, ConstraintKind::Exclude) && builds && !is_new {
            report
                .say(format!("nobody reads or writes {} while the index of \"{}\" is built", step.name(table.id), constraint.name))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .note("ACCESS EXCLUSIVE is held for the whole build, and there is no way to add it NOT VALID")
                .help("make a new table with the constraint and copy the rows in batches, or add it when nobody works");
        }
    }
}
