//! Is it said how a migration is undone, or that it cannot be.

use crate::lint::prelude::*;
use migrate_model::Directive;

pub(super) const RULE: Rule =
    Rule::of_units(("missing_down", "GV006"), (Group::Governance, Level::Allow), include_str!("missing_down.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    let is_said = end.directives.iter().exists(|placed| matches!(placed.directive, Directive::Irreversible(_)));
    if end.down.is_none() && !is_said && !end.unit.earlier.is_empty() {
        report
            .say("it is not said how this is undone")
            .help("write it under `-- migrate: down`, or `-- migrate: irreversible: ...` and why");
    }
}
