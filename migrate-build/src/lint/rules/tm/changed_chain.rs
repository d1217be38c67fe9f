//! Can the hashes of a chain of rows no longer be computed anew.

use crate::catalog::object::Column;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_chain", "TM005"), (Group::Temporal, Level::Warn), include_str!("changed_chain.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in &step.column_changes {
        let retyped = change.changes_type() || change.before.collation != change.after.collation;
        let dropped = change.before.type_id.is_some() && change.after.type_id.is_none();
        if (retyped || dropped) && is_chained(change.table) {
            report
                .say(format!("the hashes of {} cannot be computed from its rows any more", step.name(change.table.id)))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("each row holds a hash over the one before it, and over what this column held")
                .help("add a column, and begin a new chain with it");
        }
    }
}

/// Whether each row holds a hash and the hash of the row before it, as far as names tell.
fn is_chained(table: &Relation) -> bool {
    let hashes = || table.columns.iter().filter(|it| it.type_id.is_some() && it.name.contains("hash"));
    let previous = |it: &&Column| it.name.contains("prev");
    hashes().exists(|it| previous(&it)) && hashes().exists(|it| !previous(&it))
}
