//! May an index that failed to be built be taken for one that is there.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("concurrently_if_not_exists", "IX006"),
    (Group::Indexes, Level::Warn),
    include_str!("concurrently_if_not_exists.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::BuiltUnlessThere(id) = act else { continue };
        let Some(index) = step.after.relation(*id) else { continue };
        if let Some(table) = index.index.as_ref().and_then(|it| step.used(it.table)) {
            report
                .say(format!("where \"{}\" failed to be built before, the invalid one is left in place", index.name))
                .about(SubjectKind::Relation, &index.name)
                .sized_by(table.id)
                .note("IF NOT EXISTS finds an index of that name, says so in a notice, and does nothing")
                .help("leave IF NOT EXISTS out: the applier drops what a failed build left behind");
        }
    }
}
