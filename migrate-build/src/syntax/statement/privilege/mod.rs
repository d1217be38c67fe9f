//! `GRANT`, `REVOKE` and default privileges, as they are written.

mod lower;

pub(super) use lower::{lower_alter_default_privileges, lower_grant, lower_revoke};

use super::function::FunctionRef;
use super::object::RoutineWord;
use super::role::RoleName;
use crate::syntax::name::{Ident, QualifiedName};

/// Whether privileges are given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantDirection {
    /// `GRANT`
    Grant,
    /// `REVOKE`
    Revoke,
}

/// A privilege, on whole objects or on columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Privilege {
    /// Its name as written, lower case.
    pub name: Ident,
    /// The columns.
    pub columns: Vec<Ident>,
}

/// `GRANT privileges ON objects TO roles`.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Given or taken.
    pub direction: GrantDirection,
    /// Which; empty for `ALL`.
    pub privileges: Vec<Privilege>,
    /// The columns of `ALL (columns)`.
    pub all_columns: Vec<Ident>,
    /// On what.
    pub target: GrantTarget,
    /// To or from whom.
    pub roles: Vec<RoleName>,
    /// `WITH GRANT OPTION` or `GRANT OPTION FOR`.
    pub grant_option: bool,
    /// `GRANTED BY`.
    pub granted_by: Option<RoleName>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// What privileges are on.
#[derive(Clone, Debug, PartialEq)]
pub enum GrantTarget {
    /// `[TABLE]`
    Tables(Vec<QualifiedName>),
    /// `SEQUENCE`
    Sequences(Vec<QualifiedName>),
    /// `FUNCTION`, `PROCEDURE`, `ROUTINE`
    Functions(RoutineWord, Vec<FunctionRef>),
    /// `DATABASE`
    Databases(Vec<Ident>),
    /// `DOMAIN`
    Domains(Vec<QualifiedName>),
    /// `TYPE`
    Types(Vec<QualifiedName>),
    /// `FOREIGN DATA WRAPPER`
    ForeignDataWrappers(Vec<Ident>),
    /// `FOREIGN SERVER`
    ForeignServers(Vec<Ident>),
    /// `LANGUAGE`
    Languages(Vec<Ident>),
    /// `LARGE OBJECT`
    LargeObjects,
    /// `PARAMETER`
    Parameters(Vec<QualifiedName>),
    /// `SCHEMA`
    Schemas(Vec<Ident>),
    /// `TABLESPACE`
    Tablespaces(Vec<Ident>),
    /// `ALL TABLES IN SCHEMA` and its kin.
    AllInSchema(AllObjects, Vec<Ident>),
}

/// What `ALL ... IN SCHEMA` and default privileges are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AllObjects {
    /// `TABLES`
    Tables,
    /// `SEQUENCES`
    Sequences,
    /// `FUNCTIONS`
    Functions,
    /// `PROCEDURES`
    Procedures,
    /// `ROUTINES`
    Routines,
    /// `TYPES`
    Types,
    /// `SCHEMAS`
    Schemas,
    /// `LARGE OBJECTS`
    LargeObjects,
}

/// `GRANT role TO role`.
#[derive(Clone, Debug, PartialEq)]
pub struct GrantRole {
    /// Given or taken.
    pub direction: GrantDirection,
    /// The roles that are given.
    pub roles: Vec<Ident>,
    /// To or from whom.
    pub members: Vec<RoleName>,
    /// `GRANTED BY`.
    pub granted_by: Option<RoleName>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// `ALTER DEFAULT PRIVILEGES`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterDefaultPrivileges {
    /// `FOR ROLE`.
    pub for_roles: Vec<RoleName>,
    /// `IN SCHEMA`.
    pub in_schemas: Vec<Ident>,
    /// Given or taken.
    pub direction: GrantDirection,
    /// Which; empty for `ALL`.
    pub privileges: Vec<Privilege>,
    /// On what.
    pub objects: AllObjects,
    /// To or from whom.
    pub roles: Vec<RoleName>,
    /// `WITH GRANT OPTION`.
    pub grant_option: bool,
}
