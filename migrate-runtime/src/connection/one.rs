//! How many rows were there: none and several are errors where one is asked for.

use crate::error::Error;
use crate::query::DecodeRow;
use crate::row::{Checked, Row};
use crate::statement::Statement;

/// The value of the only row, if there is one.
pub(super) fn optional<R>(rows: &[tokio_postgres::Row], statement: &Statement, decode: DecodeRow<R>) -> Result<Option<R>, Error> {
    match rows {
        [] => Ok(None),
        [row] => decode(&Row::new(row, statement, &Checked::default())).map(Some),
        _ => Err(Error::several_rows(statement.place())),
    }
}

/// The value of the only row.
pub(super) fn one<R>(rows: &[tokio_postgres::Row], statement: &Statement, decode: DecodeRow<R>) -> Result<R, Error> {
    optional(rows, statement, decode)?.ok_or_else(|| Error::no_row(statement.place()))
}
