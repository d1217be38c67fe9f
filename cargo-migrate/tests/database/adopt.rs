//! Are the histories of sqlx, diesel, refinery and Prisma taken over: on tables as these tools make them, with checksums that the server computes.

use crate::project::{Project, Said};
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;

const PATIENTS: &str = "CREATE TABLE patients (id bigint PRIMARY KEY, name text NOT NULL);\n";
const EMAIL: &str = "ALTER TABLE patients ADD COLUMN email text;\n";
const VISITS: &str = "CREATE TABLE visits (id bigint PRIMARY KEY);\n";

/// A tool: how its folder is laid out, its table, and a row of it for a file of the folder.
struct Tool {
    name: &'static str,
    files: [&'static str; 3],
    table: &'static str,
    /// With the file's text as $1.
    rows: [&'static str; 2],
    /// The row of something that began and did not end.
    unfinished: Option<&'static str>,
}

const TOOLS: [Tool; 4] = [
    Tool {
        name: "sqlx",
        files: ["1_create_patients.up.sql", "0002_add_patient_email.up.sql", "3_create_visits.up.sql"],
        table: "create table _sqlx_migrations (version bigint primary key, description text not null, \
                installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null, execution_time bigint not null)",
        rows: [
            "insert into _sqlx_migrations values (1, 'create patients', now(), true, sha384(convert_to($1, 'UTF8')), 12)",
            "insert into _sqlx_migrations values (2, 'add patient email', now(), true, sha384(convert_to($1, 'UTF8')), 12)",
        ],
        unfinished: Some("insert into _sqlx_migrations values (3, 'create visits', now(), false, sha384(convert_to($1, 'UTF8')), -1)"),
    },
    Tool {
        name: "diesel",
        files: [
            "2024-01-02-090000_create_patients/up.sql",
            "2024-01-16-080000_add_patient_email/up.sql",
            "2024-02-01-080000_create_visits/up.sql",
        ],
        table: "create table __diesel_schema_migrations (version varchar(50) primary key not null, \
                run_on timestamp not null default current_timestamp)",
        rows: [
            "insert into __diesel_schema_migrations select '20240102090000' where $1 <> ''",
            "insert into __diesel_schema_migrations select '20240116080000' where $1 <> ''",
        ],
        unfinished: None,
    },
    Tool {
        name: "refinery",
        files: ["V1__create_patients.sql", "V2__add_patient_email.sql", "V3__create_visits.sql"],
        table: "create table refinery_schema_history (version int4 primary key, name varchar(255), applied_on varchar(255), checksum varchar(255))",
        // The first is hashed over a version of 32 bits, the second over one of 64.
        rows: [
            "insert into refinery_schema_history select 1, 'create_patients', '2024-01-02T09:00:00Z', '7687063892837095685' where $1 <> ''",
            "insert into refinery_schema_history select 2, 'add_patient_email', '2024-01-16T08:00:00Z', '16819197717921016513' where $1 <> ''",
        ],
        unfinished: None,
    },
    Tool {
        name: "prisma",
        files: [
            "20240102090000_create_patients/migration.sql",
            "20240116080000_add_patient_email/migration.sql",
            "20240201080000_create_visits/migration.sql",
        ],
        table: "create table _prisma_migrations (id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, \
                migration_name varchar(255) not null, logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), \
                applied_steps_count integer not null default 0)",
        rows: [
            "insert into _prisma_migrations values (gen_random_uuid()::text, encode(sha256(convert_to($1, 'UTF8')), 'hex'), now(), \
             '20240102090000_create_patients', null, null, now(), 1)",
            "insert into _prisma_migrations values (gen_random_uuid()::text, encode(sha256(convert_to($1, 'UTF8')), 'hex'), now(), \
             '20240116080000_add_patient_email', null, null, now(), 1)",
        ],
        unfinished: Some(
            "insert into _prisma_migrations values (gen_random_uuid()::text, encode(sha256(convert_to($1, 'UTF8')), 'hex'), null, \
             '20240201080000_create_visits', 'ERROR', null, now(), 0)",
        ),
    },
];

/// A database on which the tool applied the first two of three migrations.
fn project(tool: &Tool, test: &str) -> (Project, Client) {
    let project = Project::new(&format!("{test}_{}", tool.name));
    for (file, text) in tool.files.iter().zip([PATIENTS, EMAIL, VISITS]) {
        project.write(&format!("migrations/{file}"), text);
    }
    let mut client = project.client();
    client.batch_execute(&format!("{PATIENTS}{EMAIL}{}", tool.table)).expect("the tool's table can be made");
    for (row, text) in tool.rows.iter().zip([PATIENTS, EMAIL]) {
        client.execute(*row, &[&text]).expect("the tool's row can be written");
    }
    (project, client)
}

fn adopt(project: &Project) -> Said {
    project.run(&["adopt"])
}

fn states(project: &Project) -> Vec<String> {
    // Before anything was taken over it is an error that another tool has a history.
    let said = project.run(&["status", "--format", "json"]).text;
    let word = |line: &str| line.split_once("\"state\":\"").and_then(|(_, rest)| rest.split_once('"')).map(|(state, _)| state.to_owned());
    said.lines().filter_map(word).collect()
}

#[test]
fn the_history_of_every_tool_is_taken_over() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    for tool in &TOOLS {
        let (project, _) = project(tool, "adopt");
        for refused in [project.run(&["status"]), project.run(&["apply"])] {
            assert_eq!(refused.status, 1, "{}", refused.text);
            assert!(
                refused.text.contains("is the history of another tool, and what it applied would be applied a second time"),
                "{}",
                refused.text
            );
            assert!(refused.text.contains("`cargo migrate adopt` takes over"), "{}", refused.text);
        }
        let planned = project.good(&["adopt", "--dry-run"]);
        assert!(planned.contains("nothing was written"), "{}: {planned}", tool.name);
        assert_eq!(states(&project), ["pending", "pending", "pending"], "{}", tool.name);
        let said = project.good(&["adopt"]);
        assert!(said.contains("2 migrations taken over; 1 pending"), "{}: {said}", tool.name);
        assert!(!said.contains("warning"), "{}: {said}", tool.name);
        assert_eq!(states(&project), ["applied", "applied", "pending"], "{}", tool.name);
        assert!(project.good(&["adopt"]).contains("the history has all of it already"), "{}", tool.name);
        project.good(&["apply"]);
        assert_eq!(states(&project), ["applied", "applied", "applied"], "{}", tool.name);
        project.good(&["verify"]);
        let difference = project.good(&["diff", "--database"]);
        assert_eq!(difference, "the database has the schema that the folder makes\n", "{}", tool.name);
    }
}

#[test]
fn what_a_tool_left_half_done_is_refused() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    for tool in &TOOLS {
        let Some(unfinished) = tool.unfinished else { continue };
        let (project, mut client) = project(tool, "half");
        client.execute(unfinished, &[&VISITS]).expect("the tool's row can be written");
        let said = adopt(&project);
        assert_eq!(said.status, 1, "{}", said.text);
        assert!(said.text.contains("did not come to its end: finish or undo by hand what it left"), "{}", said.text);
        assert_eq!(states(&project), ["pending", "pending", "pending"], "{}", tool.name);
    }
}

