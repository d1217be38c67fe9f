//! Which snapshot does a macro ask: read once a process for each folder and digest.

use crate::input::Input;
use migrate_build::project::{PRODUCT_VERSION, Snapshot};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A snapshot that was read, and what it was asked for.
struct Known {
    folder: String,
    digest: String,
    snapshot: Arc<Snapshot>,
}

static KNOWN: Mutex<Vec<Known>> = Mutex::new(Vec::new());

/// As many snapshots a process keeps: an editor's server sees a new one with each change of a migration.
const KEPT: usize = 8;

/// The snapshot that the generated module was written with.
pub(crate) fn snapshot(input: &Input) -> Result<Arc<Snapshot>, String> {
    check_version(&input.version)?;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.iter().find(|known| known.folder == input.folder && known.digest == input.digest) {
        return Ok(Arc::clone(&found.snapshot));
    }
    let snapshot = Snapshot::read(Path::new(&input.folder)).map_err(|reason| {
        format!(
            "{reason}\n\nbuild.rs writes it to {}: build the package again, and see that its build.rs calls `migrate_build::run()`",
            input.folder
        )
    })?;
    if snapshot.origin.digest != input.digest {
        return Err("the snapshot of the schema is not the one that the module `schema` was made with; build the package again".to_owned());
    }
    let snapshot = Arc::new(snapshot);
    if known.len() == KEPT {
        known.remove(0);
    }
    known.push(Known { folder: input.folder.clone(), digest: input.digest.clone(), snapshot: Arc::clone(&snapshot) });
    Ok(snapshot)
}

/// Refuses what another release of the product wrote.
pub(crate) fn check_version(version: &str) -> Result<(), String> {
    if version == PRODUCT_VERSION {
        return Ok(());
    }
    Err(format!(
        "build.rs uses migrate-build {version}, and the macros are of migrate-runtime {PRODUCT_VERSION}\n\n\
         give `migrate-build` in [build-dependencies] and `migrate-runtime` in [dependencies] the same version"
    ))
}
