//! Does a table in use get another name.

use crate::lint::prelude::*;
use crate::lint::sql::relation_sql;

pub(super) const RULE: Rule =
    Rule::of_statements(("renamed_table", "BC001"), (Group::Breaking, Level::Deny), include_str!("renamed_table.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        if before.name != after.name {
            let (old, new) = (quote_identifier(&before.name), relation_sql(step.after, before.id));
            report
                .say(format!("programs that are running look for {old} and no longer find it"))
                .table(before.id, &before.name)
                .help(format!("keep the old name as a view, in the same migration:\nCREATE VIEW {old} AS SELECT * FROM {new};"));
        }
    }
}
