//! One problem: what it is, where it stands, what to do.

use super::SqlState;
use crate::text::{Name, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth mending.
    Warning,
    /// PostgreSQL, or the project's own rules, would refuse.
    Error,
}

/// What a diagnostic is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// An error of PostgreSQL.
    Sql(SqlState),
    /// A rule of this product, by its name.
    Rule(&'static str),
}

/// What kind of name an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SubjectKind {
    /// A table, view, index or sequence.
    Relation,
    /// A column.
    Column,
    /// A type.
    Type,
    /// A function, procedure or aggregate.
    Function,
    /// An operator.
    Operator,
    /// A schema.
    Schema,
    /// A constraint, trigger, policy or rule.
    Part,
    /// An extension.
    Extension,
    /// A role.
    Role,
    /// Anything else that has a name.
    Other,
}

/// The name that an error is about. Once an error about it was reported, others that only follow from it are left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    /// What kind of name.
    pub kind: SubjectKind,
    /// The name; of a column without its relation.
    pub name: Name,
    /// The relation of a column or part, where it is known.
    pub within: Option<Name>,
}

/// One problem. Built by named factories only, which each layer keeps in a file `errors.rs`.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is known by.
    pub code: Code,
    /// PostgreSQL's primary message to the letter, where it is an error of PostgreSQL.
    pub message: String,
    /// Where PostgreSQL points; none where it does not, which stands for the statement's first word.
    pub span: Option<Span>,
    /// What is here: the words under the caret.
    pub label: Option<String>,
    /// Facts that help to understand.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
    /// The name that it is about.
    pub subject: Option<Subject>,
}

/// A diagnostic on its way up.
pub type Problem = Box<Diagnostic>;

/// A value, or the one problem that stands in its way.
pub type Result<T> = std::result::Result<T, Problem>;

impl Diagnostic {
    /// Whether PostgreSQL, or the product, would refuse.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// An error that PostgreSQL would raise.
    #[must_use]
    pub fn error(code: SqlState, message: impl Into<String>) -> Problem {
        Box::new(Self {
            severity: Severity::Error,
            code: Code::Sql(code),
            message: message.into(),
            span: None,
            label: None,
            notes: Vec::new(),
            help: Vec::new(),
            subject: None,
        })
    }

    /// A finding of a rule of this product.
    #[must_use]
    pub fn rule(severity: Severity, rule: &'static str, message: impl Into<String>) -> Problem {
        Box::new(Self {
            severity,
            code: Code::Rule(rule),
            message: message.into(),
            span: None,
            label: None,
            notes: Vec::new(),
            help: Vec::new(),
            subject: None,
        })
    }

    /// Says where PostgreSQL points.
    #[must_use]
    pub fn at(mut self: Box<Self>, span: Span) -> Problem {
        self.span = Some(span);
        self
    }

    /// Says what is there.
    #[must_use]
    pub fn label(mut self: Box<Self>, label: impl Into<String>) -> Problem {
        self.label = Some(label.into());
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self: Box<Self>, note: impl Into<String>) -> Problem {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self: Box<Self>, help: impl Into<String>) -> Problem {
        self.help.push(help.into());
        self
    }

    /// Says which name it is about.
    #[must_use]
    pub fn about(mut self: Box<Self>, kind: SubjectKind, name: &Name) -> Problem {
        self.subject = Some(Subject { kind, name: name.clone(), within: None });
        self
    }

    /// Says which column or part of which relation it is about.
    #[must_use]
    pub fn about_part(mut self: Box<Self>, kind: SubjectKind, name: &Name, within: &Name) -> Problem {
        self.subject = Some(Subject { kind, name: name.clone(), within: Some(within.clone()) });
        self
    }
}
