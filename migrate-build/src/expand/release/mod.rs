//! Which queries does a program hold: found in its sources, checked against the schema, and written down as they are sent.

mod record;
mod scan;
mod sources;
mod tokens;

pub use record::{Recorded, Unrecorded, record};
pub use scan::{Call, Said, Scanned, Use, scan};
pub use sources::{QueryText, SourceFile, read_sources};
pub use tokens::{Token, TokenKind, rust_tokens};
