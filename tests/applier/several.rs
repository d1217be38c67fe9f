//! Do programs that start at the same time, or end in the middle, apply everything once?

use crate::chain::{built, chain, stepped, whole};
use crate::database::{Database, Driver, by};
use migrate_runtime::Migrations;
use migrate_runtime::applier::{ApplyErrorKind, Limit};
use std::time::Duration;

fn mixed() -> Migrations {
    chain([
        whole("001", "one", "create table one (a int); insert into one select generate_series(1, 1000)"),
        stepped("002", "index", &[("create index concurrently i on one (a)", built("i", "one"))]),
        whole("003", "three", "create table three ()"),
    ])
}

#[test]
fn starters_do_not_get_in_each_others_way() {
    let Some(mut db) = Database::fresh() else { return };
    let applier = mixed().applier();
    let applied: usize = std::thread::scope(|scope| {
        let start = |number: usize| {
            let (url, applier) = (db.url(), &applier);
            move || by(&url, Driver::BOTH[number % 2], applier.apply_machine()).expect("no starter fails").migrations.len()
        };
        let starters: Vec<_> = (0..6).map(|number| scope.spawn(start(number))).collect();
        starters.into_iter().map(|starter| starter.join().expect("no starter panics")).sum()
    });
    assert_eq!(applied, 3);
    assert_eq!(db.value("select count(*) from pg_index where not indisvalid"), "0");
    db.is_clean(&applier);
}

#[test]
fn who_holds_the_lock_is_named() {
    let Some(db) = Database::fresh() else { return };
    let applier = mixed().applier().session_lock_timeout(Limit::After(Duration::from_millis(300)));
    let mut other = db.connect();
    let key = migrate_model::HistoryTable::default().lock_key();
    other.batch_execute(&format!("set application_name = 'other'; select pg_advisory_lock({key})")).expect("the lock is free");
    let error = db.by(Driver::Asynchronous, applier.apply_machine()).expect_err("the lock is not free");
    let ApplyErrorKind::Locked(Some(holder)) = error.kind() else { panic!("{error}") };
    assert_eq!((holder.application.as_deref(), holder.state.as_deref()), (Some("other"), Some("idle")));
    assert!(error.to_string().contains("(\"other\")"), "{error}");
}

#[test]
fn a_future_that_is_dropped_leaves_nothing_that_is_in_the_way() {
    let Some(mut db) = Database::fresh() else { return };
    let migrations = chain([whole("001", "slow", "select pg_sleep(2); create table slow ()"), whole("002", "two", "create table two ()")]);
    let applier = migrations.applier();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
    runtime.block_on(async {
        let (mut client, connection) = tokio_postgres::connect(&db.url(), postgres::NoTls).await.expect("the database answers");
        tokio::spawn(connection);
        let (watcher, connection) = tokio_postgres::connect(&db.url(), postgres::NoTls).await.expect("the database answers");
        tokio::spawn(connection);
        let mut running = applier.apply(&mut client);
        // It is dropped as soon as the script sleeps.
        let asleep = "select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()";
        while watcher.query(asleep, &[]).await.expect("activity can be read").is_empty() {
            let ended = tokio::time::timeout(Duration::from_millis(20), &mut running).await;
            assert!(ended.is_err(), "it ends before it sleeps");
        }
        drop(running);
        let applied = applier.apply(&mut client).await.expect("the same session goes on");
        assert_eq!(applied.migrations, ["002_two"]);
    });
    db.is_clean(&applier);
}

#[test]
fn a_transaction_of_somebody_else_is_not_ended() {
    let Some(mut db) = Database::fresh() else { return };
    let applier = mixed().applier();
    db.by(Driver::Blocking, applier.apply_machine()).expect("it is applied");
    db.client.batch_execute("begin; create table mine ()").expect("a transaction can be begun");
    let error = applier.apply(&mut db.client).expect_err("a transaction is open");
    assert_eq!(error.kind(), &ApplyErrorKind::InTransaction);
    db.client.batch_execute("commit").expect("the transaction is still open");
    assert_eq!(db.value("select count(*) from pg_class where relname = 'mine'"), "1");
}

#[test]
fn a_lock_that_is_not_had_in_time_is_tried_for_again() {
    let Some(mut db) = Database::fresh() else { return };
    let first = chain([whole("001", "one", "create table one ()")]);
    db.by(Driver::Blocking, first.applier().apply_machine()).expect("it is applied");
    let migrations = chain([first.list()[0], whole("002", "two", "alter table one add a int")]);
    let applier = migrations.applier().lock_timeout(Limit::After(Duration::from_millis(50)));
    let mut reader = db.connect();
    reader.batch_execute("begin; select from one").expect("the table can be read");
    let url = db.url();
    let applied = std::thread::scope(|scope| {
        let run = scope.spawn(|| by(&url, Driver::Asynchronous, applier.apply_machine()));
        std::thread::sleep(Duration::from_millis(300));
        reader.batch_execute("commit").expect("the transaction can be ended");
        run.join().expect("it does not panic").expect("it gets its lock in the end")
    });
    assert_eq!(applied.migrations, ["002_two"]);
    db.is_clean(&applier);
}
