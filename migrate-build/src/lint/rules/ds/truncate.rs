//! Is a table emptied.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("truncate", "DS007"), (Group::Destructive, Level::Deny), include_str!("truncate.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for loss in &step.effects.losses {
        let Loss::Rows(id, name) = loss else { continue };
        if step.used_table(*id).is_some() && step.survives(*id) {
            report
                .say(format!("all rows of {} are gone for good", step.name(*id)))
                .table(*id, name)
                .note("ACCESS EXCLUSIVE is held until the transaction ends")
                .help("delete what has to go in batches, or say why: `-- migrate: allow(truncate): ...`");
        }
    }
}
