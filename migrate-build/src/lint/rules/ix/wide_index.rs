//! Does an index have more columns than queries use.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("wide_index", "IX015"), (Group::Indexes, Level::Allow), include_str!("wide_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(relation) = step.after.relation(*id) else { continue };
        if let Some(index) = relation.index.as_deref().filter(|it| !it.unique && it.method == *"btree" && it.key_columns > 3) {
            report
                .say(format!("\"{}\" has {} columns", relation.name, index.key_columns))
                .about(SubjectKind::Relation, &relation.name)
                .help("what queries only read, and do not look for, goes into INCLUDE");
        }
    }
}
