//! Which source files does a program have, below a folder: Rust, and queries in files of their own.

use super::scan::{Scanned, scan};
use crate::text::{Gather, sort};
use std::path::{Path, PathBuf};

/// A source file in Rust and what it uses.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path, relative to the folder.
    pub path: String,
    /// The folder of the package that it is of.
    pub package: PathBuf,
    /// What it uses.
    pub scanned: Scanned,
}

/// A file of a folder `queries`.
#[derive(Clone, Debug)]
pub struct QueryText {
    /// Its path, relative to the folder.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// Folders that are no part of the program that runs.
const LEFT_OUT: [&str; 4] = ["target", "tests", "benches", "node_modules"];
/// How deep folders are looked into.
const DEEPEST: usize = 32;

/// Every file below a folder, in the order of the paths. What cannot be read is left out: the compiler tells of it.
#[must_use]
pub fn read_sources(root: &Path) -> (Vec<SourceFile>, Vec<QueryText>) {
    let mut found = (Vec::new(), Vec::new());
    walk(root, root, root, 0, &mut found);
    found
}

fn walk(root: &Path, folder: &Path, package: &Path, depth: usize, found: &mut (Vec<SourceFile>, Vec<QueryText>)) {
    if depth == DEEPEST {
        return;
    }
    let package = if folder.join("Cargo.toml").is_file() { folder } else { package };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).gather();
    sort(&mut paths);
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_symlink() || name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if !LEFT_OUT.contains(&name) {
                walk(root, &path, package, depth + 1, found);
            }
            continue;
        }
        let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string().replace('\\', "/");
        let is_query = folder.file_name().is_some_and(|folder| folder == "queries") && name.ends_with(".sql");
        let read = || std::fs::read_to_string(&path).ok();
        if let (true, Some(text)) = (is_query, is_query.then(read).flatten()) {
            found.1.push(QueryText { path: shown, text });
        } else if name.ends_with(".rs")
            && let Some(text) = read()
        {
            found.0.push(SourceFile { path: shown, package: package.to_owned(), scanned: scan(&text) });
        }
    }
}
