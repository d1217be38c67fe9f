//! How is a file read: as UTF-8, or with an error that says where it is not.

use super::errors;
use crate::compile::Finding;
use crate::text::SourceText;
use std::path::Path;

/// Reads a file.
pub(super) fn read_source(path: &Path) -> Result<SourceText, Box<Finding>> {
    let bytes = std::fs::read(path).map_err(|reason| errors::unreadable(path, &reason))?;
    let text = String::from_utf8(bytes).map_err(|reason| {
        let offset = reason.utf8_error().valid_up_to();
        let line = reason.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
        errors::not_utf8(path, offset, line)
    })?;
    Ok(SourceText::new(&path.display().to_string(), &text))
}
