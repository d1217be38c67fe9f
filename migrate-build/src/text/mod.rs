//! Where is this: names, spans and lines of a source text. Knows no SQL.

mod edit;
mod gather;
mod json;
mod name;
mod nearest;
mod order;
mod quick_hash;
mod seek;
mod sorted;
mod source;
mod span;

pub use edit::{Edit, Edited};
pub(crate) use gather::{Collection, Gather};
pub use json::Json;
pub use name::Name;
pub use nearest::{edit_distance, nearest};
pub(crate) use order::{sort, sort_by, sort_by_key};
pub(crate) use quick_hash::{Mixer, QuickMap, QuickSet};
pub(crate) use seek::Seek;
pub use sorted::{Entries, SortedMap, SortedSet};
pub use source::{LineColumn, SourceText};
pub use span::Span;
