//! Does a column come to compare its values otherwise.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_collation", "TY010"), (Group::Types, Level::Warn), include_str!("changed_collation.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in &step.column_changes {
        let same_type = change.after.type_id.is_some() && change.before.type_id == change.after.type_id;
        if same_type && change.before.collation != change.after.collation {
            report
                .say(format!("values of \"{}\" sort and compare otherwise from here on", change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("its indexes are built anew under ACCESS EXCLUSIVE; no row is rewritten")
                .help("drop its indexes first and build them again CONCURRENTLY, each in a migration of its own");
        }
    }
}
