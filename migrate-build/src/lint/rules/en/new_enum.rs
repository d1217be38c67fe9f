//! Is a type made whose labels can never be taken out.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(("new_enum", "EN002"), (Group::Enums, Level::Allow), include_str!("new_enum.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Type(id) = address else { continue };
        if let Some(type_) = step.after.type_(*id).filter(|it| matches!(it.kind, TypeKind::Enum { .. })) {
            report
                .say(format!("a label of \"{}\" can never be taken out again", type_.name))
                .about(SubjectKind::Type, &type_.name)
                .help("a table of its own, or text with a CHECK, can be changed");
        }
    }
}
