//! Which Rust says this: the type of every SQL type, the name of every object, and the generated module.

mod built_in;
pub mod naming;
pub mod rust_type;
mod settings;

pub use settings::{Qualification, Settings};
