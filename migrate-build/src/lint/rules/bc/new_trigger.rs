//! Does every write to a table in use do something more from here on.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("new_trigger", "BC009"), (Group::Breaking, Level::Allow), include_str!("new_trigger.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Trigger(id) = address else { continue };
        let Some(trigger) = step.after.trigger(*id).filter(|it| it.parent.is_none()) else { continue };
        if let Some(table) = step.used_table(trigger.relation) {
            report
                .say(format!("every write to {} runs \"{}\" from here on", step.name(table.id), trigger.name))
                .about_part(SubjectKind::Part, &trigger.name, (table.id, &table.name))
                .note("SHARE ROW EXCLUSIVE is held until the transaction ends: nobody writes to the table")
                .help("make it in a migration of its own");
        }
    }
}
