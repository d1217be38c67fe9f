//! Is a constraint declared that nothing enforces.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("not_enforced", "CN013"), (Group::Constraints, Level::Warn), include_str!("not_enforced.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Constraint(id) = address else { continue };
        let Some(constraint) = step.after.constraint(*id).filter(|it| !it.enforced && it.parent.is_none() && it.inherited == 0) else {
            continue;
        };
        report
            .say(format!("\"{}\" is declared, and rows that violate it are let in", constraint.name))
            .about(SubjectKind::Part, &constraint.name)
            .help("NOT VALID spares the rows that are there and holds for all others");
    }
}
