//! Which Rust says this: the type of every SQL type, the name of every object, and the generated module.

mod settings;

pub use settings::Settings;
