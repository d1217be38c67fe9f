//! Does a foreign key leave open what happens when the other row goes.

use crate::catalog::object::ForeignKeyAction;
use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("foreign_key_without_action", "CN017"),
    (Group::Constraints, Level::Allow),
    include_str!("foreign_key_without_action.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Constraint(id) = address else { continue };
        let Some(constraint) = step.after.constraint(*id).filter(|it| it.parent.is_none() && it.inherited == 0) else { continue };
        if let ConstraintKind::ForeignKey(key) = &constraint.kind
            && key.on_delete == ForeignKeyAction::NoAction
        {
            report
                .say(format!("rows of {} that \"{}\" refers to cannot be deleted", step.name(key.table), constraint.name))
                .about(SubjectKind::Part, &constraint.name)
                .help("write ON DELETE RESTRICT if that is meant, else CASCADE or SET NULL");
        }
    }
}
