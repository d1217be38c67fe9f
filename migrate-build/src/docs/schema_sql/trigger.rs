//! How are triggers and policies written.

use super::Cx;
use super::spell::literal;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{PolicyId, TriggerId};
use crate::catalog::object::{PolicyCommand, Trigger, TriggerTiming};
use crate::text::Gather;
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn trigger(&self, id: TriggerId, to: &mut String) {
        let Some(trigger) = self.catalog.trigger(id) else { return };
        let constraint = trigger.constraint.and_then(|id| self.catalog.constraint(id));
        let timing = match trigger.timing {
            TriggerTiming::Before => "BEFORE",
            TriggerTiming::After => "AFTER",
            TriggerTiming::InsteadOf => "INSTEAD OF",
        };
        let (name, table) = (quote_identifier(&trigger.name), self.relation_name(trigger.relation));
        let word = if constraint.is_some() { "CONSTRAINT TRIGGER" } else { "TRIGGER" };
        let _ = write!(to, "CREATE {word} {name} {timing} {} ON {table}", self.events(trigger));
        match constraint.map(|it| (it.deferrable, it.deferred)) {
            Some((_, true)) => to.push_str(" DEFERRABLE INITIALLY DEFERRED"),
            Some((true, false)) => to.push_str(" DEFERRABLE"),
            _ => {}
        }
        if let (old, new) = &trigger.transitions
            && (old.is_some() || new.is_some())
        {
            to.push_str(" REFERENCING");
            for (word, name) in [("OLD", old), ("NEW", new)] {
                if let Some(name) = name {
                    let _ = write!(to, " {word} TABLE AS {}", quote_identifier(name));
                }
            }
        }
        to.push_str(if trigger.for_each_row { " FOR EACH ROW" } else { " FOR EACH STATEMENT" });
        if let Some(condition) = &trigger.condition {
            let _ = write!(to, " WHEN ({})", condition.text.trim());
        }
        let arguments: Vec<String> = trigger.arguments.iter().map(|argument| literal(argument)).gather();
        let _ = writeln!(to, " EXECUTE FUNCTION {}({});", self.function_name(trigger.function), arguments.join(", "));
        if !trigger.enabled {
            let _ = writeln!(to, "ALTER TABLE {table} DISABLE TRIGGER {name};");
        }
    }

    fn events(&self, trigger: &Trigger) -> String {
        let events = &trigger.events;
        let update = match self.catalog.relation(trigger.relation).filter(|_| !events.update_of.is_empty()) {
            Some(relation) => {
                let columns = self.columns(relation, &events.update_of);
                format!("UPDATE OF {}", columns.trim_matches(['(', ')']))
            }
            None => "UPDATE".to_owned(),
        };
        let all = [
            (events.insert, "INSERT".to_owned()),
            (events.delete, "DELETE".to_owned()),
            (events.update, update),
            (events.truncate, "TRUNCATE".to_owned()),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).gather::<Vec<_>>().join(" OR ")
    }

    pub(super) fn policy(&self, id: PolicyId, to: &mut String) {
        let Some(policy) = self.catalog.policy(id) else { return };
        let _ = write!(to, "CREATE POLICY {} ON {}", quote_identifier(&policy.name), self.relation_name(policy.relation));
        if !policy.permissive {
            to.push_str(" AS RESTRICTIVE");
        }
        to.push_str(match policy.command {
            PolicyCommand::All => "",
            PolicyCommand::Select => " FOR SELECT",
            PolicyCommand::Insert => " FOR INSERT",
            PolicyCommand::Update => " FOR UPDATE",
            PolicyCommand::Delete => " FOR DELETE",
        });
        if !policy.roles.is_empty() {
            let roles: Vec<String> = policy.roles.iter().map(|role| quote_identifier(role)).gather();
            let _ = write!(to, " TO {}", roles.join(", "));
        }
        if let Some(using) = &policy.using {
            let _ = write!(to, " USING ({})", self.expression(using, policy.relation));
        }
        if let Some(check) = &policy.check {
            let _ = write!(to, " WITH CHECK ({})", self.expression(check, policy.relation));
        }
        to.push_str(";\n");
    }
}
