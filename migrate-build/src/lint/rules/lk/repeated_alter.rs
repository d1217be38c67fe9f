//! Is one table changed by several statements in a row.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("repeated_alter", "LK019"), (Group::Locks, Level::Allow), include_str!("repeated_alter.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let Some(earlier) = step.unit.of_this_transaction().last().filter(|earlier| earlier.effects.actions > 0) else { return };
    let changed = |effects: &Effects| effects.locks.iter().first_where(|(id, _)| step.used_table(**id).is_some()).map(|(id, _)| *id);
    let same = changed(&earlier.effects).filter(|id| step.effects.actions > 0 && changed(step.effects) == Some(*id));
    if let Some(table) = same.and_then(|id| step.used_table(id)) {
        report
            .say(format!("{} is changed by two statements in a row", step.name(table.id)))
            .table(table.id, &table.name)
            .help("one ALTER TABLE with several actions locks it once, and reads its rows once");
    }
}
