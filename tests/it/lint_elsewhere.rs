//! Is all that lists of rules have a rule here, or told of by something else; and does PostgreSQL refuse what is said to be its error.

use crate::rule_page::{Purpose, examples, migration};
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Options, compile};
use migrate_build::diag::Code;
use migrate_build::lint::{Elsewhere, ToldBy, elsewhere, rule_named};
use migrate_runtime::testing::Server;
use std::fmt::Write as _;
use std::path::Path;

/// The families that lists of rules for migrations of PostgreSQL have between them, and how many each has.
const FAMILIES: [(&str, usize); 14] = [
    ("LK", 21),
    ("IX", 22),
    ("CN", 20),
    ("TY", 16),
    ("PT", 8),
    ("DS", 12),
    ("BC", 10),
    ("TX", 11),
    ("DM", 8),
    ("SE", 9),
    ("EN", 6),
    ("TM", 6),
    ("WF", 17),
    ("GV", 11),
];

#[test]
fn everything_is_a_rule_or_told_of_elsewhere() {
    let mut wrong = Vec::new();
    for (family, count) in FAMILIES {
        for number in 1..=count {
            let code = format!("{family}{number:03}");
            let sections = elsewhere().filter(|it| it.code == code).count();
            match (rule_named(&code).is_some(), sections) {
                (true, 0) | (false, 1) => {}
                (is_rule, _) => wrong.push(format!("{code}: a rule: {is_rule}, sections of the page: {sections}")),
            }
        }
    }
    let advice = std::fs::read_to_string(root().join("cargo-migrate/src/explain/advice.md")).expect("the messages have a page");
    for it in elsewhere() {
        let is_known = match it.told_by {
            ToldBy::Rule(name) => rule_named(name).is_some(),
            ToldBy::Message(name) => advice.contains(&format!("\n## {name}\n")),
            ToldBy::Error(_) => it.text.contains("```sql"),
            ToldBy::Nobody => !it.text.is_empty(),
        };
        if !is_known {
            wrong.push(format!("{}: nothing says {:?}", it.code, it.told_by));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn errors_are_those_of_the_server() {
    let server = Server::get();
    let (mut wrong, mut run) = (Vec::new(), 0);
    for it in elsewhere() {
        let ToldBy::Error(state) = it.told_by else { continue };
        let Some(example) = examples(&format!("## Bad\n{}\n", it.text)).into_iter().find(|it| it.purpose == Purpose::Bad) else { continue };
        let (code, message) = refused(&it, &example.judged[0], example.versions);
        if code != state {
            wrong.push(format!("{}: is refused with {code}: {message}", it.code));
        }
        if !example.is_for(server) {
            continue;
        }
        run += 1;
        let database = format!("lint_elsewhere_{}", std::process::id());
        let mut client = server.fresh_database(&database);
        match example.run(&mut client) {
            Err(said) if said == message || is_worded_otherwise(it.code) => {}
            other => wrong.push(format!("{}: the server says {other:?}, and the engine {message}", it.code)),
        }
        drop(client);
        server.drop_database(&database);
    }
    assert!(run > 15, "only {run} examples are for version {}", server.version());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The engine speaks of a transaction where the server speaks of the block within it.
fn is_worded_otherwise(code: &str) -> bool {
    matches!(code, "IX004" | "WF009")
}

fn refused(it: &Elsewhere, sql: &str, (lowest, highest): (u8, u8)) -> (String, String) {
    let options = Options { versions: VersionRange { lowest, highest }, lints: None };
    let compiled = compile(&[migration(1, sql)], &options);
    let error = compiled.findings.iter().find(|finding| finding.diagnostic.is_error());
    let code = |code| if let Code::Sql(state) = code { state.to_string() } else { format!("{code:?}") };
    error.map_or_else(
        || (format!("nothing, {}", it.code), String::new()),
        |finding| (code(finding.diagnostic.code), finding.diagnostic.message.clone()),
    )
}

#[test]
fn the_list_of_what_has_no_rule_is_whole() {
    let path = root().join("docs/lints.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let (head, rest) = page.split_once(TABLE).expect("the page holds a table");
    let (table, tail) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let mut list = String::new();
    for it in elsewhere() {
        let told_by = match it.told_by {
            ToldBy::Error(state) => format!("error {state}"),
            ToldBy::Rule(name) | ToldBy::Message(name) => format!("`{name}`"),
            ToldBy::Nobody => "nobody".to_owned(),
        };
        let _ = writeln!(list, "| {} | {} | {told_by} |", it.code, it.title);
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{head}{TABLE}{list}\n{tail}")).expect("the page can be written");
    } else {
        assert_eq!(table.trim_end(), list.trim_end(), "`UPDATE=1 cargo test -p migrate-tests lint` writes the list");
    }
}

const TABLE: &str = "| code | against | told of by |\n|---|---|---|\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace")
}
