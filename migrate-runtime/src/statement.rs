//! What is sent: the SQL text, the types of its parameters, and the place in the program that it stands at.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use tokio_postgres::types::{Kind, Type};

/// A statement as it is sent to the server.
#[derive(Clone, Debug)]
pub struct Statement {
    sql: Cow<'static, str>,
    parameters: Cow<'static, [ParameterType]>,
    place: Place,
    /// Where its RETURNING begins, for a statement that does the same without it.
    returning: Option<usize>,
}

impl Statement {
    /// A statement whose text is known when the program is compiled.
    #[must_use]
    pub const fn new(sql: &'static str, parameters: &'static [ParameterType], place: Place) -> Self {
        Self { sql: Cow::Borrowed(sql), parameters: Cow::Borrowed(parameters), place, returning: None }
    }

    /// A statement whose text is made when the program runs.
    #[must_use]
    pub const fn owned(sql: String, parameters: Vec<ParameterType>, place: Place) -> Self {
        Self { sql: Cow::Owned(sql), parameters: Cow::Owned(parameters), place, returning: None }
    }

    /// A statement whose text is known when the program is compiled, and the types of its parameters when it runs.
    pub(crate) const fn with_types(sql: &'static str, parameters: Vec<ParameterType>, place: Place) -> Self {
        Self { sql: Cow::Borrowed(sql), parameters: Cow::Owned(parameters), place, returning: None }
    }

    /// The same statement with a RETURNING.
    pub(crate) fn returning(mut self, columns: &str) -> Self {
        let sql = self.sql.to_mut();
        self.returning = Some(sql.len());
        sql.push_str(" returning ");
        sql.push_str(columns);
        self
    }

    /// Leaves out a RETURNING whose rows nobody reads.
    pub(crate) fn leave_out_returning(&mut self) {
        if let Some(start) = self.returning.take() {
            self.sql.to_mut().truncate(start);
        }
    }

    /// The text that is sent.
    #[must_use]
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The types of the parameters, in their order.
    #[must_use]
    pub fn parameters(&self) -> &[ParameterType] {
        &self.parameters
    }

    /// Where in the program it stands.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }
}

/// A statement that stands in the program's text, or one that was made when it ran.
#[derive(Clone, Debug)]
pub enum Handle {
    /// In the program's text.
    Static(&'static Statement),
    /// Made when it ran.
    Owned(Box<Statement>),
}

impl Deref for Handle {
    type Target = Statement;

    fn deref(&self) -> &Statement {
        match self {
            Self::Static(statement) => statement,
            Self::Owned(statement) => statement,
        }
    }
}

/// A type as a statement names it: a built-in one by its OID, which is the same on every server, another by schema and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// A type with an OID that PostgreSQL itself assigned.
    BuiltIn(u32),
    /// A type by schema and name. An empty schema stands for any, as of an extension's type.
    User(&'static str, &'static str),
}

impl ParameterType {
    /// The type that is told to the server: the server infers the type of a parameter that has no OID.
    pub(crate) fn to_type(self) -> Type {
        match self {
            Self::BuiltIn(oid) => Type::from_oid(oid).unwrap_or_else(|| Type::new(String::new(), oid, Kind::Simple, String::new())),
            Self::User(..) => unknown_type(),
        }
    }
}

impl fmt::Display for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn(oid) => match Type::from_oid(*oid) {
                Some(known) => f.write_str(known.name()),
                None => write!(f, "type {oid}"),
            },
            Self::User("", name) => f.write_str(name),
            Self::User(schema, name) => write!(f, "{schema}.{name}"),
        }
    }
}

fn unknown_type() -> Type {
    static UNKNOWN: std::sync::OnceLock<Type> = std::sync::OnceLock::new();
    UNKNOWN.get_or_init(|| Type::new("unknown".to_owned(), 0, Kind::Simple, "pg_catalog".to_owned())).clone()
}

/// A place in the program's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as the compiler names it.
    pub file: &'static str,
    /// The line, from one.
    pub line: u32,
    /// The column, from one.
    pub column: u32,
}

impl Place {
    /// Where the caller stands.
    #[must_use]
    #[track_caller]
    pub const fn here() -> Self {
        let here = Location::caller();
        Self { file: here.file(), line: here.line(), column: here.column() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
