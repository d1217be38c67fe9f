//! What is said of a folder's files before any SQL is read: names, sections, directives, emptiness, encodings, the lock file.

use migrate_build::compile::{DeclaredTransaction, Finding, MigrationKind, compile, read_header};
use migrate_build::project::{Folder, HeaderStyle, check_lock, discover, discover_with, parse_versions, read_lock};
use migrate_model::{LockEntry, LockFile, Version};
use std::path::{Path, PathBuf};

/// The files of a folder and their texts.
type Files = &'static [(&'static str, &'static str)];

/// A folder that is removed again.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("migrate-project-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a scratch folder can be made");
        let scratch = Self(path);
        files.iter().for_each(|(file, text)| scratch.write(file, text.as_bytes()));
        scratch
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        let path = self.0.join(file);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a scratch folder can be made");
        std::fs::write(path, bytes).expect("a scratch file can be written");
    }

    fn read(&self) -> Folder {
        discover(&self.0).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    let rule = |finding: &Finding| match finding.diagnostic.code {
        migrate_build::diag::Code::Rule(rule) => rule,
        migrate_build::diag::Code::Sql(_) => "sql",
    };
    findings.iter().map(rule).collect()
}

fn labels(folder: &Folder) -> Vec<&str> {
    folder.migrations.iter().map(|migration| migration.label.as_str()).collect()
}

#[test]
fn every_scheme_is_read_in_the_order_of_its_numbers() {
    let cases: [(Files, &[&str]); 7] = [
        (&[("10_b.sql", "select 1;"), ("9_a.sql", "select 1;")], &["9_a", "10_b"]),
        (&[("2025-10-08_18_b.sql", "select 1;"), ("2025-10-08_2_a.sql", "select 1;")], &["2025-10-08_2_a", "2025-10-08_18_b"]),
        (&[("001_a.up.sql", "select 1;"), ("001_a.down.sql", "select 1;")], &["001_a"]),
        (&[("001_a.sql", "select 1;"), ("001_a.down.sql", "select 1;")], &["001_a"]),
        (&[("2019-01-01-000000_a/up.sql", "select 1;"), ("2019-01-01-000000_a/down.sql", "select 1;")], &["2019-01-01-000000_a"]),
        (&[("20240215120000_a/migration.sql", "select 1;"), ("migration_lock.toml", "")], &["20240215120000_a"]),
        (&[("V2__b.sql", "select 1;"), ("V1.1__a.sql", "select 1;"), ("R__views.sql", "select 1;")], &["V1.1__a", "V2__b", "R__views"]),
    ];
    for (at, (files, expected)) in cases.iter().enumerate() {
        let scratch = Scratch::new(&format!("scheme{at}"), files);
        let folder = scratch.read();
        assert_eq!(labels(&folder), *expected);
        assert!(folder.findings.is_empty(), "{:?}", rules(&folder.findings));
    }
}

#[test]
fn repeatables_stand_behind_what_they_name() {
    let files = [
        ("001_t.sql", "create table t (n int);"),
        ("R__a.sql", "-- c comes later: create view c\ncreate or replace view a as select n from b;"),
        ("R__b.sql", "create or replace view public.b as select twice(n) as n from t;"),
        ("R__c.sql", "create or replace function twice(n int) returns int language sql as $$ select n * 2 $$;"),
        ("R__d.sql", "create or replace view d as select n from t;"),
    ];
    let folder = Scratch::new("order", &files).read();
    assert_eq!(labels(&folder), ["001_t", "R__c", "R__b", "R__a", "R__d"]);
    let compiled = compile(&folder.migrations, &migrate_build::compile::Options::default());
    assert!(compiled.findings.is_empty(), "{:?}", rules(&compiled.findings));
}

#[test]
fn repeatables_that_lack_one_another_or_cannot_run_again_are_told_of() {
    let files = [
        ("R__a.sql", "create or replace view a as select n from b;"),
        ("R__b.sql", "create or replace view b as select 1 as n union select n from a;"),
        ("R__c.sql", "create view c as select 1 as n;"),
    ];
    let folder = Scratch::new("ring", &files).read();
    let options = migrate_build::compile::Options { lints: Some(migrate_build::lint::Lints::default()), ..Default::default() };
    let compiled = compile(&folder.migrations, &options);
    let own = compiled.findings.iter().map(|it| &it.diagnostic);
    let own = own.filter(|it| it.is_error() || it.code == migrate_build::diag::Code::Rule("not_repeatable"));
    let said: Vec<String> = own.map(|it| format!("{}: {}", it.message, it.help.join("; "))).collect();
    assert_eq!(
        said,
        [
            "relation \"b\" does not exist: R__b makes it and runs later, because the two name each other: put both into one file",
            "R__c could not run again: relation \"c\" already exists: it runs again when its text changes: write CREATE OR REPLACE, or \
             DROP ... IF EXISTS before it",
        ]
    );
}

