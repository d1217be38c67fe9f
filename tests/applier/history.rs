//! Is a history that was changed found out, and is one that an earlier version wrote read for ever?

use crate::chain::{chain, whole};
use crate::database::{Database, Driver};
use migrate_model::HistoryTable;
use migrate_runtime::Migrations;
use migrate_runtime::applier::{ApplyErrorKind, HistoryFault};

/// The tables and rows as the first version of layout 1 wrote them.
const LAYOUT_1: &str = include_str!("layout_1.sql");

fn two() -> Migrations {
    chain([whole("001", "one", "create table one ()"), whole("002", "two", "create table two ()")])
}

#[test]
fn every_change_of_a_row_is_found() {
    let cases = [
        ("update migration_history set name = 'other' where id = 1", HistoryFault::Changed(1)),
        ("update migration_history set at = at + interval '1 microsecond' where id = 2", HistoryFault::Changed(2)),
        ("update migration_history set down = 'drop table one', down_run = 'whole' where id = 1", HistoryFault::Changed(1)),
        ("update migration_history set hash = repeat('0', 64) where id = 1", HistoryFault::Unchained(2)),
        ("update migration_history set state = repeat('0', 64) where id = 2", HistoryFault::Changed(2)),
        ("update migration_history set event = 'rolled back' where id = 2", HistoryFault::Changed(2)),
        ("delete from migration_history where id = 1", HistoryFault::Gap(1)),
    ];
    let Some(mut db) = Database::fresh() else { return };
    let applier = two().applier();
    db.by(Driver::Blocking, applier.apply_machine()).expect("it is applied");
    db.value("create table kept as table migration_history");
    for (change, fault) in cases {
        db.value(change);
        let error = db.by(Driver::Asynchronous, applier.verify_history_machine()).expect_err(change);
        assert_eq!(error.kind(), &ApplyErrorKind::HistoryBroken(fault), "{change}");
        db.value("truncate migration_history; insert into migration_history table kept");
    }
    db.is_clean(&applier);
    // A row that is gone is noticed without being looked for.
    db.value("delete from migration_history where id = 1");
    let error = db.by(Driver::Blocking, applier.apply_machine()).expect_err("an event is gone");
    assert_eq!(error.kind(), &ApplyErrorKind::HistoryBroken(HistoryFault::Gap(1)));
}

#[test]
fn layout_1_is_read_for_ever() {
    let Some(mut db) = Database::fresh() else { return };
    db.client.batch_execute(LAYOUT_1).expect("the tables are as they were");
    let applier = two().applier();
    let events = db.by(Driver::Blocking, applier.verify_history_machine()).expect("the history is whole");
    assert_eq!(events.len(), 2);
    assert!(db.by(Driver::Blocking, applier.apply_machine()).expect("it is applied").is_empty());
}

#[test]
fn layout_1_is_still_what_is_made() {
    let table = HistoryTable { schema: "app".to_owned(), table: "history".to_owned() };
    let made = table.create().replace("\"app\".\"history", "\"public\".\"migration_history");
    assert!(LAYOUT_1.starts_with(&made), "the layout changed: give it a new number, and read both\n{made}");
    assert_eq!(HistoryTable::default().lock_key(), 6_049_174_579_659_713_895);
}
