//! What does each contestant do between connecting and being done; what it carries is loaded before, as if it were embedded.

use crate::folder::{self, File, Transaction};
use crate::tools::Tool;
use diesel::Connection;
use diesel_migrations::{EmbeddedMigration, EmbeddedMigrations, EmbeddedName, MigrationHarness, TomlMetadataWrapper};
use migrate_runners::chains::{Chain, Script};
use migrate_runtime::Migrations;
use sqlx::Connection as _;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Who applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contestant {
    /// One simple-query message a migration: BEGIN, the script, a history row, COMMIT.
    Bare,
    Blocking,
    Async,
    Sqlx,
    Refinery,
    Diesel,
}

/// A contestant with the chain that it carries.
pub(crate) struct Loaded {
    pub(crate) contestant: Contestant,
    carried: Carried,
}

enum Carried {
    Scripts(Vec<Script>),
    Embedded(Migrations),
    Sqlx(sqlx::migrate::Migrator),
    Refinery(refinery::Runner),
    Diesel(&'static [EmbeddedMigration]),
}

/// What the asynchronous ones run on.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime starts"));

impl Loaded {
    pub(crate) fn new(contestant: Contestant, chain: Chain) -> Self {
        let carried = match contestant {
            Contestant::Bare => Carried::Scripts(chain.scripts()),
            Contestant::Blocking | Contestant::Async => Carried::Embedded(embedded(chain)),
            Contestant::Sqlx => read_back(Tool::Sqlx, chain, |folder| {
                let migrator = RUNTIME.block_on(sqlx::migrate::Migrator::new(folder));
                Carried::Sqlx(migrator.expect("sqlx reads the files"))
            }),
            Contestant::Refinery => read_back(Tool::Refinery, chain, |folder| {
                let migrations = refinery::load_sql_migrations(folder).expect("refinery reads the files");
                Carried::Refinery(refinery::Runner::new(&migrations))
            }),
            Contestant::Diesel => Carried::Diesel(Vec::leak(chain.scripts().into_iter().map(embedded_for_diesel).collect())),
        };
        Self { contestant, carried }
    }

    /// Connects, tells so, applies, and says how long that took since.
    pub(crate) fn apply(&self, url: &str, connected: &dyn Fn()) -> Duration {
        match &self.carried {
            Carried::Scripts(scripts) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
                timed(connected, || bare(scripts, &mut client).expect("the bare messages are taken"))
            }
            Carried::Embedded(migrations) if self.contestant == Contestant::Blocking => {
                let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
                timed(connected, || drop(migrations.apply(&mut client).expect("migrate applies")))
            }
            Carried::Embedded(migrations) => {
                let connecting = tokio_postgres::connect(url, tokio_postgres::NoTls);
                let (mut client, connection) = RUNTIME.block_on(connecting).expect("the server answers");
                RUNTIME.spawn(connection);
                timed(connected, || drop(RUNTIME.block_on(migrations.apply(&mut client)).expect("migrate applies")))
            }
            Carried::Sqlx(migrator) => {
                let mut connection = RUNTIME.block_on(sqlx::PgConnection::connect(url)).expect("the server answers");
                timed(connected, || RUNTIME.block_on(migrator.run(&mut connection)).expect("sqlx applies"))
            }
            Carried::Refinery(runner) => {
                let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
                timed(connected, || drop(runner.run(&mut client).expect("refinery applies")))
            }
            Carried::Diesel(migrations) => {
                let mut connection = diesel::PgConnection::establish(url).expect("the server answers");
                let source = EmbeddedMigrations::new(migrations);
                timed(connected, || drop(connection.run_pending_migrations(source).expect("diesel applies")))
            }
        }
    }
}

/// The chain as this program carries it.
fn embedded(chain: Chain) -> Migrations {
    match chain {
        Chain::Thousand => migrate_runners::thousand::MIGRATIONS,
        Chain::Long => migrate_runners::long::MIGRATIONS,
        Chain::Tables => migrate_runners::tables::MIGRATIONS,
    }
}

/// Writes the chain as files of a tool, and has it read them.
fn read_back(tool: Tool, chain: Chain, read: impl FnOnce(&Path) -> Carried) -> Carried {
    let files: Vec<File> = chain.scripts().into_iter().map(|script| File { script, transaction: Transaction::Own }).collect();
    let folder = std::env::temp_dir().join(format!("runners-{}-{}", std::process::id(), chain.module()));
    folder::write(tool, &folder, &files);
    let carried = read(&folder);
    std::fs::remove_dir_all(&folder).expect("a folder can be removed");
    carried
}

/// What `embed_migrations!` makes of a file; the macro takes no folder that is generated.
fn embedded_for_diesel(script: Script) -> EmbeddedMigration {
    let name = format!("{:04}_{}", script.version, script.name).leak();
    EmbeddedMigration::new(script.sql.leak(), None, EmbeddedName::new(name), TomlMetadataWrapper::new(true))
}

impl Contestant {
    pub(crate) const ALL: [Self; 6] = [Self::Bare, Self::Blocking, Self::Async, Self::Sqlx, Self::Refinery, Self::Diesel];

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Bare => "bare messages",
            Self::Blocking => "migrate, blocking",
            Self::Async => "migrate, async",
            Self::Sqlx => "sqlx 0.9",
            Self::Refinery => "refinery 0.10",
            Self::Diesel => "diesel_migrations 2.3",
        }
    }
}

fn timed(connected: &dyn Fn(), apply: impl FnOnce()) -> Duration {
    connected();
    let since = Instant::now();
    apply();
    since.elapsed()
}

/// What nobody can do without who applies each migration for itself.
fn bare(scripts: &[Script], client: &mut postgres::Client) -> Result<(), postgres::Error> {
    let history =
        "bare_history (version int4 primary key, name text not null, checksum text not null, at timestamptz not null default now())";
    client.batch_execute(&format!("create table if not exists {history}"))?;
    client.batch_execute("select pg_advisory_lock(1)")?;
    let applied = client.query("select version from bare_history", &[])?;
    let applied: Vec<i32> = applied.iter().map(|row| row.get(0)).collect();
    for Script { version, name, sql } in scripts.iter().filter(|script| !applied.contains(&(script.version as i32))) {
        let row = format!("insert into bare_history (version, name, checksum) values ({version}, '{name}', '{version:064x}')");
        client.batch_execute(&format!("begin;\n{sql}\n;\n{row};\ncommit"))?;
    }
    client.batch_execute("select pg_advisory_unlock(1)")
}
