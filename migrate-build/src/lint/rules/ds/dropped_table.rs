//! Is a table dropped with all that is in it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_table", "DS001"), (Group::Destructive, Level::Deny), include_str!("dropped_table.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for loss in &step.effects.losses {
        let Loss::Rows(id, name) = loss else { continue };
        let along = step.used(*id).is_some_and(|it| it.parents.iter().exists(|parent| !step.survives(*parent)));
        if step.used_table(*id).is_some() && !step.survives(*id) && !along && !drops_schema(step) {
            report
                .say(format!("{} and all its rows are gone for good", step.name(*id)))
                .table(*id, name)
                .help("rename it first, and drop it once nobody missed it; or say why: `-- migrate: allow(dropped_table): ...`");
        }
    }
}

/// What a schema takes along is told of once, for the schema.
fn drops_schema(step: &Step<'_>) -> bool {
    step.effects.dropped.iter().exists(|address| matches!(address, Address::Schema(_)))
}
