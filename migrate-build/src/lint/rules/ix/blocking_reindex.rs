//! Are indexes built anew while nobody can write.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("blocking_reindex", "IX003"), (Group::Indexes, Level::Deny), include_str!("blocking_reindex.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    if !step.effects.rewrites.is_empty() {
        return;
    }
    let mut told = Vec::new();
    for index in &step.effects.index_rebuilds {
        let table = step.before.relation(*index).and_then(|it| step.used(it.index.as_ref()?.table));
        let Some(table) = table.filter(|it| step.lock_on(it.id) == Some(LockMode::Share) && !told.contains(&it.id)) else { continue };
        told.push(table.id);
        let said = report
            .say(format!("nobody can write to {} while its indexes are built anew, and who needs them cannot read", step.name(table.id)))
            .table(table.id, &table.name)
            .note("SHARE is held on the table, ACCESS EXCLUSIVE on the indexes");
        let kind =
            if step.effects.index_rebuilds.len() == 1 && with_word_after(step.sql, "index", "").is_some() { "index" } else { "table" };
        if let Some(sql) = with_word_after(step.sql, kind, "CONCURRENTLY") {
            said.instead(step, vec![Part::alone(format!("reindex_{}", table.name), sql)]);
        }
    }
}
