//! Does the history stand where `[history]` of migrate.toml says, for every subcommand that reads or writes it.

use crate::project::Project;
use migrate_runtime::testing::{Needs, Server};

#[test]
fn the_history_stands_where_the_configuration_says() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    let project = Project::new("history");
    project.write("migrate.toml", "[history]\nschema = \"public\"\ntable = \"what was done\"\n");
    project.write(
        "migrations/001_create_patients.sql",
        "create table patients (id bigint primary key);\n-- migrate: down\ndrop table patients;\n",
    );
    project
        .write("migrations/002_create_visits.sql", "create table visits (id bigint primary key);\n-- migrate: down\ndrop table visits;\n");
    project.good(&["apply"]);
    let mut client = project.client();
    let count: i64 = client.query_one("select count(*) from public.\"what was done\"", &[]).expect("the table is there").get(0);
    assert_eq!(count, 2);
    let usual: bool = client.query_one("select to_regclass('public.migration_history') is null", &[]).expect("it is told").get(0);
    assert!(usual, "there is another history");
    assert!(project.good(&["status"]).contains("2 applied, 0 pending"));
    assert_eq!(project.good(&["diff", "--database"]), "the database has the schema that the folder makes\n");
    project.good(&["rollback", "--force", "--allow-data-loss"]);
    project.good(&["resolve", "--rolled-back", "001", "--unchecked"]);
    assert!(project.run(&["status"]).text.contains("0 applied, 2 pending"));
    let said = project.good(&["backup", "--format", "json"]);
    assert!(said.contains("\"state\":\"before_all\""), "{said}");
}

#[test]
fn a_key_that_the_history_does_not_have_is_an_error() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    let project = Project::new("history_key");
    project.write("migrate.toml", "[history]\nshema = \"ops\"\n");
    project.write("migrations/001_create_patients.sql", "create table patients (id bigint primary key);\n");
    let said = project.run(&["status"]);
    assert!(said.status == 2 && said.text.contains("there is nothing \"shema\" to be said of the history"), "{}", said.text);
}
