//! Is what was applied undone, also by a program that does not know it, and nothing where that is refused?

use crate::chain::{built, chain, script_of, stepped, whole};
use crate::database::{Database, Driver};
use migrate_runtime::applier::{ApplyErrorKind, DataLoss, RollbackProblem, RollbackTarget};
use migrate_runtime::{Down, Effect, EffectKind, Migrations, Probe, Script, StepKind};

fn reversible() -> Migrations {
    let gone = StepKind::Alone(Probe::IndexGone { schema: "public", index: "by_day" });
    chain([
        whole("001", "visits", "create table visits (day int)").down(Down::Script(Script::whole("drop table visits"))),
        whole("002", "view", "create view days as select day from visits").down(Down::Script(Script::whole("drop view days"))),
        stepped("003", "indexed", &[("create index concurrently by_day on visits (day)", built("by_day", "visits"))])
            .down(Down::Script(script_of(&[("drop index concurrently by_day", gone)]))),
    ])
}

#[test]
fn the_last_is_undone_first() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let migrations = reversible();
        let applier = migrations.applier().data_loss(DataLoss::Allow);
        db.by(driver, applier.apply_machine()).expect("it is applied");
        let done = db.by(driver, applier.roll_back_machine(&RollbackTarget::After("001".to_owned()))).expect("it is undone");
        assert_eq!(done.migrations, ["003_indexed", "002_view"]);
        assert_eq!(db.value("select count(*) from pg_class where relname in ('by_day', 'days')"), "0");
        let again = db.by(driver, applier.apply_machine()).expect("it is applied again");
        assert_eq!(again.migrations, ["002_view", "003_indexed"]);
        db.by(driver, applier.roll_back_machine(&RollbackTarget::Everything)).expect("it is undone");
        assert_eq!(db.value("select count(*) from pg_class where relname = 'visits'"), "0");
        db.is_clean(&applier);
    }
}

#[test]
fn data_is_not_lost_unless_that_is_allowed() {
    let Some(db) = Database::fresh() else { return };
    let migrations = reversible();
    db.by(Driver::Blocking, migrations.applier().apply_machine()).expect("it is applied");
    let error = db.by(Driver::Blocking, migrations.applier().roll_back_machine(&RollbackTarget::Everything)).expect_err("rows are lost");
    let problem = RollbackProblem::LosesData { migration: "001_visits".to_owned(), losses: vec!["drop table visits".to_owned()] };
    assert_eq!(error.kind(), &ApplyErrorKind::RollbackRefused(vec![problem]));
}

#[test]
fn what_the_engine_found_of_a_script_decides() {
    const ROWS: &[Effect] = &[Effect::new(3, "public.visits", EffectKind::RowsLost)];
    for driver in Driver::BOTH {
        let Some(db) = Database::fresh() else { return };
        let view = whole("001", "days", "create materialized view days as select 1 as day");
        let harmless = view.down(Down::Script(Script::whole("drop materialized view days")));
        let migrations = chain([harmless.undoing(&[])]);
        db.by(driver, migrations.applier().apply_machine()).expect("it is applied");
        // Of the words alone nobody can tell that a materialized view is computed again.
        let by_words = chain([harmless]).applier().roll_back_machine(&RollbackTarget::Last(1));
        assert!(matches!(db.by(driver, by_words).expect_err("it may lose rows").kind(), ApplyErrorKind::RollbackRefused(_)));
        db.by(driver, migrations.applier().roll_back_machine(&RollbackTarget::Last(1))).expect("nothing is lost");
        let lossy =
            chain([whole("001", "days", "create table visits ()").down(Down::Script(Script::whole("drop schema s"))).undoing(ROWS)]);
        db.by(driver, lossy.applier().apply_machine()).expect("it is applied");
        let error = db.by(driver, lossy.applier().roll_back_machine(&RollbackTarget::Last(1))).expect_err("rows are lost");
        let expected = "undoing 001_days loses data: line 3: loses the rows of public.visits: save what is needed, and allow it";
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn an_older_program_undoes_what_it_does_not_know() {
    let Some(mut db) = Database::fresh() else { return };
    let newer = reversible();
    let older = chain([newer.list()[0]]);
    let two = chain([newer.list()[0], newer.list()[1]]);
    db.by(Driver::Blocking, two.applier().apply_machine()).expect("it is applied");
    // Both run beside each other while one takes over from the other.
    let applied = db.by(Driver::Blocking, older.applier().apply_machine()).expect("a newer program may have been there");
    assert_eq!(applied.notes.len(), 1);
    let done = db.by(Driver::Blocking, older.applier().roll_back_machine(&RollbackTarget::Last(1))).expect("it is undone");
    assert_eq!(done.migrations, ["002_view"]);
    db.is_clean(&older.applier());
    // Step by step it cannot.
    db.by(Driver::Blocking, newer.applier().apply_machine()).expect("it is applied");
    let error = db.by(Driver::Blocking, two.applier().roll_back_machine(&RollbackTarget::Last(1))).expect_err("it does not know the steps");
    assert_eq!(error.kind(), &ApplyErrorKind::RollbackRefused(vec![RollbackProblem::StepsUnknown("003_indexed".to_owned())]));
}
