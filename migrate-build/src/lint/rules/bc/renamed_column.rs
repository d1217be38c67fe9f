//! Does a column in use get another name.

use crate::lint::column_change::ColumnChange;
use crate::lint::prelude::*;
use crate::lint::replaced_column::{Replacement, replace_column};

pub(super) const RULE: Rule =
    Rule::of_statements(("renamed_column", "BC002"), (Group::Breaking, Level::Deny), include_str!("renamed_column.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.after.type_id.is_some() && change.before.name != change.after.name) {
        if step.is_unused_column(change.table.id, change.number) || takes_free_name(step, change) {
            continue;
        }
        let said = report
            .say(format!("programs that are running look for {} and no longer find it", quote_identifier(&change.before.name)))
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name));
        let steps = replace_column(step, change, Replacement::Renamed);
        if steps.whole {
            said.instead(step, steps.parts);
        } else {
            said.shown(step, &steps.parts);
        }
    }
}

/// Whether the name is one that a column had which the migration dropped, so that programs find what they look for: the last step of what put another in its
/// place. The drop is told of.
fn takes_free_name(step: &Step<'_>, change: &ColumnChange<'_>) -> bool {
    let frees = |loss: &Loss| matches!(loss, Loss::Column(table, _, name) if *table == change.table.id && *name == change.after.name);
    step.unit.earlier.iter().exists(|earlier| earlier.effects.losses.iter().exists(frees))
}
