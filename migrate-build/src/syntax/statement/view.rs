//! Views, materialized views and rules, as they are written.

use super::table::Persistence;
use super::{DefinitionItem, Statement};
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::Query;

/// `CREATE VIEW`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateView {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `TEMP`.
    pub persistence: Persistence,
    /// `RECURSIVE`.
    pub recursive: bool,
    /// Its name.
    pub name: QualifiedName,
    /// Names for its columns.
    pub columns: Vec<Ident>,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
    /// What it selects.
    pub query: Query,
    /// `WITH CHECK OPTION`.
    pub check_option: Option<CheckOption>,
}

/// `WITH ... CHECK OPTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOption {
    /// `LOCAL`
    Local,
    /// `CASCADED`
    Cascaded,
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

/// `CREATE RULE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateRule {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub event: RuleEvent,
    /// `TO`.
    pub relation: QualifiedName,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// `INSTEAD`.
    pub instead: bool,
    /// What it does; empty for `NOTHING`.
    pub actions: Vec<Statement>,
}

/// `REFRESH MATERIALIZED VIEW`.
#[derive(Clone, Debug, PartialEq)]
pub struct Refresh {
    /// The view.
    pub view: QualifiedName,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
    /// `WITH NO DATA`.
    pub no_data: bool,
}
