//! Does a function run with its owner's rights and its caller's search_path.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("definer_without_search_path", "SE001"),
    (Group::Security, Level::Warn),
    include_str!("definer_without_search_path.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let made = step.effects.created.iter().copied();
    let replaced = step.effects.acts.iter().filter_map(|act| match act {
        Act::Replaced(address) => Some(*address),
        _ => None,
    });
    for address in made.chain(replaced) {
        let Address::Function(id) = address else { continue };
        let Some(function) = step.after.function(id).filter(|it| it.security_definer) else { continue };
        if !function.settings.iter().exists(|(name, _)| *name == "search_path") {
            report
                .say(format!("whoever calls \"{}\" decides which tables and functions it finds", function.name))
                .about(SubjectKind::Function, &function.name)
                .note("it runs with the rights of its owner")
                .help("SET search_path = pg_catalog, public, pg_temp");
        }
    }
}
