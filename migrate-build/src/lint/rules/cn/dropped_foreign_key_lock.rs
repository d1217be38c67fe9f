//! Does dropping a foreign key lock two tables.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("dropped_foreign_key_lock", "CN011"),
    (Group::Constraints, Level::Allow),
    include_str!("dropped_foreign_key_lock.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.dropped_constraints() {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let other = step.used_table(key.table).filter(|it| it.id != table.id && step.lock_on(it.id) == Some(LockMode::AccessExclusive));
        if let Some(other) = other {
            report
                .say(format!("{} and {} are both locked against reading and writing", step.name(table.id), step.name(other.id)))
                .table(other.id, &other.name)
                .help("drop it in a migration of its own");
        }
    }
}