#[test]
fn what_is_wrong_with_a_folder_is_said_with_the_remedy() {
    let cases: [(&str, Files); 9] = [
        ("duplicate_version", &[("1_a.sql", "select 1;"), ("001_b.sql", "select 1;")]),
        ("mixed_schemes", &[("001_a.sql", "select 1;"), ("002_b/up.sql", "select 1;")]),
        ("down_without_up", &[("001_a.sql", "select 1;"), ("002_b.down.sql", "select 1;")]),
        ("no_version", &[("001_a.sql", "select 1;"), ("tables.sql", "select 1;")]),
        ("empty_migration", &[("001_a.sql", "\n")]),
        ("empty_migration", &[("001_a.sql", "-- later\n")]),
        ("unknown_directive", &[("001_a.sql", "-- migrate: dwon\nselect 1;")]),
        ("malformed_directive", &[("001_a.sql", "-- migrate: allow(x)\nselect 1;")]),
        ("two_downs", &[("001_a.sql", "select 1;\n-- migrate: down\nselect 1;"), ("001_a.down.sql", "select 1;")]),
    ];
    for (at, (rule, files)) in cases.iter().enumerate() {
        let scratch = Scratch::new(&format!("wrong{at}"), files);
        let found = scratch.read().findings;
        assert_eq!(rules(&found), [*rule], "{files:?}");
        assert!(!found[0].diagnostic.help.is_empty(), "{rule} says not what to do");
    }
}

#[test]
fn a_file_that_is_no_utf8_is_refused_at_its_byte() {
    let scratch = Scratch::new("latin", &[]);
    scratch.write("001_a.sql", b"select 1;\nselect '\xe4';");
    let found = scratch.read().findings;
    assert_eq!(rules(&found), ["not_utf8"]);
    assert!(found[0].diagnostic.message.contains("offset 18, line 2"), "{}", found[0].diagnostic.message);
}

#[test]
fn sections_keep_the_places_of_the_file() {
    let text = "\u{feff}create table t (a int);\r\n-- migrate: verify\r\nselect 1;\r\n-- migrate: down\r\ndrop table t;\r\n";
    let scratch = Scratch::new("sections", &[("001_a.sql", text)]);
    let folder = scratch.read();
    let migration = &folder.migrations[0];
    assert!(migration.up_sql.starts_with("create table t (a int);\n") && !migration.up_sql.contains("drop"));
    let (source, down) = migration.down.as_ref().expect("there is a down section");
    let at = down.find("drop").expect("the down section holds its SQL");
    assert_eq!(source.line_column(at as u32).line, 5);
    assert!(migration.verify.as_ref().is_some_and(|sql| sql.contains("select 1;")));
    assert!(!compile(&folder.migrations, &Default::default()).has_errors());
}

#[test]
fn the_transaction_modes_of_the_tools_are_read() {
    let files: [Files; 5] = [
        &[("001_a.sql", "-- no-transaction\nselect 1;")],
        &[("001_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nselect 1;")],
        &[("001_a.sql", "-- migrate:up transaction:false\nselect 1;")],
        &[("2019-01-01-000000_a/up.sql", "select 1;"), ("2019-01-01-000000_a/metadata.toml", "run_in_transaction = false")],
        &[("V1__a.sql", "select 1;"), ("V1__a.sql.conf", "executeInTransaction=false")],
    ];
    for (at, files) in files.iter().enumerate() {
        let scratch = Scratch::new(&format!("mode{at}"), files);
        assert_eq!(scratch.read().migrations[0].transaction, DeclaredTransaction::None, "{files:?}");
    }
}

#[test]
fn what_was_released_is_held_against_the_folder() {
    let scratch = Scratch::new("lock", &[("001_a.sql", "select 1;"), ("002_b.sql", "select 2;"), ("003_c.sql", "select 3;")]);
    let folder = scratch.read();
    let chain = migrate_build::project::chain_of(&folder.migrations);
    let entry = |at: usize| {
        let link = &chain.links[at];
        let (version, name) = (link.version.clone(), link.name.clone());
        let fingerprint = link.checksum;
        LockEntry { version, name, checksum: link.checksum, text_hash: link.text_hash, fingerprint, alternates: Vec::new(), removed: false }
    };
    let lock = LockFile { entries: vec![entry(0), entry(1), entry(2)] };
    assert_eq!(LockFile::parse(&lock.to_string()), Ok(lock.clone()), "what is written is read again");
    scratch.write("migrate.lock", lock.to_string().as_bytes());
    scratch.write("001_a.sql", b"select 1; -- why");
    scratch.write("002_b.sql", b"select 22;");
    std::fs::remove_file(scratch.0.join("003_c.sql")).expect("a scratch file can be removed");
    scratch.write("0015_d.sql", b"select 4;");
    let folder = scratch.read();
    let lock = read_lock(&scratch.0).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message)).expect("the lock is there");
    let found = rules(&check_lock(&scratch.0, &lock, &folder.migrations));
    for rule in ["edited_comment", "edited_migration", "removed_migration"] {
        assert!(found.contains(&rule), "{rule} is not among {found:?}");
    }
    let doubled = format!("{lock}{}", lock.to_string().lines().nth(1).unwrap_or_default());
    assert!(LockFile::parse(&doubled).is_err_and(|problem| problem.to_string().contains("twice")));
}

