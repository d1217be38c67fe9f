//! How is a server reached: where each setting of a connection comes from, and the clients that are opened with them.
//!
//! Each setting is taken from the first of these that has it:
//!
//! 1. the connection string: the one that is given, or `DATABASE_URL`; a URL, or words like `host=... dbname=...`
//! 2. the service that `service=` or `PGSERVICE` names, in `PGSERVICEFILE`, `~/.pg_service.conf` or `PGSYSCONFDIR`
//! 3. libpq's variables: `PGHOST`, `PGPORT`, `PGDATABASE`, `PGUSER`, `PGPASSWORD`, `PGSSLMODE` and so on
//! 4. `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` and `DB_PASSWORD`, where there is no connection string
//! 5. the password alone: `PGPASSFILE` or `~/.pgpass`, which is left alone where others than its owner may read it
//! 6. what libpq takes: the socket of this machine, or localhost; port 5432; the user of the operating system; a database of the user's name
//!
//! `sslmode` means what it means to libpq, but for `require`, which libpq does not always verify: here it does. With `sslrootcert` the server's
//! certificate must come from that authority; without, it must come from one that the system trusts, and be made for the host. `no-verify`
//! encrypts without asking who the server is. `prefer`, the default, verifies nothing, and `allow` is `prefer`.

#[cfg(feature = "tls")]
mod binding;
mod error;
mod files;
#[cfg(any(feature = "sync", feature = "tokio"))]
mod open;
mod setting;
mod string;
#[cfg(feature = "tls")]
mod tls;
mod tls_mode;
mod value;

#[cfg(feature = "tokio")]
pub use open::Conversation;

pub use error::{ConnectError, ConnectErrorKind};

use files::{PasswordFile, Variable, Wanted, read_password, read_service};
use setting::{Setting, Settings};
use std::fmt;
use tls_mode::Tls;

/// How a server is reached. Neither `Display` nor `Debug` shows the password.
#[derive(Clone)]
pub struct Config {
    settings: Settings,
    driver: tokio_postgres::Config,
    tls: Tls,
    warnings: Vec<String>,
}

impl Config {
    /// From `DATABASE_URL` and the other variables of the environment.
    pub fn from_environment() -> Result<Self, ConnectError> {
        Self::from_variables(None, &|name| std::env::var(name).ok())
    }

    /// From a connection string; what it does not say comes from the environment.
    pub fn from_string(connection: &str) -> Result<Self, ConnectError> {
        Self::from_variables(Some(connection), &|name| std::env::var(name).ok())
    }

    /// From a connection string, where there is one, and from whatever `variable` says of the environment's variables.
    pub fn from_variables(connection: Option<&str>, variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConnectError> {
        let named = variable("DATABASE_URL").filter(|url| !url.trim().is_empty());
        let mut settings = match (connection, &named) {
            (Some(text), _) => string::parse_string(text, "the connection string")?,
            (None, Some(text)) => string::parse_string(text, "DATABASE_URL")?,
            (None, None) => Settings::default(),
        };
        let libpq = Settings::of_libpq(variable);
        if let Some(service) = settings.get(Setting::Service).or(libpq.get(Setting::Service)).map(str::to_owned) {
            settings.fill(read_service(&service, variable)?);
        }
        settings.fill(libpq);
        if connection.is_none() && named.is_none() {
            settings.fill(Settings::of_application(variable));
        }
        Self::complete(settings, variable)
    }

    fn complete(mut settings: Settings, variable: Variable<'_>) -> Result<Self, ConnectError> {
        if settings.get(Setting::User).is_none() {
            let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| variable(name).filter(|user| !user.is_empty()));
            settings.set(Setting::User, user.ok_or_else(ConnectError::no_user)?);
        }
        if settings.get(Setting::Database).is_none() {
            let user = settings.get(Setting::User).unwrap_or_default().to_owned();
            settings.set(Setting::Database, user);
        }
        if settings.get(Setting::Host).is_none() && settings.get(Setting::HostAddress).is_none() {
            settings.set(Setting::Host, value::default_host(settings.get(Setting::Port)));
        }
        let mut warnings = Vec::new();
        if settings.get(Setting::Password).is_none() {
            match Self::password_from_file(&settings, variable)? {
                PasswordFile::Found(password) => settings.set(Setting::Password, password),
                PasswordFile::Refused(why) => warnings.push(why),
                PasswordFile::Nothing => {}
            }
        }
        let tls = Tls::of(&settings, variable)?;
        let driver = value::driver(&settings, &tls)?;
        Ok(Self { settings, driver, tls, warnings })
    }

