//! Triggers, policies and rules: what hangs on a relation and is named within it.

use super::StoredExpr;
use crate::catalog::id::{ConstraintId, FunctionId, PolicyId, RelationId, RuleId, TriggerId};
use crate::catalog::tree;
use crate::text::Name;
use std::sync::Arc;

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TriggerTiming {
    /// `BEFORE`
    Before,
    /// `AFTER`
    After,
    /// `INSTEAD OF`
    InsteadOf,
}

/// What sets a trigger off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TriggerEvents {
    /// `INSERT`
    pub insert: bool,
    /// `UPDATE`
    pub update: bool,
    /// The columns of `UPDATE OF`, by number.
    pub update_of: Vec<u16>,
    /// `DELETE`
    pub delete: bool,
    /// `TRUNCATE`
    pub truncate: bool,
}

/// A trigger.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Its id.
    pub id: TriggerId,
    /// Its relation.
    pub relation: RelationId,
    /// Its name.
    pub name: Name,
    /// When it fires.
    pub timing: TriggerTiming,
    /// What sets it off.
    pub events: TriggerEvents,
    /// `FOR EACH ROW`.
    pub for_each_row: bool,
    /// The function.
    pub function: FunctionId,
    /// Its arguments.
    pub arguments: Vec<Name>,
    /// `WHEN`.
    pub condition: Option<StoredExpr>,
    /// The names of `OLD TABLE` and `NEW TABLE`.
    pub transitions: (Option<Name>, Option<Name>),
    /// Its constraint, of a constraint trigger.
    pub constraint: Option<ConstraintId>,
    /// The parent table's trigger that made it.
    pub parent: Option<TriggerId>,
    /// Whether it fires at all, in an ordinary session.
    pub enabled: bool,
}

/// Which commands a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyCommand {
    /// `ALL`
    All,
    /// `SELECT`
    Select,
    /// `INSERT`
    Insert,
    /// `UPDATE`
    Update,
    /// `DELETE`
    Delete,
}

/// A row security policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its id.
    pub id: PolicyId,
    /// Its relation.
    pub relation: RelationId,
    /// Its name.
    pub name: Name,
    /// Which commands it is for.
    pub command: PolicyCommand,
    /// `PERMISSIVE` rather than `RESTRICTIVE`.
    pub permissive: bool,
    /// The roles that it is for; empty for `PUBLIC`.
    pub roles: Vec<Name>,
    /// `USING`.
    pub using: Option<StoredExpr>,
    /// `WITH CHECK`.
    pub check: Option<StoredExpr>,
}

/// What sets a rule off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleEvent {
    /// `SELECT`
    Select,
    /// `INSERT`
    Insert,
    /// `UPDATE`
    Update,
    /// `DELETE`
    Delete,
}

/// A rewrite rule other than that of a view's `SELECT`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Its relation.
    pub relation: RelationId,
    /// Its name.
    pub name: Name,
    /// What sets it off.
    pub event: RuleEvent,
    /// `INSTEAD`.
    pub instead: bool,
    /// Whether it has a condition.
    pub conditional: bool,
    /// What it does.
    pub actions: Vec<Arc<tree::Query>>,
    /// What its `RETURNING` gives, where it has one.
    pub returning: bool,
}
