//! Does PostgreSQL have to make up the name of an index.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("unnamed_index", "IX016"), (Group::Indexes, Level::Allow), include_str!("unnamed_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::NameMadeUp(id) = act
            && let Some(index) = step.after.relation(*id)
        {
            report
                .say(format!("this index has no name, and PostgreSQL calls it \"{}\"", index.name))
                .help("name it: a made-up name depends on which others are there");
        }
    }
}
