//! Is a query of a release said to break only where it really does: over whole histories, on a real server.
//!
//! The history of this repository and its examples; with `MIGRATE_RELEASES=folder:folder` others too, each of which holds `migrations` and `queries`.

#![expect(clippy::print_stdout, reason = "who runs it by hand reads the figures")]

use crate::server_schema::connect;
use crate::split::statements;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::codegen::Settings;
use migrate_build::compile::{Migration, Options, compile, compile_observed};
use migrate_build::expand::release::{QueryText, SourceFile, read_sources, record};
use migrate_build::fold::session::TransactionMode;
use migrate_build::project::discover;
use migrate_build::proof::release::{Break, Broken, Release, ReleasedQuery, check_release};
use migrate_runtime::testing::Server;
use postgres::Client;
use std::path::{Path, PathBuf};

/// How many of the last migrations of a history are looked at.
const LAST: usize = 50;

/// A history and the queries of its program.
struct History {
    name: String,
    migrations: PathBuf,
    files: Vec<SourceFile>,
    texts: Vec<QueryText>,
}

/// What came of a history.
#[derive(Default)]
struct Tally {
    pairs: usize,
    certain: usize,
    maybe: usize,
    wrong: Vec<String>,
}

#[test]
fn what_is_said_to_break_breaks_on_a_server() {
    let server = Server::get();
    let named = std::env::var("MIGRATE_RELEASES").unwrap_or_default();
    let mut histories: Vec<History> = named.split(':').filter(|name| !name.is_empty()).map(|name| of_folder(Path::new(name))).collect();
    if histories.is_empty() {
        let repository = crate::fixture::repository();
        let (files, texts) = read_sources(&repository.join("examples").join("clinic"));
        histories.push(History { name: "clinic".to_owned(), migrations: repository.join("migrations"), files, texts });
    }
    let mut wrong = Vec::new();
    for history in &histories {
        let tally = run_history(server, history);
        let (false_ones, certain) = (tally.wrong.len(), tally.certain);
        println!(
            "{}: {} pairs, {certain} said to break, {false_ones} of them do not, {} may break",
            history.name, tally.pairs, tally.maybe
        );
        wrong.extend(tally.wrong);
    }
    assert!(wrong.is_empty(), "{} queries are said to break and do not:\n{}", wrong.len(), wrong.join("\n"));
}

fn of_folder(folder: &Path) -> History {
    let queries = std::fs::read_dir(folder.join("queries")).into_iter().flatten().flatten().map(|entry| entry.path());
    let read = |path: PathBuf| Some(QueryText { path: path.display().to_string(), text: std::fs::read_to_string(&path).ok()? });
    let mut texts: Vec<QueryText> = queries.filter_map(read).collect();
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    History { name: folder.display().to_string(), migrations: folder.join("migrations"), files: Vec::new(), texts }
}

fn run_history(server: &Server, history: &History) -> Tally {
    let options = Options { versions: VersionRange::only(server.version()), lints: None };
    let mut chain = discover(&history.migrations).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message)).migrations;
    let name = format!("proof_history_{}", std::process::id());
    chain.iter_mut().for_each(|migration| migration.down = None);
    // What the server refuses is no part of the history.
    drop(server.fresh_database(&name));
    chain.retain(|migration| apply(server, &name, migration, &options).is_ok());
    let mut states = vec![Catalog::new(options.versions)];
    let compiled = compile_observed(&chain, &options, &mut |_, catalog| states.push(catalog.clone()));
    assert!(!compiled.has_errors(), "{}: the history has errors", history.name);
    drop(server.fresh_database(&name));
    let mut tally = Tally::default();
    for (at, migration) in chain.iter().enumerate() {
        if at + LAST < chain.len() {
            apply(server, &name, migration, &options).expect("it was applied before");
            continue;
        }
        let queries = record(&states[at], &Settings::default(), &history.files, &history.texts).queries;
        tally.pairs += queries.len();
        let release = Release { queries, ..Release::default() };
        let broken = check_release(&states[at], &states[at + 1], &release);
        tally.maybe += broken.iter().map(|found| found.may.len()).sum::<usize>();
        let before: Vec<Option<Shape>> = broken.iter().map(|found| shape(&mut connect(server, &name), found.query)).collect();
        apply(server, &name, migration, &options).expect("it was applied before");
        for (found, before) in broken.iter().zip(before) {
            let said = found.breaks.iter().filter(|it| !matches!(it, Break::ParameterNull { .. }));
            for it in said {
                tally.certain += 1;
                if !really(&mut connect(server, &name), found, it, before.as_ref()) {
                    tally.wrong.push(format!("{}: {}: {it:?}\n  {}", history.name, migration.label, found.query.sql));
                }
            }
        }
    }
    server.drop_database(&name);
    tally
}

