//! Does a change of type mean another instant in another time zone.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("time_zone_dependent_type", "TY007"),
    (Group::Types, Level::Deny),
    include_str!("time_zone_dependent_type.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type()) {
        let pair = (change.before.type_id, change.after.type_id);
        let stamps =
            [(TypeId::TIMESTAMP, TypeId::TIMESTAMPTZ), (TypeId::TIMESTAMPTZ, TypeId::TIMESTAMP), (TypeId::TIMESTAMPTZ, TypeId::DATE)];
        let is_stamp = stamps.iter().exists(|(from, to)| pair == (Some(*from), Some(*to)));
        let said_how = step.effects.acts.iter().exists(|act| {
            matches!(act, Act::Converted(table, column, Volatility::Immutable) if *table == change.table.id && *column == change.number)
        });
        if is_stamp && !said_how && !step.session.settings.contains_key("timezone") {
            let column = quote_identifier(&change.before.name);
            let type_text = change.type_after(step.after);
            report
                .say(format!("what \"{}\" becomes depends on the time zone of whoever runs this", change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .help(format!(
                    "ALTER TABLE {} ALTER COLUMN {column} TYPE {type_text} USING {column} AT TIME ZONE 'UTC'",
                    step.name(change.table.id)
                ));
        }
    }
}
