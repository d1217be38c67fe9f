//! Does each test get a migrated database of its own, copied from one template.

use migrate_runtime::testing::{Needs, Server, TestDatabase};
use migrate_runtime::{Migration, Migrations, Script};
use std::collections::BTreeSet;

const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";
static LIST: [Migration; 1] =
    [Migration::versioned("001", "create_rooms", HASH, HASH, Script::whole("create table rooms (id int primary key);"))];
static ROOMS: Migrations = Migrations::new(&LIST);

#[migrate_runtime::test(ROOMS)]
fn a_client_is_given(db: &mut postgres::Client) {
    assert_eq!(db.execute("insert into rooms values (1)", &[]).expect("the table is there"), 1);
}

#[migrate_runtime::test(ROOMS)]
async fn an_asynchronous_client_is_given(db: &tokio_postgres::Client) -> Result<(), tokio_postgres::Error> {
    assert_eq!(db.execute("insert into rooms values (1)", &[]).await?, 1);
    Ok(())
}

#[migrate_runtime::test(ROOMS)]
#[should_panic(expected = "duplicate key")]
fn a_test_may_fail(db: &mut postgres::Client) {
    db.batch_execute("insert into rooms values (1), (1)").unwrap_or_else(|error| panic!("{:?}", error.as_db_error()));
}

#[migrate_runtime::test(ROOMS, crate = ::migrate_runtime)]
async fn the_database_is_given(database: &TestDatabase) {
    let Some(_several) = Server::with(Needs::Sessions) else { return };
    let (first, conversation) = database.config().connect_async().await.expect("it answers");
    let _running = tokio::spawn(conversation);
    let (second, conversation) = database.config().connect_async().await.expect("it answers twice");
    let _running_too = tokio::spawn(conversation);
    first.batch_execute("insert into rooms values (7)").await.expect("the table is there");
    assert_eq!(second.query("select id from rooms", &[]).await.expect("the table is there").len(), 1);
}

#[test]
fn databases_are_copies_of_one_template_and_are_removed() {
    let Some(server) = Server::with(Needs::Sessions) else { return };
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(|| TestDatabase::new(&ROOMS))).collect();
    let databases: Vec<TestDatabase> = threads.into_iter().map(|thread| thread.join().expect("a database is made")).collect();
    let names: BTreeSet<String> = databases.iter().map(|database| database.config().database().to_owned()).collect();
    assert_eq!(names.len(), 4, "each has its own");
    let mut client = server.client();
    let names: Vec<&String> = names.iter().collect();
    let mut count = || -> i64 {
        let found = client.query_one("select count(*) from pg_database where datname = any($1)", &[&names]);
        found.expect("databases can be counted").get(0)
    };
    assert_eq!(count(), 4);
    drop(databases);
    assert_eq!(count(), 0, "they are gone");
}
