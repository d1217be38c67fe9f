//! Which migrations are judged by the rules.

use super::{Migration, MigrationKind};
use crate::lint::Lints;

/// Whether a migration is not judged again.
pub(super) fn is_released(lints: &Lints, migration: &Migration) -> bool {
    matches!(&migration.kind, MigrationKind::Versioned(version) if lints.released.contains(version))
}
