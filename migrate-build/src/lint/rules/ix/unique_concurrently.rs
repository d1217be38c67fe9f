//! May a unique index that is built concurrently meet duplicates.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("unique_concurrently", "IX007"), (Group::Indexes, Level::Allow), include_str!("unique_concurrently.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (index, table) in &step.effects.index_builds {
        let unique = step.after.relation(*index).filter(|it| it.index.as_ref().is_some_and(|it| it.unique));
        if let (Some(index), Some(_), Some(LockMode::ShareUpdateExclusive)) = (unique, step.used(*table), step.lock_on(*table)) {
            report
                .say(format!("where {} holds duplicates, \"{}\" is left behind invalid", step.name(*table), index.name))
                .about(SubjectKind::Relation, &index.name)
                .sized_by(*table)
                .help("look for duplicates first: `-- migrate: require` and a query that gives them");
        }
    }
}
