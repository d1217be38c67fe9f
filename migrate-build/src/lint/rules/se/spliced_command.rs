//! Does a function run a command that its caller can put something into.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("spliced_command", "SE008"), (Group::Security, Level::Warn), include_str!("spliced_command.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Spliced { function, parameter } = act else { continue };
        report
            .say(format!("whoever calls \"{function}\" decides what its EXECUTE runs, by what \"{parameter}\" holds"))
            .about(SubjectKind::Function, function)
            .help("format() with %I for a name and %L for a value, or USING for a value");
    }
}
