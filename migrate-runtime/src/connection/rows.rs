//! From the driver's rows to values: the part that both drivers share.

use crate::error::Error;
use crate::query::DecodeRow;
use crate::row::{Checked, Row};
use crate::statement::Statement;

/// The values of all rows.
pub(super) fn decode_all<R>(rows: &[tokio_postgres::Row], statement: &Statement, decode: DecodeRow<R>) -> Result<Vec<R>, Error> {
    let checked = Checked::default();
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        values.push(decode(&Row::new(row, statement, &checked))?);
    }
    Ok(values)
}

/// The value of the only row, if there is one.
pub(super) fn decode_optional<R>(rows: &[tokio_postgres::Row], statement: &Statement, decode: DecodeRow<R>) -> Result<Option<R>, Error> {
    match rows {
        [] => Ok(None),
        [row] => decode(&Row::new(row, statement, &Checked::default())).map(Some),
        _ => Err(Error::several_rows(statement.place())),
    }
}
