//! What does a page of the proofs hold: blocks of SQL in named parts, and after them what the server answers and what the engine says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A block.
pub(crate) struct Block {
    /// The line of the page where it begins, from 1.
    pub(crate) line: usize,
    /// Its parts, each begun by a comment that is its name, or told in one: `-- name: text`.
    parts: BTreeMap<String, String>,
    /// The server's answers.
    pub(crate) server: Vec<String>,
    /// What the engine says.
    pub(crate) says: Vec<String>,
}

impl Block {
    /// A part; empty where there is none.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }
}

/// The pages of a folder of `tests/proof`.
pub(crate) fn pages(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("proof").join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("the pages are there").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The version that a page is recorded from: that at the end of its name, or the one of all pages.
pub(crate) fn version_of(path: &Path) -> u8 {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    stem.rsplit_once('_').and_then(|(_, version)| version.parse().ok()).unwrap_or(crate::page::RECORDED_VERSION)
}

/// The blocks of a page, whose parts go by these names.
pub(crate) fn blocks(text: &str, names: &[&str]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    let mut part = String::new();
    for (at, line) in text.lines().enumerate() {
        let Some(block) = &mut open else {
            if line == "```sql" {
                open = Some(Block { line: at + 2, parts: BTreeMap::new(), server: Vec::new(), says: Vec::new() });
            }
            continue;
        };
        let remark = line.strip_prefix("-- ").unwrap_or_default();
        let told = names.iter().find_map(|name| Some((*name, remark.strip_prefix(name)?.strip_prefix(": ")?)));
        if line == "```" {
            found.extend(open.take());
        } else if line.starts_with("-- server ") {
            block.server.push(line.to_owned());
        } else if line.starts_with("-- says ") {
            block.says.push(line.to_owned());
        } else if names.contains(&remark) {
            remark.clone_into(&mut part);
            block.parts.insert(part.clone(), String::new());
        } else if let Some((name, told)) = told {
            block.parts.insert(name.to_owned(), told.to_owned());
        } else {
            let text = block.parts.entry(part.clone()).or_default();
            text.push_str(line);
            text.push('\n');
        }
    }
    found
}

/// The page with other answers at the ends of its blocks.
pub(crate) fn written(text: &str, blocks: &[Block], answers: &[Vec<String>]) -> String {
    let mut lines = Vec::new();
    let mut next = blocks.iter().zip(answers).peekable();
    let mut open = None;
    for (at, line) in text.lines().enumerate() {
        if open.is_none() && next.peek().is_some_and(|(block, _)| block.line == at + 1) {
            open = next.next();
        }
        if let (Some((_, answers)), "```") = (open, line) {
            lines.extend(answers.iter().cloned());
            open = None;
        }
        if !line.starts_with("-- server ") && !line.starts_with("-- says ") {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n") + "\n"
}
