//! Do scripts that are no transaction come to their end, wherever they were interrupted?

use crate::chain::{built, chain, stepped, whole};
use crate::database::{Database, Driver};
use migrate_runtime::applier::{Action, ApplyErrorKind, Failure, Machine, Next, Outcome, Session};
use migrate_runtime::{Batches, Migrations, SqlState, StepKind};

fn indexed() -> Migrations {
    chain([
        whole(
            "001",
            "visits",
            "create table visits (id int primary key, day int, done bool); insert into visits select n, n % 7 from generate_series(1, 100) n",
        ),
        stepped(
            "002",
            "indexed",
            &[
                ("set work_mem = '5MB'", StepKind::Session),
                ("create index concurrently by_day on visits (day)", built("by_day", "visits")),
                ("alter table visits add column note text", StepKind::InTransaction),
                (
                    "update visits set done = false",
                    StepKind::Batches(Batches {
                        batch: 30,
                        key: "id",
                        next: "select max(id)::text from (select id from visits where id > $1::text::int or $1::text is null order by id limit $2::int8) b having max(id) is not null",
                        statement: "update visits set done = false where (id > $1::text::int or $1::text is null) and id <= $2::text::int",
                    }),
                ),
            ],
        ),
        whole("003", "more", "create table more ()"),
    ])
}

fn is_complete(db: &mut Database, migrations: &Migrations) {
    assert_eq!(db.value("select count(*) from visits where done is not false"), "0");
    assert_eq!(db.value("select count(*) from pg_index where not indisvalid"), "0");
    assert_eq!(db.value("select count(*) from migration_history_progress"), "0");
    let events = db.value("select event || ' ' || version from migration_history order by id");
    assert_eq!(events, "applied 001\nstarted 002\napplied 002\napplied 003");
    db.is_clean(&migrations.applier());
}

#[test]
fn steps_run_once_each() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let migrations = indexed();
        db.by(driver, migrations.applier().apply_machine()).expect("it is applied");
        is_complete(&mut db, &migrations);
    }
}

#[test]
fn a_session_is_afterwards_what_it_was_before() {
    let Some(db) = Database::fresh() else { return };
    let migrations = indexed();
    let mut client = db.connect();
    client.batch_execute("set work_mem = '7MB'; set lock_timeout = 77").expect("settings can be set");
    migrations.apply(&mut client).expect("it is applied");
    let settings = "select current_setting('work_mem') || current_setting('lock_timeout') || current_setting('search_path') \
                    || current_setting('role') || current_setting('client_connection_check_interval')";
    let found: String = client.query_one(settings, &[]).expect("settings can be read").get(0);
    assert_eq!(found, "7MB77ms\"$user\", publicnone0");
}

/// Performs so many actions, and then the client is gone.
fn interrupted<T>(client: &mut postgres::Client, machine: Machine<T>, actions: usize) -> bool {
    let mut next = machine.start(1);
    for _ in 0..actions {
        let Next::Act(action, waiting) = next else { return false };
        let outcome = match action {
            Action::Wait(_) => Outcome::Waited,
            Action::Send { sql, .. } => match client.simple_query(&sql) {
                Ok(messages) => Outcome::Answered(messages.into_iter().collect()),
                Err(error) => Outcome::Failed(Failure::from(error)),
            },
        };
        next = waiting.advance(outcome, std::time::Duration::ZERO);
    }
    true
}

#[test]
fn wherever_it_is_interrupted_it_comes_to_its_end() {
    let migrations = indexed();
    let mut points = 0;
    for actions in 1.. {
        let Some(mut db) = Database::fresh() else { return };
        let mut client = db.connect();
        let more = interrupted(&mut client, migrations.applier().apply_machine(), actions);
        // The half of an index build is what a backend leaves that is ended in the middle of it.
        if db.value("select count(*) from pg_class where relname = 'by_day'") == "1" {
            db.value(
                "update pg_index set indisvalid = false where indexrelid = 'by_day'::regclass \
                 and not exists (select from migration_history_progress) \
                 and not exists (select from migration_history where version = '002' and event = 'applied')",
            );
        }
        // Every second time the same session goes on, which still holds the lock.
        if actions % 2 == 0 {
            drop(client);
        } else {
            client.drive(migrations.applier().apply_machine()).unwrap_or_else(|error| panic!("after {actions} actions: {error}"));
        }
        db.by(Driver::Blocking, migrations.applier().apply_machine()).unwrap_or_else(|error| panic!("after {actions} actions: {error}"));
        is_complete(&mut db, &migrations);
        points = actions;
        if !more {
            break;
        }
    }
    eprintln!("interrupted at {points} points");
    assert!(points > 20, "only {points} points");
}

#[test]
fn an_index_that_cannot_be_built_leaves_nothing_behind() {
    let Some(mut db) = Database::fresh() else { return };
    let migrations = chain([
        whole("001", "visits", "create table visits (day int); insert into visits values (1), (1)"),
        stepped(
            "002",
            "unique",
            &[("select 1", StepKind::InTransaction), ("create unique index concurrently days\non visits (day)", built("days", "visits"))],
        ),
    ]);
    let error = db.by(Driver::Blocking, migrations.applier().apply_machine()).expect_err("the rows are not unique");
    assert_eq!(error.kind(), &ApplyErrorKind::Database(SqlState::UniqueViolation));
    assert_eq!((error.migration(), error.line()), (Some("002_unique"), Some(2)));
    assert_eq!(db.value("select count(*) from pg_class where relname = 'days'"), "0");
    db.value("delete from visits");
    let applied = db.by(Driver::Asynchronous, migrations.applier().apply_machine()).expect("it is applied now");
    assert_eq!(applied.migrations, ["002_unique"]);
    db.is_clean(&migrations.applier());
}
