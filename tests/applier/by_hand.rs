//! What can somebody say of a database by hand, and is the schema looked at before?

use crate::chain::{built, chain, leak, repeatable, stepped, whole};
use crate::database::{Database, Driver};
use migrate_model::{ComparableSchema, ObjectKind, text_hash, token_checksum};
use migrate_runtime::applier::{
    ApplyErrorKind, Comparison, Environment, ExpectedSchema, OtherHistory, Problem, Resolution, SchemaOf, Seed,
};
use migrate_runtime::{Migration, StepKind};
use std::sync::Arc;

/// Knows that each migration makes an empty table of its name.
struct Tables;

impl SchemaOf for Tables {
    fn schema_of(&self, applied: &[&'static Migration]) -> Option<ExpectedSchema> {
        let mut schema = ComparableSchema::default();
        applied.iter().for_each(|own| schema.insert(ObjectKind::Table, vec!["public".to_owned(), own.name.to_owned()], ""));
        Some(ExpectedSchema { schema, ..ExpectedSchema::default() })
    }
}

#[test]
fn a_history_begins_where_the_schema_is_what_the_migrations_make() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        db.value("create table one ()");
        let migrations = chain([
            whole("001", "one", "create table one ()"),
            whole("002", "two", "create table two ()"),
            whole("003", "three", "create table three ()"),
        ]);
        let applier = migrations.applier().comparison(Comparison::By(Arc::new(Tables)));
        let error = db.by(driver, applier.baseline_machine("002")).expect_err("two is not there");
        let advice = "mend the schema by hand and then say what is applied, or say it without a comparison";
        assert_eq!(error.to_string(), format!("table public.two is missing: {advice}"));
        assert_eq!(db.value("select to_regclass('migration_history') is null"), "t");
        db.by(driver, applier.baseline_machine("001")).expect("one is there");
        let unchecked = applier.clone().comparison(Comparison::Unchecked);
        let error = db.by(driver, unchecked.baseline_machine("001")).expect_err("a history is there");
        assert_eq!(error.kind(), &ApplyErrorKind::HistoryNotEmpty);
        for resolution in [Resolution::Applied("002".to_owned()), Resolution::RolledBack("001".to_owned())] {
            let error = db.by(driver, applier.resolve_machine(&resolution)).expect_err("that is not so");
            assert!(matches!(error.kind(), ApplyErrorKind::SchemaDiffers(found) if found.len() == 1), "{error}");
        }
        assert_eq!(db.by(driver, applier.apply_machine()).expect("the others are applied").migrations, ["002_two", "003_three"]);
        db.is_clean(&applier);
    }
}

#[test]
fn what_another_tool_applied_is_not_applied_again() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        db.value("create table _sqlx_migrations (version bigint)");
        let migrations = chain([whole("001", "one", "create table if not exists one ()"), whole("002", "two", "create table two ()")]);
        let applier = migrations.applier().comparison(Comparison::Unchecked);
        let error = db.by(driver, applier.apply_machine()).expect_err("sqlx applied something");
        assert_eq!(error.kind(), &ApplyErrorKind::Refused(vec![Problem::OtherHistory("_sqlx_migrations".to_owned())]));
        let plan = db.by(driver, applier.plan_machine()).expect("a plan can be made");
        assert_eq!(plan.problems, [Problem::OtherHistory("_sqlx_migrations".to_owned())]);
        assert_eq!(db.value("select to_regclass('one') is null and to_regclass('migration_history') is null"), "t");
        db.by(driver, applier.baseline_machine("001")).expect("a history is begun by hand");
        assert_eq!(db.by(driver, applier.apply_machine()).expect("the rest is applied").migrations, ["002_two"]);

        let Some(mut db) = Database::fresh() else { return };
        db.value("create table schema_migrations (version text)");
        let beside = applier.clone().other_history(OtherHistory::Allow);
        assert_eq!(db.by(driver, beside.apply_machine()).expect("that tool has other tables").migrations, ["001_one", "002_two"]);
        assert!(db.by(driver, applier.apply_machine()).expect("there is a history now").is_empty());
    }
}

