//! `INSERT`, `UPDATE`, `DELETE` and `MERGE`, as they are written.

mod conflict;
mod lower;

pub(in crate::syntax) use lower::{lower_copy, lower_delete, lower_insert, lower_merge, lower_truncate, lower_update};

use crate::syntax::expr::{Expr, Step};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::{RelationRef, TableRef};
use crate::syntax::query::{Query, Target, With};
use crate::text::Span;

/// A relation that is written to.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRelation {
    /// The relation.
    pub relation: RelationRef,
    /// Its alias.
    pub alias: Option<Ident>,
    /// Where it stands.
    pub span: Span,
}

/// `column`, `column.field`, `column[1]` on the left of an assignment or in a column list.
#[derive(Clone, Debug, PartialEq)]
pub struct AssignmentTarget {
    /// The column.
    pub column: Ident,
    /// The steps into it.
    pub steps: Vec<Step>,
    /// Where it stands.
    pub span: Span,
}

/// `OVERRIDING`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overriding {
    /// `OVERRIDING SYSTEM VALUE`
    System,
    /// `OVERRIDING USER VALUE`
    User,
}

/// `RETURNING [WITH (OLD AS o, NEW AS n)] ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct Returning {
    /// `OLD AS`.
    pub old: Option<Ident>,
    /// `NEW AS`.
    pub new: Option<Ident>,
    /// What is returned.
    pub targets: Vec<Target>,
    /// Where it stands.
    pub span: Span,
}

/// `INSERT`.
#[derive(Clone, Debug, PartialEq)]
pub struct Insert {
    /// `WITH`.
    pub with: Option<With>,
    /// `INTO`.
    pub target: TargetRelation,
    /// The columns; empty where none are named.
    pub columns: Vec<AssignmentTarget>,
    /// `OVERRIDING`.
    pub overriding: Option<Overriding>,
    /// The rows.
    pub source: InsertSource,
    /// `ON CONFLICT`.
    pub on_conflict: Option<Box<OnConflict>>,
    /// `RETURNING`.
    pub returning: Option<Returning>,
    /// From the first token to the last.
    pub span: Span,
}

/// What is inserted.
#[derive(Clone, Debug, PartialEq)]
pub enum InsertSource {
    /// `DEFAULT VALUES`.
    DefaultValues,
    /// `VALUES` or `SELECT`.
    Query(Box<Query>),
}

/// `ON CONFLICT`.
#[derive(Clone, Debug, PartialEq)]
pub struct OnConflict {
    /// Which conflicts; missing for all.
    pub target: Option<ConflictTarget>,
    /// `DO UPDATE`; missing for `DO NOTHING`.
    pub update: Option<ConflictUpdate>,
    /// Where it stands.
    pub span: Span,
}

/// Which conflicts are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictTarget {
    /// `(a, lower(b)) WHERE c`.
    Inference {
        /// The columns and expressions.
        elements: Vec<crate::syntax::statement::index::IndexElement>,
        /// `WHERE`.
        filter: Option<Expr>,
        /// Where it stands.
        span: Span,
    },
    /// `ON CONSTRAINT name`.
    Constraint(Ident),
}

/// `DO UPDATE SET ... WHERE ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct ConflictUpdate {
    /// `SET`.
    pub assignments: Vec<Assignment>,
    /// `WHERE`.
    pub filter: Option<Expr>,
}

/// An item of `SET`.
#[derive(Clone, Debug, PartialEq)]
pub enum Assignment {
    /// `a = x`.
    One(AssignmentTarget, Expr),
    /// `(a, b) = (x, y)` or `(a, b) = (SELECT ...)`.
    Several(Vec<AssignmentTarget>, Expr),
}

/// `UPDATE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// `WITH`.
    pub with: Option<With>,
    /// The table.
    pub target: TargetRelation,
    /// `SET`.
    pub assignments: Vec<Assignment>,
    /// `FROM`.
    pub from: Vec<TableRef>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// `RETURNING`.
    pub returning: Option<Returning>,
    /// From the first token to the last.
    pub span: Span,
}

/// `DELETE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Delete {
    /// `WITH`.
    pub with: Option<With>,
    /// The table.
    pub target: TargetRelation,
    /// `USING`.
    pub using: Vec<TableRef>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// `RETURNING`.
    pub returning: Option<Returning>,
    /// From the first token to the last.
    pub span: Span,
}

/// `MERGE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// `WITH`.
    pub with: Option<With>,
    /// The table.
    pub target: TargetRelation,
    /// `USING`.
    pub source: TableRef,
    /// `ON`.
    pub condition: Expr,
    /// `WHEN`.
    pub branches: Vec<MergeBranch>,
    /// `RETURNING`.
    pub returning: Option<Returning>,
    /// From the first token to the last.
    pub span: Span,
}

/// Which rows a branch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeMatch {
    /// `WHEN MATCHED`
    Matched,
    /// `WHEN NOT MATCHED [BY TARGET]`
    NotMatchedByTarget,
    /// `WHEN NOT MATCHED BY SOURCE`
    NotMatchedBySource,
}

/// `WHEN ... THEN ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeBranch {
    /// Which rows.
    pub matched: MergeMatch,
    /// `AND`.
    pub condition: Option<Expr>,
    /// What is done.
    pub action: MergeAction,
    /// Where it stands.
    pub span: Span,
}

/// What a branch does.
#[derive(Clone, Debug, PartialEq)]
pub enum MergeAction {
    /// `DO NOTHING`
    Nothing,
    /// `DELETE`
    Delete,
    /// `UPDATE SET`
    Update(Vec<Assignment>),
    /// `INSERT`
    Insert {
        /// The columns.
        columns: Vec<AssignmentTarget>,
        /// `OVERRIDING`.
        overriding: Option<Overriding>,
        /// The values; missing for `DEFAULT VALUES`.
        values: Option<Vec<Expr>>,
    },
}

/// `TRUNCATE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Truncate {
    /// The tables.
    pub relations: Vec<RelationRef>,
    /// `RESTART IDENTITY`.
    pub restart_identity: bool,
    /// `CASCADE`.
    pub cascade: bool,
}

/// `COPY`.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// What is copied.
    pub source: CopySource,
    /// The columns.
    pub columns: Vec<Ident>,
    /// Which way.
    pub direction: CopyDirection,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// What is copied.
#[derive(Clone, Debug, PartialEq)]
pub enum CopySource {
    /// A table.
    Relation(QualifiedName),
    /// A statement.
    Statement(Box<crate::syntax::query::Preparable>),
}

/// Which way, and over what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyDirection {
    /// `FROM STDIN`: the client's own protocol, which a migration cannot use.
    FromStdin,
    /// `FROM` a file or program of the server.
    FromServer,
    /// `TO`.
    To,
}
