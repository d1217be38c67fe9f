//! The only folder that touches disk or environment: configuration, discovery of migrations, the lock file.

mod chain;
mod configuration;
mod contract_parts;
mod diagnostics;
mod discover;
mod errors;
mod file_name;
mod kept;
mod lints;
mod lock;
#[cfg(feature = "command")]
mod new_errors;
#[cfg(feature = "command")]
mod new_migration;
#[cfg(feature = "command")]
mod next_version;
mod output;
mod read;
#[cfg(feature = "command")]
mod rebase;
mod release;
mod repeated;
mod seeds;
mod snapshot;
mod surroundings;
#[cfg(feature = "command")]
mod template;
mod transaction;

pub(crate) use chain::{Chain, Files};
pub(crate) use configuration::read_configuration;
pub use configuration::{Configuration, HeaderStyle, find_configuration, parse_versions};
pub(crate) use diagnostics::write_diagnostics;
pub use diagnostics::{DIAGNOSTICS_FILE, Raised, read_diagnostics};
pub(crate) use discover::read_listed;
pub use discover::{Folder, Listed, Listing, discover, discover_with, list_folder};
pub(crate) use errors::{no_folder, not_packed, outside_of_package};
pub use file_name::Scheme;
pub(crate) use kept::{KEPT_FILE, Kept, Record};
pub use lints::lints_of;
pub(crate) use lints::table_sizes;
pub use lock::{LOCK_FILE, chain_of, check_lock, read_lock, write_lock};
#[cfg(feature = "command")]
pub use new_migration::{NewFile, NewMigration, check_name, plan_new};
#[cfg(feature = "command")]
pub use next_version::{Moment, next_version};
pub(crate) use output::write_if_changed;
#[cfg(feature = "command")]
pub use rebase::{Renumbered, plan_mentions, plan_rebase};
pub use release::{read_release, write_release};
pub(crate) use repeated::together;
pub(crate) use seeds::seed_paths;
pub use seeds::{SEEDS_FOLDER, SeedFile, read_seeds};
pub use snapshot::{Origin, PRODUCT_VERSION, SNAPSHOT_FILE, Snapshot, SnapshotError};
pub(crate) use snapshot::{digest_of, keep_snapshot};
pub use surroundings::Surroundings;
