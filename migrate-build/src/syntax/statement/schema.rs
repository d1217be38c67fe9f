//! `CREATE SCHEMA`, as it is written.

use super::Statement;
use super::role::RoleName;
use crate::syntax::name::Ident;

/// `CREATE SCHEMA`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSchema {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name; missing where only `AUTHORIZATION` is given.
    pub name: Option<Ident>,
    /// `AUTHORIZATION`.
    pub owner: Option<RoleName>,
    /// What is made in it.
    pub elements: Vec<Statement>,
}
