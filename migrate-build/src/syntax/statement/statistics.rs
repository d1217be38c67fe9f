//! Extended statistics, as they are written.

use super::index::IndexKey;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::TableRef;

/// `CREATE STATISTICS`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateStatistics {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name; PostgreSQL makes one up from 16 on where it is missing.
    pub name: Option<QualifiedName>,
    /// `(ndistinct, ...)`.
    pub kinds: Vec<Ident>,
    /// `ON`.
    pub elements: Vec<IndexKey>,
    /// `FROM`.
    pub from: Vec<TableRef>,
}

/// `ALTER STATISTICS ... SET STATISTICS n`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterStatistics {
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Its name.
    pub name: QualifiedName,
}
