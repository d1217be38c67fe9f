//! Is a constraint validated in the transaction that added it, and still locks the table.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("validate_in_same_transaction", "CN005"),
    (Group::Constraints, Level::Deny),
    include_str!("validate_in_same_transaction.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, reason) in &step.effects.scans {
        let ScanReason::Validate(Some(id)) = reason else { continue };
        let added = |earlier: &&Earlier| earlier.effects.created.contains(&Address::Constraint(*id));
        let here = step.unit.of_this_transaction().iter().exists(|earlier| added(&earlier));
        let validated =
            step.before.constraint(*id).is_some_and(|it| !it.validated) && step.after.constraint(*id).is_some_and(|it| it.validated);
        if let (true, true, Some(constraint), Some(relation)) = (here, validated, step.after.constraint(*id), step.used_table(*table)) {
            let said = report
                .say(format!("all of {} is read while the lock of ADD CONSTRAINT is still held", step.name(*table)))
                .about_part(SubjectKind::Part, &constraint.name, (*table, &relation.name))
                .note("locks are held until the transaction ends");
            said.instead(step, vec![Part::after(format!("validate_{}", constraint.name), step.sql)]);
        }
    }
}
