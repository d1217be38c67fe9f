//! May a row be changed in place although its history is kept.

use super::period_without_check::periods_of;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("period_without_trigger", "TM004"), (Group::Temporal, Level::Allow), include_str!("period_without_trigger.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Relation(id) = address else { continue };
            let Some(table) = end.after.relation(*id).filter(|it| is_table(it.kind) && it.parents.is_empty()) else { continue };
            let watched =
                || end.after.triggers_of(*id).iter().filter_map(|it| end.after.trigger(*it)).exists(|it| it.events.update && it.enabled);
            if periods_of(table).next().is_some() && !watched() {
                report
                    .say(format!("an UPDATE of \"{}\" changes what was said to be valid at the time", table.name))
                    .about(SubjectKind::Relation, &table.name)
                    .at(earlier.span)
                    .help("a trigger BEFORE UPDATE that ends the row and writes the new one, or refuses");
            }
        }
    }
}
