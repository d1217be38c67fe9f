//! Does a program of the size of a large project compile, and does each of its queries decode what a server gives?
//!
//! Thirty tables and, by default, sixty queries; `MIGRATE_QUERIES` says how many.

use crate::fixture::Fixture;
use migrate_runtime::testing::Server;
use std::fmt::Write as _;

const TABLES: usize = 30;
const MODULES: usize = 10;

#[test]
fn every_query_of_a_large_project_decodes() {
    let count = std::env::var("MIGRATE_QUERIES").ok().and_then(|count| count.parse().ok()).unwrap_or(60);
    let mut fixture = Fixture::new("large_project");
    let schema = schema();
    let mut files = vec![("migrations/001_tables.sql".to_owned(), schema.clone()), ("src/main.rs".to_owned(), root(count))];
    files.extend((0..MODULES).map(|module| (format!("src/m{module}.rs"), functions(module, count))));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    fixture.package("large", &files);
    let messages = fixture.check();
    assert!(messages.is_empty(), "{messages:#?}");
    let server = Server::get();
    let mut client = server.fresh_database("large_project");
    client.batch_execute(&schema).expect("the schema stands");
    client.batch_execute(&first_rows()).expect("every table has a row");
    drop(client);
    let output = fixture.cargo(&["run", "--quiet", "--offline", "-p", "large", "--", &server.url_of("large_project")]);
    server.drop_database("large_project");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains(&format!("{count} queries")), "{told}{}", String::from_utf8_lossy(&output.stderr));
}

fn schema() -> String {
    let mut text = "create type state as enum ('new', 'done');\n".to_owned();
    for table in 0..TABLES {
        let other = table.saturating_sub(1);
        let _ = writeln!(
            text,
            "create table t{table} (\n    id bigint generated always as identity primary key,\n    name text not null,\n    note text,\n    \
             count integer not null,\n    extra integer,\n    other_id bigint references t{other} (id),\n    is_open boolean not null default true,\n    \
             made_at timestamptz not null default now(),\n    state state not null default 'new',\n    tags text[]\n);"
        );
    }
    text
}

/// A row of each table that no query changes.
fn first_rows() -> String {
    (0..TABLES).map(|table| format!("insert into t{table} (name, count, other_id) values ('first', -1, 1);\n")).collect()
}

fn root(count: usize) -> String {
    let mut text = "//! A program with many queries.\n\nmigrate_runtime::schema!();\n\n".to_owned();
    for module in 0..MODULES {
        let _ = writeln!(text, "mod m{module};");
    }
    text.push_str("\ntype Outcome = Result<(), Box<dyn std::error::Error>>;\n\nfn main() -> Outcome {\n");
    text.push_str("    let url = std::env::args().nth(1).ok_or(\"where is the server\")?;\n");
    text.push_str("    let mut db = postgres::Client::connect(&url, postgres::NoTls)?;\n");
    for number in 0..count {
        let _ = writeln!(text, "    m{}::query_{number}(&mut db)?;", number % MODULES);
    }
    let _ = writeln!(text, "    println!(\"{count} queries\");\n    Ok(())\n}}");
    text
}

fn functions(module: usize, count: usize) -> String {
    let mut text = "//! Some of the queries.\n\n".to_owned();
    if module < count {
        text.push_str("use crate::Outcome;\nuse crate::schema::*;\n");
    }
    for number in (module..count).step_by(MODULES) {
        let _ = writeln!(text, "\npub(crate) fn query_{number}(db: &mut postgres::Client) -> Outcome {{\n{}    Ok(())\n}}", body(number));
    }
    text
}

/// What projects ask for, in turn; each text is its own.
fn body(number: usize) -> String {
    let (table, other) = (number % TABLES, (number % TABLES).saturating_sub(1));
    match number % 9 {
        0 => format!(
            "    let (name, note) = (\"new\", None::<&str>);\n    \
             let row = query!(\"insert into t{table} (name, note, count) values ($1, $2, {number}) returning id, note, count, is_open, made_at, state\", name, note).fetch_one(&mut *db)?;\n    \
             assert!(row.id > 1 && row.note.is_none() && row.count == {number} && row.is_open && row.state == State::New);\n"
        ),
        1 => format!(
            "    let name = \"first\";\n    \
             let row = query!(\"select a.id, a.note, b.name as other, a.made_at from t{table} a left join t{other} b on b.id = a.other_id where a.name = :name and a.count < {number}\").fetch_one(&mut *db)?;\n    \
             assert!(row.id == 1 && row.note.is_none() && row.other.as_deref() == Some(\"first\"));\n"
        ),
        2 => format!(
            "    let row = query!(\"update t{table} set extra = {number}, state = 'done' where id = $1 returning extra, state, tags\", 1_i64).fetch_one(&mut *db)?;\n    \
             assert!(row.extra == {number} && row.state == State::Done && row.tags.is_none());\n"
        ),
        3 => format!(
            "    let rows = query!(\"select state, count(*) as rows, max(extra) as most, coalesce(sum(count), {number}) as total from t{table} group by state\").fetch_all(&mut *db)?;\n    \
             assert!(rows.iter().any(|row| row.rows >= 1 && row.total < i64::MAX));\n"
        ),
        4 => format!(
            "    let row = query_as!(T{table}, \"select * from t{table} where id = $1 and count <> {number}\", 1_i64).fetch_optional(&mut *db)?;\n    \
             assert!(row.is_some_and(|row| row.name == \"first\" && row.count == -1));\n"
        ),
        5 => format!(
            "    let known = query_scalar!(\"select exists (select from t{table} where name = $1 and count < {number})\", \"first\").fetch_one(&mut *db)?;\n    \
             assert!(known);\n"
        ),
        6 => format!(
            "    let row = query!(\"with open as (select id, name from t{table} where is_open) select o.id, o.name, array_agg(b.name) as names from open o join t{other} b on b.id = o.id where o.id < {} group by o.id, o.name\").fetch_all(&mut *db)?;\n    \
             assert!(row.iter().any(|row| row.id == 1 && row.name == \"first\"));\n",
            number + 2
        ),
        7 => format!(
            "    let gone = query!(\"delete from t{table} where name = $1 and count = {number}\", \"nobody\").execute(&mut *db)?;\n    assert_eq!(gone, 0);\n"
        ),
        _ => format!(
            "    let row = query!(\"select id, case when count > {number} then 'many' else 'few' end as size, row_number() over (order by id) as place from t{table} order by id limit 1\").fetch_one(&mut *db)?;\n    \
             assert!(row.id == 1 && row.size == \"few\" && row.place == 1);\n"
        ),
    }
}
