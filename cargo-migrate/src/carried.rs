//! How does the chain of a folder become what the applier applies: once in a process, so that its texts may live as long as the process.

use crate::folded::Folded;
use crate::kept::{kept, leaked};
use crate::options::{Loaded, Shared};
use crate::output::{Format, Status, refuse, report};
use migrate_build::catalog::Catalog;
use migrate_build::compile::{Compiled, Finding, Migration, carried_migration};
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::docs::comparable_schema;
use migrate_build::project::read_lock;
use migrate_model::{HistoryTable, LockFile};
use migrate_runtime::applier::{Applier, History};
use migrate_runtime::model::HistoryEvent;
use migrate_runtime::{Config, ConnectError, ConnectErrorKind, Migrations, SqlState};
use std::path::Path;

/// A chain that is applied, and the database that it is applied to.
pub(crate) struct Session {
    pub(crate) applier: Applier,
    pub(crate) migrations: Migrations,
    pub(crate) client: postgres::Client,
    /// The schema after all of them.
    pub(crate) catalog: Catalog,
    /// Where the client is connected to.
    pub(crate) config: Config,
    /// The migrations as the folder has them, in the same order, and what any of them make.
    pub(crate) folded: Folded,
}

/// What a program carries whose build reads this folder, or what the build refuses.
///
/// The texts live as long as the process: this is for programs that compare runners, not for those that run migrations again and again.
///
/// ```
/// let folder = std::env::temp_dir().join(format!("carried-{}", std::process::id()));
/// std::fs::create_dir_all(&folder)?;
/// std::fs::write(folder.join("001_create_wards.sql"), "create table wards (name text);")?;
/// assert_eq!(cargo_migrate::migrations_of(&folder)?.list().len(), 1);
/// std::fs::write(folder.join("001_create_rooms.sql"), "create table rooms (name text);")?;
/// assert!(cargo_migrate::migrations_of(&folder).is_err());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The folder cannot be read, or the chain has errors.
pub fn migrations_of(folder: &Path) -> Result<Migrations, BuildErrors> {
    let shared = Shared { dir: Some(folder.to_owned()), postgres: None, format: Format::Text };
    let refused = |findings: Vec<Finding>| {
        BuildErrors(
            findings.into_iter().filter(|finding| finding.diagnostic.is_error()).map(|finding| finding.diagnostic.message).collect(),
        )
    };
    let loaded = shared.read().map_err(refused)?;
    let lock = read_lock(&loaded.dir).map_err(|finding| refused(vec![*finding]))?;
    checked(loaded, lock.as_ref()).map(|(migrations, _)| migrations).map_err(refused)
}

/// What a build refuses, a message each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildErrors(pub Vec<String>);

impl std::fmt::Display for BuildErrors {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0.join("; "))
    }
}

impl std::error::Error for BuildErrors {}

/// Checks the chain, and connects to the database that the environment names.
pub(crate) fn open(loaded: Loaded, format: Format) -> Result<Session, Status> {
    let lock = read_lock(&loaded.dir).map_err(|finding| refuse(finding.diagnostic, format))?;
    let folded = Folded { migrations: loaded.migrations.clone(), versions: loaded.options.versions };
    let (migrations, catalog) = checked(loaded, lock.as_ref()).map_err(|findings| report(&findings, format))?;
    let config = configured(format)?;
    let client = config.connect().map_err(|error| not_connected(&error, format))?;
    let applier = migrations.applier().program(concat!("cargo-migrate ", env!("CARGO_PKG_VERSION")));
    Ok(Session { applier, migrations, client, catalog, config, folded })
}

/// The chain and the schema that it makes, where nothing of it is wrong.
fn checked(loaded: Loaded, lock: Option<&LockFile>) -> Result<(Migrations, Catalog), Vec<Finding>> {
    let (migrations, history) = (loaded.migrations.clone(), loaded.history.clone());
    let (compiled, findings) = loaded.compile();
    if findings.iter().any(|finding| finding.diagnostic.is_error()) {
        return Err(findings);
    }
    Ok((carried(&migrations, &compiled, lock, &history), compiled.catalog))
}

/// The database that the environment names.
pub(crate) fn configured(format: Format) -> Result<Config, Status> {
    let config = Config::from_environment().map_err(|error| not_connected(&error, format))?;
    Ok(config.with_default_application_name("cargo migrate"))
}

impl Session {
    /// The whole history, each event held against its hash and the one before it.
    pub(crate) fn events(&mut self, format: Format) -> Result<Vec<HistoryEvent>, Status> {
        self.applier.verify_history(&mut self.client).map_err(|error| failed(&error.to_string(), format))
    }
}

/// What is applied, by the events of a history.
pub(crate) fn history_of(events: &[HistoryEvent], format: Format) -> Result<History, Status> {
    let hashed = events.iter().map(|event| (event.clone(), event.hash()));
    History::from_events(hashed).map_err(|fault| failed(&fault.to_string(), format))
}

/// Says what the database, or the applier, refused.
pub(crate) fn failed(message: &str, format: Format) -> Status {
    refuse(*Diagnostic::rule(Severity::Error, "database", message), format);
    Status::Errors
}

/// Says why the database that is named could not be reached, and what can be done about that.
pub(crate) fn not_connected(error: &ConnectError, format: Format) -> Status {
    let help = match error.kind() {
        ConnectErrorKind::Unreachable => {
            "start the server, or name another: DATABASE_URL or libpq's variables (PGHOST, PGPORT) say where it is"
        }
        ConnectErrorKind::Tls => {
            "sslmode and sslrootcert in DATABASE_URL, or PGSSLMODE and PGSSLROOTCERT, say what is encrypted and who is trusted"
        }
        ConnectErrorKind::Refused(SqlState::InvalidCatalogName) => "make it with `createdb`, or name another in DATABASE_URL or PGDATABASE",
        ConnectErrorKind::Refused(SqlState::InvalidPassword) => {
            "take the password of that role: it is in DATABASE_URL, in PGPASSWORD or in ~/.pgpass"
        }
        ConnectErrorKind::Refused(SqlState::InvalidAuthorizationSpecification) => {
            "name a role that may connect from here, in DATABASE_URL or PGUSER"
        }
        _ => HOW_TO_NAME,
    };
    refuse(*Diagnostic::rule(Severity::Error, "connection", error.to_string()).help(help), format)
}

const HOW_TO_NAME: &str = "name the database in DATABASE_URL, in libpq's variables (PGHOST, PGDATABASE, PGUSER, PGPASSWORD) or in DB_HOST, DB_NAME, DB_USER, DB_PASSWORD";

fn carried(migrations: &[Migration], compiled: &Compiled, lock: Option<&LockFile>, history: &HistoryTable) -> Migrations {
    let locks: Vec<LockFile> = lock.cloned().into_iter().collect();
    let both = migrations.iter().zip(&compiled.executions);
    // Which objects a migration made is asked by generated code alone.
    let list: Vec<migrate_runtime::Migration> =
        both.map(|(migration, execution)| kept(&carried_migration(migration, execution, &locks, 0))).collect();
    let versions = compiled.catalog.versions();
    let path: Vec<&'static str> = compiled.catalog.search_path().names.iter().map(|name| leaked(name)).collect();
    let schema = leaked(&comparable_schema(&compiled.catalog).to_text());
    Migrations::new(Vec::leak(list))
        .history(leaked(&history.schema), leaked(&history.table))
        .server(u16::from(versions.lowest), u16::from(versions.highest))
        .search_path(Vec::leak(path))
        .making(schema)
}
