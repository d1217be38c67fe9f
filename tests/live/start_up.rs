//! A program that was compiled for another server or another search_path says so when it starts.

use crate::database::Database;
use migrate_runtime::testing::Server;
use migrate_runtime::{ErrorKind, Migrations};

#[test]
fn the_server_is_held_against_what_was_compiled() {
    let Some(mut db) = Database::new("startup") else { return };
    let version = u16::from(Server::get().version());
    let compiled = |lowest, highest| Migrations::new(&[]).server(lowest, highest);
    compiled(version, version).check_server(&mut db.client).expect("this is the server");
    compiled(14, 99).search_path(&["$user", "public"]).check_server(&mut db.client).expect("the user has no schema");
    compiled(14, 99).search_path(&[]).check_server(&mut db.client).expect("statements carry their schemas");
    let error = compiled(12, 13).check_server(&mut db.client).expect_err("it is newer");
    assert!(matches!(error.kind(), ErrorKind::SchemaDrift(_)));
    assert!(error.to_string().contains("12 to 13"), "{error}");
    let error = compiled(14, 99).search_path(&["app", "public"]).check_server(&mut db.client).expect_err("there is no such schema");
    assert!(error.to_string().contains("\"public\" on this connection"), "{error}");
    db.client.batch_execute("create schema app; set search_path = app, public").expect("a schema can be made");
    compiled(14, 99).search_path(&["app", "public"]).check_server(&mut db.client).expect("now there is");
    db.with_async(async |client| {
        compiled(version, 99).check_server(&client).await.expect("the other connection has the default");
    });
}
