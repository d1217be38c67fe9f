//! What ships in a program that carries its PostgreSQL migrations.
//!
//! # Queries
//!
//! The macros of the module that `schema!()` makes check a query when it is compiled, and give a [`Query`] or a [`Command`] that owns its
//! encoded parameters. It runs on a client or a transaction of `postgres`, or of `tokio-postgres` with the feature `tokio`:
//!
//! ```text
//! migrate_runtime::schema!();
//! use migrate_runtime::FetchSync;                       // or FetchAsync
//!
//! let born = query!("select id, name from patients where born < $1", cutoff).fetch_all(&mut client)?;
//! let found = client.fetch_optional(query_as!(Patient, "select * from patients where email = $1", email))?;
//! client.run(query!("delete from visits where id = any(:ids)"))?;
//! schema::MIGRATIONS.check_server(&mut client)?;        // at start-up
//! ```
//!
//! - A query goes to the server and back once, without being prepared. Loops that are hot wrap the client in [`Cached`].
//! - A pooled client is reached through `Deref`: `pooled.fetch_all(query)`. Other connections implement [`BlockingClient`] or `AsyncClient`.
//! - An [`Error`] says where in the program the query stands, and has the condition as a [`SqlState`]. What it prints holds no data.
//! - [`types`] says which Rust type stands for which SQL type. Of dates and times, where several features are on, jiff comes before time, and time
//!   before chrono; parameters and mapped columns take all of them.
//!
//! # The model
//!
//! What the engine and the applier share: how a migration is hashed, cut into sections, put in order and locked. A program can hold the files that
//! it carries against a lock file with it:
//!
//! ```
//! use migrate_runtime::model::{Chain, Link, LockFile, Version, text_hash, token_checksum};
//!
//! let sql = "create table patients (id uuid primary key);";
//! let link = Link {
//!     version: Version::new("001"),
//!     name: "create_patients".to_owned(),
//!     checksum: token_checksum(sql),
//!     text_hash: text_hash(sql),
//! };
//! let chain = Chain { links: vec![link] };
//! assert!(LockFile::default().drift(&chain).is_empty());
//! ```

#![cfg_attr(not(any(feature = "sync", feature = "tokio")), expect(dead_code, reason = "without a driver nothing is sent"))]

pub use migrate_model as model;

pub mod applier;
mod bind;
mod built;
mod carried;
mod connect;
mod connection;
mod copy;
mod decode;
mod drift;
mod error;
mod insert;
mod insert_many;
mod migrations;
mod other_tools;
mod query;
mod row;
pub mod sql;
mod sqlstate;
mod start_up;
mod statement;
#[cfg(feature = "testing")]
pub mod testing;
pub mod types;
mod version_folders;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "macros")]
mod macros;

pub use bind::{Bind, BindError, Encoder, NeverNull, Nullable, Parameters, RawParameter};
pub use carried::{Batches, Down, Effect, EffectKind, LockMode, Migration, MigrationKind, Probe, Rebuilt, Run, Script, Step, StepKind};
#[cfg(feature = "tokio")]
pub use connect::Conversation;
pub use connect::{Config, ConnectError, ConnectErrorKind};
#[cfg(feature = "tokio")]
pub use connection::{Answer, AsyncClient, AsyncRows, FetchAsync};
#[cfg(feature = "sync")]
pub use connection::{BlockingClient, FetchSync, SyncRows};
pub use connection::{Cached, Connection};
pub use copy::Copy;
pub use decode::{Decode, DecodeError};
pub use drift::{Drift, Expressions, Printed, compare_schemas};
pub use error::{Error, ErrorKind};
pub use insert::Set;
pub use migrations::Migrations;
pub use query::{Command, Query};
pub use row::{FromColumns, Row};
pub use sqlstate::SqlState;
pub use statement::{Handle, ParameterType, Place, Statement};

/// Gives a test a migrated database of its own: see [`testing`].
#[cfg(feature = "testing")]
pub use migrate_macros::test;

#[cfg(feature = "macros")]
#[doc(hidden)]
pub use migrate_macros as __macros;
