//! What are migrations judged by: the levels of `migrate.toml`, the sizes of tables, and what the lock file says is released.

use super::errors;
use super::read::read_source;
use super::{Configuration, read_lock};
use crate::compile::Finding;
use crate::lint::{Enforcement, Lints, Sizes};
use crate::text::{Collection, Span};
use std::path::{Path, PathBuf};

/// Puts together what the rules go by. `beside` is the folder of `migrate.toml`. A lock file that cannot be read is told of where it is checked.
pub fn lints_of(configuration: &Configuration, beside: &Path, folders: &[PathBuf]) -> (Lints, Vec<Finding>) {
    let mut lints = Lints { levels: configuration.lints.clone(), ..Lints::default() };
    let mut findings = Vec::new();
    for lock in folders.iter().filter_map(|folder| read_lock(folder).ok().flatten()) {
        lints.enforcement = Enforcement::Deny;
        lints.released.put_all(lock.entries.into_iter().filter(|entry| !entry.removed).map(|entry| entry.version));
    }
    if let Some(path) = table_sizes(configuration, beside) {
        match read_source(&path) {
            Ok(source) => match Sizes::parse(source.text()) {
                Ok(sizes) => lints.sizes = sizes,
                Err(problem) => {
                    let start = source.text().split_inclusive('\n').take(problem.line - 1).map(str::len).sum::<usize>() as u32;
                    let message = "no table and number of rows".to_owned();
                    let help = "write a line a table, as in `public.orders 1200000`".to_owned();
                    findings.push(errors::configuration(&source, Span::empty(start), message, help));
                }
            },
            Err(finding) => findings.push(*finding),
        }
    }
    (lints, findings)
}

/// The file that tells how many rows tables hold.
pub(crate) fn table_sizes(configuration: &Configuration, beside: &Path) -> Option<PathBuf> {
    configuration.table_sizes.as_ref().map(|path| beside.join(path))
}
