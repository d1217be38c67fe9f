//! Is a generated column said to be neither stored nor virtual.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("unsaid_generation", "LK003"), (Group::Locks, Level::Warn), include_str!("unsaid_generation.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::KindUnsaid(column) = act else { continue };
        report
            .say(format!("\"{column}\" is virtual here, and an error before PostgreSQL 18"))
            .about(SubjectKind::Column, column)
            .help("write VIRTUAL, or STORED where its values are to be kept and indexed");
    }
}
