//! Does a migration write values that differ from run to run.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("differing_values", "TX011"), (Group::Transactions, Level::Allow), include_str!("differing_values.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::Rows(change) = act
            && change.value != Volatility::Immutable
            && change.kind != RowsKind::Delete
        {
            report
                .say(format!("what this writes to {} differs from server to server", step.name(change.table)))
                .sized_by(change.table)
                .help("write the value itself");
        }
    }
}
