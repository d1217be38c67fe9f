//! Is a table in use locked by hand.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("lock_table", "LK016"), (Group::Locks, Level::Warn), include_str!("lock_table.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::Locked(id, mode) = act
            && *mode >= LockMode::Share
            && let Some(table) = step.used(*id)
        {
            let who = if *mode == LockMode::AccessExclusive { "reads or writes" } else { "writes" };
            report
                .say(format!("nobody {who} {} from here to the end of the transaction", step.name(*id)))
                .table(*id, &table.name)
                .help("statements lock what they need by themselves");
        }
    }
}
