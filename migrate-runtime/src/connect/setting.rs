//! Which settings of a connection are there, and what are they called in connection strings, in libpq's variables and in an application's own.

use super::error::ConnectError;
use migrate_model::nearest;
use std::collections::BTreeMap;

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    Host,
    HostAddress,
    Port,
    Database,
    User,
    Password,
    PasswordFile,
    Service,
    Options,
    ApplicationName,
    SslMode,
    SslRootCertificate,
    SslCertificate,
    SslKey,
    SslNegotiation,
    ChannelBinding,
    ConnectTimeout,
    TcpUserTimeout,
    Keepalives,
    KeepalivesIdle,
    KeepalivesInterval,
    KeepalivesCount,
    TargetSessionAttributes,
    LoadBalanceHosts,
}

/// The word in a connection string, and libpq's variable where there is one.
const NAMES: [(Setting, &str, &str); 24] = [
    (Setting::Host, "host", "PGHOST"),
    (Setting::HostAddress, "hostaddr", "PGHOSTADDR"),
    (Setting::Port, "port", "PGPORT"),
    (Setting::Database, "dbname", "PGDATABASE"),
    (Setting::User, "user", "PGUSER"),
    (Setting::Password, "password", "PGPASSWORD"),
    (Setting::PasswordFile, "passfile", "PGPASSFILE"),
    (Setting::Service, "service", "PGSERVICE"),
    (Setting::Options, "options", "PGOPTIONS"),
    (Setting::ApplicationName, "application_name", "PGAPPNAME"),
    (Setting::SslMode, "sslmode", "PGSSLMODE"),
    (Setting::SslRootCertificate, "sslrootcert", "PGSSLROOTCERT"),
    (Setting::SslCertificate, "sslcert", "PGSSLCERT"),
    (Setting::SslKey, "sslkey", "PGSSLKEY"),
    (Setting::SslNegotiation, "sslnegotiation", "PGSSLNEGOTIATION"),
    (Setting::ChannelBinding, "channel_binding", "PGCHANNELBINDING"),
    (Setting::ConnectTimeout, "connect_timeout", "PGCONNECT_TIMEOUT"),
    (Setting::TcpUserTimeout, "tcp_user_timeout", ""),
    (Setting::Keepalives, "keepalives", ""),
    (Setting::KeepalivesIdle, "keepalives_idle", ""),
    (Setting::KeepalivesInterval, "keepalives_interval", ""),
    (Setting::KeepalivesCount, "keepalives_count", ""),
    (Setting::TargetSessionAttributes, "target_session_attrs", "PGTARGETSESSIONATTRS"),
    (Setting::LoadBalanceHosts, "load_balance_hosts", "PGLOADBALANCEHOSTS"),
];

/// The variables that many applications and compose files have.
const APPLICATION: [(Setting, &str); 5] = [
    (Setting::Host, "DB_HOST"),
    (Setting::Port, "DB_PORT"),
    (Setting::Database, "DB_NAME"),
    (Setting::User, "DB_USER"),
    (Setting::Password, "DB_PASSWORD"),
];

/// Other words for the same settings, from the connection strings of sqlx and of JDBC.
const ALIASES: [(&str, Setting); 8] = [
    ("ssl-mode", Setting::SslMode),
    ("ssl-root-cert", Setting::SslRootCertificate),
    ("ssl-ca", Setting::SslRootCertificate),
    ("ssl-cert", Setting::SslCertificate),
    ("ssl-key", Setting::SslKey),
    ("application-name", Setting::ApplicationName),
    ("fallback_application_name", Setting::ApplicationName),
    ("database", Setting::Database),
];

/// What other programs read from the same connection string, and what says nothing here: the driver always speaks UTF-8, has no GSSAPI and
/// compresses nothing; the rest sizes the pools and caches of ORMs.
const IGNORED: [&str; 14] = [
    "client_encoding",
    "gssencmode",
    "krbsrvname",
    "gsslib",
    "gssdelegation",
    "sslcompression",
    "sslsni",
    "sslcertmode",
    "connection_limit",
    "pool_timeout",
    "socket_timeout",
    "pgbouncer",
    "statement_cache_size",
    "statement-cache-capacity",
];

/// What libpq knows and the driver does not: to leave one of them out would weaken what was asked for.
const UNSUPPORTED: [&str; 10] = [
    "sslcrl",
    "sslcrldir",
    "sslpassword",
    "ssl_min_protocol_version",
    "ssl_max_protocol_version",
    "requirepeer",
    "require_auth",
    "requiressl",
    "replication",
    "scram_client_key",
];

/// The settings that were found, each in the words in which it was written.
#[derive(Clone, Default)]
pub(super) struct Settings(BTreeMap<Setting, String>);

impl Settings {
    pub(super) fn get(&self, setting: Setting) -> Option<&str> {
        self.0.get(&setting).map(String::as_str)
    }

    pub(super) fn set(&mut self, setting: Setting, value: String) {
        self.0.insert(setting, value);
    }

    /// Takes over what is not set yet: the layer that was read first holds.
    pub(super) fn fill(&mut self, below: Self) {
        for (setting, value) in below.0 {
            self.0.entry(setting).or_insert(value);
        }
    }

    /// Sets what a word of a connection string names. `place` says where the word stands.
    pub(super) fn set_word(&mut self, word: &str, value: String, place: &str) -> Result<(), ConnectError> {
        let named = NAMES.iter().find(|(_, known, _)| *known == word).map(|(setting, ..)| *setting);
        if let Some(setting) = named.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, setting)| *setting)) {
            self.set(setting, value);
        } else if word == "schema" {
            // Prisma's word for the schema that names are looked up in.
            self.add_option("search_path", &value);
        } else if let Some(name) = word.strip_prefix("options[").and_then(|rest| rest.strip_suffix(']')) {
            self.add_option(name, &value);
        } else if UNSUPPORTED.contains(&word) {
            return Err(ConnectError::unsupported_setting(word, place));
        } else if !IGNORED.contains(&word) {
            let known = NAMES.iter().map(|(_, known, _)| *known);
            return Err(ConnectError::unknown_setting(place, nearest(word, known)));
        }
        Ok(())
    }

    fn add_option(&mut self, name: &str, value: &str) {
        let mut options = self.get(Setting::Options).map(|before| format!("{before} ")).unwrap_or_default();
        options.push_str(&format!("-c {name}={}", value.replace('\\', "\\\\").replace(' ', "\\ ")));
        self.set(Setting::Options, options);
    }

    /// libpq's variables.
    pub(super) fn of_libpq(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let named = NAMES.iter().filter(|(.., name)| !name.is_empty());
        Self(named.filter_map(|(setting, _, name)| Some((*setting, variable(name).filter(|value| !value.is_empty())?))).collect())
    }

    /// An application's own variables.
    pub(super) fn of_application(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        Self(APPLICATION.iter().filter_map(|(setting, name)| Some((*setting, variable(name).filter(|value| !value.is_empty())?))).collect())
    }

    /// As libpq's variables, for a program that is started.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&'static str, &str)> {
        NAMES.iter().filter(|(.., name)| !name.is_empty()).filter_map(|(setting, _, name)| Some((*name, self.get(*setting)?)))
    }

    /// Every name of libpq's variables.
    pub(super) fn variable_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(.., name)| *name).filter(|name| !name.is_empty())
    }
}

impl Setting {
    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        NAMES.iter().find(|(setting, ..)| *setting == self).map_or("", |(_, word, _)| word)
    }
}
