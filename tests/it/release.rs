//! What becomes of a released query when a migration is applied under it: what the engine says, and what a real server answers.
//!
//! A block of a page is a schema, a query and a migration, each after a comment that says so. `-- values: ...` is what the query runs with, `-- then: ...` what the
//! next release does afterwards. `-- server: ...` are the server's answers, which `UPDATE=1` writes, `-- says ...` what the engine says.

use crate::proof_page::{Block, blocks, pages, version_of, written};
use crate::server_schema::connect;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::codegen::Settings;
use migrate_build::compile::{Options, ReleaseCheck, compile};
use migrate_build::diag::Code;
use migrate_build::expand::release::{QueryText, record};
use migrate_build::lint::Lints;
use migrate_build::proof::release::{Release, ReleasedQuery};
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;

/// How many pairs of a released query and a migration there must be.
const FEWEST_PAIRS: usize = 60;

const PARTS: [&str; 5] = ["schema", "query", "values", "then", "migration"];

#[test]
fn a_migration_that_breaks_a_released_query_is_told_of() {
    let update = std::env::var_os("UPDATE").is_some();
    let (mut pairs, mut failures) = (0, Vec::new());
    for path in pages("release") {
        let text = std::fs::read_to_string(&path).expect("a page is a readable file");
        for pair in blocks(&text, &PARTS) {
            pairs += 1;
            let said = engine_says(&pair);
            if said != pair.says && !update {
                failures.push(format!("{}:{}\n  expected {:#?}\n  found    {said:#?}", path.display(), pair.line, pair.says));
            }
            failures.extend(disagreement(&pair, &said).map(|why| format!("{}:{} {why}", path.display(), pair.line)));
        }
    }
    assert!(failures.is_empty(), "{} of {pairs} pairs:\n{}", failures.len(), failures.join("\n"));
    assert!(pairs >= FEWEST_PAIRS, "there are {pairs} pairs");
}

#[test]
fn answers_on_released_queries_are_those_of_the_server() {
    let Some(server) = Server::with(Needs::RecordedVersion) else { return };
    let update = std::env::var_os("UPDATE").is_some();
    let mut failures = Vec::new();
    for path in pages("release").into_iter().filter(|path| version_of(path) == server.version()) {
        let text = std::fs::read_to_string(&path).expect("a page is a readable file");
        let pairs = blocks(&text, &PARTS);
        let answers: Vec<Vec<String>> = pairs.iter().map(|pair| server_answers(server, pair)).collect();
        if update {
            let said = pairs.iter().zip(answers).map(|(pair, answers)| [answers, engine_says(pair)].concat()).collect::<Vec<_>>();
            std::fs::write(&path, written(&text, &pairs, &said)).expect("a page can be written");
            continue;
        }
        for (pair, answers) in pairs.iter().zip(answers).filter(|(pair, answers)| pair.server != *answers) {
            failures.push(format!("{}:{}\n  recorded {:#?}\n  server   {answers:#?}", path.display(), pair.line, pair.server));
        }
    }
    assert!(failures.is_empty(), "{} answers are not those of the server:\n{}", failures.len(), failures.join("\n"));
}

fn catalog_of(sql: &[&str]) -> Catalog {
    let chain: Vec<_> = sql.iter().enumerate().map(|(at, sql)| crate::property::migration(at + 1, sql)).collect();
    let compiled = compile(&chain, &Options { versions: VersionRange::only(crate::page::RECORDED_VERSION), lints: Some(Lints::default()) });
    let errors: Vec<&str> =
        compiled.findings.iter().filter(|it| it.diagnostic.is_error()).map(|it| it.diagnostic.message.as_str()).collect();
    assert!(errors.is_empty(), "{sql:?}: {errors:?}");
    compiled.catalog
}

fn released(pair: &Block) -> Release {
    let before = catalog_of(&[pair.part("schema")]);
    let query = QueryText { path: "queries/released.sql".to_owned(), text: pair.part("query").to_owned() };
    let recorded = record(&before, &Settings::default(), &[], &[query]);
    assert!(recorded.unrecorded.is_empty(), "line {}: {:?}", pair.line, recorded.unrecorded);
    let release = Release { schema: String::new(), versions: vec!["1".to_owned()], queries: recorded.queries };
    let read = Release::parse(&release.to_string()).expect("what is written can be read");
    assert_eq!(read, release);
    read
}

fn engine_says(pair: &Block) -> Vec<String> {
    let release = released(pair);
    let chain = [crate::property::migration(1, pair.part("schema")), crate::property::migration(2, pair.part("migration"))];
    let before = catalog_of(&[pair.part("schema")]);
    let lints = Lints::default();
    let mut check = ReleaseCheck::new(&release, &lints, before);
    let compiled = compile(&chain, &Options { versions: VersionRange::only(crate::page::RECORDED_VERSION), lints: Some(Lints::default()) });
    check.after(&chain[1], &compiled.catalog);
    let broken = compiled.findings.iter().filter(|finding| finding.diagnostic.code == Code::Rule("broken_body"));
    let line = |finding: &migrate_build::compile::Finding| match finding.diagnostic.code {
        Code::Rule(rule) => format!("-- says {rule}: {}", finding.diagnostic.message),
        Code::Sql(state) => format!("-- says {state}: {}", finding.diagnostic.message),
    };
    check.findings.iter().chain(broken).map(line).collect()
}

