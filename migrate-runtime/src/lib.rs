//! What ships in a program that carries its PostgreSQL migrations.
//!
//! Today this is the model that the engine and the applier share, under its public name: how a migration is hashed, cut into sections, put in
//! order and locked. A program can hold the files that it carries against a lock file with it:
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

pub use migrate_model as model;

mod bind;
mod built;
mod connection;
mod copy;
mod decode;
mod error;
mod insert;
mod insert_many;
mod migrations;
mod query;
mod row;
pub mod sql;
mod sqlstate;
mod start_up;
mod statement;
pub mod types;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "macros")]
mod macros;

pub use bind::{Bind, BindError, Encoder, NeverNull, Nullable, Parameters};
#[cfg(feature = "tokio")]
pub use connection::{Answer, AsyncClient, AsyncRows, FetchAsync};
#[cfg(feature = "sync")]
pub use connection::{BlockingClient, FetchSync, SyncRows};
pub use connection::{Cached, Connection};
pub use copy::Copy;
pub use decode::{Decode, DecodeError};
pub use error::{Error, ErrorKind};
pub use insert::Set;
pub use migrations::{Migration, MigrationKind, Migrations, Transaction};
pub use query::{Command, Query};
pub use row::{FromColumns, Row};
pub use sqlstate::SqlState;
pub use statement::{Handle, ParameterType, Place, Statement};

#[cfg(feature = "macros")]
#[doc(hidden)]
pub use migrate_macros as __macros;
