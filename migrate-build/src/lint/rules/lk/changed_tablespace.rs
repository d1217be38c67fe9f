//! Is a table in use, or an index of it, copied into another tablespace.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_tablespace", "LK012"), (Group::Locks, Level::Deny), include_str!("changed_tablespace.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Moved(id) = act else { continue };
        let Some(moved) = step.used(*id) else { continue };
        let table = moved.index.as_deref().map_or(*id, |index| index.table);
        report
            .say(format!("all of {} is copied into the other tablespace", step.name(*id)))
            .sized_by(table)
            .about(SubjectKind::Relation, &moved.name)
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes it")
            .help("make a new table or index there, and fill it while the old one is in use");
    }
}
