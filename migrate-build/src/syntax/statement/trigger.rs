//! Triggers and event triggers, as they are written.

use super::alter_table::FiringMode;
use super::type_::Text;
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::text::Span;

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
#[derive(Clone, Debug, PartialEq)]
pub enum TriggerEvent {
    /// `INSERT`
    Insert,
    /// `UPDATE [OF columns]`
    Update(Vec<Ident>),
    /// `DELETE`
    Delete,
    /// `TRUNCATE`
    Truncate,
}

/// `REFERENCING NEW TABLE AS name`.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionTable {
    /// `NEW` rather than `OLD`.
    pub new: bool,
    /// `TABLE` rather than `ROW`.
    pub table: bool,
    /// Its name.
    pub name: Ident,
}

/// `CREATE TRIGGER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTrigger {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `CONSTRAINT`.
    pub constraint: bool,
    /// Its name.
    pub name: Ident,
    /// When it fires.
    pub timing: TriggerTiming,
    /// What sets it off.
    pub events: Vec<TriggerEvent>,
    /// `ON`.
    pub relation: QualifiedName,
    /// `FROM`, of a constraint trigger.
    pub from: Option<QualifiedName>,
    /// `DEFERRABLE` and its kin.
    pub attributes: super::table::ConstraintAttributes,
    /// `REFERENCING`.
    pub transitions: Vec<TransitionTable>,
    /// `FOR EACH ROW`.
    pub for_each_row: bool,
    /// `WHEN`.
    pub condition: Option<Expr>,
    /// The function.
    pub function: QualifiedName,
    /// Its arguments, as text.
    pub arguments: Vec<Text>,
}

/// `CREATE EVENT TRIGGER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateEventTrigger {
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub event: Ident,
    /// `WHEN variable IN (...)`.
    pub filters: Vec<(Ident, Vec<Text>)>,
    /// The function.
    pub function: QualifiedName,
    /// Where it stands.
    pub span: Span,
}

/// `ALTER EVENT TRIGGER ... ENABLE | DISABLE`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterEventTrigger {
    /// Its name.
    pub name: Ident,
    /// When it fires.
    pub mode: FiringMode,
}
