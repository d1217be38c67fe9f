//! Does a column that can never be NULL, as the engine says, ever yield one: queries over random rows on a server.
//!
//! `MIGRATE_RUNS` is how many times the tables are filled anew, `MIGRATE_SEED` repeats a run.

use crate::nullability_page::{Case, cases};
use crate::random::Random;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Cardinality, Description, Options, compile, describe_query};
use migrate_runtime::testing::Server;
use postgres::types::private::BytesMut;
use postgres::types::{Format, FromSql, IsNull, Kind, ToSql, Type};
use postgres::{Client, Statement, Transaction};
use std::error::Error;
use std::path::Path;

const ROUNDS_IN_CI: usize = 20;

/// The tables in the order in which foreign keys let them be filled.
const TABLES: [&str; 19] = [
    "owner",
    "pet",
    "visit",
    "loose",
    "looser",
    "checked",
    "parted",
    "made",
    "twin",
    "watched",
    "job",
    "choice",
    "twosome",
    "lax",
    "laxer",
    "unchecked",
    "held",
    "holder",
    "made_of",
];

fn schema() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("nullability/schema.sql");
    std::fs::read_to_string(path).expect("the schema is a readable file")
}

fn catalog(version: u8) -> Catalog {
    let compiled = compile(&[crate::property::migration(1, &schema())], &Options { versions: VersionRange::only(version), lints: None });
    assert!(!compiled.has_errors(), "{:?}", compiled.findings.first());
    compiled.catalog
}

/// The answer as a page words it.
fn answer(found: &Description) -> String {
    let never: Vec<&str> = found.columns.iter().filter(|column| !column.nullable).map(|column| column.name.as_str()).collect();
    let rows = match found.cardinality {
        Cardinality::None => return "no rows".to_owned(),
        Cardinality::One => "one row, ",
        Cardinality::Optional => "at most one row, ",
        Cardinality::Many => "",
    };
    format!("{rows}never null: {}", never.join(", ")).trim_end().to_owned()
}

