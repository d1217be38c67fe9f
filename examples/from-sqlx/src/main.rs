//! Does a program that was written with sqlx work with its folder, its files of queries and its overrides as they were.
//!
//! `cargo run -p from-sqlx` uses the server of `DATABASE_URL`, or starts the PostgreSQL that is installed, or an embedded one.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

migrate_runtime::schema!();

use schema::{query, query_as, query_file, query_scalar};
use std::error::Error;
use tokio_postgres::{Client, NoTls};

/// A row, as `query_as!` of sqlx fills it: no derive is needed.
struct Registered {
    name: String,
    email: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    run("from_sqlx_example")?.iter().for_each(|line| println!("{line}"));
    Ok(())
}

fn run(database: &str) -> Result<Vec<String>, Box<dyn Error>> {
    // The starter blocks, so it runs before there is a runtime.
    let server = migrate_runtime::testing::Server::get();
    drop(server.fresh_database(database));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(connected(&server.url_of(database)));
    server.drop_database(database);
    done
}

async fn connected(url: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    schema::MIGRATIONS.apply(&mut client).await?;
    let lines = visits(&client).await?;
    drop(client);
    connection.await??;
    Ok(lines)
}

async fn visits(db: &Client) -> Result<Vec<String>, migrate_runtime::Error> {
    let (name, email) = ("Mary Seacole", Some("mary@clinic.example"));
    let mary = query_scalar!("insert into patients (name, email) values ($1, $2) returning id", name, email).fetch_one(db).await?;
    query!("insert into patients (name) values ($1)", "John Snow").execute(db).await?;
    query!("insert into visits (patient_id, reason) values ($1, $2)", mary, "cough").execute(db).await?;

    // There is a visit, which the query cannot know: the override says so, as in sqlx.
    let last = query_scalar!(r#"select max(started_at) as "last!" from visits"#).fetch_one(db).await?;
    let mut lines = Vec::new();
    for it in query_as!(Registered, "select name, email from patients order by name").fetch_all(db).await? {
        lines.push(format!("{} {}", it.name, it.email.as_deref().unwrap_or("has no address")));
    }
    for it in query_file!("queries/last_visits.sql").fetch_all(db).await? {
        lines.push(format!("{}: {} visits{}", it.name, it.visits, if it.last_visit == Some(last) { ", the last of all" } else { "" }));
    }
    Ok(lines)
}

#[test]
fn the_visits_are_listed() -> Result<(), Box<dyn Error>> {
    let lines =
        ["John Snow has no address", "Mary Seacole mary@clinic.example", "John Snow: 0 visits", "Mary Seacole: 1 visits, the last of all"];
    assert_eq!(run("from_sqlx_test")?, lines);
    Ok(())
}
