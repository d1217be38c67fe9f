//! A statement of generated code: its text is fixed, and its parameters are added one after another.

use crate::bind::{Bind, Parameters, bind};
use crate::query::{Command, Query};
use crate::row::FromColumns;
use crate::sql::SqlType;
use crate::statement::{ParameterType, Place, Statement};

/// A statement that gets its parameters.
pub struct Built {
    sql: &'static str,
    parameters: Parameters,
    types: Vec<ParameterType>,
    place: Place,
}

impl Built {
    /// A statement; its place is where the generated function was called.
    #[must_use]
    #[track_caller]
    pub fn new(sql: &'static str) -> Self {
        Self { sql, parameters: Parameters::default(), types: Vec::new(), place: Place::here() }
    }

    /// The next parameter.
    pub fn bind<S: SqlType, N, T: Bind<S, N> + ?Sized>(&mut self, value: &T) {
        self.types.push(S::TYPE);
        bind::<S, N, T>(&mut self.parameters, value);
    }

    /// As a query of whole rows.
    pub fn rows<R: FromColumns>(self) -> Query<R> {
        let statement = Statement::with_types(self.sql, self.types, self.place);
        Query::owned(statement, self.parameters, |row| row.part(0))
    }

    /// As a statement without rows.
    pub fn command(self) -> Command {
        let statement = Statement::with_types(self.sql, self.types, self.place);
        Command::owned(statement, self.parameters)
    }
}
