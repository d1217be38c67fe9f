//! `CREATE INDEX` and `REINDEX`, as they are written.

use super::DefinitionItem;
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::RelationRef;
use crate::syntax::query::{NullsOrder, SortDirection};
use crate::text::Span;

/// `CREATE INDEX`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateIndex {
    /// `UNIQUE`.
    pub unique: bool,
    /// `CONCURRENTLY`.
    pub concurrently: Option<Span>,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name; PostgreSQL makes one up where it is missing.
    pub name: Option<Ident>,
    /// `ON [ONLY] table`.
    pub table: RelationRef,
    /// `USING`.
    pub method: Option<Ident>,
    /// The key.
    pub elements: Vec<IndexElement>,
    /// `INCLUDE`.
    pub include: Vec<IndexElement>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
    /// `TABLESPACE`.
    pub tablespace: Option<Ident>,
    /// `WHERE`.
    pub filter: Option<Expr>,
}

/// A column or expression of an index, an exclusion constraint or an inference clause.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexElement {
    /// What is indexed.
    pub key: IndexKey,
    /// `COLLATE`.
    pub collation: Option<QualifiedName>,
    /// The operator class.
    pub operator_class: Option<QualifiedName>,
    /// Its options.
    pub operator_class_options: Vec<DefinitionItem>,
    /// `ASC`, `DESC`.
    pub direction: SortDirection,
    /// `NULLS FIRST | LAST`.
    pub nulls: Option<NullsOrder>,
    /// Where it stands.
    pub span: Span,
}

/// What is indexed.
#[derive(Clone, Debug, PartialEq)]
pub enum IndexKey {
    /// A column.
    Column(Ident),
    /// An expression.
    Expr(Expr),
}

/// `REINDEX`.
#[derive(Clone, Debug, PartialEq)]
pub struct Reindex {
    /// What.
    pub target: ReindexTarget,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
}

/// What is rebuilt.
#[derive(Clone, Debug, PartialEq)]
pub enum ReindexTarget {
    /// `INDEX`.
    Index(QualifiedName),
    /// `TABLE`.
    Table(QualifiedName),
    /// `SCHEMA`.
    Schema(Ident),
    /// `DATABASE`.
    Database(Option<Ident>),
    /// `SYSTEM`.
    System(Option<Ident>),
}