#[test]
fn a_program_knows_the_schema_of_all_its_migrations() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let mut computed = ComparableSchema::default();
        for name in ["one", "two", "todays"] {
            let kind = if name == "todays" { ObjectKind::View } else { ObjectKind::Table };
            computed.insert(kind, vec!["public".to_owned(), name.to_owned()], "");
        }
        let mut repeated = ComparableSchema::default();
        repeated.insert(ObjectKind::View, vec!["public".to_owned(), "todays".to_owned()], "");
        let migrations = chain([
            whole("001", "one", "create table one ()"),
            whole("002", "two", "create table two ()"),
            repeatable("todays", "create or replace view todays as select from one"),
        ]);
        let applier = migrations.making(leak(computed.to_text())).repeating(leak(repeated.to_text())).applier();
        let of_some = db.by(driver, applier.baseline_machine("001")).expect_err("it knows all of them or nothing");
        assert_eq!(of_some.kind(), &ApplyErrorKind::SchemaUnknown);
        db.value("create table one ()");
        let error = db.by(driver, applier.baseline_machine("002")).expect_err("two is not there");
        assert!(error.to_string().starts_with("table public.two is missing: "), "{error}");
        db.value("create table two (); create table three ()");
        let error = db.by(driver, applier.baseline_machine("002")).expect_err("three is too much");
        assert!(error.to_string().starts_with("table public.three is not expected: "), "{error}");
        db.value("drop table three");
        // Whether the view is there makes no difference: it is made next, or once more.
        db.by(driver, applier.baseline_machine("002")).expect("all is there");
        assert_eq!(db.by(driver, applier.apply_machine()).expect("the view is made").migrations, ["R__todays"]);
        assert!(db.by(driver, applier.drift_machine()).expect("they can be compared").is_empty());
        db.is_clean(&applier);
    }
}

#[test]
fn what_stopped_half_way_is_finished_by_hand() {
    let Some(mut db) = Database::fresh() else { return };
    let fails = [("create table two ()", StepKind::InTransaction), ("create index concurrently i on nothing (a)", built("i", "nothing"))];
    let migrations = chain([whole("001", "one", "create table one ()"), stepped("002", "two", &fails)]);
    let applier = migrations.applier().comparison(Comparison::Unchecked);
    let error = db.by(Driver::Blocking, applier.apply_machine()).expect_err("there is no such table");
    assert_eq!((error.migration(), error.line()), (Some("002_two"), Some(2)));
    db.by(Driver::Blocking, applier.resolve_machine(&Resolution::Applied("002".to_owned()))).expect("it is said");
    assert!(db.by(Driver::Blocking, applier.apply_machine()).expect("nothing is left").is_empty());
    db.by(Driver::Blocking, applier.resolve_machine(&Resolution::RolledBack("001".to_owned()))).expect("it is said");
    db.value("drop table one");
    let error = db.by(Driver::Blocking, applier.apply_machine()).expect_err("it comes late now");
    assert!(matches!(error.kind(), ApplyErrorKind::Refused(_)), "{error}");
    assert_eq!(db.value("select count(*) from migration_history_progress"), "0");
    db.is_clean(&applier);
}

#[test]
fn seeds_belong_to_their_environment_and_run_when_they_change() {
    let Some(mut db) = Database::fresh() else { return };
    let seed = |environment, name, sql: &str| Seed {
        environment,
        name,
        checksum: leak(token_checksum(sql).to_string()),
        text_hash: leak(text_hash(sql).to_string()),
        sql: leak(sql),
    };
    let seeds = |word: &str| -> &'static [Seed] {
        Box::leak(Box::new([
            seed(Environment::Development, "first", &format!("insert into words values ('{word}')")),
            seed(Environment::Production, "first", "insert into words values ('production')"),
        ]))
    };
    let migrations = chain([whole("001", "words", "create table words (word text)")]);
    let applier = migrations.applier();
    db.by(Driver::Blocking, applier.apply_machine()).expect("it is applied");
    for (word, ran) in [("a", vec!["development/first"]), ("a", vec![]), ("b", vec!["development/first"])] {
        let done = db.by(Driver::Asynchronous, applier.seed_machine(seeds(word), Environment::Development)).expect("the data is loaded");
        assert_eq!(done, ran);
    }
    assert_eq!(db.value("select string_agg(word, ' ' order by word) from words"), "a b");
    assert!(db.by(Driver::Blocking, applier.apply_machine()).expect("seeds are no migrations").is_empty());
    db.is_clean(&applier);
}
