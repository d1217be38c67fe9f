//! Many rows at once: one INSERT over arrays, one with a list of rows where columns are arrays or defaults are mixed in, or a COPY.

use crate::bind::{Bind, Parameters, bind};
use crate::copy::Copy;
use crate::insert::Set;
use crate::query::{Command, DecodeRow, Query};
use crate::sql::SqlType;
use crate::statement::{ParameterType, Place, Statement};
use std::fmt::Write;

/// Rows for one table. The columns come first, then the values of each row in their order.
pub struct InsertMany {
    table: String,
    columns: Vec<Column>,
    /// Every cell of every row, row by row; a default is kept as a NULL that is not sent.
    cells: Parameters,
    defaults: Vec<bool>,
    place: Place,
}

struct Column {
    name: String,
    element: ParameterType,
    array: ParameterType,
}

/// What is to be done with a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Every row leaves it to its default.
    LeftOut,
    /// Every row has a value.
    Sent,
    /// Some rows have a value.
    Mixed,
}

/// What the protocol can count.
const MOST_PARAMETERS: usize = 65_535;

impl InsertMany {
    /// For a table by its name as SQL writes it, with its schema.
    #[must_use]
    pub fn new(table: &str, place: Place) -> Self {
        Self { table: table.to_owned(), columns: Vec::new(), cells: Parameters::default(), defaults: Vec::new(), place }
    }

    /// The next column by its name as SQL writes it.
    pub fn column<S: SqlType>(&mut self, name: &str) {
        self.columns.push(Column { name: name.to_owned(), element: S::TYPE, array: S::ARRAY });
    }

    /// The next value.
    pub fn value<S, N, T: Bind<S, N> + ?Sized>(&mut self, value: &T) {
        self.defaults.push(false);
        bind::<S, N, T>(&mut self.cells, value);
    }

    /// The next value, or the default of the column.
    pub fn set<S, N, T: Bind<S, N>>(&mut self, value: &Set<T>) {
        match value {
            Set::Value(value) => self.value::<S, N, T>(value),
            Set::Default => {
                self.defaults.push(true);
                crate::bind::bind_null(&mut self.cells);
            }
        }
    }

    /// One INSERT of all rows.
    pub fn command(self) -> Command {
        let (statement, parameters) = self.finish();
        Command::owned(statement, parameters)
    }

    /// One INSERT of all rows that returns columns of each, in the order of the rows.
    pub fn returning<R>(self, columns: &str, decode: DecodeRow<R>) -> Query<R> {
        let (statement, parameters) = self.finish();
        Query::owned(statement.returning(columns), parameters, decode)
    }

    /// A COPY of all rows. Where only some rows leave a column to its default, it fails.
    pub fn copy(mut self) -> Copy {
        let uses = self.uses();
        if uses.contains(&Use::Mixed) {
            self.cells.fail("in a COPY all rows or none leave a column to its default");
        }
        let columns: Vec<bool> = uses.iter().map(|of| *of == Use::Sent).collect();
        let sent = || self.columns.iter().zip(&columns).filter(|(_, sent)| **sent).map(|(column, _)| column);
        let names = sent().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
        let numbers = (1..=sent().count()).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ");
        let types = sent().map(|column| column.element).collect();
        let insert = Statement::owned(format!("insert into {} ({names}) values ({numbers})", self.table), types, self.place);
        let sql = format!("copy {} ({names}) from stdin (format binary)", self.table);
        Copy { sql, parameters: self.cells, insert, columns }
    }

    fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns.len()).unwrap_or(0)
    }

    fn uses(&self) -> Vec<Use> {
        let rows = self.rows();
        let defaults = |column| (0..rows).filter(|row| self.defaults[row * self.columns.len() + column]).count();
        (0..self.columns.len())
            .map(|column| match defaults(column) {
                0 => Use::Sent,
                all if all == rows => Use::LeftOut,
                _ => Use::Mixed,
            })
            .collect()
    }

    fn finish(self) -> (Statement, Parameters) {
        let uses = self.uses();
        let named = self.columns.iter().zip(&uses).filter(|(_, of)| **of != Use::LeftOut).map(|(column, _)| column.name.as_str());
        let names = named.collect::<Vec<_>>().join(", ");
        let mut sql = format!("insert into {}", self.table);
        if !names.is_empty() {
            let _ = write!(sql, " ({names})");
        }
        let mut parameters = Parameters::default();
        // PostgreSQL unnests an array of arrays to the end, so columns that are arrays go another way.
        let flat = |(column, of): (&Column, &Use)| *of == Use::LeftOut || (*of == Use::Sent && column.element != column.array);
        let types = match () {
            () if names.is_empty() => {
                let _ = write!(sql, " select from pg_catalog.generate_series(1, {})", self.rows());
                Vec::new()
            }
            () if self.columns.iter().zip(&uses).all(flat) => self.over_arrays(&uses, &mut sql, &mut parameters),
            () if self.rows() == 0 => {
                let nothing = uses.iter().filter(|of| **of != Use::LeftOut).map(|_| "null").collect::<Vec<_>>().join(", ");
                let _ = write!(sql, " select {nothing} where false");
                Vec::new()
            }
            () => self.listed(&uses, &mut sql, &mut parameters),
        };
        parameters.inherit_failure(&self.cells);
        (Statement::owned(sql, types, self.place), parameters)
    }

    fn over_arrays(&self, uses: &[Use], sql: &mut String, parameters: &mut Parameters) -> Vec<ParameterType> {
        sql.push_str(" select * from rows from (");
        let mut types = Vec::new();
        for (at, column) in self.columns.iter().enumerate().filter(|(at, _)| uses[*at] == Use::Sent) {
            types.push(column.array);
            let comma = if types.len() == 1 { "" } else { ", " };
            let _ = write!(sql, "{comma}pg_catalog.unnest(${}", types.len());
            if let ParameterType::User(schema, name) = column.element {
                let dot = if schema.is_empty() { String::new() } else { format!("{}.", quoted(schema)) };
                let _ = write!(sql, "::{dot}{}[]", quoted(name));
            }
            sql.push(')');
            let cells = (0..self.rows()).map(|row| row * self.columns.len() + at);
            parameters.add_array(column.element, &self.cells, cells);
        }
        sql.push(')');
        types
    }

    fn listed(&self, uses: &[Use], sql: &mut String, parameters: &mut Parameters) -> Vec<ParameterType> {
        sql.push_str(" values ");
        let mut types = Vec::new();
        for row in 0..self.rows() {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            let mut comma = "";
            for (at, column) in self.columns.iter().enumerate().filter(|(at, _)| uses[*at] != Use::LeftOut) {
                let cell = row * self.columns.len() + at;
                sql.push_str(comma);
                comma = ", ";
                if self.defaults[cell] {
                    sql.push_str("default");
                    continue;
                }
                types.push(column.element);
                let _ = write!(sql, "${}", types.len());
                parameters.add_cell(&self.cells, cell);
            }
            sql.push(')');
        }
        if types.len() > MOST_PARAMETERS {
            parameters.fail("one INSERT takes 65535 values at most: insert fewer rows at once, or copy them");
        }
        types
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
