//! Is row level security switched off, or a policy taken away.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("row_security_off", "SE003"), (Group::Security, Level::Deny), include_str!("row_security_off.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        if before.row_security && !after.row_security {
            report
                .say(format!("everyone who may read {} sees all its rows from here on", step.name(before.id)))
                .table(before.id, &before.name)
                .help("say why: `-- migrate: allow(row_security_off): ...`");
        }
    }
    for address in &step.effects.dropped {
        let Address::Policy(id) = address else { continue };
        let Some(policy) = step.before.policy(*id) else { continue };
        let restricts = !policy.permissive && step.used_table(policy.relation).is_some_and(|it| step.survives(it.id));
        if restricts {
            report
                .say(format!("\"{}\" keeps nobody out any more", policy.name))
                .about(SubjectKind::Part, &policy.name)
                .help("say why: `-- migrate: allow(row_security_off): ...`");
        }
    }
}
