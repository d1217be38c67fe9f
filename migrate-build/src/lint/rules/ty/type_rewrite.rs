//! Does a change of type write a table anew.

use crate::lint::prelude::*;
use crate::lint::replaced_column::{Replacement, replace_column};

pub(super) const RULE: Rule =
    Rule::of_statements(("type_rewrite", "TY001"), (Group::Types, Level::Deny), include_str!("type_rewrite.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type() && step.rewrites_with_children(change.table.id)) {
        let name = step.name(change.table.id);
        let said = report
            .say(format!(
                "all of {name} and its indexes are rewritten to change \"{}\" to {}",
                change.before.name,
                change.type_after(step.after)
            ))
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table");
        let steps = replace_column(step, change, Replacement::Retyped);
        let computed = step
            .effects
            .acts
            .iter()
            .exists(|act| matches!(act, Act::Converted(id, number, _) if (*id, *number) == (change.table.id, change.number)));
        if steps.whole && !computed {
            said.instead(step, steps.parts);
        } else {
            said.shown(step, &steps.parts);
        }
    }
    for act in &step.effects.acts {
        let Act::Converted(id, number, _) = act else { continue };
        let same_type =
            !step.column_changes.iter().exists(|change| change.table.id == *id && change.number == *number && change.changes_type());
        let found =
            step.used_table(*id).zip(column_of(step.before, *id, *number)).filter(|_| same_type && step.rewrites_with_children(*id));
        if let Some((table, column)) = found {
            report
                .say(format!("all of {} and its indexes are rewritten to compute \"{}\" anew", step.name(*id), column.name))
                .about_part(SubjectKind::Column, &column.name, (*id, &table.name))
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("UPDATE the rows in batches: `-- migrate: backfill batch=5000 key=...`");
        }
    }
}
