//! Publications and subscriptions, as they are written.

use super::DefinitionItem;
use crate::syntax::expr::Expr;
use crate::syntax::name::Ident;
use crate::syntax::query::table::RelationRef;
use crate::text::Span;

/// What a publication holds.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicationObject {
    /// `TABLE t (columns) WHERE (...)`
    Table {
        /// The table.
        relation: RelationRef,
        /// Its columns.
        columns: Vec<Ident>,
        /// `WHERE`.
        filter: Option<Expr>,
        /// Where it stands.
        span: Span,
    },
    /// `TABLES IN SCHEMA s`
    Schema(Ident),
    /// `TABLES IN SCHEMA CURRENT_SCHEMA`
    CurrentSchema(Span),
}

/// `CREATE PUBLICATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePublication {
    /// Its name.
    pub name: Ident,
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// `FOR`.
    pub objects: Vec<PublicationObject>,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER PUBLICATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterPublication {
    /// Its name.
    pub name: Ident,
    /// What is done.
    pub action: AlterPublicationAction,
}

/// What is done to a publication.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterPublicationAction {
    /// `ADD`
    Add(Vec<PublicationObject>),
    /// `SET`
    Set(Vec<PublicationObject>),
    /// `DROP`
    Drop(Vec<PublicationObject>),
    /// `SET (...)`
    Options(Vec<DefinitionItem>),
}

/// `CREATE SUBSCRIPTION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSubscription {
    /// Its name.
    pub name: Ident,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER SUBSCRIPTION`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterSubscription {
    /// Its name.
    pub name: Ident,
}
