//! What went wrong while a query ran, where in the program, and what of it may be shown.

use crate::sqlstate::SqlState;
use crate::statement::{Place, Statement};
use std::error::Error as StdError;
use std::fmt;
use tokio_postgres::error::DbError;

/// An error of a query. `Display` and `Debug` never hold the server's DETAIL, a parameter or a row: [`Error::detail`] is asked for by name.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    place: Option<Place>,
    driver: Option<tokio_postgres::Error>,
}

/// What kind of thing went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `fetch_one` met no row.
    NoRow,
    /// `fetch_one` or `fetch_optional` met more than one row.
    SeveralRows,
    /// A column of the result could not become the Rust type.
    Decode {
        /// The column, from zero.
        column: usize,
        /// Its name in the result.
        name: String,
        /// Why, without the value.
        reason: String,
    },
    /// A parameter could not be sent.
    Encode {
        /// The parameter, from one, as in `$1`.
        parameter: usize,
        /// Why, without the value.
        reason: String,
    },
    /// The server refused the statement.
    Database(SqlState),
    /// The connection failed or was closed.
    Connection,
    /// The server's schema is not the one that the program was compiled against.
    SchemaDrift(String),
    /// The driver failed otherwise.
    Driver,
}

impl Error {
    pub(crate) fn no_row(place: Place) -> Self {
        Self::at(ErrorKind::NoRow, place)
    }

    pub(crate) fn several_rows(place: Place) -> Self {
        Self::at(ErrorKind::SeveralRows, place)
    }

    pub(crate) fn encode(parameter: usize, reason: String, place: Place) -> Self {
        Self::at(ErrorKind::Encode { parameter, reason }, place)
    }

    #[cold]
    pub(crate) fn decode(column: usize, name: String, reason: String, place: Place) -> Self {
        Self::at(ErrorKind::Decode { column, name, reason }, place)
    }

    pub(crate) fn drift(reason: String, place: Option<Place>) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::SchemaDrift(reason), place, driver: None }))
    }

    /// An error of the driver while a statement ran.
    pub(crate) fn driver(error: tokio_postgres::Error, statement: &Statement) -> Self {
        Self::from_driver(error, Some(statement.place()))
    }

    pub(crate) fn from_driver(error: tokio_postgres::Error, place: Option<Place>) -> Self {
        let kind = match error.as_db_error() {
            Some(answer) => ErrorKind::Database(SqlState::from_code(answer.code().code())),
            None if is_connection(&error) => ErrorKind::Connection,
            None => ErrorKind::Driver,
        };
        Self(Box::new(Inner { kind, place, driver: Some(error) }))
    }

    fn at(kind: ErrorKind, place: Place) -> Self {
        Self(Box::new(Inner { kind, place: Some(place), driver: None }))
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Where in the program the query stands.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    /// The condition that the server reported.
    #[must_use]
    pub fn sqlstate(&self) -> Option<SqlState> {
        match self.0.kind {
            ErrorKind::Database(state) => Some(state),
            _ => None,
        }
    }

    /// The server's primary message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.answer().map(DbError::message)
    }

    /// The server's hint.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.answer()?.hint()
    }

    /// The constraint that was violated.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        self.answer()?.constraint()
    }

    /// The schema that the server names.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        self.answer()?.schema()
    }

    /// The table that the server names.
    #[must_use]
    pub fn table(&self) -> Option<&str> {
        self.answer()?.table()
    }

    /// The column that the server names.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        self.answer()?.column()
    }

    /// The data type that the server names.
    #[must_use]
    pub fn datatype(&self) -> Option<&str> {
        self.answer()?.datatype()
    }

    /// The server's DETAIL, which may hold values of the row: it belongs in no log.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.answer()?.detail()
    }

    /// The driver's own error, whose `Display` and `Debug` may hold values of the row.
    #[must_use]
    pub fn driver_error(&self) -> Option<&tokio_postgres::Error> {
        self.0.driver.as_ref()
    }

    fn answer(&self) -> Option<&DbError> {
        self.0.driver.as_ref()?.as_db_error()
    }

    fn write_kind(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ErrorKind::NoRow => f.write_str("the query returned no row"),
            ErrorKind::SeveralRows => f.write_str("the query returned more than one row"),
            ErrorKind::Decode { column, name, reason } => write!(f, "column {} (\"{name}\") cannot be decoded: {reason}", column + 1),
            ErrorKind::Encode { parameter, reason } => write!(f, "parameter ${parameter} cannot be sent: {reason}"),
            ErrorKind::Database(state) => write!(f, "{} [{state}]", self.message().unwrap_or("the server refused the statement")),
            ErrorKind::Connection => f.write_str("the connection failed"),
            ErrorKind::SchemaDrift(reason) => f.write_str(reason),
            ErrorKind::Driver => match &self.0.driver {
                Some(error) => fmt::Display::fmt(error, f),
                None => f.write_str("the driver failed"),
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.0.place {
            write!(f, "{place}: ")?;
        }
        self.write_kind(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Error");
        shown.field("kind", &self.0.kind).field("place", &self.0.place);
        for (name, value) in [("message", self.message()), ("constraint", self.constraint()), ("table", self.table())] {
            if let Some(value) = value {
                shown.field(name, &value);
            }
        }
        shown.finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // The driver's error prints the server's DETAIL, so it is a source only where there is no answer of the server in it.
        match (&self.0.kind, &self.0.driver) {
            (ErrorKind::Connection, Some(error)) => Some(error),
            (ErrorKind::Driver, Some(error)) => error.source(),
            _ => None,
        }
    }
}

fn is_connection(error: &tokio_postgres::Error) -> bool {
    let mut inner = error.source();
    while let Some(cause) = inner {
        if cause.is::<std::io::Error>() {
            return true;
        }
        inner = cause.source();
    }
    error.is_closed()
}