#[test]
fn versions_are_compared_by_their_numbers() {
    let sorted = ["1", "2.9", "2.10", "10", "20240215120000"].map(Version::new);
    assert!(sorted.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(Version::new("001"), Version::new("1"));
    assert_eq!(parse_versions("15").map(|range| (range.lowest, range.highest)), Some((15, 18)));
    assert_eq!(parse_versions("15..16").map(|range| (range.lowest, range.highest)), Some((15, 16)));
    assert_eq!(parse_versions("13..18"), None);
}

#[test]
fn a_file_is_held_against_its_header() {
    let header = |tables: &str, more: &str| {
        format!("-- Migration: M\n-- PROBLEM:\n--   P\n-- SOLUTION:\n--   S\n-- AFFECTED TABLES:\n{tables}\n{more}")
    };
    let banner = "-- ====================\n";
    let rest = format!(
        "create table visits (patient_id int references patients);\ncreate index on visits (patient_id);\ninsert into logs values (1);\n\
         {banner}-- Verification Query\n{banner}select count(*) = 0 from visits;\n{banner}-- Rollback Script\n{banner}/*\ndrop table visits;\ndelete from logs;\n*/\n"
    );
    let first = header(
        "--   - patients\n--   - logs",
        "create table patients (id int primary key);\ncreate table logs (id int);\n-- migrate: down\ndrop table logs, patients;\n",
    );
    let cases = [
        ("--   - visits\n--   - public.logs", vec![]),
        // What is only referred to may be named, and need not be.
        ("--   - visits\n--   - logs\n--   - patients (referred to)", vec![]),
        ("--   - visits", vec!["wrong_affected_tables"]),
        ("--   - visits\n--   - logs\n--   - doctors", vec!["wrong_affected_tables"]),
        ("", vec!["header_incomplete"]),
    ];
    for (tables, expected) in cases {
        let second = header(tables, &rest);
        let scratch = Scratch::new("contract", &[("001_a.sql", &first), ("002_b.sql", &second)]);
        let folder = discover_with(&scratch.0, HeaderStyle::Contract).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message));
        let compiled = compile(&folder.migrations, &migrate_build::compile::Options::default());
        assert_eq!(rules(&compiled.findings), expected, "{tables}");
        let migration = &folder.migrations[1];
        assert_eq!(migration.verify.as_deref().map(str::trim), Some("select count(*) = 0 from visits;"));
        assert!(!migration.up_sql.contains("count(*)") && migration.up_sql.len() == second.len());
        assert_eq!(migration.down.as_ref().map(|(_, sql)| sql.trim()), Some("drop table visits;\ndelete from logs;"));
        // Nothing is asked of a file where the project does not ask for it.
        assert!(scratch.read().migrations.iter().all(|migration| migration.header.is_none()));
    }
}

#[test]
fn the_header_contract_is_read() {
    let text = "-- ====================\n-- Migration: Add a thing\n-- PROBLEM:\n--   It lacks.\n-- SOLUTION:\n--   Add it.\n-- AFFECTED TABLES:\n\
                --   - things (new)\n--   [X] done\n--   [ ] open\n-- ====================\ncreate table things (a int);\n\
                -- ====================\n-- Rollback Script\n-- ====================\n/*\ndrop table things;\n*/\n";
    let header = read_header(text);
    assert_eq!(header.title.as_deref(), Some("Add a thing"));
    assert_eq!(header.affected_tables.iter().map(|(table, _)| table.as_str()).collect::<Vec<_>>(), ["things"]);
    assert_eq!(header.check_boxes.iter().filter(|check_box| check_box.ticked).count(), 1);
    assert!(header.rollback.is_some_and(|span| text[span.range()].contains("drop table things")));
    assert!(header.missing(false).is_empty(), "{:?}", header.missing(false));
}

#[test]
fn the_projects_own_chain_is_without_errors() {
    let folder = discover(&Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations"));
    let folder = folder.unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message));
    assert!(folder.migrations.iter().all(|migration| matches!(migration.kind, MigrationKind::Versioned(_)) && migration.down.is_some()));
    let compiled = compile(&folder.migrations, &Default::default());
    assert!(!compiled.has_errors(), "{:?}", compiled.findings.first().map(|finding| &finding.diagnostic.message));
}
