//! What do bodies of SQL and PL/pgSQL read and do, against any later catalog.
//!
//! PostgreSQL looks at a body in PL/pgSQL when it runs, and at a text in SQL only when the function is made: what they name may go, and nobody is
//! told. Here a body is taken apart into its [`pieces`], which are analyzed against whatever catalog is asked about.

mod broken;
mod gone;
mod pieces;
mod reads;

pub use broken::{BrokenBody, broken_bodies};
pub use reads::{Reader, reads_of};
