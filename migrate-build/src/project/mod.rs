//! The only folder that touches disk or environment: configuration, discovery of migrations, the lock file.

mod chain;
mod configuration;
mod diagnostics;
mod discover;
mod errors;
mod file_name;
mod header;
mod kept;
mod lock;
mod output;
mod read;
mod snapshot;
mod surroundings;
mod transaction;

pub(crate) use chain::{Chain, Files};
pub(crate) use configuration::read_configuration;
pub use configuration::{Configuration, HeaderStyle, find_configuration, parse_versions};
pub(crate) use diagnostics::write_diagnostics;
pub use diagnostics::{DIAGNOSTICS_FILE, Raised, read_diagnostics};
pub(crate) use discover::read_listed;
pub use discover::{Folder, Listed, Listing, discover, list_folder};
pub(crate) use errors::{no_folder, not_packed, outside_of_package};
pub use file_name::Scheme;
pub use header::{CheckBox, Header, read_header};
pub(crate) use kept::{KEPT_FILE, Kept, Record};
pub use lock::{LOCK_FILE, chain_of, check_lock, read_lock, write_lock};
pub(crate) use output::write_if_changed;
pub use snapshot::{Origin, PRODUCT_VERSION, SNAPSHOT_FILE, Snapshot, SnapshotError};
pub(crate) use snapshot::{digest_of, keep_snapshot};
pub use surroundings::Surroundings;
