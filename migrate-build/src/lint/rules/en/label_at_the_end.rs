//! Does a new label sort after all others because nothing was said.

use crate::fold::effect::LabelPlace;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("label_at_the_end", "EN001"), (Group::Enums, Level::Allow), include_str!("label_at_the_end.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::LabelAdded(id, LabelPlace::Unsaid) = act
            && let Some(type_) = step.before.type_(*id)
        {
            report
                .say(format!("the new label of \"{}\" sorts after all others", type_.name))
                .about(SubjectKind::Type, &type_.name)
                .help("write BEFORE or AFTER and where it belongs");
        }
    }
}
