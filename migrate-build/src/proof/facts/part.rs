//! What is a constraint, a trigger, a policy or a rule: what hangs on a table.

use super::expression::print_query;
use super::{Object, Writer};
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::{ConstraintId, PolicyId, RelationId, RuleId, TriggerId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, ForeignKey, TriggerEvents};
use crate::text::{Gather, sort};

impl Writer<'_> {
    pub(super) fn constraint(&mut self, id: ConstraintId) {
        let Some(it) = self.catalog().constraint(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Constraint(id));
        match it.owner {
            ConstraintOwner::Relation(table) => {
                object.within = Some(describe(self.catalog(), Address::Relation(table)));
                object.say("columns", self.constraint_columns(table, it));
            }
            ConstraintOwner::Domain(domain) => {
                let domain = describe(self.catalog(), Address::Type(domain));
                object.name = format!("{} on {domain}", object.name);
                object.within = Some(domain);
            }
        }
        self.constraint_kind(&mut object, it);
        object.say_if("deferrable", it.deferrable);
        object.say_if("initially deferred", it.deferred);
        object.say_if("not valid", !it.validated);
        object.say_if("not enforced", !it.enforced);
        object.say_if("of a parent", it.parent.is_some());
        object.say_some("inherited", (it.inherited > 0).then(|| format!("{} {}", it.inherited, it.local)));
        object.say_if("no inherit", it.no_inherit);
        self.push(object);
    }

    /// The columns of a check are a set.
    fn constraint_columns(&self, table: RelationId, it: &Constraint) -> String {
        let mut names: Vec<String> = it.columns.iter().map(|number| self.names.column(table, number.cast_signed())).gather();
        if matches!(it.kind, ConstraintKind::Check(_)) {
            sort(&mut names);
        }
        names.join(", ")
    }

    fn constraint_kind(&self, object: &mut Object, it: &Constraint) {
        let (word, period) = match &it.kind {
            ConstraintKind::PrimaryKey { period } => ("primary key", *period),
            ConstraintKind::Unique { period } => ("unique", *period),
            ConstraintKind::ForeignKey(key) => ("foreign key", key.period),
            ConstraintKind::Check(_) => ("check", false),
            ConstraintKind::Exclude => ("exclude", false),
            ConstraintKind::NotNull => ("not null", false),
            ConstraintKind::Trigger => ("trigger", false),
        };
        object.say("kind", word);
        object.say_if("period", period);
        match (&it.kind, it.owner) {
            (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(table)) => self.foreign_key(object, table, key),
            (ConstraintKind::Check(check), ConstraintOwner::Relation(table)) => {
                object.say_fact("condition", Some(self.expr(&check.expr, &[table])));
            }
            (ConstraintKind::Check(check), ConstraintOwner::Domain(_)) => object.say_fact("condition", Some(self.expr(&check.expr, &[]))),
            _ => {}
        }
    }

    fn foreign_key(&self, object: &mut Object, table: RelationId, key: &ForeignKey) {
        object.say("references", format!("{} ({})", self.names.relation(key.table), self.names.columns(key.table, &key.columns)));
        object.say("operators", self.names.operators(&key.operators));
        object.say("on delete", format!("{:?} {}", key.on_delete, self.names.columns(table, &key.set_columns)));
        object.say("on update", format!("{:?}", key.on_update));
        object.say_if("match full", key.match_full);
    }

    pub(super) fn trigger(&mut self, id: TriggerId) {
        let Some(it) = self.catalog().trigger(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Trigger(id));
        object.within = Some(describe(self.catalog(), Address::Relation(it.relation)));
        let TriggerEvents { insert, update, update_of, delete, truncate } = &it.events;
        object.say("timing", format!("{:?} row {}", it.timing, it.for_each_row));
        object.say("events", format!("insert {insert} update {update} delete {delete} truncate {truncate}"));
        object.say("columns", self.names.columns(it.relation, update_of));
        object.say("function", self.names.function(it.function));
        object.say("arguments", format!("{:?}", it.arguments));
        object.say("transitions", format!("{:?}", it.transitions));
        object.say_fact("condition", it.condition.as_ref().map(|expr| self.expr(expr, &[it.relation, it.relation])));
        object.say_if("of a constraint", it.constraint.is_some());
        object.say_if("of a parent", it.parent.is_some());
        object.say_if("disabled", !it.enabled);
        self.push(object);
    }

    pub(super) fn policy(&mut self, id: PolicyId) {
        let Some(it) = self.catalog().policy(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Policy(id));
        object.within = Some(describe(self.catalog(), Address::Relation(it.relation)));
        object.say("command", format!("{:?} permissive {}", it.command, it.permissive));
        let mut roles = it.roles.clone();
        sort(&mut roles);
        object.say("roles", format!("{roles:?}"));
        object.say_fact("using", it.using.as_ref().map(|expr| self.expr(expr, &[it.relation])));
        object.say_fact("check", it.check.as_ref().map(|expr| self.expr(expr, &[it.relation])));
        self.push(object);
    }

    pub(super) fn rule(&mut self, id: RuleId) {
        let Some(it) = self.catalog().rule(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Rule(id));
        object.within = Some(describe(self.catalog(), Address::Relation(it.relation)));
        object.say("event", format!("{:?} instead {} conditional {}", it.event, it.instead, it.conditional));
        let actions = it.actions.iter().map(|action| print_query(self.names, action, &[it.relation, it.relation]));
        object.say("actions", actions.gather::<Vec<_>>().join(" "));
        self.push(object);
    }
}
