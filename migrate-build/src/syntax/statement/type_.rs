//! Types, domains, collations and conversions, as they are written.

use super::DefinitionItem;
use super::table::{ColumnDef, TableConstraint};
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::{Name, Span};

/// A string literal with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Its value.
    pub value: Name,
    /// Where it stands.
    pub span: Span,
}

/// `CREATE TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateType {
    /// Its name.
    pub name: QualifiedName,
    /// What it is.
    pub kind: CreateTypeKind,
}

/// The forms of `CREATE TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateTypeKind {
    /// Without anything: a shell.
    Shell,
    /// `AS (...)`: the attributes are columns without constraints.
    Composite(Vec<ColumnDef>),
    /// `AS ENUM (...)`
    Enum(Vec<Text>),
    /// `AS RANGE (...)`
    Range(Vec<DefinitionItem>),
    /// `(INPUT = ..., ...)`
    Base(Vec<DefinitionItem>),
}

/// `ALTER TYPE` of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterEnum {
    /// The enum.
    pub name: QualifiedName,
    /// What is done.
    pub action: AlterEnumAction,
}

/// What is done to an enum.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterEnumAction {
    /// `ADD VALUE`
    Add {
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
        /// The label.
        label: Text,
        /// `BEFORE` or `AFTER`.
        neighbour: Option<EnumNeighbour>,
    },
    /// `RENAME VALUE a TO b`
    Rename(Text, Text),
}

/// Where a label goes.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumNeighbour {
    /// `AFTER` rather than `BEFORE`.
    pub after: bool,
    /// The label that exists.
    pub label: Text,
}

/// `ALTER TYPE t SET (...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterTypeOptions {
    /// The type.
    pub name: QualifiedName,
    /// The options.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE DOMAIN`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateDomain {
    /// Its name.
    pub name: QualifiedName,
    /// What it is over.
    pub base: TypeName,
    /// `COLLATE`.
    pub collation: Option<QualifiedName>,
    /// Constraints and the default, as of a column.
    pub constraints: Vec<super::table::ColumnConstraint>,
}

/// `ALTER DOMAIN`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterDomain {
    /// The domain.
    pub name: QualifiedName,
    /// What is done.
    pub action: AlterDomainAction,
}

/// What is done to a domain.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterDomainAction {
    /// `SET DEFAULT`; missing for `DROP DEFAULT`.
    SetDefault(Option<Expr>),
    /// `SET NOT NULL` or `DROP NOT NULL`
    SetNotNull(bool),
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint>),
    /// `DROP CONSTRAINT`
    DropConstraint {
        /// `IF EXISTS`.
        if_exists: bool,
        /// Its name.
        name: Ident,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `VALIDATE CONSTRAINT`
    ValidateConstraint(Ident),
}

/// `CREATE COLLATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateCollation {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: QualifiedName,
    /// `(...)`.
    pub options: Vec<DefinitionItem>,
    /// `FROM`.
    pub from: Option<QualifiedName>,
}

/// `CREATE CONVERSION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateConversion {
    /// `DEFAULT`.
    pub default: bool,
    /// Its name.
    pub name: QualifiedName,
    /// `FROM`, the function.
    pub function: QualifiedName,
}
