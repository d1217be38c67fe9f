//! Is there a query that tells whether a migration worked.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("missing_verification", "GV010"), (Group::Governance, Level::Allow), include_str!("missing_verification.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    if end.verify.is_none() && !end.unit.earlier.is_empty() {
        report
            .say("nothing tells whether this worked")
            .help("write a query under `-- migrate: verify` that gives no row, or a single true");
    }
}
