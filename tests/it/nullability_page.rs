//! What do the pages of `tests/nullability` hold: queries, and beneath each what can never be NULL of its answer.

use std::path::Path;

/// A query and what is expected of it.
pub(crate) struct Case {
    pub(crate) place: String,
    pub(crate) sql: String,
    /// As written: `never null: a, b`, with `one row, ` or `at most one row, ` before it, or `no rows`.
    pub(crate) answer: String,
}

/// Every query of every page.
pub(crate) fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("nullability");
    let mut paths: Vec<_> = std::fs::read_dir(root).expect("the pages stand in a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")).flat_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).expect("a page is a readable file");
    let page = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (mut cases, mut open, mut sql, mut first) = (Vec::new(), false, String::new(), 0);
    for (line, number) in text.lines().zip(1..) {
        if line.starts_with("```") {
            open = line == "```sql";
            assert!(sql.is_empty(), "{page}:{first}: nothing is expected of the query");
            continue;
        }
        if !open || line.is_empty() {
            continue;
        }
        match line.strip_prefix("-- ") {
            Some(answer) => {
                let sql = std::mem::take(&mut sql);
                assert!(!sql.is_empty(), "{page}:{number}: an answer without a query");
                let sql = sql.trim_end().trim_end_matches(';').to_owned();
                cases.push(Case { place: format!("{page}:{first}"), sql, answer: answer.trim_end().to_owned() });
            }
            None => {
                first = if sql.is_empty() { number } else { first };
                sql.push_str(line);
                sql.push('\n');
            }
        }
    }
    cases
}