#[test]
fn what_was_edited_since_is_refused_where_the_tool_keeps_checksums() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    for tool in &TOOLS {
        let (project, _) = project(tool, "edited");
        project.write(&format!("migrations/{}", tool.files[1]), "ALTER TABLE patients ADD COLUMN email varchar;\n");
        let said = adopt(&project);
        if tool.name == "diesel" {
            // diesel keeps none, and so the live schema has to tell.
            assert!(said.text.contains("warning: 1 object is not as these migrations make them"), "{}", said.text);
            continue;
        }
        assert_eq!(said.status, 1, "{}", said.text);
        assert!(said.text.contains("was edited after"), "{}", said.text);
        let said = project.good(&["adopt", "--accept-edited"]);
        assert!(said.contains("edited since") && said.contains("warning: 1 object is not"), "{said}");
    }
}

#[test]
fn line_ends_that_git_changed_are_no_edit() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    for tool in &TOOLS {
        let (project, _) = project(tool, "ends");
        project.write(&format!("migrations/{}", tool.files[0]), &PATIENTS.replace('\n', "\r\n"));
        project.good(&["adopt"]);
    }
}

#[test]
fn a_migration_that_the_folder_lacks_is_refused() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    for tool in &TOOLS {
        let (project, _) = project(tool, "lacks");
        let file = project.folder.join("migrations").join(tool.files[1]);
        std::fs::remove_file(&file).expect("a file can be removed");
        if tool.files[1].contains('/') {
            std::fs::remove_dir(file.parent().expect("a file has a folder")).expect("a folder can be removed");
        }
        let said = adopt(&project);
        assert_eq!(said.status, 1, "{}", said.text);
        assert!(said.text.contains("the folder has no such migration"), "{}", said.text);
    }
}

#[test]
fn what_prisma_rolled_back_and_then_applied_is_applied() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    let prisma = &TOOLS[3];
    let (project, mut client) = project(prisma, "again");
    let row = "insert into _prisma_migrations values (gen_random_uuid()::text, 'x', null, '20240116080000_add_patient_email', 'ERROR', now(), \
               now() - interval '1 day', 0)";
    client.batch_execute(row).expect("the tool's row can be written");
    let row = "insert into _prisma_migrations values (gen_random_uuid()::text, 'x', null, '20240201080000_create_visits', 'ERROR', now(), now(), 0)";
    client.batch_execute(row).expect("the tool's row can be written");
    let said = project.good(&["adopt"]);
    assert!(said.contains("note: 20240201080000_create_visits was rolled back, and is not taken over"), "{said}");
    assert_eq!(states(&project), ["applied", "applied", "pending"]);
}

#[test]
fn one_that_was_skipped_stays_pending() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    let (project, mut client) = project(&TOOLS[0], "skipped");
    client.batch_execute("delete from _sqlx_migrations where version = 1").expect("a row can be deleted");
    project.good(&["adopt"]);
    let said = project.run(&["status"]);
    assert!(said.text.contains("pending  1_create_patients") && said.text.contains("applied  0002_add_patient_email"), "{}", said.text);
}

#[test]
fn the_table_must_be_there_and_be_one() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    let (project, mut client) = project(&TOOLS[0], "which");
    client.batch_execute(TOOLS[1].table).expect("the tool's table can be made");
    let said = adopt(&project);
    assert_eq!(said.status, 2, "{}", said.text);
    assert!(said.text.contains("error[several_histories]") && said.text.contains("public._sqlx_migrations of sqlx"), "{}", said.text);
    project.good(&["adopt", "--from", "sqlx"]);
    client.batch_execute("alter table _sqlx_migrations rename to steps; drop table __diesel_schema_migrations").expect("it can be renamed");
    assert!(adopt(&project).text.contains("error[no_other_history]"));
    assert!(project.good(&["adopt", "--from", "sqlx", "--table", "public.steps"]).contains("has all of it already"));
}
