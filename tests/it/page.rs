//! What does a literate page hold: prose, blocks of SQL, and after a statement what PostgreSQL says of it.

use crate::split::statements;
use migrate_build::text::SourceText;
use std::path::{Path, PathBuf};

/// The version that answers are recorded from, where a page names no other.
pub(crate) const RECORDED_VERSION: u8 = 15;

/// What PostgreSQL says of a statement that it refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) place: Option<(u32, u32)>,
    pub(crate) message: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "-- error[{}]", self.code)?;
        if let Some((line, column)) = self.place {
            write!(f, " at {line}:{column}")?;
        }
        write!(f, ": {}", self.message.replace('\n', "\\n"))
    }
}

/// A statement of a block and what is expected of it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) sql: std::ops::Range<usize>,
    pub(crate) refusal: Option<Refusal>,
    /// Why the engine is known to say something else.
    pub(crate) differs: Option<String>,
}

/// A block: one session on a fresh database.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) source: SourceText,
    pub(crate) first_line: usize,
    pub(crate) cases: Vec<Case>,
}

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    pub(crate) version: u8,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
}

/// Every page below `tests/suite`, sorted.
pub(crate) fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    paths.iter().map(|path| read_page(path)).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the suite is a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            into.push(path);
        }
    }
}

fn read_page(path: &Path) -> Page {
    let text = std::fs::read_to_string(path).expect("a page is a readable file");
    let version = text.lines().next().and_then(|line| line.strip_prefix("<!-- postgres ")?.strip_suffix(" -->")?.parse().ok());
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in text.split('\n').enumerate() {
        match &mut open {
            None if line == "```sql" => open = Some((at + 2, String::new())),
            None => {}
            Some((first_line, block)) if line == "```" => {
                blocks.push(read_block(path, *first_line, block));
                open = None;
            }
            Some((_, block)) => {
                block.push_str(line);
                block.push('\n');
            }
        }
    }
    Page { path: path.to_owned(), version: version.unwrap_or(RECORDED_VERSION), text, blocks }
}

fn read_block(path: &Path, first_line: usize, text: &str) -> Block {
    let ranges = statements(text);
    let ends: Vec<usize> = ranges.iter().skip(1).map(|next| next.start).chain([text.len()]).collect();
    let cases = ranges.into_iter().zip(ends).map(|(sql, next)| {
        let after: Vec<&str> = text[sql.end..next].lines().map(str::trim).collect();
        let refusal = after.iter().find_map(|line| parse_refusal(line));
        let differs = after.iter().find_map(|line| line.strip_prefix("-- differs: ")).map(str::to_owned);
        Case { sql, refusal, differs }
    });
    let cases = cases.collect();
    Block { source: SourceText::new(&path.display().to_string(), text), first_line, cases }
}

fn parse_refusal(line: &str) -> Option<Refusal> {
    let (code, rest) = line.strip_prefix("-- error[")?.split_once(']')?;
    let (place, message) = rest.split_once(": ")?;
    let place = place.strip_prefix(" at ").and_then(|place| {
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?))
    });
    Some(Refusal { code: code.to_owned(), place, message: message.replace("\\n", "\n") })
}

/// Whether a line was written by the recorder.
pub(crate) fn is_recorded(line: &str) -> bool {
    line.trim_start().starts_with("-- error[")
}
