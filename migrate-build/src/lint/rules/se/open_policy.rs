//! Does a policy let everyone write.

use crate::catalog::object::{PolicyCommand, StoredExpr};
use crate::catalog::tree::ExprKind;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("open_policy", "SE010"), (Group::Security, Level::Warn), include_str!("open_policy.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Policy(id) = address else { continue };
        let Some(policy) = step.after.policy(*id).filter(|it| it.permissive && it.roles.is_empty() && it.command != PolicyCommand::Select)
        else {
            continue;
        };
        let is_true = |expr: &Option<StoredExpr>| {
            expr.as_ref()
                .is_none_or(|it| matches!(&it.tree.kind, ExprKind::Constant(Some(value)) if matches!(value.as_str(), "t" | "true")))
        };
        if is_true(&policy.using) && is_true(&policy.check) {
            report
                .say(format!("\"{}\" lets everyone write every row", policy.name))
                .about(SubjectKind::Part, &policy.name)
                .help("say which rows, or TO which role");
        }
    }
}
