//! What are triggers, policies and rules compared by.

use super::{Cx, Facts, column_names};
use crate::catalog::depend::Address;
use crate::catalog::object::{Policy, PolicyCommand, Relation, RuleEvent, Trigger, TriggerTiming};
use crate::text::{Gather, Name, sort};
use migrate_model::ObjectKind;

pub(super) fn enter_triggers(cx: &mut Cx<'_>, table: &Relation, schema: &str) {
    let catalog = cx.catalog;
    for id in catalog.triggers_of(table.id) {
        if let Some(trigger) = catalog.trigger(*id).filter(|it| it.parent.is_none()) {
            let facts = trigger_facts(cx, table, trigger);
            cx.enter(ObjectKind::Trigger, Address::Trigger(*id), &[schema, &table.name, &trigger.name], facts);
        }
    }
}

fn trigger_facts(cx: &Cx<'_>, table: &Relation, trigger: &Trigger) -> Facts {
    let timing = match trigger.timing {
        TriggerTiming::Before => "before",
        TriggerTiming::After => "after",
        TriggerTiming::InsteadOf => "instead of",
    };
    let events = &trigger.events;
    let of = if events.update_of.is_empty() { String::new() } else { format!(" of {}", column_names(table, &events.update_of, " ")) };
    let all =
        [(events.insert, "insert"), (events.delete, "delete"), (events.update, &format!("update{of}")), (events.truncate, "truncate")];
    let fired: Vec<&str> = all.into_iter().filter(|(fires, _)| *fires).map(|(_, event)| event).gather();
    let mut facts = Facts::default();
    facts.add(format!("{timing} {}", fired.join(" or ")));
    facts.add(if trigger.for_each_row { "for each row" } else { "for each statement" });
    facts.when(trigger.condition.is_some(), "when");
    facts.maybe(trigger.transitions.0.as_ref().map(|name| format!("old table {name}")));
    facts.maybe(trigger.transitions.1.as_ref().map(|name| format!("new table {name}")));
    if let Some(function) = cx.catalog.function(trigger.function) {
        let arguments: String = trigger.arguments.iter().map(escaped).gather();
        facts.add(format!("executes {}.{}({arguments})", cx.schema_name(function.schema), function.name));
    }
    if let Some(id) = trigger.constraint {
        facts.add("constraint");
        let constraint = cx.catalog.constraint(id);
        facts.when(constraint.is_some_and(|it| it.deferrable), "deferrable");
        facts.when(constraint.is_some_and(|it| it.deferred), "initially deferred");
    }
    facts.when(!trigger.enabled, "disabled");
    facts
}

/// An argument as the bytes that the catalog keeps are spelled.
// pg: encode.c esc_encode
fn escaped(argument: &Name) -> String {
    let mut said = String::new();
    for byte in argument.bytes() {
        match byte {
            b'\\' => said.push_str("\\\\"),
            0 | 0x80.. => said.push_str(&format!("\\{byte:03o}")),
            byte => said.push(char::from(byte)),
        }
    }
    said + "\\000"
}

pub(super) fn enter_policies(cx: &mut Cx<'_>, table: &Relation, schema: &str) {
    let catalog = cx.catalog;
    for id in catalog.policies_of(table.id) {
        if let Some(policy) = catalog.policy(*id) {
            cx.enter(ObjectKind::Policy, Address::Policy(*id), &[schema, &table.name, &policy.name], policy_facts(policy));
        }
    }
}

fn policy_facts(policy: &Policy) -> Facts {
    let command = match policy.command {
        PolicyCommand::All => "all",
        PolicyCommand::Select => "select",
        PolicyCommand::Insert => "insert",
        PolicyCommand::Update => "update",
        PolicyCommand::Delete => "delete",
    };
    let mut roles: Vec<&str> = policy.roles.iter().map(Name::as_str).gather();
    sort(&mut roles);
    let mut facts = Facts::default();
    facts.add(if policy.permissive { "permissive" } else { "restrictive" });
    facts.add(format!("for {command}"));
    facts.add(format!("to {}", if roles.is_empty() { "public".to_owned() } else { roles.join(" ") }));
    facts.when(policy.using.is_some(), "using");
    facts.when(policy.check.is_some(), "with check");
    facts
}

pub(super) fn enter_rules(cx: &mut Cx<'_>, table: &Relation, schema: &str) {
    let catalog = cx.catalog;
    for rule in catalog.rules_of(table.id).iter().filter_map(|id| catalog.rule(*id)) {
        let event = match rule.event {
            RuleEvent::Select => "select",
            RuleEvent::Insert => "insert",
            RuleEvent::Update => "update",
            RuleEvent::Delete => "delete",
        };
        let mut facts = Facts::default();
        facts.add(format!("on {event}"));
        facts.when(rule.instead, "instead");
        cx.enter(ObjectKind::Rule, Address::Rule(rule.id), &[schema, &table.name, &rule.name], facts);
    }
}
