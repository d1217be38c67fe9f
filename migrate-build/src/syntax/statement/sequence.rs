//! Sequences, as they are written.

use super::table::Persistence;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::{Name, Span};

/// `CREATE SEQUENCE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSequence {
    /// `TEMP`, `UNLOGGED`.
    pub persistence: Persistence,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: QualifiedName,
    /// Its options.
    pub options: Vec<SequenceOption>,
}

/// `ALTER SEQUENCE`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterSequence {
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Its name.
    pub name: QualifiedName,
    /// What is set.
    pub options: Vec<SequenceOption>,
}

/// An option of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct SequenceOption {
    /// What it says.
    pub kind: SequenceOptionKind,
    /// Where it stands.
    pub span: Span,
}

/// The options of a sequence; numbers as written, with their sign.
#[derive(Clone, Debug, PartialEq)]
pub enum SequenceOptionKind {
    /// `AS type`
    Type(TypeName),
    /// `INCREMENT BY`
    Increment(Name),
    /// `MINVALUE`; missing for `NO MINVALUE`.
    MinValue(Option<Name>),
    /// `MAXVALUE`; missing for `NO MAXVALUE`.
    MaxValue(Option<Name>),
    /// `START WITH`
    Start(Name),
    /// `RESTART`; missing where no value is given.
    Restart(Option<Name>),
    /// `CACHE`
    Cache(Name),
    /// `CYCLE`, or `NO CYCLE` for false.
    Cycle(bool),
    /// `OWNED BY table.column`; missing for `NONE`.
    OwnedBy(Option<(QualifiedName, Ident)>),
    /// `SEQUENCE NAME`
    Name(QualifiedName),
    /// `LOGGED` or, for false, `UNLOGGED`
    Logged(bool),
}
