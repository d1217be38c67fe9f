//! Does row level security let nobody in, or keep nobody out.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_units(
    ("row_security_without_policy", "SE002"),
    (Group::Security, Level::Warn),
    include_str!("row_security_without_policy.md"),
    check,
);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for earlier in &end.unit.earlier {
        let touched = earlier.effects.created.iter().filter_map(|address| match address {
            Address::Policy(id) => end.after.policy(*id).map(|it| it.relation),
            _ => None,
        });
        for id in touched.chain(earlier.effects.locks.keys().copied()) {
            let Some(table) = end.after.relation(id).filter(|it| is_table(it.kind) && !told.contains(&id)) else { continue };
            let before = end.before.relation(id).map(|it| (it.row_security, end.before.policies_of(id).is_empty()));
            let now = (table.row_security, end.after.policies_of(id).is_empty());
            let message = match now {
                _ if before == Some(now) => continue,
                (true, true) => format!("nobody but its owner sees a row of \"{}\": it has row level security and no policy", table.name),
                (false, false) => format!("the policies of \"{}\" keep nobody out: it has no row level security", table.name),
                _ => continue,
            };
            told.push(id);
            report.say(message).table(id, &table.name).at(earlier.span).help("one goes with the other, in one migration");
        }
    }
}
