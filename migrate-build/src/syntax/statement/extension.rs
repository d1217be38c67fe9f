//! Extensions, as they are written.

use super::object::ObjectRef;
use crate::syntax::name::Ident;

/// `CREATE EXTENSION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateExtension {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: Ident,
    /// `SCHEMA`.
    pub schema: Option<Ident>,
    /// `VERSION`.
    pub version: Option<Ident>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// `ALTER EXTENSION ... UPDATE [TO version]`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterExtension {
    /// Its name.
    pub name: Ident,
    /// `TO`.
    pub version: Option<Ident>,
}

/// `ALTER EXTENSION ... ADD | DROP object`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterExtensionMember {
    /// Its name.
    pub name: Ident,
    /// `ADD` rather than `DROP`.
    pub add: bool,
    /// The object.
    pub object: ObjectRef,
}
