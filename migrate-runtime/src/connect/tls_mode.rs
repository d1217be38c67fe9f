//! Is a connection encrypted, and who must the server be.

use super::error::ConnectError;
use super::files::{Variable, in_home};
use super::setting::{Setting, Settings};
use super::value::targets;
use std::path::PathBuf;
use tokio_postgres::config::SslMode;

/// How a connection is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tls {
    pub(super) mode: Mode,
    pub(super) roots: Roots,
    /// The files of the client's certificate and of its key.
    pub(super) certificate: Option<(PathBuf, PathBuf)>,
}

/// Whether it is encrypted, and what is asked of the server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is not.
    Disable,
    /// Where the server can; nothing is asked.
    Prefer,
    /// Always; nothing is asked.
    NoVerify,
    /// Always; a known authority must have signed it.
    Authority,
    /// Always; a known authority must have signed it, for this host.
    AuthorityAndHost,
}

/// Which authorities are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Roots {
    /// Those that the system trusts.
    System,
    /// Those of a file.
    File(PathBuf),
}

impl Tls {
    pub(super) fn of(settings: &Settings, variable: Variable<'_>) -> Result<Self, ConnectError> {
        let roots = match settings.get(Setting::SslRootCertificate) {
            Some("system") => Roots::System,
            Some(file) => Roots::File(PathBuf::from(file)),
            None => match in_home(variable, ".postgresql/root.crt").filter(|file| file.exists()) {
                Some(file) => Roots::File(file),
                None => Roots::System,
            },
        };
        let asked = settings.get(Setting::SslMode).unwrap_or("prefer");
        let mode = match (asked, &roots) {
            ("disable", _) => Mode::Disable,
            ("allow" | "prefer", _) => Mode::Prefer,
            ("no-verify", _) => Mode::NoVerify,
            ("require", Roots::File(_)) | ("verify-ca", Roots::File(_)) => Mode::Authority,
            // Of the many authorities that a system trusts each signs for anybody, so that the host is what tells servers apart.
            ("require" | "verify-ca", Roots::System) | ("verify-full", _) => Mode::AuthorityAndHost,
            _ => {
                return Err(ConnectError::invalid_value(
                    Setting::SslMode,
                    "disable, allow, prefer, no-verify, require, verify-ca or verify-full",
                ));
            }
        };
        // Nobody listens on the way to a socket, and servers do not encrypt it.
        let sockets = targets(settings)?.iter().all(|(host, _)| host.starts_with('/'));
        let mode = if sockets { Mode::Disable } else { mode };
        if !cfg!(feature = "tls") && !matches!(mode, Mode::Disable | Mode::Prefer) {
            return Err(ConnectError::no_tls(asked));
        }
        let named = settings.get(Setting::SslCertificate).map(PathBuf::from);
        let certificate = named.or_else(|| in_home(variable, ".postgresql/postgresql.crt").filter(|file| file.exists()));
        let key = settings.get(Setting::SslKey).map(PathBuf::from).or_else(|| in_home(variable, ".postgresql/postgresql.key"));
        Ok(Self { mode, roots, certificate: certificate.zip(key) })
    }

    pub(super) fn driver_mode(&self) -> SslMode {
        match self.mode {
            Mode::Disable => SslMode::Disable,
            Mode::Prefer => SslMode::Prefer,
            Mode::NoVerify | Mode::Authority | Mode::AuthorityAndHost => SslMode::Require,
        }
    }

    /// The variables with which libpq does the same.
    pub(super) fn libpq_variables(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mode = match self.mode {
            Mode::Disable => "disable",
            Mode::Prefer => "prefer",
            Mode::NoVerify => "require",
            Mode::Authority => "verify-ca",
            Mode::AuthorityAndHost => "verify-full",
        };
        let system = self.mode == Mode::AuthorityAndHost && self.roots == Roots::System;
        [("PGSSLMODE", mode)].into_iter().chain(system.then_some(("PGSSLROOTCERT", "system")))
    }
}
