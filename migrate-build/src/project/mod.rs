//! The only folder that touches disk or environment: configuration, discovery of migrations, the lock file.

mod configuration;
mod discover;
mod errors;
mod file_name;
mod header;
mod lock;
mod read;
mod snapshot;
mod transaction;

pub use configuration::{Configuration, HeaderStyle, find_configuration, parse_versions};
pub use discover::{Folder, discover};
pub use file_name::Scheme;
pub use header::{CheckBox, Header, read_header};
pub use lock::{LOCK_FILE, chain_of, check_lock, read_lock, write_lock};
pub use snapshot::{Origin, PRODUCT_VERSION, SNAPSHOT_FILE, Snapshot, SnapshotError};
