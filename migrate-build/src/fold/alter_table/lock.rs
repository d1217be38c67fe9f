//! How strongly does ALTER TABLE lock the relation that it names.

use super::super::effect::LockMode;
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::alter_table::{AlterAction, AlterActionKind as Kind, DetachMode};
use crate::syntax::statement::table::TableConstraintKind;

/// The strongest lock that any of the actions takes.
// pg: tablecmds.c AlterTableGetLockLevel
pub(super) fn lock_of(actions: &[AlterAction]) -> LockMode {
    actions.iter().map(|action| lock_of_action(&action.kind)).fold(LockMode::ShareUpdateExclusive, LockMode::max)
}

fn lock_of_action(action: &Kind) -> LockMode {
    match action {
        Kind::SetTrigger(..) => LockMode::ShareRowExclusive,
        Kind::AddConstraint(constraint) => match constraint.kind {
            TableConstraintKind::ForeignKey { .. } => LockMode::ShareRowExclusive,
            _ => LockMode::AccessExclusive,
        },
        Kind::SetStatistics(..)
        | Kind::ClusterOn(_)
        | Kind::SetColumnOptions(..)
        | Kind::ResetColumnOptions(..)
        | Kind::ValidateConstraint(_)
        | Kind::AttachPartition(..)
        | Kind::DetachPartition { mode: DetachMode::Concurrently | DetachMode::Finalize, .. } => LockMode::ShareUpdateExclusive,
        Kind::SetOptions(options) | Kind::ResetOptions(options) => lock_of_options(options),
        _ => LockMode::AccessExclusive,
    }
}

/// Most storage options can change beside reads and writes.
// pg: reloptions.c AlterTableGetRelOptionsLockLevel
fn lock_of_options(options: &[DefinitionItem]) -> LockMode {
    let light = |option: &DefinitionItem| {
        let name = option.name.name.as_str();
        name.starts_with("autovacuum")
            || name.starts_with("vacuum")
            || name.starts_with("toast")
            || matches!(name, "fillfactor" | "parallel_workers" | "log_autovacuum_min_duration" | "n_distinct" | "n_distinct_inherited")
            || matches!(name, "deduplicate_items" | "pages_per_range" | "autosummarize")
    };
    if options.iter().all(light) { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive }
}