/// Whatever the server refuses, or gives otherwise than the program reads it, must be told of; and what is said to break for certain must break.
fn disagreement(pair: &Block, said: &[String]) -> Option<&'static str> {
    let breaks = pair.server.iter().any(|line| line.contains(": error[") && !line.starts_with("-- server kept") || line.contains("NULL"));
    let gives_other = pair.server.iter().any(|line| line.starts_with("-- server gives"));
    let certain = said.iter().any(|line| line.starts_with("-- says breaks_release") || line.starts_with("-- says broken_body"));
    match (breaks || gives_other, certain, said.is_empty()) {
        (true, false, true) => Some("breaks on the server, and nothing is said"),
        (false, true, _) => Some("is said to break and does not"),
        _ => None,
    }
}

/// What the server says of the query that was prepared before the migration, of one prepared after it, and what it gives.
fn server_answers(server: &Server, pair: &Block) -> Vec<String> {
    let name = format!("proof_release_{}", std::process::id());
    let mut old = server.fresh_database(&name);
    old.batch_execute(pair.part("schema")).unwrap_or_else(|problem| panic!("line {}: {problem}", pair.line));
    let release = released(pair);
    let query = &release.queries[0];
    prepare(&mut old, query).unwrap_or_else(|problem| panic!("line {}: {problem}", pair.line));
    run(&mut old, pair, query).unwrap_or_else(|problem| panic!("line {}: {problem}", pair.line));
    let before = given(&mut connect(server, &name), query);
    connect(server, &name).batch_execute(pair.part("migration")).unwrap_or_else(|problem| panic!("line {}: {problem}", pair.line));
    if !pair.part("then").is_empty() {
        connect(server, &name).batch_execute(pair.part("then")).unwrap_or_else(|problem| panic!("line {}: {problem}", pair.line));
    }
    let mut answers = vec![format!("-- server kept: {}", run(&mut old, pair, query).unwrap_or_else(|problem| problem))];
    let mut new = connect(server, &name);
    match prepare(&mut new, query) {
        Err(problem) => answers.push(format!("-- server prepared: {problem}")),
        Ok(()) => answers.push(format!("-- server run: {}", run(&mut new, pair, query).unwrap_or_else(|problem| problem))),
    }
    if let (Ok(before), Ok(after)) = (before, given(&mut new, query))
        && before != after
    {
        answers.push(format!("-- server gives {} instead of {}", after.join(", "), before.join(", ")));
    }
    drop((old, new));
    server.drop_database(&name);
    answers
}

/// Types of users are left to the server, as the program leaves them.
fn prepare(client: &mut Client, query: &ReleasedQuery) -> Result<(), String> {
    let types: Vec<&str> =
        query.parameters.iter().map(|it| if it.type_text.contains('.') { "unknown" } else { it.type_text.as_str() }).collect();
    let list = if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) };
    client.batch_execute(&format!("prepare released{list} as {}", query.sql)).map_err(told)
}

/// Runs it, and says which columns that the program reads as values are NULL.
fn run(client: &mut Client, pair: &Block, query: &ReleasedQuery) -> Result<String, String> {
    let values = match pair.part("values") {
        "" => String::new(),
        values => format!("({values})"),
    };
    client.batch_execute("begin").map_err(told)?;
    let answer = client.simple_query(&format!("execute released{values}")).map_err(told);
    client.batch_execute("rollback").map_err(told)?;
    let mut nulls: Vec<&str> = Vec::new();
    for message in answer? {
        if let postgres::SimpleQueryMessage::Row(row) = message {
            let is_null = |at: &usize| row.get(*at).is_none() && query.columns.get(*at).is_some_and(|column| !column.nullable);
            nulls.extend((0..row.len()).filter(is_null).map(|at| query.columns[at].name.as_str()));
        }
    }
    nulls.dedup();
    Ok(if nulls.is_empty() { "ok".to_owned() } else { format!("NULL in {}", nulls.join(", ")) })
}

/// The types of the columns; programs read all texts alike.
fn given(client: &mut Client, query: &ReleasedQuery) -> Result<Vec<String>, String> {
    let statement = client.prepare(&query.sql).map_err(told)?;
    let name = |name: &str| if matches!(name, "varchar" | "bpchar") { "text".to_owned() } else { name.to_owned() };
    Ok(statement.columns().iter().map(|column| name(column.type_().name())).collect())
}

fn told(problem: postgres::Error) -> String {
    match problem.as_db_error() {
        Some(error) => format!("error[{}]: {}", error.code().code(), error.message()),
        None => problem.to_string(),
    }
}
