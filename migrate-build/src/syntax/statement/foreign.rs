//! Foreign data wrappers, servers and user mappings, as they are written.

use super::DefinitionItem;
use super::role::RoleName;
use crate::syntax::name::{Ident, QualifiedName};

/// `CREATE FOREIGN DATA WRAPPER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateForeignDataWrapper {
    /// Its name.
    pub name: Ident,
    /// `HANDLER`.
    pub handler: Option<QualifiedName>,
    /// `VALIDATOR`.
    pub validator: Option<QualifiedName>,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER FOREIGN DATA WRAPPER`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterForeignDataWrapper {
    /// Its name.
    pub name: Ident,
    /// `HANDLER`.
    pub handler: Option<QualifiedName>,
    /// `VALIDATOR`.
    pub validator: Option<QualifiedName>,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE SERVER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateServer {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: Ident,
    /// `FOREIGN DATA WRAPPER`.
    pub wrapper: Ident,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER SERVER`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterServer {
    /// Its name.
    pub name: Ident,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE | ALTER | DROP USER MAPPING`.
#[derive(Clone, Debug, PartialEq)]
pub struct UserMapping {
    /// `IF [NOT] EXISTS`.
    pub tolerant: bool,
    /// `FOR`.
    pub role: RoleName,
    /// `SERVER`.
    pub server: Ident,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `IMPORT FOREIGN SCHEMA`.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportForeignSchema {
    /// The schema on the other side.
    pub remote: Ident,
    /// `FROM SERVER`.
    pub server: Ident,
    /// `INTO`.
    pub into: Ident,
}
