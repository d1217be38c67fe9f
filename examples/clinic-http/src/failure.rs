//! What is answered where a request fails: never what the server says of rows.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use migrate_runtime::SqlState;
use serde_json::{Value, json};

/// Why a request was not done.
pub(crate) enum Failure {
    /// The request is wrong, and how.
    Request(String),
    /// There is such a thing already.
    Conflict(&'static str),
    /// No connection could be had, or a query failed.
    Server,
}

impl Failure {
    /// A part of the request that is missing, or is none.
    pub(crate) fn missing(name: &str) -> Self {
        Self::Request(format!("\"{name}\" is missing"))
    }

    /// The failure of an INSERT: a row that is there already is told apart.
    pub(crate) fn of_insert(error: &migrate_runtime::Error, there_already: &'static str) -> Self {
        if error.sqlstate() == Some(SqlState::UniqueViolation) { Self::Conflict(there_already) } else { Self::of_query(error) }
    }

    /// What an error prints holds no data, so that it may stand in a log.
    pub(crate) fn of_query(error: &migrate_runtime::Error) -> Self {
        println!("{error}");
        Self::Server
    }
}

impl From<migrate_runtime::Error> for Failure {
    fn from(error: migrate_runtime::Error) -> Self {
        Self::of_query(&error)
    }
}

impl<E> From<bb8_postgres::bb8::RunError<E>> for Failure {
    fn from(_: bb8_postgres::bb8::RunError<E>) -> Self {
        Self::Server
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let answer = |status: StatusCode, text: &str| (status, Json(json!({ "error": text }))).into_response();
        match self {
            Self::Request(text) => answer(StatusCode::BAD_REQUEST, &text),
            Self::Conflict(text) => answer(StatusCode::CONFLICT, text),
            Self::Server => answer(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"),
        }
    }
}

/// A text of a request's body.
pub(crate) fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str, Failure> {
    body[name].as_str().ok_or_else(|| Failure::missing(name))
}

/// A text that stands for something else.
pub(crate) fn parsed<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::Request(format!("\"{name}\" cannot be read")))
}
