//! What concerns the session alone, as it is written: settings, prepared statements, cursors, locks, maintenance.

mod lower;
mod set;

pub(super) use lower::{
    lower_analyze, lower_close, lower_cluster, lower_deallocate, lower_declare, lower_discard, lower_execute, lower_explain, lower_fetch,
    lower_lock, lower_prepare, lower_set_constraints, lower_show, lower_vacuum, server_statement,
};
pub(super) use set::{
    lower_reset, lower_reset_config, lower_reset_named, lower_set, lower_set_config, lower_set_role, lower_set_session_authorization,
};

use super::Statement;
pub use migrate_model::LockMode;

use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::RelationRef;
use crate::syntax::query::{Preparable, Query};
use crate::syntax::type_name::TypeName;
use crate::text::{Name, Span};

/// `SET [LOCAL | SESSION] name TO values`, `RESET name`.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// `LOCAL`.
    pub local: bool,
    /// The setting, with its dots; `search_path` for `SET SCHEMA`, `timezone` for `SET TIME ZONE`, `role` for `SET ROLE`.
    pub name: Ident,
    /// What it becomes.
    pub value: SetValue,
}

/// What a setting becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum SetValue {
    /// A list of values; words and strings alike, as text.
    Values(Vec<Ident>),
    /// `DEFAULT`, or `RESET name`
    Default,
    /// `FROM CURRENT`
    Current,
    /// `RESET ALL`
    ResetAll,
}

/// `SHOW name`; missing for `ALL`.
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    /// The setting.
    pub name: Option<Ident>,
}

/// `EXPLAIN`.
#[derive(Clone, Debug, PartialEq)]
pub struct Explain {
    /// `ANALYZE`: the statement is run.
    pub analyze: bool,
    /// The format, lower case; `text` where nothing is said.
    pub format: Name,
    /// The statement.
    pub statement: Statement,
}

/// `PREPARE name (types) AS statement`.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepare {
    /// Its name.
    pub name: Ident,
    /// The types of its parameters.
    pub types: Vec<TypeName>,
    /// The statement.
    pub statement: Preparable,
}

/// `EXECUTE name (arguments)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Execute {
    /// Its name.
    pub name: Ident,
    /// Its arguments.
    pub arguments: Vec<Expr>,
}

/// `DISCARD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscardTarget {
    /// `ALL`
    All,
    /// `PLANS`
    Plans,
    /// `SEQUENCES`
    Sequences,
    /// `TEMP`
    Temporary,
}

/// `DECLARE name CURSOR FOR query`.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclareCursor {
    /// Its name.
    pub name: Ident,
    /// `WITH HOLD`.
    pub hold: bool,
    /// The query.
    pub query: Query,
}

/// `LISTEN`, `UNLISTEN`, `NOTIFY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notification {
    /// `LISTEN`
    Listen,
    /// `UNLISTEN`
    Unlisten,
    /// `NOTIFY`
    Notify,
}

/// `LOCK TABLE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    /// The tables.
    pub relations: Vec<RelationRef>,
    /// The mode; `ACCESS EXCLUSIVE` where nothing is said.
    pub mode: LockMode,
}

/// `SET CONSTRAINTS`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetConstraints {
    /// The constraints; empty for `ALL`.
    pub names: Vec<QualifiedName>,
    /// `DEFERRED` rather than `IMMEDIATE`.
    pub deferred: bool,
}

/// `VACUUM`, `ANALYZE`, `CLUSTER`.
#[derive(Clone, Debug, PartialEq)]
pub struct Maintenance {
    /// Which.
    pub kind: MaintenanceKind,
    /// The relations and the columns named with each; empty for all.
    pub relations: Vec<(QualifiedName, Vec<Ident>)>,
    /// `CLUSTER t USING index`.
    pub index: Option<Ident>,
}

/// The maintenance commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaintenanceKind {
    /// `VACUUM`
    Vacuum,
    /// `VACUUM FULL`
    VacuumFull,
    /// `ANALYZE`
    Analyze,
    /// `CLUSTER`
    Cluster,
}

/// A statement about the whole server or database.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerStatement {
    /// Which.
    pub kind: ServerStatementKind,
    /// What it names first: the database or the tablespace.
    pub name: Option<Ident>,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Its first words.
    pub span: Span,
}

/// The statements about the whole server or database, which have no effect on the catalog of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerStatementKind {
    /// `CREATE DATABASE`
    CreateDatabase,
    /// `ALTER DATABASE`
    AlterDatabase,
    /// `DROP DATABASE`
    DropDatabase,
    /// `CREATE TABLESPACE`
    CreateTablespace,
    /// `ALTER TABLESPACE`, and `ALTER TABLE ALL IN TABLESPACE`
    AlterTablespace,
    /// `DROP TABLESPACE`
    DropTablespace,
    /// `ALTER SYSTEM`
    AlterSystem,
    /// `CHECKPOINT`
    Checkpoint,
    /// `LOAD`
    Load,
    /// `ALTER LARGE OBJECT`
    AlterLargeObject,
}
