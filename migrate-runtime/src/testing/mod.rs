//! A migrated database of its own for each test.
//!
//! ```text
//! #[migrate_runtime::test]                                  // crate::schema::MIGRATIONS
//! fn a_patient_is_admitted(db: &mut postgres::Client) { ... }
//!
//! #[migrate_runtime::test(billing::MIGRATIONS)]
//! async fn an_invoice_is_sent(db: &tokio_postgres::Client) -> Result<(), Error> { ... }
//!
//! #[migrate_runtime::test]
//! fn two_sessions_meet(database: &migrate_runtime::testing::TestDatabase) { ... }
//! ```
//!
//! The migrations are applied once, to a template that is kept on the server and used again by every process that carries the same migrations;
//! each test gets a copy of it, which is removed at its end. Tests run side by side.
//!
//! The server is that of `DATABASE_URL`, or the newest PostgreSQL that is installed on the machine, started in a folder of its own for as long as the
//! process runs, under another user where the tests run as root. `MIGRATE_KEEP_DATABASES=1` keeps the databases of tests and prints their names.
//!
//! Where there is neither, it is the embedded one: the program `migrate-embedded` of the folder `embedded` beside these sources, which the feature
//! `embedded` has cargo build at the first need, and which is looked for in the path without it. It serves one session at a time, so tests run one
//! after the other, and a test that needs more is left out by [`Server::with`]. `MIGRATE_SERVER=embedded` takes it where another one is installed.
//!
//! What goes wrong here is a panic, because a test that has no database has failed.

mod database;
mod embedded;
mod installed;
mod left_out;
mod run;
mod server;
mod started;
mod template;
mod turn;

pub use database::TestDatabase;
pub use left_out::Needs;
pub use run::{AsyncTest, BlockingTest, TakesClient, TakesDatabase, run, run_async};
pub use server::Server;
