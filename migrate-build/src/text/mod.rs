//! Where is this: names, spans and lines of a source text. Knows no SQL.

mod name;
mod source;
mod span;

pub use name::Name;
pub use source::{LineColumn, SourceText};
pub use span::Span;
