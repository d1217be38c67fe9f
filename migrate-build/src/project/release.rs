//! What was released last: the file beside the lock file, read and written.

use super::errors;
use super::read::read_source;
use crate::compile::Finding;
use crate::diag::{Diagnostic, Severity};
use crate::proof::release::{RELEASE_FILE, Release};
use crate::text::Span;
use std::path::Path;

/// Reads what a folder's program was when it was released; none where there is no such file.
///
/// # Errors
/// It is there and cannot be read.
pub fn read_release(dir: &Path) -> Result<Option<Release>, Box<Finding>> {
    let path = dir.join(RELEASE_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let source = read_source(&path)?;
    Release::parse(source.text()).map(Some).map_err(|problem| {
        let at = source.text().split_inclusive('\n').take(problem.line - 1).map(str::len).sum::<usize>() as u32;
        let diagnostic = *Diagnostic::rule(Severity::Error, "release_file", problem.to_string());
        Box::new(Finding { diagnostic, source, migration: None, span: Span::empty(at), mark: None, other: None, fix: None })
    })
}

/// Writes it.
///
/// # Errors
/// It cannot be written.
pub fn write_release(dir: &Path, release: &Release) -> Result<(), Box<Finding>> {
    let path = dir.join(RELEASE_FILE);
    std::fs::write(&path, release.to_string()).map_err(|reason| Box::new(errors::unreadable(&path, &reason)))
}
