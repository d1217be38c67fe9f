//! Is anything in the way of what goes.

use super::super::errors::dependency::{others_depend, requires};
use super::Behavior;
use super::find::{Reasons, Target};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::diag::Result;
use crate::text::Gather;

/// How many dependents a message names.
// pg: dependency.c MAX_REPORTED_DEPS
const MAX_REPORTED: usize = 100;

/// Refuses what other objects need, unless they may go too.
// pg: dependency.c reportDependentObjects
pub(super) fn check_targets(catalog: &Catalog, targets: &[Target], behavior: Behavior, only: Option<Address>) -> Result<()> {
    for target in targets {
        if target.reasons.has(Reasons::IS_PART) && !target.reasons.has(Reasons::PARTITION) {
            return Err(requires(catalog, target.address, target.dependee.unwrap_or(target.address)));
        }
    }
    if behavior == Behavior::Cascade {
        return Ok(());
    }
    let automatic = Reasons::AUTO.with(Reasons::INTERNAL).with(Reasons::PARTITION).with(Reasons::EXTENSION);
    let passed_over = Reasons::ORIGINAL.with(Reasons::SUBOBJECT).with(automatic);
    let dependents: Vec<String> = targets
        .iter()
        .rev()
        .filter(|target| !target.reasons.has(passed_over))
        .filter_map(|target| Some((target.address, target.dependee?)))
        .take(MAX_REPORTED)
        .map(|(address, needed)| format!("{} depends on {}", describe(catalog, address), describe(catalog, needed)))
        .gather();
    if dependents.is_empty() { Ok(()) } else { Err(others_depend(catalog, only, dependents)) }
}
