//! Is it left to the server which version of an extension it makes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("unpinned_extension", "WF015"), (Group::Failing, Level::Allow), include_str!("unpinned_extension.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::VersionUnsaid(extension) = act else { continue };
        report
            .say(format!("each server makes the version of \"{extension}\" that it takes for the latest"))
            .about(SubjectKind::Other, extension)
            .help("CREATE EXTENSION ... VERSION '...'");
    }
}
