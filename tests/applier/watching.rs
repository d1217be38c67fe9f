//! Is it told, while a script waits, for whom it waits, who waits for it, and how far it is?

use crate::chain::{built, chain, stepped, whole};
use crate::database::{Database, Driver};
use migrate_runtime::applier::{Applied, Applier, ApplyError, Event};
use migrate_runtime::{Config, Migrations};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What was told, as it comes.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Event>>>);

impl Told {
    fn listen(&self, migrations: &Migrations) -> Applier {
        let told = self.clone();
        migrations.applier().observe(move |event| told.0.lock().expect("nobody panics").push(event.clone()))
    }

    /// Waits until something is told.
    fn wait_for<T>(&self, find: impl Fn(&Event) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            let told = self.0.lock().expect("nobody panics").clone();
            if let Some(found) = told.iter().find_map(&find) {
                return found;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "it is never told: {told:#?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Applies on a connection to a database, and watches on one to another or the same.
fn apply_with(driver: Driver, url: &str, watching: &Config, applier: &Applier) -> Result<Applied, ApplyError> {
    let config = Config::from_string(url).expect("the url is one");
    match driver {
        Driver::Blocking => applier.apply_with(&mut config.connect().expect("the database answers"), watching),
        Driver::Asynchronous => {
            // A runtime without timers: the applier needs none.
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().expect("a runtime can be built");
            runtime.block_on(async {
                let (mut client, connection) = config.connect_async().await.expect("the database answers");
                let connection = tokio::spawn(connection);
                let applied = applier.apply_with(&mut client, watching).await;
                drop(client);
                let _ = connection.await;
                applied
            })
        }
    }
}

#[test]
fn who_is_waited_for_and_who_waits_is_named() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        db.value("create table one (a int)");
        let migrations = chain([whole("001", "one", "alter table one add b int; select pg_sleep(2)")]);
        let (told, url) = (Told::default(), db.url());
        let (applier, config) = (told.listen(&migrations), Config::from_string(&url).expect("the url is one"));
        let mut holder = db.connect();
        holder.batch_execute("set application_name = 'holder'; begin; lock table one in share mode").expect("the table can be locked");
        let applied = std::thread::scope(|scope| {
            let run = scope.spawn(|| apply_with(driver, &url, &config, &applier));
            let by = told.wait_for(|event| if let Event::Blocked { by } = event { Some(by.clone()) } else { None });
            let [by] = by.as_slice() else { panic!("one session holds it up: {by:?}") };
            assert_eq!((by.application.as_deref(), by.state.as_deref()), (Some("holder"), Some("idle in transaction")));
            assert_eq!(by.relation.as_deref(), Some("one"));
            assert!(by.query.as_deref().is_some_and(|query| query.contains("lock table one")), "{by}");
            let mut waiter = db.connect();
            let waiting = scope.spawn(move || waiter.batch_execute("set application_name = 'waiter'; select from one"));
            holder.batch_execute("commit").expect("the transaction can be ended");
            let behind = told.wait_for(|event| if let Event::Blocking { sessions } = event { Some(sessions.clone()) } else { None });
            assert_eq!(behind[0].application.as_deref(), Some("waiter"));
            waiting.join().expect("it does not panic").expect("it gets the table in the end");
            run.join().expect("it does not panic")
        });
        assert_eq!(applied.expect("it is applied in the end").migrations, ["001_one"]);
        db.is_clean(&applier);
    }
}

#[test]
fn how_far_an_index_is_is_told() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        db.value("create table one (a int)");
        let migrations = chain([stepped("001", "index", &[("create index concurrently i on one (a)", built("i", "one"))])]);
        let (told, url) = (Told::default(), db.url());
        let (applier, config) = (told.listen(&migrations), Config::from_string(&url).expect("the url is one"));
        let mut writer = db.connect();
        writer.batch_execute("begin; insert into one values (1)").expect("a row can be written");
        std::thread::scope(|scope| {
            let run = scope.spawn(|| apply_with(driver, &url, &config, &applier));
            let progress = told.wait_for(|event| if let Event::Building(progress) = event { Some(progress.clone()) } else { None });
            assert_eq!(progress.table, "one");
            assert!(progress.phase.starts_with("waiting for writers"), "{progress}");
            assert_eq!((progress.done, progress.total, progress.percent()), (0, 1, Some(0)));
            writer.batch_execute("commit").expect("the transaction can be ended");
            run.join().expect("it does not panic").expect("it is applied in the end");
        });
        db.is_clean(&applier);
    }
}

#[test]
fn all_goes_on_where_nobody_can_watch() {
    for driver in Driver::BOTH {
        let Some(mut db) = Database::fresh() else { return };
        let migrations = chain([whole("001", "slow", "select pg_sleep(1); create table slow ()")]);
        let (told, url) = (Told::default(), db.url());
        let applier = told.listen(&migrations);
        let nowhere = Config::from_string(&url).expect("the url is one").with_database("there_is_no_such_database");
        let applied = apply_with(driver, &url, &nowhere, &applier).expect("it is applied");
        assert_eq!(applied.migrations, ["001_slow"]);
        let reason = told.wait_for(|event| if let Event::NotWatched { reason } = event { Some(reason.clone()) } else { None });
        assert!(reason.contains("there_is_no_such_database"), "{reason}");
        db.is_clean(&applier);
    }
}