    /// The password for the first of the hosts that has one in the file: the driver takes one for all.
    fn password_from_file(settings: &Settings, variable: Variable<'_>) -> Result<PasswordFile, ConnectError> {
        let mut found = PasswordFile::Nothing;
        for (host, port) in value::targets(settings)? {
            // libpq looks the default socket up under the name of the machine.
            let host = if value::DEFAULT_SOCKETS.contains(&host.as_str()) { "localhost" } else { &host };
            let (database, user) = (settings.get(Setting::Database).unwrap_or_default(), settings.get(Setting::User).unwrap_or_default());
            found = read_password(settings, &Wanted { host, port, database, user }, variable);
            if !matches!(found, PasswordFile::Nothing) {
                break;
            }
        }
        Ok(found)
    }

    /// The same server with another database.
    #[must_use]
    pub fn with_database(&self, database: &str) -> Self {
        let mut changed = self.clone();
        changed.settings.set(Setting::Database, database.to_owned());
        changed.driver.dbname(database);
        changed
    }

    /// The same server with a name of the program for `pg_stat_activity`, where none is set.
    #[must_use]
    pub fn with_default_application_name(&self, name: &str) -> Self {
        let mut changed = self.clone();
        if changed.settings.get(Setting::ApplicationName).is_none() {
            changed.settings.set(Setting::ApplicationName, name.to_owned());
            changed.driver.application_name(name);
        }
        changed
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> &str {
        self.settings.get(Setting::Database).unwrap_or_default()
    }

    /// The user.
    #[must_use]
    pub fn user(&self) -> &str {
        self.settings.get(Setting::User).unwrap_or_default()
    }

    /// What was left alone, such as a password file that others may read. A connection that fails says it too.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The settings as the driver takes them, for pools. Encryption is not among them.
    #[must_use]
    pub fn driver(&self) -> &tokio_postgres::Config {
        &self.driver
    }

    /// Gives a program that is started the same settings in libpq's variables, so that no password stands among its arguments.
    pub fn set_environment(&self, command: &mut std::process::Command) {
        for name in Settings::variable_names().chain(["DATABASE_URL", "PGSERVICEFILE"]) {
            command.env_remove(name);
        }
        for (name, value) in self.settings.variables().filter(|(name, _)| *name != "PGSERVICE") {
            command.env(name, value);
        }
        command.envs(self.tls.libpq_variables());
    }
}

impl fmt::Display for Config {
    /// Whom and what is connected to: `user@host:port/database`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let targets = value::targets(&self.settings).unwrap_or_default();
        let targets: Vec<String> = targets.into_iter().map(|(host, port)| format!("{host}:{port}")).collect();
        write!(f, "{}@{}/{}", self.user(), targets.join(","), self.database())
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |setting: Setting| self.settings.get(setting).map(|_| "...");
        let mut shown = f.debug_struct("Config");
        shown.field("target", &format_args!("{self}")).field("password", &hidden(Setting::Password)).field("tls", &self.tls);
        for setting in [Setting::Options, Setting::ApplicationName, Setting::ConnectTimeout, Setting::TargetSessionAttributes] {
            if let Some(value) = self.settings.get(setting) {
                shown.field(setting.word(), &value);
            }
        }
        shown.finish()
    }
}
