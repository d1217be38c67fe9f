//! Does what is told to undo a change by hand undo it: each change is made on a server, the statements are run, and what differs after them stands in
//! the page. With `UPDATE=1` it is written anew, from the version that pages are recorded from.

use crate::drift::applied;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, Options, compare_printed, compile_history};
use migrate_build::docs::{Remedies, comparable_schema};
use migrate_runtime::Migrations;
use migrate_runtime::model::{ComparableSchema, SchemaDifference};
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;

const KINDS: &str = include_str!("../drift/kinds.sql");
/// The changes, what is told to undo each, and what differs afterwards.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/drift/remedies.txt");
/// What is said may depend on the version.
const RECORDED: u8 = 15;

/// What was found, and in what it differs, expressions among it.
struct Differing {
    found: ComparableSchema,
    differences: Vec<SchemaDifference>,
    /// What could not be read, and why.
    unread: Vec<String>,
}

/// What the server prints like it did before anything was changed is not asked about again.
fn differing(client: &mut Client, migrations: &Migrations, catalog: &Catalog, unchanged: &ComparableSchema) -> Differing {
    let found = migrations.live_schema(&mut *client).unwrap_or_else(|problem| panic!("{problem}"));
    let expected = comparable_schema(catalog);
    let mut differences = migrations.differences(&expected, &found);
    let mut printed = migrations.printed_expressions(&mut *client).unwrap_or_else(|problem| panic!("{problem}"));
    printed.objects.retain(|object, text| {
        let told = |other: &SchemaDifference| other.object() == object || object.path.starts_with(&other.object().path);
        unchanged.objects.get(object) != Some(text) && expected.objects.contains_key(object) && !differences.iter().any(told)
    });
    let comparison = compare_printed(catalog, &printed);
    differences.extend(comparison.different.into_iter().map(|difference| SchemaDifference::Different {
        object: difference.object,
        expected: difference.expected.unwrap_or_default(),
        found: difference.found,
    }));
    let unread = comparison.unread.into_iter().map(|(object, reason)| format!("{object} is not read: {reason}")).collect();
    Differing { found, differences, unread }
}

#[test]
fn what_is_told_to_undo_a_change_undoes_it() {
    let migration: Migration = crate::codegen::migration("1", "kinds", KINDS);
    let Some(server) = Server::with(Needs::Sessions) else { return };
    let options = Options { versions: VersionRange::only(server.version()), lints: None };
    let (compiled, history) = compile_history(std::slice::from_ref(&migration), &options);
    let Some(mut chain) = applied("remedies", &[migration]) else { return };
    let nothing = differing(&mut chain.client, &chain.migrations, &compiled.catalog, &ComparableSchema::default());
    assert!(nothing.differences.is_empty() && nothing.unread.is_empty(), "{:?} {:?}", nothing.differences, nothing.unread);
    let unchanged = chain.migrations.printed_expressions(&mut chain.client).unwrap_or_else(|problem| panic!("{problem}"));
    let written = std::fs::read_to_string(PAGE).expect("the page can be read");
    let (mut page, mut wrong) = (Vec::new(), Vec::new());
    for case in written.trim_end().split("\n\n") {
        let sql: Vec<&str> = case.lines().filter(|line| !line.starts_with("-- ")).collect();
        chain.client.batch_execute("begin").expect("a transaction can begin");
        if let Err(problem) = chain.client.batch_execute(&sql.join("\n")) {
            chain.client.batch_execute("rollback").expect("a transaction can be rolled back");
            wrong.push(format!("{case}\n-- cannot be made: {}", problem.as_db_error().map(ToString::to_string).unwrap_or_default()));
            page.push(case.to_owned());
            continue;
        }
        let before = differing(&mut chain.client, &chain.migrations, &compiled.catalog, &unchanged);
        let remedies = Remedies::new(&compiled.catalog, &history, &before.found, &before.differences);
        let remedy = remedies.all();
        let mut told: Vec<String> = sql.iter().map(|line| (*line).to_owned()).collect();
        told.extend(remedy.notes.iter().map(|note| format!("-- note: {note}")));
        told.extend(remedy.alone.iter().map(|statement| format!("-- run alone: {statement}")));
        told.extend(remedy.statements.iter().flat_map(|statement| statement.lines()).map(|line| format!("-- run: {line}")));
        let refused = remedy.alone.iter().chain(&remedy.statements).find_map(|statement| {
            let problem = chain.client.batch_execute(statement).err()?;
            Some(format!("-- refused: {statement} {}", problem.as_db_error().map(ToString::to_string).unwrap_or_default()))
        });
        match refused {
            Some(refused) => {
                wrong.push(format!("{}\n{refused}", told.join("\n")));
            }
            None => {
                let left = differing(&mut chain.client, &chain.migrations, &compiled.catalog, &unchanged);
                told.extend(left.differences.iter().map(|difference| format!("-- left: {difference}")));
                told.extend(left.unread.iter().map(|unread| format!("-- left: {unread}")));
            }
        }
        chain.client.batch_execute("rollback").expect("a transaction can be rolled back");
        let left = |text: &str| text.lines().filter(|line| line.starts_with("-- left: ")).map(str::to_owned).collect::<Vec<_>>();
        let told = told.join("\n");
        let is_recorded = if server.version() == RECORDED { told == case } else { left(&told) == left(case) };
        if !is_recorded {
            wrong.push(told.clone());
        }
        page.push(told);
    }
    if std::env::var_os("UPDATE").is_some() && server.version() == RECORDED {
        std::fs::write(PAGE, page.join("\n\n") + "\n").expect("the page can be written");
    }
    assert!(page.len() >= 90, "only {} changes were made", page.len());
    assert!(wrong.is_empty(), "{} changes are undone otherwise:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
