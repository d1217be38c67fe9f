//! Is a column dropped with all that is in it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_column", "DS002"), (Group::Destructive, Level::Deny), include_str!("dropped_column.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for loss in &step.effects.losses {
        let Loss::Column(id, table, name) = loss else { continue };
        let inherited = step.used(*id).is_some_and(|it| it.columns.iter().exists(|column| column.name == *name && !column.local));
        let holds = step.before.relation(*id).is_some_and(|it| {
            let mut numbered = it.columns.iter().zip(1..).filter(|(column, _)| column.name == *name && column.generated.is_none());
            numbered.exists(|(_, number)| !step.is_unused_column(*id, number))
        });
        if step.used_table(*id).is_some() && step.survives(*id) && !inherited && holds {
            report
                .say(format!("what \"{name}\" of {} holds is gone for good", step.name(*id)))
                .about_part(SubjectKind::Column, name, (*id, table))
                .note("programs that are running and name it fail from then on")
                .help("release a program that does not use it first; then say why: `-- migrate: allow(dropped_column): ...`");
        }
    }
}
