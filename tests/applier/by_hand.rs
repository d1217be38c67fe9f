//! What can somebody say of a database by hand, and is the schema looked at before?

use crate::chain::{built, chain, leak, stepped, whole};
use crate::database::{Database, Driver};
use migrate_model::{ComparableSchema, ObjectKind, SchemaDifference, text_hash, token_checksum};
use migrate_runtime::StepKind;
use migrate_runtime::applier::{Answer, ApplyErrorKind, Comparison, Environment, Resolution, SchemaCheck, Seed};
use std::sync::Arc;

/// Compares the names of tables.
struct Tables(&'static [&'static str]);

impl SchemaCheck for Tables {
    fn question(&self) -> String {
        "select relname from pg_catalog.pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace \
         and relname not like 'migration%' order by 1"
            .to_owned()
    }

    fn differences(&self, answer: &Answer) -> Option<Vec<SchemaDifference>> {
        let (mut expected, mut found) = (ComparableSchema::default(), ComparableSchema::default());
        self.0.iter().for_each(|name| expected.insert(ObjectKind::Table, vec![(*name).to_owned()], ""));
        for row in &answer.results.first()?.rows {
            found.insert(ObjectKind::Table, vec![row.first()?.clone()?], "");
        }
        Some(expected.differences(&found))
    }
}

#[test]
fn a_history_begins_where_the_schema_is_what_the_migrations_make() {
    for driver in Driver::BOTH {
        let mut db = Database::fresh();
        db.value("create table one ()");
        let migrations = chain([
            whole("001", "one", "create table one ()"),
            whole("002", "two", "create table two ()"),
            whole("003", "three", "create table three ()"),
        ]);
        let applier = migrations.applier();
        let tables = |names| Comparison::Checked(Arc::new(Tables(names)));
        let error = db.by(driver, applier.baseline_machine("002", &tables(&["one", "two"]))).expect_err("two is not there");
        assert_eq!(error.to_string(), "table two is missing: mend the schema by hand, and then say what is applied");
        db.by(driver, applier.baseline_machine("001", &tables(&["one"]))).expect("one is there");
        let error = db.by(driver, applier.baseline_machine("001", &Comparison::Unchecked)).expect_err("a history is there");
        assert_eq!(error.kind(), &ApplyErrorKind::HistoryNotEmpty);
        assert_eq!(db.by(driver, applier.apply_machine()).expect("the others are applied").migrations, ["002_two", "003_three"]);
        db.is_clean(&applier);
    }
}

#[test]
fn what_stopped_half_way_is_finished_by_hand() {
    let mut db = Database::fresh();
    let fails = [("create table two ()", StepKind::InTransaction), ("create index concurrently i on nothing (a)", built("i", "nothing"))];
    let migrations = chain([whole("001", "one", "create table one ()"), stepped("002", "two", &fails)]);
    let applier = migrations.applier();
    let error = db.by(Driver::Blocking, applier.apply_machine()).expect_err("there is no such table");
    assert_eq!((error.migration(), error.line()), (Some("002_two"), Some(2)));
    db.by(Driver::Blocking, applier.resolve_machine(&Resolution::Applied("002".to_owned()), &Comparison::Unchecked)).expect("it is said");
    assert!(db.by(Driver::Blocking, applier.apply_machine()).expect("nothing is left").is_empty());
    db.by(Driver::Blocking, applier.resolve_machine(&Resolution::RolledBack("001".to_owned()), &Comparison::Unchecked))
        .expect("it is said");
    db.value("drop table one");
    let error = db.by(Driver::Blocking, applier.apply_machine()).expect_err("it comes late now");
    assert!(matches!(error.kind(), ApplyErrorKind::Refused(_)), "{error}");
    assert_eq!(db.value("select count(*) from migration_history_progress"), "0");
    db.is_clean(&applier);
}

#[test]
fn seeds_belong_to_their_environment_and_run_when_they_change() {
    let mut db = Database::fresh();
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
