//! How is a thing named: identifiers and qualified names with their places.

use crate::text::{Name, Span};

/// An identifier, folded and unquoted as PostgreSQL folds it, cut to 63 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name as the catalog would store it.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// `[catalog.][schema.]name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualifiedName {
    /// The database, where one is named.
    pub catalog: Option<Ident>,
    /// The schema, where one is named.
    pub schema: Option<Ident>,
    /// The name itself.
    pub name: Ident,
    /// From the first part to the last.
    pub span: Span,
}

/// The name of an operator: `+` or `OPERATOR(schema.+)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorName {
    /// The schema, where one is named.
    pub schema: Option<Ident>,
    /// The symbol; `!=` is stored as `<>`.
    pub symbol: Name,
    /// Where the symbol stands.
    pub span: Span,
}
