//! Does anything panic, overflow or hang: real statements, changed at random, through the whole engine.

use crate::page::pages;
use crate::random::Random;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{DeclaredTransaction, Migration, MigrationKind, Options, compile};
use migrate_build::docs::schema_json;
use migrate_build::text::SourceText;
use migrate_model::{Version, tokens};
use std::path::Path;
use std::time::{Duration, Instant};

const RUNS_IN_CI: usize = 2_000;

/// No statement is worth more, unoptimised and on a machine that is busy with other tests too.
const LONGEST: Duration = Duration::from_secs(5);

/// Every statement's text that the repository has: its own migrations, and the suite.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations");
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("the workspace has migrations").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let migrations = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    let blocks = pages().into_iter().flat_map(|page| page.blocks).map(|block| block.source.text().to_owned());
    migrations.chain(blocks).collect()
}

pub(crate) fn migration(version: usize, sql: &str) -> Migration {
    let up = SourceText::new(&format!("{version}_changed.sql"), sql);
    Migration {
        kind: MigrationKind::Versioned(Version::new(&version.to_string())),
        name: "changed".to_owned(),
        label: format!("{version}_changed"),
        up_sql: up.text().to_owned(),
        up,
        down: None,
        verify: None,
        require: None,
        header: None,
        directives: Vec::new(),
        transaction: DeclaredTransaction::Unsaid,
    }
}

fn changed(random: &mut Random, text: &str, words: &[String]) -> String {
    let mut pieces: Vec<String> = tokens(text).into_iter().map(|token| text[token.range].to_owned()).collect();
    for _ in 0..=random.below(3) {
        if pieces.is_empty() {
            break;
        }
        let at = random.below(pieces.len());
        match random.below(7) {
            0 => drop(pieces.remove(at)),
            1 => pieces.insert(at, format!("{} ", pieces[at])),
            2 => pieces[at].clone_from(random.pick(words)),
            3 => {
                let other = random.below(pieces.len());
                pieces.swap(at, other);
            }
            4 => pieces.truncate(at),
            5 => pieces.insert(
                at,
                random.pick(&["'", "\"", "$$", "/*", "(", ")", "\\", "\u{0}", "\u{1f600}", "::", ";", "[", "e'\\"]).to_string(),
            ),
            _ => {
                let keep: String = pieces[at].chars().take(1).collect();
                pieces[at] = keep;
            }
        }
    }
    pieces.concat()
}

#[test]
fn changed_statements_never_panic() {
    let runs = std::env::var("MIGRATE_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS_IN_CI);
    let mut random = Random::seeded();
    eprintln!("seed {} (set MIGRATE_SEED to run it again), {runs} runs", random.seed());
    let texts = texts();
    let words: Vec<String> = texts.iter().flat_map(|text| tokens(text).into_iter().map(|token| text[token.range].to_owned())).collect();
    let mut slowest = (Duration::ZERO, String::new());
    for run in 0..runs {
        let text = random.pick(&texts).clone();
        let sql = changed(&mut random, &text, &words);
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| {
            let compiled = compile(&[migration(1, &sql)], &Options { versions: VersionRange::only(14 + (run % 5) as u8), lints: None });
            schema_json(&compiled.catalog).to_string().len()
        });
        assert!(outcome.is_ok(), "run {run} of seed {} panicked over:\n{sql}", random.seed());
        let spent = begun.elapsed();
        assert!(spent < LONGEST, "run {run} of seed {} took {spent:?} over:\n{sql}", random.seed());
        if spent > slowest.0 {
            slowest = (spent, sql);
        }
    }
    eprintln!("the slowest took {:?}:\n{}", slowest.0, slowest.1.chars().take(400).collect::<String>());
}

#[test]
fn brackets_nested_ten_thousand_deep_are_an_error() {
    for (open, close) in [("(", ")"), ("array[", "]"), ("(select ", ")"), ("case when true then ", " end"), ("not ", ""), ("- ", "")] {
        let sql = format!("select {}1{};", open.repeat(10_000), close.repeat(10_000));
        let compiled = compile(&[migration(1, &sql)], &Options::default());
        assert!(compiled.has_errors(), "{open} is taken however deep it is nested");
    }
}

#[test]
fn a_long_chain_of_operators_is_no_nesting() {
    let sql = format!("select 1{};", " + 1".repeat(300));
    assert!(!compile(&[migration(1, &sql)], &Options::default()).has_errors());
    let sql = format!("select true{};", " and true".repeat(20_000));
    assert!(!compile(&[migration(1, &sql)], &Options::default()).has_errors());
}

#[test]
fn large_files_and_wide_tables_are_read() {
    let columns: Vec<String> = (0..1_600).map(|at| format!("c{at} int")).collect();
    let compiled = compile(&[migration(1, &format!("create table wide ({});", columns.join(", ")))], &Options::default());
    assert!(!compiled.has_errors(), "{:?}", compiled.findings.first());
    let columns: Vec<String> = (0..5_000).map(|at| format!("c{at} int")).collect();
    let compiled = compile(&[migration(1, &format!("create table wide ({});", columns.join(", ")))], &Options::default());
    let message = &compiled.findings.first().expect("a table has at most 1600 columns").diagnostic.message;
    assert_eq!(message, "tables can have at most 1600 columns");
    let insert = format!("insert into notes values (1, '{}');\n", "x".repeat(980));
    let text = format!("create table notes (id int, body text);\n{}", insert.repeat(10_000));
    let compiled = compile(&[migration(1, &text)], &Options::default());
    assert!(!compiled.has_errors(), "{:?}", compiled.findings.first());
}
