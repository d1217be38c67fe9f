//! Does a table or a schema in use get another place.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("moved_table", "BC003"), (Group::Breaking, Level::Deny), include_str!("moved_table.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        if before.schema != after.schema {
            report
                .say(format!("programs that are running look for {} and no longer find it there", step.name(before.id)))
                .table(before.id, &before.name)
                .help("keep a view of the old name in the old schema, in the same migration");
        }
    }
    for act in &step.effects.acts {
        let Act::Renamed(Address::Schema(id)) = act else { continue };
        if let Some(schema) = step.before.schema(*id).filter(|it| it.id.0 < step.unit.first_new) {
            report
                .say(format!("programs that are running look for the schema \"{}\" and no longer find it", schema.name))
                .help("make a new schema, and move what is in it over table by table");
        }
    }
}
