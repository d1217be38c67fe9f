//! Does a check read all rows under the strongest lock.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("check_without_not_valid", "CN001"),
    (Group::Constraints, Level::Deny),
    include_str!("check_without_not_valid.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let scanned = step.effects.scans.iter().exists(|(_, reason)| match reason {
            ScanReason::Validate(Some(id)) => *id == constraint.id || is_handed_down(step, constraint, table.id, *id),
            _ => false,
        });
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        if !matches!(constraint.kind, ConstraintKind::Check(_)) || !scanned || is_new {
            continue;
        }
        let name = step.name(table.id);
        let said = report
            .say(format!("all of {name} is read to check \"{}\"", constraint.name))
            .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table");
        said.not_valid_first(step, constraint, &name);
    }
}

/// Whether a constraint is the one that a child, or a partition, gets of its parent's.
fn is_handed_down(step: &Step<'_>, constraint: &Constraint, table: RelationId, id: ConstraintId) -> bool {
    let Some(own) = step.after.constraint(id).filter(|own| own.inherited > 0 && own.name == constraint.name) else { return false };
    matches!(own.owner, ConstraintOwner::Relation(child) if is_below(step.after, child, table))
}
