//! Roles, as they are written.

use super::DefinitionItem;
use crate::syntax::name::Ident;
use crate::text::Span;

/// A role where one may be named.
#[derive(Clone, Debug, PartialEq)]
pub enum RoleName {
    /// By name.
    Named(Ident),
    /// `CURRENT_USER` or `CURRENT_ROLE`
    Current(Span),
    /// `SESSION_USER`
    Session(Span),
    /// `PUBLIC`
    Public(Span),
}

/// `CREATE ROLE | USER | GROUP`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateRole {
    /// Its name.
    pub name: RoleName,
    /// Its options.
    pub options: Vec<DefinitionItem>,
    /// Roles that it is made a member of, or that become its members.
    pub related: Vec<RoleName>,
}

/// `ALTER ROLE | USER | GROUP`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterRole {
    /// Its name; missing for `ALL`.
    pub name: Option<RoleName>,
    /// Its options.
    pub options: Vec<DefinitionItem>,
    /// Roles that are added or dropped.
    pub related: Vec<RoleName>,
}

/// `DROP ROLE | USER | GROUP`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropRole {
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// The roles.
    pub roles: Vec<RoleName>,
}

/// `REASSIGN OWNED BY a TO b`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReassignOwned {
    /// `BY`.
    pub from: Vec<RoleName>,
    /// `TO`.
    pub to: RoleName,
}

/// `DROP OWNED BY`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropOwned {
    /// `BY`.
    pub roles: Vec<RoleName>,
    /// `CASCADE`.
    pub cascade: bool,
}
