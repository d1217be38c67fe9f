//! Is a schema or an extension dropped with all that is in it.

use crate::catalog::describe::describe;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_schema", "DS006"), (Group::Destructive, Level::Deny), include_str!("dropped_schema.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.dropped {
        let (old, holds) = match address {
            Address::Schema(id) => (id.0 < step.unit.first_new, step.effects.losses.iter().exists(|loss| matches!(loss, Loss::Rows(..)))),
            Address::Extension(id) => (id.0 < step.unit.first_new, true),
            _ => continue,
        };
        if old && holds {
            report
                .say(format!("{} and all that is in it are gone for good", describe(step.before, *address)))
                .help("drop what is in it by name, or say why: `-- migrate: allow(dropped_schema): ...`");
        }
    }
}
