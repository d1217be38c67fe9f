//! What the engine and the applier of migrate must agree on, once: canonical text and checksums, sections and directives, the chain, the
//! lock file, the layout of the history, how scripts run and what they do, and the comparable schema. It knows no database and touches no disk.

mod canonical;
mod chain;
mod checksum;
mod directive;
mod effect;
mod environment;
mod history;
mod history_table;
mod lock_file;
mod lock_mode;
mod schema;
mod schema_text;
mod section;
mod step;
mod suggest;
mod token;
mod version;

pub use canonical::canonical_text;
pub use chain::{Chain, Link};
pub use checksum::{Checksum, chain_digest, text_digest, text_hash, token_checksum};
pub use directive::{Directive, DirectiveError, DirectiveErrorKind, PlacedDirective, read_directives};
pub use effect::{Effect, EffectKind};
pub use environment::Environment;
pub use history::{AppliedDigest, ChecksumAlgorithm, DownRun, EventKind, HISTORY_LAYOUT, HistoryEvent, NO_EVENT, RecordedDown, ScriptKind};
pub use history_table::{HistoryTable, quoted_name, quoted_text};
pub use lock_file::{LockDrift, LockEntry, LockFile, LockFileError, LockLineProblem};
pub use lock_mode::LockMode;
pub use schema::{ComparableObject, ComparableSchema, ObjectKind, SchemaDifference};
pub use section::{Section, SectionKind, Sections};
pub use step::{Batches, Probe, Rebuilt, Step, StepKind};
pub use suggest::{edit_distance, nearest};
pub use token::{Token, TokenKind, tokens};
pub use version::Version;
