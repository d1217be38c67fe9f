//! The same queries on an asynchronous client.
//!
//! `cargo run -p clinic-async` uses the server of `DATABASE_URL`, or starts the PostgreSQL that is installed for as long as it runs.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

migrate_runtime::schema!();

#[expect(dead_code, reason = "the tests, which share it, ask for more")]
#[path = "../../../tests/it/server.rs"]
mod server;

use migrate_runtime::FetchAsync;
use schema::{FeatureFlag, Institution, insert, query, query_as};
use std::error::Error;
use tokio_postgres::{Client, NoTls};

const DATABASE: &str = "clinic_async_example";

fn main() -> Result<(), Box<dyn Error>> {
    // The starter blocks, so it runs before there is a runtime.
    let server = server::Server::get();
    drop(server.fresh_database(DATABASE));
    let done = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(connect(&server.url_of(DATABASE)));
    server.drop_database(DATABASE);
    done
}

async fn connect(url: &str) -> Result<(), Box<dyn Error>> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    for migration in schema::MIGRATIONS.list() {
        client.batch_execute(migration.up.sql).await?;
    }
    open_a_clinic(&client).await?;
    drop(client);
    Ok(connection.await??)
}

async fn open_a_clinic(db: &Client) -> Result<(), Box<dyn Error>> {
    insert!(institutions { name: "Royal Free", kind: "hospital" }).execute(db).await?;
    let hospitals = query_as!(Institution, "select * from institutions where kind = $1 order by name", "hospital").fetch_all(db).await?;
    for hospital in hospitals {
        println!("{} is a {}", hospital.name, hospital.kind);
    }
    let least = 0_i16;
    let flags = db.fetch_all(query!("select name, share from feature_flags where share >= :least")).await?;
    for flag in flags {
        println!("{} for {:?} percent", flag.name, flag.share);
    }
    let flag = FeatureFlag::find_by_name("NORMALIZED_SCHEMA_ENABLED").fetch_optional(db).await?;
    println!("{flag:?}");
    Ok(())
}

#[test]
fn the_clinic_opens() -> Result<(), Box<dyn Error>> {
    main()
}
