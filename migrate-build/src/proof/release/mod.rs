//! Does a released program, while it still runs, survive a migration.

mod breaks;
mod file;
mod may_refuse;
mod revoked;
mod survive;

pub use breaks::Break;
#[cfg(feature = "command")]
pub(in crate::proof) use breaks::writes_of;
pub use file::{Place, RELEASE_FILE, Release, ReleaseFileError, ReleasedColumn, ReleasedParameter, ReleasedQuery};
pub use revoked::check_revoked;
pub use survive::{Broken, check_release};
