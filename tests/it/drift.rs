//! Is a server's schema found to be the computed one, and each change by hand named by its object. `CHAINS` names more folders of migrations, with
//! a colon between them. With `UPDATE=1` what is said of the changes is written anew.

#![expect(clippy::print_stdout, reason = "who runs it by hand reads the figures")]

use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, Options, compile};
use migrate_build::docs::comparable_schema;
use migrate_build::fold::step::Run;
use migrate_build::project::discover;
use migrate_runtime::Migrations;
use migrate_runtime::testing::Server;
use postgres::Client;
use std::path::{Path, PathBuf};

/// A schema with something of every kind, beside the project's own.
const KINDS: &str = include_str!("../drift/kinds.sql");
/// What is changed by hand, and what is said of it.
const CHANGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/drift/changes.txt");

/// The chain applied to a database, and what a program would carry of it.
struct Applied {
    name: String,
    client: Client,
    migrations: Migrations,
}

fn applied(name: &str, migrations: &[Migration]) -> Applied {
    let server = Server::get();
    let compiled = compile(migrations, &Options { versions: VersionRange::only(server.version()), lints: None });
    let name = format!("drift_{name}_{}", std::process::id());
    let mut client = server.fresh_database(&name);
    client.batch_execute("set client_min_messages = error").expect("a setting can be set");
    for (migration, execution) in migrations.iter().zip(&compiled.executions) {
        let outcome = match &execution.up.run {
            Run::Whole => client.batch_execute(&migration.up_sql),
            Run::Steps(steps) => {
                steps.iter().try_for_each(|step| client.batch_execute(&migration.up_sql[step.start as usize..step.end as usize]))
            }
        };
        outcome.unwrap_or_else(|problem| panic!("{}: {problem}", migration.label));
        client.batch_execute("reset all").expect("settings can be reset");
    }
    let text: &'static str = Box::leak(comparable_schema(&compiled.catalog).to_text().into_boxed_str());
    Applied { name, client, migrations: Migrations::new(&[]).making(text) }
}

impl Applied {
    fn differences(&mut self) -> Vec<String> {
        let drift = self.migrations.drift(&mut self.client).unwrap_or_else(|problem| panic!("{problem}"));
        drift.differences().iter().map(ToString::to_string).collect()
    }

    fn printed(&mut self) -> migrate_runtime::Printed {
        self.migrations.printed(&mut self.client).unwrap_or_else(|problem| panic!("{problem}"))
    }
}

impl Drop for Applied {
    fn drop(&mut self) {
        Server::get().drop_database(&self.name);
    }
}

fn folder(path: &Path) -> Vec<Migration> {
    discover(path).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message)).migrations
}

#[test]
fn what_the_migrations_make_is_what_they_are_said_to_make() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations");
    let more = std::env::var("CHAINS").unwrap_or_default();
    let mut wrong = Vec::new();
    for path in std::iter::once(own).chain(more.split(':').filter(|path| !path.is_empty()).map(PathBuf::from)) {
        let mut chain = applied("chain", &folder(&path));
        let found = chain.differences();
        let objects = chain.migrations.schema().map(|schema| schema.objects.len()).unwrap_or_default();
        println!(
            "{}: {objects} objects, {} differences, {} printed",
            path.display(),
            found.len(),
            chain.printed().to_text().lines().count()
        );
        wrong.extend(found.into_iter().map(|difference| format!("{}: {difference}", path.display())));
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_change_by_hand_is_named() {
    let mut chain = applied("kinds", &[crate::codegen::migration("1", "kinds", KINDS)]);
    assert_eq!(chain.differences(), Vec::<String>::new());
    let printed = chain.printed();
    assert_eq!(migrate_runtime::Printed::parse(&printed.to_text()), Some(printed.clone()));
    let (mut wrong, mut page) = (Vec::new(), Vec::new());
    let written = std::fs::read_to_string(CHANGES).expect("the changes can be read");
    for change in written.split("\n\n") {
        let (sql, expected): (Vec<&str>, Vec<&str>) = change.lines().partition(|line| !line.starts_with("-- "));
        let expected: Vec<&str> = expected.iter().map(|line| &line[3..]).collect();
        chain.client.batch_execute("begin").expect("a transaction can begin");
        chain.client.batch_execute(&sql.join("\n")).unwrap_or_else(|problem| panic!("{sql:?}: {problem}"));
        let mut found = chain.differences();
        let others = chain.printed().changed_since(&printed);
        found.extend(others.iter().map(|object| format!("prints {object}")));
        chain.client.batch_execute("rollback").expect("a transaction can be rolled back");
        let told: Vec<String> = sql.iter().map(|line| (*line).to_owned()).chain(found.iter().map(|line| format!("-- {line}"))).collect();
        if found != expected {
            wrong.push(told.join("\n"));
        }
        page.push(told.join("\n"));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(CHANGES, page.join("\n\n") + "\n").expect("the answers can be written");
    }
    assert!(page.len() >= 40, "only {} changes were made", page.len());
    assert!(wrong.is_empty(), "{} changes are told of otherwise:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert_eq!(chain.differences(), Vec::<String>::new());
}

#[test]
fn the_path_of_the_session_is_left_as_it_was() {
    let mut chain = applied("path", &[crate::codegen::migration("1", "kinds", KINDS)]);
    chain.client.batch_execute("begin; set local search_path = shop, public").expect("a transaction can begin");
    assert_eq!(chain.differences(), Vec::<String>::new());
    let path: String = chain.client.query_one("show search_path", &[]).expect("it can be shown").get(0);
    assert_eq!(path, "shop, public");
}
