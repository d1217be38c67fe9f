//! Does a short lock_timeout end a build that keeps nobody waiting.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("lock_timeout_on_concurrent_build", "TX004"),
    (Group::Transactions, Level::Warn),
    include_str!("lock_timeout_on_concurrent_build.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let bounded = step.session.settings.get("lock_timeout").is_some_and(|value| !value.trim_start_matches('0').is_empty());
    let built = step.effects.index_builds.iter().first_where(|(_, table)| step.lock_on(*table) == Some(LockMode::ShareUpdateExclusive));
    if let Some(index) = built.and_then(|(index, _)| step.after.relation(*index)).filter(|_| bounded) {
        report
            .say(format!("while \"{}\" waits for older transactions to end, lock_timeout may end it and leave it invalid", index.name))
            .about(SubjectKind::Relation, &index.name)
            .help("SET lock_timeout = 0 for it: it keeps nobody waiting");
    }
}