#[test]
fn what_is_certain_is_proven() {
    let catalog = catalog(15);
    let cases = cases();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let found = match describe_query(&catalog, &case.sql) {
                Ok(found) => answer(&found),
                Err(problem) => format!("refused: {}", problem.message),
            };
            (found != case.answer).then(|| format!("{}: {}\n    expected {}\n    found    {found}", case.place, case.sql, case.answer))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A query that is tried, and how often it was.
struct Tried {
    case: Case,
    said: Description,
    statement: Statement,
    runs: usize,
    refusal: Option<String>,
    seen_null: Vec<bool>,
    rows: usize,
}

#[test]
fn what_is_said_never_to_be_null_never_is() {
    let rounds = std::env::var("MIGRATE_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(ROUNDS_IN_CI);
    let mut random = Random::seeded();
    eprintln!("seed {} (set MIGRATE_SEED to run it again), {rounds} rounds", random.seed());
    let server = Server::get();
    let name = format!("nullability_{}", std::process::id());
    let mut client = server.fresh_database(&name);
    client.batch_execute(&schema()).expect("the server takes the schema");
    let catalog = catalog(server.version());
    let mut tried: Vec<Tried> = cases().into_iter().map(|case| prepared(&mut client, &catalog, case)).collect();
    let tables: Vec<(&str, Vec<(String, Type)>)> = TABLES.iter().map(|table| (*table, columns(&mut client, table))).collect();
    for _ in 0..rounds {
        let mut transaction = client.transaction().expect("a transaction can be opened");
        for (table, columns) in &tables {
            fill(&mut transaction, &mut random, table, columns);
        }
        transaction.batch_execute("refresh materialized view gathered").expect("a materialized view can be refreshed");
        for query in &mut tried {
            run(&mut transaction, &mut random, query);
        }
        transaction.rollback().expect("a transaction can be rolled back");
    }
    drop(client);
    server.drop_database(&name);
    report(&tried, rounds);
}

fn report(tried: &[Tried], rounds: usize) {
    let unproven = |query: &Tried| {
        let columns = query.said.columns.iter().zip(&query.seen_null);
        let names: Vec<&str> = columns.filter(|(said, seen)| said.nullable && !**seen).map(|(said, _)| said.name.as_str()).collect();
        (query.rows > 0 && !names.is_empty()).then(|| format!("{}: {} {}", query.case.place, names.join(", "), query.case.sql))
    };
    eprintln!("{} rows; never seen NULL and not proven:", tried.iter().map(|query| query.rows).sum::<usize>());
    tried.iter().filter_map(unproven).for_each(|line| eprintln!("    {line}"));
    let idle: Vec<String> = tried
        .iter()
        .filter(|query| query.runs == 0)
        .map(|query| format!("{}: {:?} {}", query.case.place, query.refusal, query.case.sql))
        .collect();
    assert!(idle.is_empty() || rounds < ROUNDS_IN_CI, "never ran:\n{}", idle.join("\n"));
}

fn prepared(client: &mut Client, catalog: &Catalog, case: Case) -> Tried {
    let statement = client.prepare(&case.sql).unwrap_or_else(|problem| panic!("{}: {problem:?} {}", case.place, case.sql));
    let said = describe_query(catalog, &case.sql).unwrap_or_else(|problem| panic!("{}: {}", case.place, problem.message));
    assert_eq!(said.columns.len(), statement.columns().len(), "{}: {}", case.place, case.sql);
    let seen_null = vec![false; said.columns.len()];
    Tried { case, said, statement, runs: 0, refusal: None, seen_null, rows: 0 }
}

/// The columns of a table that may be written, with their types.
fn columns(client: &mut Client, table: &str) -> Vec<(String, Type)> {
    let row = client.prepare(&format!("select * from {table}")).expect("a table can be read");
    let written = "select attname::text from pg_attribute where attrelid = $1::text::regclass and attnum > 0 \
                   and not attisdropped and attgenerated = '' and attidentity = ''";
    let written: Vec<String> =
        client.query(written, &[&table]).expect("the server knows its columns").iter().map(|row| row.get(0)).collect();
    let all = row.columns().iter().map(|column| (column.name().to_owned(), column.type_().clone()));
    all.filter(|(name, _)| written.contains(name)).collect()
}

/// Adds rows; one that a constraint refuses is left out.
fn fill(transaction: &mut Transaction<'_>, random: &mut Random, table: &str, columns: &[(String, Type)]) {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    for _ in 0..random.below(7) {
        let values: Vec<String> =
            columns.iter().map(|(_, type_)| value(random, type_).map_or("null".to_owned(), |text| format!("'{text}'"))).collect();
        let insert = format!("insert into {table} ({}) values ({})", names.join(", "), values.join(", "));
        let mut attempt = transaction.savepoint("attempt").expect("a savepoint can be set");
        match attempt.batch_execute(&insert) {
            Ok(()) => attempt.commit().expect("a savepoint can be released"),
            Err(_) => attempt.rollback().expect("a savepoint can be rolled back to"),
        }
    }
}

/// A text of a type, or NULL: few distinct ones, so that conditions and joins hold now and then.
fn value(random: &mut Random, type_: &Type) -> Option<String> {
    if random.below(4) == 0 {
        return None;
    }
    if let Kind::Domain(base) = type_.kind() {
        return value(random, base);
    }
    if let Kind::Enum(labels) = type_.kind() {
        return Some(random.pick(labels).clone());
    }
    let texts: &[&str] = match type_.name() {
        "bool" => &["true", "false"],
        "text" | "varchar" => &["a", "b", "ab", ""],
        "date" => &["2024-02-29", "2025-01-01", "infinity"],
        "timestamptz" => &["2024-02-29 12:00+00", "infinity"],
        "json" | "jsonb" => &["{}", "{\"a\": null}", "{\"a\": 1, \"b\": \"x\"}", "[1, null]", "null"],
        "_text" => &["{}", "{a,NULL}", "{b}", "{ab,a}"],
        "_int4" => &["{}", "{1,NULL}", "{2}", "{1,3}"],
        "pair" => &["(1,a)", "(,)", "(2,)"],
        _ => &["1", "2", "3"],
    };
    Some((*random.pick(texts)).to_owned())
}

fn run(transaction: &mut Transaction<'_>, random: &mut Random, query: &mut Tried) {
    let values: Vec<Text> = query.statement.params().iter().map(|type_| Text(value(random, type_))).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
    let mut attempt = transaction.savepoint("attempt").expect("a savepoint can be set");
    let answer = attempt.query(&query.statement, &values);
    attempt.rollback().expect("a savepoint can be rolled back to");
    let rows = match answer {
        Ok(rows) => rows,
        Err(problem) => {
            query.refusal = Some(format!("{problem:?}"));
            return;
        }
    };
    let place = format!("{}: {} with {values:?}", query.case.place, query.case.sql);
    let right = match query.said.cardinality {
        Cardinality::None => rows.is_empty(),
        Cardinality::One => rows.len() == 1,
        Cardinality::Optional => rows.len() <= 1,
        Cardinality::Many => true,
    };
    assert!(right, "{} rows where {:?} were promised: {place}", rows.len(), query.said.cardinality);
    query.runs += 1;
    query.rows += rows.len();
    for row in &rows {
        for (at, column) in query.said.columns.iter().enumerate() {
            let is_null = row.get::<_, Option<Anything>>(at).is_none();
            assert!(!is_null || column.nullable, "{} is NULL: {place}", column.name);
            query.seen_null[at] |= is_null;
        }
    }
}

/// A parameter, sent as text whatever its type.
#[derive(Debug)]
struct Text(Option<String>);

impl ToSql for Text {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        Ok(match &self.0 {
            None => IsNull::Yes,
            Some(text) => {
                out.extend_from_slice(text.as_bytes());
                IsNull::No
            }
        })
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    postgres::types::to_sql_checked!();
}

/// A value of any type, of which only is asked whether it is there.
struct Anything;

impl FromSql<'_> for Anything {
    fn from_sql(_: &Type, _: &[u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
