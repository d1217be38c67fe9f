//! Which tools are compared, how is each called by its users, and where does it write down what it did.

use std::any::Any;
use std::error::Error;
use std::path::Path;

/// A tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Migrate,
    Sqlx,
    Refinery,
    Diesel,
}

/// What came of a run, and what the program goes on with: its connections.
pub(crate) struct Ran {
    pub(crate) outcome: Result<(), String>,
    pub(crate) connections: Box<dyn Any>,
}

impl Ran {
    fn new<E: Error + 'static>(outcome: Result<(), E>, connections: impl Any) -> Self {
        Self { outcome: outcome.map_err(|error| described(&error)), connections: Box::new(connections) }
    }
}

impl Tool {
    pub(crate) const ALL: [Self; 4] = [Self::Migrate, Self::Sqlx, Self::Refinery, Self::Diesel];

    /// The word for it on the command line and in names of databases.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Migrate => "migrate",
            Self::Sqlx => "sqlx",
            Self::Refinery => "refinery",
            Self::Diesel => "diesel",
        }
    }

    /// Its name in the table.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Migrate => "migrate",
            Self::Sqlx => "sqlx 0.9",
            Self::Refinery => "refinery 0.10",
            Self::Diesel => "diesel_migrations 2.3",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.word() == word)
    }

    /// Applies what a folder holds, as a program does that starts.
    pub(crate) fn apply(self, folder: &Path, url: &str) -> Ran {
        match self {
            Self::Migrate => migrate(folder, url),
            Self::Sqlx => sqlx(folder, url),
            Self::Refinery => refinery(folder, url),
            Self::Diesel => diesel(folder, url),
        }
    }

    /// The table of its history.
    pub(crate) fn history(self) -> &'static str {
        match self {
            Self::Migrate => "migration_history",
            Self::Sqlx => "_sqlx_migrations",
            Self::Refinery => "refinery_schema_history",
            Self::Diesel => "__diesel_schema_migrations",
        }
    }

    /// What holds for the row that says that a version is applied. `row` stands before each column.
    pub(crate) fn is_applied(self, row: &str, version: u32) -> String {
        match self {
            Self::Migrate => format!("{row}event = 'applied' and {row}version = '{version:04}'"),
            Self::Sqlx | Self::Refinery => format!("{row}version = {version}"),
            Self::Diesel => format!("{row}version = '{version:04}'"),
        }
    }
}

fn migrate(folder: &Path, url: &str) -> Ran {
    // A build that refuses leaves no program that could start.
    let migrations = match cargo_migrate::migrations_of(folder) {
        Ok(migrations) => migrations,
        Err(refused) => return Ran { outcome: Err(format!("the build refuses: {refused}")), connections: Box::new(()) },
    };
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    let outcome = migrations.apply(&mut client).map(|_| ());
    Ran::new(outcome, client)
}

fn sqlx(folder: &Path, url: &str) -> Ran {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let (outcome, pool) = runtime.block_on(async {
        let pool = sqlx::postgres::PgPoolOptions::new().max_connections(5).connect(url).await.expect("the server answers");
        let migrator = sqlx::migrate::Migrator::new(folder).await;
        let outcome = match migrator {
            Ok(migrator) => migrator.run(&pool).await,
            Err(error) => Err(error),
        };
        (outcome, pool)
    });
    Ran::new(outcome, (pool, runtime))
}

fn refinery(folder: &Path, url: &str) -> Ran {
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    let outcome =
        refinery::load_sql_migrations(folder).and_then(|migrations| refinery::Runner::new(&migrations).run(&mut client).map(|_| ()));
    Ran::new(outcome, client)
}

fn diesel(folder: &Path, url: &str) -> Ran {
    use diesel::Connection;
    use diesel_migrations::{FileBasedMigrations, MigrationHarness};
    let mut connection = diesel::PgConnection::establish(url).expect("the server answers");
    let outcome = FileBasedMigrations::from_path(folder)
        .map_err(|error| error.to_string())
        .and_then(|source| connection.run_pending_migrations(source).map(|_| ()).map_err(|error| described(&*error)));
    Ran { outcome, connections: Box::new(connection) }
}

/// An error with what is behind it, each thing said once.
fn described(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = error.source();
    }
    text
}
