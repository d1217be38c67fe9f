//! One row of a result, and how its columns become Rust values.

use crate::decode::{Decode, DecodeError, base_type};
use crate::error::Error;
use crate::statement::Statement;
use std::cell::Cell;
use tokio_postgres::types::{FromSql, FromSqlOwned, Type};

/// Which columns of a result were seen to have the types that they are decoded as; a bit each.
#[derive(Default)]
pub(crate) struct Checked(Cell<u64>);

/// A row of a result.
pub struct Row<'r> {
    row: &'r tokio_postgres::Row,
    statement: &'r Statement,
    checked: &'r Checked,
}

/// A type that is made of several columns next to each other, as the row of a table is.
pub trait FromColumns: Sized {
    /// How many.
    const COLUMNS: usize;

    /// The value that starts at a column, counted from zero.
    ///
    /// # Errors
    /// Where a column cannot be decoded.
    fn from_columns(row: &Row<'_>, first: usize) -> Result<Self, Error>;
}

/// The bytes of a value as they came.
struct Raw<'a>(Option<&'a [u8]>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl<'r> Row<'r> {
    pub(crate) fn new(row: &'r tokio_postgres::Row, statement: &'r Statement, checked: &'r Checked) -> Self {
        Self { row, statement, checked }
    }

    /// The value of a column, counted from zero.
    ///
    /// # Errors
    /// Where the column is not there, has another type, or holds what the Rust type cannot.
    #[inline]
    pub fn value<T: Decode<'r>>(&self, index: usize) -> Result<T, Error> {
        let raw = self.raw(index)?;
        // A column keeps its type for the whole result, and a query decodes a column as one Rust type only.
        let bit = if index < 64 { 1 << index } else { 0 };
        if self.checked.0.get() & bit == 0 {
            self.check::<T>(index)?;
            self.checked.0.set(self.checked.0.get() | bit);
        }
        let value = match raw {
            Some(raw) => T::decode(raw),
            None => T::decode_null(),
        };
        value.map_err(|error| self.error(index, error))
    }

    /// The value of several columns from one on.
    ///
    /// # Errors
    /// Where one of them cannot be decoded.
    #[inline]
    pub fn part<T: FromColumns>(&self, first: usize) -> Result<T, Error> {
        T::from_columns(self, first)
    }

    /// The value of several columns, or nothing where all of them are NULL, as after an outer join.
    ///
    /// # Errors
    /// Where one of them cannot be decoded.
    pub fn optional_part<T: FromColumns>(&self, first: usize) -> Result<Option<T>, Error> {
        for index in first..first + T::COLUMNS {
            if self.raw(index)?.is_some() {
                return T::from_columns(self, first).map(Some);
            }
        }
        Ok(None)
    }

    /// The value of a column as a type that knows the driver's trait and not the one of this crate.
    ///
    /// # Errors
    /// Where the column cannot be decoded.
    pub fn foreign<T: FromSqlOwned>(&self, index: usize) -> Result<T, Error> {
        self.row.try_get(index).map_err(|error| self.error(index, DecodeError::foreign(&error)))
    }

    #[inline]
    fn raw(&self, index: usize) -> Result<Option<&'r [u8]>, Error> {
        match self.row.try_get::<_, Raw<'r>>(index) {
            Ok(Raw(raw)) => Ok(raw),
            Err(_) => Err(self.error(index, DecodeError::new("the result has fewer columns"))),
        }
    }

    #[cold]
    fn check<T: Decode<'r>>(&self, index: usize) -> Result<(), Error> {
        match self.row.columns().get(index) {
            Some(column) if !T::accepts(base_type(column.type_())) => Err(self.error(index, DecodeError::wrong_type::<T>(column.type_()))),
            _ => Ok(()),
        }
    }

    #[cold]
    fn error(&self, index: usize, error: DecodeError) -> Error {
        let name = self.row.columns().get(index).map_or("?", |column| column.name());
        Error::decode(index, name.to_owned(), error.to_string(), self.statement.place())
    }
}
