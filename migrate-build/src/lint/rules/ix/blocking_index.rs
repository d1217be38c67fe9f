//! Is an index built while nobody can write.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("blocking_index", "IX001"), (Group::Indexes, Level::Deny), include_str!("blocking_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (index, table) in &step.effects.index_builds {
        let stored = step.used(*table).filter(|it| matches!(it.kind, RelationKind::Table | RelationKind::MaterializedView));
        let alone = |it: &&Relation| {
            step.lock_on(*table) == Some(LockMode::Share) && !it.parents.iter().exists(|above| step.lock_on(*above).is_some())
        };
        let Some(found) = stored.filter(alone) else { continue };
        let Some(made) = step.after.relation(*index).filter(|it| it.index.as_ref().is_some_and(|it| it.constraint.is_none())) else {
            continue;
        };
        let said = report
            .say(format!("nobody can write to {} while \"{}\" is built", step.name(*table), made.name))
            .table(*table, &found.name)
            .note("SHARE is held on the table for the whole build");
        if let Some(sql) = with_word_after(step.sql, "index", "CONCURRENTLY") {
            said.instead(step, vec![Part::alone(format!("build_{}", made.name), sql)]);
        }
    }
}
