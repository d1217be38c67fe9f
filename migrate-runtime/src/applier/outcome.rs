//! What does a driver bring back: rows of texts, or why not.

use crate::sqlstate::SqlState;
use std::fmt;

/// What of an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Its rows.
    Rows,
    /// Only whether it worked: rows may be thrown away as they arrive.
    Nothing,
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server did everything that was sent.
    Answered(Answer),
    /// It did not.
    Failed(Failure),
    /// The time has passed.
    Waited,
}

/// What the server answers to a text: one result a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The results in the order of the statements.
    pub results: Vec<StatementResult>,
}

/// What a statement brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementResult {
    /// Its rows; a value that is none is NULL.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows it returned or touched.
    pub touched: u64,
}

/// Why the server did not do what was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its condition, where the server said one.
    pub sqlstate: Option<SqlState>,
    /// Its primary message. The server's DETAIL, which may hold values of rows, is not kept.
    pub message: String,
    /// Its hint.
    pub hint: Option<String>,
    /// The constraint that was violated.
    pub constraint: Option<String>,
    /// The character of the text, from 1, that the server points to.
    pub position: Option<u32>,
    /// What has become of the connection.
    pub connection: ConnectionState,
}

/// What has become of a connection after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    /// It can be used.
    Open,
    /// It is gone, and with it the answer.
    Lost,
}

impl Failure {
    /// The server refused what was sent.
    #[must_use]
    pub fn refused(sqlstate: SqlState, message: &str) -> Self {
        Self { sqlstate: Some(sqlstate), connection: ConnectionState::Open, ..Self::lost(message) }
    }

    /// The connection was lost.
    #[must_use]
    pub fn lost(message: &str) -> Self {
        Self {
            sqlstate: None,
            message: message.to_owned(),
            hint: None,
            constraint: None,
            position: None,
            connection: ConnectionState::Lost,
        }
    }

    pub(super) fn is_lost(&self) -> bool {
        self.connection == ConnectionState::Lost
    }

    pub(super) fn is(&self, state: SqlState) -> bool {
        self.sqlstate == Some(state)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sqlstate {
            Some(state) => write!(f, "{} [{state}]", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("sqlstate", &self.sqlstate)
            .field("message", &self.message)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(answer) = error.as_db_error() else {
            return Self::lost(&error.to_string());
        };
        use tokio_postgres::error::{ErrorPosition, Severity};
        let ended = matches!(answer.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
        Self {
            sqlstate: Some(SqlState::from_code(answer.code().code())),
            message: answer.message().to_owned(),
            hint: answer.hint().map(str::to_owned),
            constraint: answer.constraint().map(str::to_owned),
            position: match answer.position() {
                Some(ErrorPosition::Original(position)) => Some(*position),
                _ => None,
            },
            connection: if ended { ConnectionState::Lost } else { ConnectionState::Open },
        }
    }
}

impl Answer {
    /// The only row of the n-th statement.
    pub(super) fn row(&self, statement: usize) -> Option<&[Option<String>]> {
        match self.results.get(statement)?.rows.as_slice() {
            [row] => Some(row),
            _ => None,
        }
    }

    /// The rows of the n-th statement.
    pub(super) fn rows(&self, statement: usize) -> &[Vec<Option<String>>] {
        self.results.get(statement).map_or(&[], |result| &result.rows)
    }
}

impl FromIterator<tokio_postgres::SimpleQueryMessage> for Answer {
    fn from_iter<I: IntoIterator<Item = tokio_postgres::SimpleQueryMessage>>(messages: I) -> Self {
        use tokio_postgres::SimpleQueryMessage;
        let (mut results, mut rows) = (Vec::new(), Vec::new());
        for message in messages {
            match message {
                SimpleQueryMessage::Row(row) => {
                    rows.push((0..row.len()).map(|column| row.try_get(column).ok().flatten().map(str::to_owned)).collect());
                }
                SimpleQueryMessage::CommandComplete(touched) => {
                    results.push(StatementResult { rows: std::mem::take(&mut rows), touched });
                }
                _ => {}
            }
        }
        Self { results }
    }
}
