//! Is a backup what the database was, once pg_restore brought it back: schema, rows and history.

use crate::project::{Project, repository, said};
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;
use std::path::PathBuf;
use std::process::Command;

/// The clinic, with somebody in it.
fn clinic(test: &str) -> Project {
    let project = Project::new(test);
    let own = repository().join("migrations");
    for entry in std::fs::read_dir(own).expect("the repository has migrations").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a migration can be read");
        project.write(&format!("migrations/{}", entry.file_name().to_string_lossy()), &text);
    }
    project
}

/// The rows of every table, as the server writes them.
fn rows(client: &mut Client) -> Vec<(String, String)> {
    let query = "select c.oid::regclass::text, (query_to_xml(format('select * from %s order by 1', c.oid::regclass), true, false, ''))::text \
                 from pg_class c join pg_namespace n on n.oid = c.relnamespace \
                 where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1";
    let rows = client.query(query, &[]).expect("tables can be read");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

fn files(project: &Project) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project.folder.join("backups")).expect("there are backups").flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "dump")).collect();
    files.sort();
    files
}

#[test]
fn a_backup_is_restored_to_what_the_database_was() {
    let Some(_server) = Server::with(Needs::Programs) else { return };
    let project = clinic("backup");
    project.good(&["apply", "--to", "024"]);
    let mut client = project.client();
    client.batch_execute("insert into feature_flags (name, share) values ('federation', 1)").expect("a row can be written");
    let before = rows(&mut client);
    let text = project.good(&["apply", "--backup"]);
    assert!(text.contains("was backed up to backups/") && text.contains("1 migration applied"), "{text}");
    let files = files(&project);
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    assert!(name.starts_with(&format!("{}_2", project.database)) && name.ends_with("Z_after_024.dump"), "{name}");
    let restored = Project { folder: project.folder.join("restored"), database: format!("{}_restored", project.database) };
    drop(Server::get().fresh_database(&restored.database));
    let mut restore = Command::new("pg_restore");
    Server::get().config().with_database(&restored.database).set_environment(&mut restore);
    let restored_said = said(restore.args(["--no-owner", "--exit-on-error", "--dbname", &restored.database]).arg(file));
    assert_eq!(restored_said.status, 0, "{}", restored_said.text);
    assert_eq!(rows(&mut restored.client()), before);
    let status = said(project.command(&["status"]).env("DATABASE_URL", Server::get().url_of(&restored.database)));
    assert!(status.text.contains("24 applied, 1 pending") && status.status == 0, "{}", status.text);
    let verified = said(project.command(&["verify"]).env("DATABASE_URL", Server::get().url_of(&restored.database)));
    assert_eq!(verified.status, 0, "{}", verified.text);
}

#[test]
fn nobody_else_reads_a_backup_and_no_repository_takes_it() {
    let Some(_server) = Server::with(Needs::Programs) else { return };
    let project = Project::new("backup_private");
    let said = project.good(&["backup", "--format", "json"]);
    assert!(said.contains("\"state\":\"before_all\""), "{said}");
    let files = files(&project);
    let [file] = files.as_slice() else { panic!("{files:?}") };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).expect("the file is there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
    let ignored = std::fs::read_to_string(project.folder.join("backups/.gitignore")).expect("it is ignored");
    assert_eq!(ignored, "*\n");
}

/// A program in place of pg_dump that says a version and writes down what it is given.
fn stand_in(project: &Project, version: u8) -> String {
    let path = project.folder.join("pg_dump");
    let script = format!(
        "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) {version}.1'; exit 0; fi\n\
         echo \"$@\" > '{folder}/arguments'; env > '{folder}/environment'; echo dumped\n",
        folder = project.folder.display()
    );
    std::fs::write(&path, script).expect("a script can be written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("a script can be made one");
    }
    path.display().to_string()
}

#[test]
fn a_password_is_no_argument() {
    let Some(_server) = Server::with(Needs::Programs) else { return };
    let project = Project::new("backup_password");
    let program = stand_in(&project, 99);
    let mut command = project.command(&["backup", "--pg-dump", &program]);
    let said = said(command.env("PGPASSWORD", "secret-word"));
    assert_eq!(said.status, 0, "{}", said.text);
    let read = |name: &str| std::fs::read_to_string(project.folder.join(name)).expect("the stand-in wrote it");
    assert_eq!(read("arguments"), "--format=custom --no-password\n");
    assert!(read("environment").contains("PGPASSWORD=secret-word"));
    assert!(!read("environment").lines().any(|line| line.starts_with("DATABASE_URL=")));
    assert!(!said.text.contains("secret-word"), "{}", said.text);
}

#[test]
fn a_program_that_is_older_than_the_server_or_absent_is_told_of() {
    let Some(_server) = Server::with(Needs::Programs) else { return };
    let project = Project::new("backup_old");
    project.write("migrations/001_create_patients.sql", "create table patients (id bigint primary key);");
    let program = stand_in(&project, 9);
    let old = project.run(&["apply", "--backup", "--pg-dump", &program]);
    assert_eq!(old.status, 2, "{}", old.text);
    assert!(old.text.contains("error[old_pg_dump]") && old.text.contains("install the client programs of PostgreSQL"), "{}", old.text);
    assert!(project.good(&["status"]).contains("0 applied, 1 pending"));
    let absent = project.run(&["backup", "--pg-dump", "/nowhere/pg_dump"]);
    assert!(absent.status == 2 && absent.text.contains("error[no_pg_dump]"), "{}", absent.text);
}

#[test]
fn a_backup_that_fails_leaves_no_file_and_applies_nothing() {
    let Some(_server) = Server::with(Needs::Programs) else { return };
    let project = Project::new("backup_fails");
    project.write("migrations/001_create_patients.sql", "create table patients (id bigint primary key);");
    let program = stand_in(&project, 99);
    let script =
        std::fs::read_to_string(&program).expect("the stand-in is there").replace("echo dumped", "echo half; echo 'disk full' >&2; exit 1");
    std::fs::write(&program, script).expect("a script can be written");
    let failed = project.run(&["apply", "--backup", "--pg-dump", &program]);
    assert!(failed.status == 2 && failed.text.contains("error[backup_failed]") && failed.text.contains("disk full"), "{}", failed.text);
    assert_eq!(std::fs::read_dir(project.folder.join("backups")).expect("the folder is there").count(), 1, "only .gitignore stays");
    assert!(project.good(&["status"]).contains("0 applied, 1 pending"));
}
