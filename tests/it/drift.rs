//! Is a server's schema found to be the computed one, and each change by hand named by its object. `CHAINS` names more folders of migrations, with
//! a colon between them. With `UPDATE=1` what is said of the changes is written anew.

#![expect(clippy::print_stdout, reason = "who runs it by hand reads the figures")]

use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, Options, compare_printed, compile, compile_history};
use migrate_build::docs::{comparable_schema, object_sql};
use migrate_build::fold::step::Run;
use migrate_build::project::discover;
use migrate_runtime::Migrations;
use migrate_runtime::model::SchemaDifference;
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;
use std::path::{Path, PathBuf};

/// A schema with something of every kind, beside the project's own.
const KINDS: &str = include_str!("../drift/kinds.sql");
/// What is changed by hand, and what is said of it.
const CHANGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/drift/changes.txt");

/// The chain applied to a database, and what a program would carry of it.
pub(crate) struct Applied {
    name: String,
    pub(crate) client: Client,
    pub(crate) migrations: Migrations,
}

/// Nothing where there is only the embedded server: it has one session, which an open client keeps from the one that tidies up, and no `citext`.
pub(crate) fn applied(name: &str, migrations: &[Migration]) -> Option<Applied> {
    let server = Server::with(Needs::Sessions)?;
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
    Some(Applied { name, client, migrations: Migrations::new(&[]).making(text) })
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
        let Some(mut chain) = applied("chain", &folder(&path)) else { return };
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
    let Some(mut chain) = applied("kinds", &[crate::codegen::migration("1", "kinds", KINDS)]) else { return };
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
    let Some(mut chain) = applied("path", &[crate::codegen::migration("1", "kinds", KINDS)]) else { return };
    chain.client.batch_execute("begin; set local search_path = shop, public").expect("a transaction can begin");
    assert_eq!(chain.differences(), Vec::<String>::new());
    let path: String = chain.client.query_one("show search_path", &[]).expect("it can be shown").get(0);
    assert_eq!(path, "shop, public");
}

#[test]
fn what_is_told_to_make_a_missing_object_makes_it() {
    let migration = crate::codegen::migration("1", "kinds", KINDS);
    let Some(server) = Server::with(Needs::Sessions) else { return };
    let options = Options { versions: VersionRange::only(server.version()), lints: None };
    let (compiled, history) = compile_history(std::slice::from_ref(&migration), &options);
    let Some(mut chain) = applied("again", &[migration]) else { return };
    let written = std::fs::read_to_string(CHANGES).expect("the changes can be read");
    let (mut made, mut wrong) = (0, Vec::new());
    // What was only renamed is still there, and in the way of what it was.
    let changes = written.split("\n\n").filter(|change| change.contains(" is missing") && !change.contains(" rename "));
    for change in changes {
        chain.client.batch_execute("begin").expect("a transaction can begin");
        let sql: Vec<&str> = change.lines().filter(|line| !line.starts_with("-- ")).collect();
        chain.client.batch_execute(&sql.join("\n")).unwrap_or_else(|problem| panic!("{sql:?}: {problem}"));
        let drift = chain.migrations.drift(&mut chain.client).unwrap_or_else(|problem| panic!("{problem}"));
        let missing = drift.differences().iter().filter(|difference| matches!(difference, SchemaDifference::Missing(_)));
        for object in missing.map(SchemaDifference::object).cloned().collect::<Vec<_>>() {
            // What comes with another is made by that.
            let Some(making) = object_sql(&compiled.catalog, &history, &object) else { continue };
            match chain.client.batch_execute(&making) {
                Ok(()) => made += 1,
                Err(problem) => wrong.push(format!("{sql:?}: {making}: {:?}", problem.as_db_error().map(ToString::to_string))),
            }
        }
        if wrong.is_empty() {
            wrong.extend(
                chain.differences().into_iter().filter(|told| told.ends_with(" is missing")).map(|told| format!("{sql:?}: {told}")),
            );
        }
        chain.client.batch_execute("rollback").expect("a transaction can be rolled back");
    }
    assert!(made >= 8, "only {made} objects were made again");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_server_prints_is_read_as_the_migrations_mean_it() {
    let migration = crate::codegen::migration("1", "kinds", KINDS);
    let Some(server) = Server::with(Needs::Sessions) else { return };
    let options = Options { versions: VersionRange::only(server.version()), lints: None };
    let catalog = compile(std::slice::from_ref(&migration), &options).catalog;
    let Some(mut chain) = applied("meant", &[migration]) else { return };
    let schema = chain.migrations.schema().unwrap_or_else(|problem| panic!("{problem}"));
    let compared = |chain: &mut Applied| {
        let mut printed = chain.migrations.printed_expressions(&mut chain.client).unwrap_or_else(|problem| panic!("{problem}"));
        printed.objects.retain(|object, _| schema.objects.contains_key(object));
        compare_printed(&catalog, &printed)
    };
    let unchanged = compared(&mut chain);
    assert!(unchanged.different.is_empty() && unchanged.unread.is_empty(), "{unchanged:?}");
    let written = std::fs::read_to_string(CHANGES).expect("the changes can be read");
    let (mut found, mut wrong) = (0, Vec::new());
    for change in written.split("\n\n") {
        let lines: Vec<&str> = change.lines().filter_map(|line| line.strip_prefix("-- ")).collect();
        // What the structure tells already is not asked.
        let gone = |object: &str| {
            let whole = object.rsplit_once('.').and_then(|(whole, _)| whole.split_once(' ')).map_or(object, |(_, whole)| whole);
            lines.contains(&format!("table {whole} is missing").as_str())
        };
        let told = |object: &str| gone(object) || lines.iter().any(|line| !line.starts_with("prints") && line.contains(object));
        let printed = lines.iter().filter_map(|line| line.strip_prefix("prints "));
        let wanted: Vec<&str> = printed.filter(|object| !told(object)).collect();
        let sql: Vec<&str> = change.lines().filter(|line| !line.starts_with("-- ")).collect();
        chain.client.batch_execute("begin").expect("a transaction can begin");
        chain.client.batch_execute(&sql.join("\n")).unwrap_or_else(|problem| panic!("{sql:?}: {problem}"));
        let comparison = compared(&mut chain);
        chain.client.batch_execute("rollback").expect("a transaction can be rolled back");
        let different = comparison.different.iter().map(|difference| difference.object.to_string());
        let named: Vec<String> = different.chain(comparison.unread.iter().map(|(object, _)| object.to_string())).collect();
        found += wanted.len();
        wrong.extend(
            wanted.into_iter().filter(|object| !named.iter().any(|name| name == object)).map(|object| format!("{sql:?}: {object}")),
        );
    }
    assert!(found >= 8, "only {found} expressions were changed");
    assert!(wrong.is_empty(), "not found to be others:\n{}", wrong.join("\n"));
}
