//! Row security policies, as they are written.

use super::role::RoleName;
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};

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

/// `CREATE POLICY`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePolicy {
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub relation: QualifiedName,
    /// `AS`; the word as written, `permissive` where nothing is said.
    pub permissive: bool,
    /// `FOR`.
    pub command: PolicyCommand,
    /// `TO`; empty for `PUBLIC`.
    pub roles: Vec<RoleName>,
    /// `USING`.
    pub using: Option<Expr>,
    /// `WITH CHECK`.
    pub check: Option<Expr>,
}

/// `ALTER POLICY`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterPolicy {
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub relation: QualifiedName,
    /// `TO`.
    pub roles: Vec<RoleName>,
    /// `USING`.
    pub using: Option<Expr>,
    /// `WITH CHECK`.
    pub check: Option<Expr>,
}