fn apply(server: &Server, name: &str, migration: &Migration, options: &Options) -> Result<(), postgres::Error> {
    let alone = [Migration { down: None, ..migration.clone() }];
    let mut client = connect(server, name);
    match compile(&alone, options).executions[0].up.run.mode() {
        TransactionMode::Whole => client.batch_execute(&migration.up_sql),
        TransactionMode::Statements => {
            statements(&migration.up_sql).into_iter().try_for_each(|range| client.batch_execute(&format!("{};", &migration.up_sql[range])))
        }
    }
}

/// What the server says of a query: the type of each column, and whether the column that it comes from refuses NULL.
type Shape = Vec<(String, bool)>;

fn shape(client: &mut Client, query: &ReleasedQuery) -> Option<Shape> {
    let statement = client.prepare(&query.sql).ok()?;
    let mut refuses = |table: Option<u32>, column: Option<i16>| {
        let sql = "select attnotnull from pg_attribute where attrelid = $1 and attnum = $2";
        let row = client.query_opt(sql, &[&table?, &column?]).ok()??;
        Some(row.get::<_, bool>(0))
    };
    let columns = statement.columns().iter();
    Some(columns.map(|it| (it.type_().name().to_owned(), refuses(it.table_oid(), it.column_id()).unwrap_or(false))).collect())
}

fn really(client: &mut Client, found: &Broken<'_>, said: &Break, before: Option<&Shape>) -> bool {
    let types: Vec<&str> =
        found.query.parameters.iter().map(|it| if it.type_text.contains('.') { "unknown" } else { it.type_text.as_str() }).collect();
    let list = if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) };
    let is_refused = client.batch_execute(&format!("prepare released{list} as {}", found.query.sql)).is_err();
    let after = shape(client, found.query);
    match said {
        Break::Refused(_) => is_refused,
        Break::Columns { .. } | Break::ColumnType { .. } => {
            let types = |shape: &Shape| shape.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            is_refused || before.map(types) != after.as_ref().map(types)
        }
        Break::ColumnNull(_) => {
            let lost = |(was, is): (&(String, bool), &(String, bool))| was.1 && !is.1;
            before.zip(after.as_ref()).is_some_and(|(was, is)| was.iter().zip(is).any(lost))
        }
        Break::MissingValue(column) | Break::NullWritten(column) => needs_value(client, column, matches!(said, Break::MissingValue(_))),
        Break::ParameterNull { .. } => true,
    }
}

/// `"column" of table "table"`.
fn needs_value(client: &mut Client, column: &str, missing: bool) -> bool {
    let names: Vec<&str> = column.split('"').collect();
    let (Some(column), Some(table)) = (names.get(1), names.get(3)) else { return false };
    let sql = "select attnotnull and not ($3 and (atthasdef or attidentity <> '')) from pg_attribute join pg_class on pg_class.oid = attrelid \
               where relname = $1 and attname = $2";
    client.query(sql, &[table, column, &missing]).is_ok_and(|rows| rows.iter().any(|row| row.get(0)))
}
