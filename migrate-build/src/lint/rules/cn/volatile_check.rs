//! Does a check depend on when or by whom it is asked.

use crate::analyze::volatility_of;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("volatile_check", "CN018"), (Group::Constraints, Level::Warn), include_str!("volatile_check.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Constraint(id) = address else { continue };
        let Some(constraint) = step.after.constraint(*id).filter(|it| it.parent.is_none() && it.inherited == 0) else { continue };
        if let ConstraintKind::Check(check) = &constraint.kind
            && volatility_of(step.after, &check.expr.tree) != Volatility::Immutable
        {
            report
                .say(format!("\"{}\" may hold when a row is written and not later", constraint.name))
                .about(SubjectKind::Part, &constraint.name)
                .note("a restored dump may refuse rows that the database holds")
                .help("check it in a trigger, or against a column that holds the time of writing");
        }
    }
}
