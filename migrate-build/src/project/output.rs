//! How are the files of a build written: only where they change, and never half.

use std::io;
use std::path::Path;

/// Writes a file unless it holds the same bytes already, so that nothing is compiled again for nothing. Says whether it was written.
///
/// # Errors
/// It cannot be written.
pub(crate) fn write_if_changed(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    if std::fs::read(path).is_ok_and(|found| found == bytes) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // A compiler or an editor may read at any moment.
    let whole = path.with_extension("new");
    std::fs::write(&whole, bytes)?;
    std::fs::rename(&whole, path)?;
    Ok(true)
}
