//! Constraints of tables and domains.

use super::StoredExpr;
use crate::catalog::id::{ConstraintId, OperatorId, RelationId, SchemaId, TypeId};
use crate::text::Name;

/// What a constraint is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstraintOwner {
    /// A table.
    Relation(RelationId),
    /// A domain.
    Domain(TypeId),
}

/// A constraint. NOT NULL of a column is one from 18 on; before it is a property of the column alone.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Its id.
    pub id: ConstraintId,
    /// The schema of its table or domain.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// What it is of.
    pub owner: ConstraintOwner,
    /// What it says.
    pub kind: ConstraintKind,
    /// The columns that it is about, by number.
    pub columns: Vec<u16>,
    /// The index that implements or supports it.
    pub index: Option<RelationId>,
    /// `DEFERRABLE`.
    pub deferrable: bool,
    /// `INITIALLY DEFERRED`.
    pub deferred: bool,
    /// Whether the rows that were there were checked.
    pub validated: bool,
    /// Whether it is enforced at all (18).
    pub enforced: bool,
    /// The constraint of the parent table that it belongs to.
    pub parent: Option<ConstraintId>,
    /// Whether it was declared on its own table.
    pub local: bool,
    /// From how many parents it is inherited.
    pub inherited: u16,
    /// `NO INHERIT`.
    pub no_inherit: bool,
}

/// What a constraint says.
#[derive(Clone, Debug)]
pub enum ConstraintKind {
    /// `PRIMARY KEY`
    PrimaryKey {
        /// `WITHOUT OVERLAPS`.
        period: bool,
    },
    /// `UNIQUE`
    Unique {
        /// `WITHOUT OVERLAPS`.
        period: bool,
    },
    /// `FOREIGN KEY`
    ForeignKey(Box<ForeignKey>),
    /// `CHECK`
    Check(CheckConstraint),
    /// `EXCLUDE`
    Exclude,
    /// `NOT NULL`
    NotNull,
    /// A constraint trigger.
    Trigger,
}

/// `CHECK`.
#[derive(Clone, Debug)]
pub struct CheckConstraint {
    /// The condition.
    pub expr: StoredExpr,
}

/// `FOREIGN KEY`.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    /// The table that is referred to.
    pub table: RelationId,
    /// Its columns, by number.
    pub columns: Vec<u16>,
    /// The operators that compare the columns.
    pub operators: Vec<OperatorId>,
    /// `ON DELETE`.
    pub on_delete: ForeignKeyAction,
    /// `ON UPDATE`.
    pub on_update: ForeignKeyAction,
    /// The columns that `SET NULL (..)` and `SET DEFAULT (..)` name.
    pub set_columns: Vec<u16>,
    /// `MATCH FULL`.
    pub match_full: bool,
    /// `PERIOD`.
    pub period: bool,
}

/// What happens to rows that refer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForeignKeyAction {
    /// `NO ACTION`
    NoAction,
    /// `RESTRICT`
    Restrict,
    /// `CASCADE`
    Cascade,
    /// `SET NULL`
    SetNull,
    /// `SET DEFAULT`
    SetDefault,
}
