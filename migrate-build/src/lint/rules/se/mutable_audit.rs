//! May what a table of audits holds be changed.

use crate::catalog::object::{RuleEvent, TriggerTiming};
use crate::lint::prelude::*;
use crate::text::Name;

pub(super) const RULE: Rule =
    Rule::of_units(("mutable_audit", "SE006"), (Group::Security, Level::Warn), include_str!("mutable_audit.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Relation(id) = address else { continue };
            let Some(table) = end.after.relation(*id).filter(|it| is_table(it.kind) && it.parents.is_empty() && is_audit(&it.name)) else {
                continue;
            };
            if !is_guarded(end, *id) {
                report
                    .say(format!("whoever may write to \"{}\" may also change what it says", table.name))
                    .about(SubjectKind::Relation, &table.name)
                    .at(earlier.span)
                    .help(
                        "REVOKE UPDATE, DELETE, TRUNCATE from the role of the program, or a trigger BEFORE UPDATE OR DELETE that refuses",
                    );
            }
        }
    }
}

/// Whether a table is said to hold audits.
fn is_audit(name: &Name) -> bool {
    name.split('_').exists(|word| matches!(word, "audit" | "audits"))
}

/// Whether something in the migration stands in the way of changing rows that are there.
fn is_guarded(end: &UnitEnd<'_>, table: RelationId) -> bool {
    let triggers =
        || end.after.triggers_of(table).iter().filter_map(|id| end.after.trigger(*id)).filter(|it| it.timing == TriggerTiming::Before);
    let rules = || end.after.rules_of(table).iter().filter_map(|id| end.after.rule(*id)).filter(|it| it.instead);
    let forbids = |revoked: &str| {
        let takes = |act: &Act| match act {
            Act::Revoked { relation, privileges, .. } => {
                *relation == table && (privileges.is_empty() || privileges.iter().exists(|it| *it == *revoked))
            }
            _ => false,
        };
        end.unit.earlier.iter().exists(|earlier| earlier.effects.acts.iter().exists(takes))
    };
    let update = triggers().exists(|it| it.events.update) || rules().exists(|it| it.event == RuleEvent::Update) || forbids("update");
    let delete = triggers().exists(|it| it.events.delete) || rules().exists(|it| it.event == RuleEvent::Delete) || forbids("delete");
    update && delete
}
