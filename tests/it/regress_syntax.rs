//! Is every statement of PostgreSQL's own regression suite read as PostgreSQL reads it: without a panic, and refused only where PostgreSQL refuses.

use crate::psql::{Sent, statements};
use migrate_build::syntax::grammar::Grammar;
use migrate_build::syntax::parse::parse_file_with;
use migrate_build::syntax::statement::StatementKind;
use migrate_runtime::testing::Server;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Names the folder that `tests/regress/fetch.sh` prints. With `UPDATE=1` beside it the answers of a server are recorded anew.
const FOLDER: &str = "MIGRATE_REGRESS_SQL";

/// The folder of the suite's SQL. On a developer's machine it may be missing; where changes are judged it may not.
pub(crate) fn suite_folder() -> Option<PathBuf> {
    let folder = std::env::var_os(FOLDER).map(PathBuf::from);
    assert!(folder.is_some() || std::env::var_os("CI").is_none(), "{FOLDER} is not set, see tests/regress/fetch.sh");
    if folder.is_none() {
        eprintln!("not run: {FOLDER} is not set, see tests/regress/fetch.sh");
    }
    folder
}

fn files() -> Option<Vec<(String, Vec<Sent>)>> {
    let folder = suite_folder()?;
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder).expect("the folder is readable").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    paths.sort();
    assert!(paths.len() > 100, "{} is no folder of the regression suite", folder.display());
    Some(paths.iter().map(|path| (name(path), statements(&read(path)))).collect())
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).expect("a file of the suite is readable")).into_owned()
}

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("regress").join(file)
}

/// A statement is known by its file and a hash of its text, so that a newer minor version of the suite does not move the others.
fn key(file: &str, sql: &str) -> String {
    let hash = sql.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{file} {hash:016x}")
}

/// The keys of a list and what follows each.
fn listed(file: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(data(file)).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| line.match_indices(' ').nth(1).map(|(at, _)| (line[..at].to_owned(), line[at + 1..].to_owned()))).collect()
}

/// What this product says of a statement; `None` where it reads it.
fn refusal(sql: &str, grammar: Grammar) -> Option<String> {
    let parsed = parse_file_with(&format!("{sql}\n;"), grammar);
    if let Some(problem) = parsed.problems.first() {
        return Some(problem.message.clone());
    }
    parsed.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Refused(problem) => Some(problem.message.clone()),
        StatementKind::Unsupported(_) => Some("unsupported".to_owned()),
        _ => None,
    })
}

#[test]
fn the_regression_suite_is_read_as_postgresql_reads_it() {
    let Some(files) = files() else { return };
    if std::env::var_os("UPDATE").is_some() {
        record(&files);
    }
    let (refused, skipped) = (listed("refused-15.txt"), listed("skipped.txt"));
    let (mut wrong, mut stale, mut read) = (Vec::new(), skipped.keys().cloned().collect::<BTreeSet<_>>(), 0);
    for (file, statements) in &files {
        for sent in statements.iter().filter(|sent| !sent.has_variable) {
            read += 1;
            let key = key(file, &sent.sql);
            let found = refusal(&sent.sql, Grammar::V15);
            // A newer grammar may differ, but must not bring the reader down either.
            let _ = (refusal(&sent.sql, Grammar::V17), refusal(&sent.sql, Grammar::V18));
            // The recorded line has the SQLSTATE in front of the message.
            if found.as_deref() == refused.get(&key).and_then(|line| line.get(6..)) {
                continue;
            }
            if !stale.remove(&key) && !skipped.contains_key(&key) {
                let server = refused.get(&key).map_or("parses", String::as_str);
                let first = sent.sql.lines().find(|line| !line.trim_start().starts_with("--")).unwrap_or("");
                wrong.push(format!("{key} {file}.sql:{}\n    {first}\n    server: {server}\n    here:   {found:?}", sent.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {read} statements:\n{}", wrong.len(), wrong.join("\n"));
    assert!(stale.is_empty(), "these agree now, take them out of skipped.txt: {stale:#?}");
    eprintln!("{read} statements of {} files", files.len());
}

/// Records which statements a server refuses before it runs anything.
fn record(files: &[(String, Vec<Sent>)]) {
    let mut client = Server::get().fresh_database("regress_syntax");
    let mut lines = BTreeSet::new();
    for (file, statements) in files {
        for sent in statements.iter().filter(|sent| !sent.has_variable) {
            // A whole message is parsed before any of it runs, and the bracket at the end stops every message there.
            let message = format!("{}\n;)", sent.sql);
            let problem = client.batch_execute(&message).expect_err("a lone bracket is refused");
            let problem = problem.as_db_error().expect("the server stays");
            let at_end =
                matches!(problem.position(), Some(postgres::error::ErrorPosition::Original(at)) if *at as usize >= message.chars().count());
            if !at_end || problem.message() != "syntax error at or near \")\"" {
                lines.insert(format!("{} {} {}", key(file, &sent.sql), problem.code().code(), problem.message().replace('\n', " ")));
            }
        }
    }
    drop(client);
    Server::get().drop_database("regress_syntax");
    let head = "# What the grammar of PostgreSQL 15 refuses in its own regression suite: file, hash of the statement, SQLSTATE, message.\n";
    let text = lines.into_iter().fold(head.to_owned(), |text, line| text + &line + "\n");
    std::fs::write(data("refused-15.txt"), text).expect("the list can be written");
}
