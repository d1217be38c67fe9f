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
//! What goes wrong here is a panic, because a test that has no database has failed.

mod database;
mod installed;
mod run;
mod server;
mod template;

pub use database::TestDatabase;
pub use run::{AsyncTest, BlockingTest, TakesClient, TakesDatabase, run, run_async};
pub use server::Server;
