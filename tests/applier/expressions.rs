//! Is it found out by the history that somebody changed an expression by hand?

use crate::chain::{chain, leak, whole};
use crate::database::{Database, Driver};
use migrate_model::{ComparableSchema, ObjectKind};
use migrate_runtime::applier::{Applier, RollbackTarget};
use migrate_runtime::{Down, Script};
use migrate_runtime::{Expressions, Migrations};

/// What the chain makes, as the engine would have computed it.
fn computed() -> &'static str {
    let mut schema = ComparableSchema::default();
    let mut insert = |kind, path: &[&str], definition: &str| {
        schema.insert(kind, ["public"].iter().chain(path).map(|part| (*part).to_owned()).collect(), definition);
    };
    insert(ObjectKind::Table, &["patients"], "");
    insert(ObjectKind::Column, &["patients", "id"], "integer, not null, default");
    insert(ObjectKind::Column, &["patients", "age"], "integer");
    insert(ObjectKind::Constraint, &["patients", "adult"], "check");
    insert(ObjectKind::View, &["adults"], "");
    insert(ObjectKind::Column, &["adults", "id"], "integer");
    leak(schema.to_text())
}

fn migrations() -> Migrations {
    let down = Down::Script(Script::whole("drop view adults"));
    chain([
        whole("001", "patients", "create table patients (id int not null default 1, age int constraint adult check (age >= 18))"),
        whole("002", "adults", "create view adults as select id from patients").down(down),
    ])
    .making(computed())
}

fn said(db: &Database, driver: Driver, applier: &Applier) -> String {
    db.by(driver, applier.drift_machine()).expect("they can be compared").to_string()
}

#[test]
fn an_expression_that_was_changed_by_hand_is_named() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let applier = migrations().applier();
        let nothing = db.by(driver, applier.drift_machine()).expect("they can be compared");
        assert_eq!((nothing.differences().len(), nothing.expressions()), (2, &Expressions::Unknown));
        db.by(driver, applier.apply_machine()).expect("it is applied");
        let events = db.value("select event || ' ' || version || ' ' || (expressions is not null) from migration_history order by id");
        assert_eq!(events, "applied 001 false\napplied 002 false\nprinted 002 true");
        assert_eq!(said(&db, driver, &applier), "the schema is the one that the migrations make\n");
        db.value("create or replace view adults as select id from patients where age > 20; alter table patients alter id set default 2");
        db.value("alter table patients drop constraint adult, add constraint adult check (age >= 19)");
        let expected = "view public.adults is not as it was applied\ncolumn public.patients.id is not as it was applied\n\
                        constraint public.patients.adult is not as it was applied\n";
        assert_eq!(said(&db, driver, &applier), expected);
        db.is_clean(&applier);
    }
}

#[test]
fn what_is_written_down_later_is_what_became_another() {
    let Some(mut db) = Database::fresh() else { return };
    let applier = migrations().applier();
    db.by(Driver::Blocking, applier.apply_machine()).expect("it is applied");
    let lines = |db: &mut Database| {
        db.value("select count(*) from migration_history, lateral regexp_split_to_table(rtrim(expressions, E'\\n'), E'\\n') where id = (select max(id) from migration_history)")
    };
    // The server's version, and three objects.
    assert_eq!(lines(&mut db), "4");
    db.by(Driver::Blocking, applier.roll_back_machine(&RollbackTarget::Last(1))).expect("it is undone");
    assert_eq!(lines(&mut db), "2");
    let after = db.by(Driver::Asynchronous, applier.drift_machine()).expect("they can be compared");
    assert_eq!((after.differences().len(), after.expressions()), (1, &Expressions::Compared(Vec::new())));
    db.by(Driver::Asynchronous, applier.apply_machine()).expect("it is applied again");
    assert_eq!(said(&db, Driver::Blocking, &applier), "the schema is the one that the migrations make\n");
    // A run that ended before it wrote them down leaves nothing that could be taken for what is applied now.
    db.value("delete from migration_history where id = (select max(id) from migration_history)");
    let unknown = db.by(Driver::Blocking, applier.drift_machine()).expect("they can be compared");
    assert_eq!(unknown.expressions(), &Expressions::Unknown);
    db.is_clean(&applier);
}
