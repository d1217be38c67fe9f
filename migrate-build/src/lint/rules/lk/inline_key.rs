//! Does a new column bring a key whose index is built under a lock.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("inline_key", "LK009"), (Group::Locks, Level::Deny), include_str!("inline_key.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (constraint, table) in step.new_constraints() {
        let is_new = constraint.columns.iter().exists(|column| step.is_new_column(table.id, *column));
        let is_key = matches!(constraint.kind, ConstraintKind::Unique { .. } | ConstraintKind::PrimaryKey { .. } | ConstraintKind::Exclude);
        if is_new && is_key {
            let (name, column) =
                (step.name(table.id), columns_sql(constraint.columns.iter().filter_map(|it| column_of(step.after, table.id, *it))));
            report
                .say(format!("nobody reads or writes {name} while the index of \"{}\" is built", constraint.name))
                .about_part(SubjectKind::Part, &constraint.name, (table.id, &table.name))
                .note("ACCESS EXCLUSIVE is held for the whole build")
                .help(format!(
                    "add the column alone, then in steps:\n-- in a migration of its own, without a transaction\n\
                     CREATE UNIQUE INDEX CONCURRENTLY {key} ON {name} ({column});\n-- in the migration after that\n\
                     ALTER TABLE {name} ADD CONSTRAINT {key} UNIQUE USING INDEX {key};",
                    key = quote_identifier(&constraint.name)
                ));
        }
    }
}
