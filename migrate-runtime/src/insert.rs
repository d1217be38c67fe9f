//! An INSERT whose columns are known when the program runs: those that are left to their defaults are left out.

use crate::bind::{Bind, Parameters, bind};
use crate::query::{Command, DecodeRow, Query};
use crate::sql::SqlType;
use crate::statement::{ParameterType, Place, Statement};

/// The value of a column that has a default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Set<T> {
    /// What the schema says.
    #[default]
    Default,
    /// This.
    Value(T),
}

impl<T> From<T> for Set<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// An INSERT of one row that is put together column by column.
pub struct Insert {
    sql: String,
    parameters: Parameters,
    types: Vec<ParameterType>,
    place: Place,
}

impl Insert {
    /// An INSERT from its start, such as `insert into public.patients`.
    #[must_use]
    pub fn new(start: &str, place: Place) -> Self {
        Self { sql: start.to_owned(), parameters: Parameters::default(), types: Vec::new(), place }
    }

    /// A column by its name as SQL writes it, and its value.
    pub fn column<S: SqlType, N, T: Bind<S, N> + ?Sized>(&mut self, name: &str, value: &T) {
        self.sql.push_str(if self.types.is_empty() { " (" } else { ", " });
        self.sql.push_str(name);
        self.types.push(S::TYPE);
        bind::<S, N, T>(&mut self.parameters, value);
    }

    /// A column that has a default.
    pub fn set<S: SqlType, N, T: Bind<S, N>>(&mut self, name: &str, value: &Set<T>) {
        if let Set::Value(value) = value {
            self.column::<S, N, T>(name, value);
        }
    }

    /// The INSERT without an answer.
    pub fn command(self) -> Command {
        let (statement, parameters) = self.finish();
        Command::owned(statement, parameters)
    }

    /// The INSERT that returns columns.
    pub fn returning<R>(self, columns: &str, decode: DecodeRow<R>) -> Query<R> {
        let (statement, parameters) = self.finish();
        Query::owned(statement.returning(columns), parameters, decode)
    }

    fn finish(mut self) -> (Statement, Parameters) {
        if self.types.is_empty() {
            self.sql.push_str(" default values");
        } else {
            self.sql.push_str(") values (");
            for number in 1..=self.types.len() {
                self.sql.push_str(if number == 1 { "$" } else { ", $" });
                self.sql.push_str(&number.to_string());
            }
            self.sql.push(')');
        }
        (Statement::owned(self.sql, self.types, self.place), self.parameters)
    }
}
