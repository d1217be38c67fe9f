//! Where is this: names, spans and lines of a source text. Knows no SQL.

mod json;
mod name;
mod source;
mod span;

pub use json::Json;
pub use name::Name;
pub use source::{LineColumn, SourceText};
pub use span::Span;
