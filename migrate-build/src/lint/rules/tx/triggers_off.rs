//! Are triggers switched off that others rely on.

use crate::catalog::id::TriggerId;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("triggers_off", "TX008"), (Group::Transactions, Level::Deny), include_str!("triggers_off.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for id in step.effects.locks.keys() {
        let Some(table) = step.used_table(*id) else { continue };
        let is_off = |id: &&TriggerId| {
            step.before.trigger(**id).is_some_and(|it| it.enabled) && step.after.trigger(**id).is_some_and(|it| !it.enabled)
        };
        if let Some(trigger) = step.before.triggers_of(*id).iter().first_where(is_off).and_then(|id| step.before.trigger(*id)) {
            report
                .say(format!("\"{}\" of {} does not run for anybody from here on", trigger.name, step.name(*id)))
                .table(*id, &table.name)
                .help("what a migration writes should go through the same triggers as all else");
        }
    }
    for act in &step.effects.acts {
        if let Act::Set { name, value, .. } = act
            && *name == "session_replication_role"
            && value.eq_ignore_ascii_case("replica")
        {
            report
                .say("foreign keys are not checked and triggers do not run from here on")
                .help("rows that break a key stay, and nobody will know");
        }
    }
}
