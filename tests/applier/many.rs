//! Do many migrations leave their session as it was, whatever one of them does to what is prepared for all of them?

use crate::chain::{built, chain, stepped, whole};
use crate::database::{Database, Driver};
use migrate_runtime::applier::Session;
use migrate_runtime::{Migration, Migrations, StepKind};

/// So many that what they have in common is prepared, with some in between.
fn many(between: impl IntoIterator<Item = Migration>) -> Migrations {
    let plain = |number: u32| whole(&format!("{number:03}"), "plain", &format!("create table plain_{number} (id int)"));
    chain((100..115).map(plain).chain(between).chain((300..315).map(plain)))
}

/// What a session has that a run may change.
const SESSION: &str = "select concat_ws(' ', current_setting('lock_timeout'), current_setting('search_path'), current_setting('statement_timeout'), \
     current_user, (select count(*) from pg_prepared_statements))";

#[test]
fn scripts_that_forget_what_is_prepared_change_nothing() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        db.client
            .batch_execute("create function forget() returns void language plpgsql as $$ begin execute 'deallocate all'; end $$")
            .expect("it can be made");
        let migrations = many([
            whole("200", "said", "prepare own as select 1; deallocate all; create table said ()"),
            whole("201", "in_a_block", "do $$ begin execute 'deallocate all'; end $$; create table in_a_block ()"),
            whole("202", "hidden", "select public.forget(); create table hidden ()"),
            stepped(
                "203",
                "stepped",
                &[("deallocate all", StepKind::Session), ("create index concurrently i on plain_100 (id)", built("i", "plain_100"))],
            ),
        ]);
        let before = db.value(SESSION);
        let applied = match driver {
            Driver::Blocking => db.client.drive(migrations.applier().apply_machine()),
            Driver::Asynchronous => db.by(driver, migrations.applier().apply_machine()),
        };
        assert_eq!(applied.expect("they are applied").migrations.len(), 34);
        assert_eq!(db.value(SESSION), before);
        assert_eq!(db.value("select count(*) || ' ' || count(distinct version) from migration_history where event = 'applied'"), "34 34");
        db.is_clean(&migrations.applier());
    }
}

#[test]
fn scripts_that_set_something_set_it_for_themselves() {
    let Some(mut db) = Database::fresh() else { return };
    let shown = "insert into seen select current_setting('lock_timeout') || current_setting('search_path') || current_setting('statement_timeout') || current_user";
    let migrations = many([
        whole("200", "seen", &format!("create table public.seen (settings text); {shown}")),
        whole("201", "sets", "set lock_timeout = 7; set statement_timeout = 70000; set search_path = pg_catalog"),
        whole("202", "sees", shown),
        whole("203", "calls", "select set_config('lock_timeout', '8', false)"),
        whole("204", "sees", shown),
    ]);
    db.client.batch_execute("set lock_timeout = 1234; set statement_timeout = 99999").expect("settings can be set");
    let before = db.value(SESSION);
    db.client.drive(migrations.applier().apply_machine()).expect("they are applied");
    assert_eq!(db.value(SESSION), before);
    assert_eq!(db.value("select count(*) || ' ' || count(distinct settings) from public.seen"), "3 1");
    db.is_clean(&migrations.applier());
}

#[test]
fn what_fails_late_is_told_with_its_line_and_leaves_nothing_prepared() {
    let Some(mut db) = Database::fresh() else { return };
    let migrations = many([whole("200", "fails", "create table one ();\n\ncreate table two (id nothing)")]);
    let before = db.value(SESSION);
    let error = db.client.drive(migrations.applier().apply_machine()).expect_err("there is no such type");
    assert_eq!((error.migration(), error.line()), (Some("200_fails"), Some(3)));
    assert_eq!(db.value(SESSION), before);
    db.is_clean(&migrations.applier());
}

#[test]
fn an_event_by_name_holds_what_any_other_does() {
    let Some(mut db) = Database::fresh() else { return };
    let migrations = many([whole("200", "odd", "create table odd (note text default '\\ it''s')")]);
    let applier = migrations.applier().program("it's \\ 1.0");
    db.client.drive(applier.apply_machine()).expect("they are applied");
    assert_eq!(db.value("select distinct program from migration_history"), "it's \\ 1.0");
    db.is_clean(&applier);
}
