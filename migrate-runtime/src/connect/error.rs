//! Why is there no connection, said without any password.

use super::setting::Setting;
use crate::sqlstate::SqlState;
use std::error::Error as StdError;
use std::fmt;

/// Why there is no connection. Neither `Display` nor `Debug` holds a password, nor a part of a connection string that may be one.
#[derive(Debug)]
pub struct ConnectError {
    kind: ConnectErrorKind,
    message: String,
    driver: Option<tokio_postgres::Error>,
}

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectErrorKind {
    /// A setting, or a file that one names, cannot be read.
    Setting,
    /// The connection cannot be encrypted as it should, or the server is not the one that it should be.
    Tls,
    /// The server refused the connection.
    Refused(SqlState),
    /// No server answers.
    Unreachable,
}

impl ConnectError {
    fn setting(message: String) -> Self {
        Self { kind: ConnectErrorKind::Setting, message, driver: None }
    }

    /// The word is not shown: where a password was not encoded, it can be a part of it.
    pub(super) fn unknown_setting(place: &str, nearest: Option<&str>) -> Self {
        let hint = nearest.map(|nearest| format!("; perhaps \"{nearest}\" was meant")).unwrap_or_default();
        Self::setting(format!("{place} holds a word that names no setting{hint}"))
    }

    pub(super) fn unsupported_setting(word: &str, place: &str) -> Self {
        Self::setting(format!("{place}: the setting \"{word}\" is not supported"))
    }

    pub(super) fn invalid_value(setting: Setting, expected: &str) -> Self {
        // The value is not shown: in a connection string where a password was not encoded, any part of it can end up anywhere.
        Self::setting(format!("the value of {} is not {expected}", setting.word()))
    }

    pub(super) fn not_a_connection_string(place: &str) -> Self {
        Self::setting(format!("{place} is neither a URL that begins with postgres:// or postgresql:// nor words like host=... dbname=..."))
    }

    pub(super) fn encoding(place: &str) -> Self {
        Self::setting(format!("{place} holds a % that two hexadecimal digits do not follow; a % that is meant is written %25"))
    }

    pub(super) fn quoting(place: &str) -> Self {
        Self::setting(format!("{place} holds a word without \"=\", or a quote that is not closed"))
    }

    pub(super) fn url_port() -> Self {
        Self::setting(
            "the port of the URL is not a number from 1 to 65535; in a password, :, /, ?, #, @ and % are written as %3A, %2F, %3F, %23, %40 and %25"
                .to_owned(),
        )
    }

    pub(super) fn no_user() -> Self {
        Self::setting("no user is named: write one into the connection string, or set PGUSER".to_owned())
    }

    pub(super) fn ports_do_not_match(hosts: usize, ports: usize) -> Self {
        Self::setting(format!("{hosts} hosts are named and {ports} ports: name one port for all of them, or one for each"))
    }

    pub(super) fn no_service(service: &str, looked: &str) -> Self {
        Self::setting(format!("there is no service \"{service}\" in {looked}"))
    }

    #[cfg(feature = "tls")]
    pub(super) fn unreadable(what: &str, file: &str, why: &dyn fmt::Display) -> Self {
        Self::setting(format!("the {what} {file} cannot be used: {why}"))
    }

    pub(super) fn no_tls(mode: &str) -> Self {
        let message = format!("sslmode={mode} asks for an encrypted connection: build with the feature \"tls\" of migrate-runtime");
        Self { kind: ConnectErrorKind::Tls, message, driver: None }
    }

    #[cfg(feature = "tls")]
    pub(super) fn tls(message: String) -> Self {
        Self { kind: ConnectErrorKind::Tls, message, driver: None }
    }

    #[cfg(any(feature = "sync", feature = "tokio"))]
    pub(super) fn from_driver(error: tokio_postgres::Error, target: &str, warnings: &[String]) -> Self {
        let mut reasons = Vec::new();
        let mut cause: Option<&dyn StdError> = error.source();
        while let Some(reason) = cause {
            reasons.push(reason.to_string());
            cause = reason.source();
        }
        let answer = error.as_db_error();
        let encrypting = error.to_string().contains("TLS") || reasons.iter().any(|reason| reason.contains("certificate"));
        let kind = match answer {
            Some(answer) => ConnectErrorKind::Refused(SqlState::from_code(answer.code().code())),
            None if encrypting => ConnectErrorKind::Tls,
            None => ConnectErrorKind::Unreachable,
        };
        let reason = match answer {
            Some(answer) => answer.message().to_owned(),
            // Wrappers often say what they wrap.
            None => reasons.into_iter().next_back().unwrap_or_else(|| error.to_string()),
        };
        let advice = if kind == ConnectErrorKind::Tls && reason.contains("certificate") {
            "; name the authority that signed it with sslrootcert, or encrypt without asking who the server is with sslmode=no-verify"
        } else {
            ""
        };
        let warnings: String = warnings.iter().map(|warning| format!("; {warning}")).collect();
        Self { kind, message: format!("cannot connect to {target}: {reason}{advice}{warnings}"), driver: Some(error) }
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ConnectErrorKind {
        self.kind
    }

    /// The driver's own error.
    #[must_use]
    pub fn driver_error(&self) -> Option<&tokio_postgres::Error> {
        self.driver.as_ref()
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

// What the driver says is part of the message, so that it is not a source as well.
impl StdError for ConnectError {}
