//! Are migrations applied exactly once, with their events, and nothing of what fails?

use crate::chain::{chain, repeatable, whole};
use crate::database::{Database, Driver};
use migrate_runtime::SqlState;
use migrate_runtime::applier::{ApplyErrorKind, Problem};

#[test]
fn a_chain_is_applied_once() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let migrations = chain([
            whole("001", "patients", "create table patients (id int primary key)"),
            whole("002", "visits", "create table visits (id int, patient int references patients); -- the end"),
            repeatable("views", "create or replace view todays as select id from visits"),
        ]);
        let applied = db.by(driver, migrations.applier().apply_machine()).expect("it is applied");
        assert_eq!(applied.migrations, ["001_patients", "002_visits", "R__views"]);
        assert!(db.by(driver, migrations.applier().apply_machine()).expect("it is applied").is_empty());
        let history = db.value("select event || ' ' || version || ' ' || name from migration_history order by id");
        assert_eq!(history, "applied 001 patients\napplied 002 visits\napplied  views");
        db.is_clean(&migrations.applier());
    }
}

#[test]
fn what_fails_leaves_nothing_and_says_where() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let migrations = chain([
            whole("001", "one", "create table one ()"),
            whole("002", "two", "create table two ();\n\ncreate table three (id nothing);"),
        ]);
        let error = db.by(driver, migrations.applier().apply_machine()).expect_err("there is no such type");
        assert_eq!(error.kind(), &ApplyErrorKind::Database(SqlState::UndefinedObject));
        assert_eq!((error.migration(), error.line()), (Some("002_two"), Some(3)));
        assert_eq!(error.to_string(), "002_two, line 3: type \"nothing\" does not exist [42704]");
        assert_eq!(db.value("select string_agg(relname, ' ') from pg_class where relname in ('one', 'two', 'three')"), "one");
        db.is_clean(&migrations.applier());
        let edited = chain([whole("001", "one", "create table one (id int)"), whole("002", "two", "create table two ()")]);
        let error = db.by(driver, edited.applier().apply_machine()).expect_err("it was edited");
        assert_eq!(error.kind(), &ApplyErrorKind::Refused(vec![Problem::Edited("001_one".to_owned())]));
    }
}
