//! Is the index of a primary key built while nobody reads or writes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("primary_key_without_index", "CN007"),
    (Group::Constraints, Level::Deny),
    include_str!("primary_key_without_index.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let is_new = constraint.columns.iter().any(|column| step.is_new_column(table.id, *column));
        let builds = constraint.index.is_some_and(|index| step.effects.index_builds.iter().any(|(built, _)| *built == index));
        if !matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }) || is_new || !builds {
            continue;
        }
        let name = step.name(table.id);
        let columns = columns_sql(constraint.columns.iter().filter_map(|number| column_of(step.before, table.id, *number)));
        let key = quote_identifier(&constraint.name);
        let said = report
            .say(format!("nobody reads or writes {name} while the index of \"{}\" is built", constraint.name))
            .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
            .note("ACCESS EXCLUSIVE is held for the whole build");
        if table.kind == RelationKind::PartitionedTable {
            continue;
        }
        let build = format!("CREATE UNIQUE INDEX CONCURRENTLY {key} ON {name} ({columns})");
        let add = format!("ALTER TABLE {name} ADD CONSTRAINT {key} PRIMARY KEY USING INDEX {key}");
        let parts = vec![Part::alone(format!("build_{}", constraint.name), build), Part::after(format!("add_{}", constraint.name), add)];
        let plain = constraint.index.and_then(|index| step.after.relation(index)?.index.as_deref());
        let as_shown =
            plain.is_some_and(|index| index.columns.len() == index.key_columns && !index.nulls_not_distinct) && !constraint.deferrable;
        if step.effects.actions == 1
            && as_shown
            && constraint.columns.iter().all(|it| column_of(step.before, table.id, *it).is_some_and(|it| it.not_null))
        {
            said.instead(step, parts);
        } else {
            said.shown(step, &parts);
        }
    }
}
