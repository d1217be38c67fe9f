//! Is NOT NULL named, which means something from version 18 on alone.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("not_null_by_constraint_name", "CN019"),
    (Group::Constraints, Level::Warn),
    include_str!("not_null_by_constraint_name.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.dropped_constraints() {
        let by_name = matches!(constraint.kind, ConstraintKind::NotNull) && step.effects.actions > 0 && step.survives(table.id);
        let column = constraint.columns.first().and_then(|number| column_of(step.after, table.id, *number));
        if let Some(column) = column.filter(|it| by_name && it.type_id.is_some() && step.sql_names(&constraint.name)) {
            report
                .say(format!("\"{}\" is a constraint from PostgreSQL 18 on alone", constraint.name))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .help(format!("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", step.name(table.id), quote_identifier(&column.name)));
        }
    }
}
