//! What generated code uses. Nothing here is meant to be named by hand.

pub use crate::applier::{Environment, Seed};
pub use crate::bind::{Bind, BindError, Encoder, NeverNull, Nullable, Parameters, bind, bind_foreign, bind_null};
pub use crate::built::Built;
pub use crate::carried::{Batches, Down, Effect, EffectKind, LockMode, Migration, Probe, Rebuilt, Script, Step, StepKind};
pub use crate::connection::Connection;
pub use crate::copy::Copy;
pub use crate::decode::{Decode, DecodeError, Fields, decode_foreign, decode_label, is_type};
pub use crate::error::Error;
pub use crate::insert::{Insert, Set};
pub use crate::insert_many::InsertMany;
pub use crate::migrations::Migrations;
pub use crate::query::{Command, Query};
pub use crate::row::{FromColumns, Row};
pub use crate::sql::{self, SqlType};
pub use crate::statement::{ParameterType, Place, Statement};
pub use crate::types;
pub use crate::version_folders::version_folders;
pub use bytes::BytesMut;
pub use tokio_postgres::types as postgres_types;
pub use tokio_postgres::types::Type;
