//! Text search objects, as they are written.

use super::DefinitionItem;
use crate::syntax::name::{Ident, QualifiedName};

/// The kinds of text search objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextSearchKind {
    /// `PARSER`
    Parser,
    /// `DICTIONARY`
    Dictionary,
    /// `TEMPLATE`
    Template,
    /// `CONFIGURATION`
    Configuration,
}

/// `CREATE TEXT SEARCH kind`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateTextSearch {
    /// Which.
    pub kind: TextSearchKind,
    /// Its name.
    pub name: QualifiedName,
    /// Its definition.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER TEXT SEARCH kind`, apart from renaming and its kin.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterTextSearch {
    /// Which.
    pub kind: TextSearchKind,
    /// Its name.
    pub name: QualifiedName,
    /// The token types of a mapping.
    pub token_types: Vec<Ident>,
    /// The dictionaries that are named.
    pub dictionaries: Vec<QualifiedName>,
}
