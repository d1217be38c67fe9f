//! Rows on their way into a table with COPY, in the protocol's binary format.

use crate::bind::Parameters;
use crate::connection::Connection;
use crate::statement::Statement;
use bytes::{BufMut, Bytes, BytesMut};
use std::fmt;

/// Rows for one table, the fastest way there. It fires no rules, and cannot be used where row-level security holds the user.
#[must_use = "nothing is copied until it is executed"]
pub struct Copy {
    pub(crate) sql: String,
    /// Every cell of every row, row by row.
    pub(crate) parameters: Parameters,
    /// An INSERT of one such row, which knows the types of the cells.
    pub(crate) insert: Statement,
    /// Which cells of a row are sent.
    pub(crate) columns: Vec<bool>,
}

impl Copy {
    /// Copies the rows: how many there were.
    pub fn execute<C: Connection>(self, connection: C) -> C::Answer<u64> {
        connection.copy(self)
    }

    /// What is sent: the head, the rows, the end.
    // pg: copyfromparse.c ReceiveCopyBinaryHeader, NextCopyFrom
    pub(crate) fn bytes(&self) -> Bytes {
        let count = self.columns.iter().filter(|sent| **sent).count();
        let count = i16::try_from(count).unwrap_or(i16::MAX);
        let width = self.columns.len().max(1);
        let mut all = BytesMut::with_capacity(32 + self.parameters.size() + self.parameters.len() / width * 2);
        all.put_slice(b"PGCOPY\n\xff\r\n\0");
        all.put_slice(&[0; 8]);
        for row in (0..self.parameters.len() / width).map(|row| row * width) {
            all.put_i16(count);
            for (cell, sent) in (row..).zip(&self.columns) {
                if *sent {
                    all.put_slice(self.parameters.cell(cell));
                }
            }
        }
        all.put_i16(-1);
        all.freeze()
    }
}

impl fmt::Debug for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copy").field("sql", &self.sql).field("place", &self.insert.place()).finish_non_exhaustive()
    }
}
