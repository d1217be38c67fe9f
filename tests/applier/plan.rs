//! Does a plan lead to a database for which nothing is left to do, whatever was there before?

use crate::chain::{chain, repeatable, whole};
use migrate_model::{Checksum, ChecksumAlgorithm, EventKind, HistoryEvent, NO_EVENT, ScriptKind};
use migrate_runtime::applier::{Edited, History, Missing, OutOfOrder, Policies, Target, plan_migrations};
use migrate_runtime::{Migration, MigrationKind};

/// A history that grows.
#[derive(Default)]
struct Events(Vec<(HistoryEvent, Checksum)>);

impl Events {
    fn applied(&mut self, migration: &Migration, checksum: &str) {
        let kind = if migration.kind == MigrationKind::Versioned { ScriptKind::Versioned } else { ScriptKind::Repeatable };
        let event = HistoryEvent {
            id: i64::try_from(self.0.len()).expect("a test's history is short") + 1,
            event: EventKind::Applied,
            kind,
            version: migration.version.to_owned(),
            name: migration.name.to_owned(),
            checksum: checksum.to_owned(),
            algorithm: ChecksumAlgorithm::Tokens1,
            text_hash: migration.text_hash.to_owned(),
            at: 0,
            role: String::new(),
            application: String::new(),
            program: String::new(),
            server: 150_000,
            down: None,
            expressions: None,
            state: NO_EVENT,
            previous: self.0.last().map_or(NO_EVENT, |(_, hash)| *hash),
        };
        let hash = event.hash();
        self.0.push((event, hash));
    }

    fn folded(&self) -> History {
        History::from_events(self.0.iter().cloned()).expect("the events follow each other")
    }
}

#[test]
fn a_plan_that_is_done_leaves_nothing_to_do() {
    let seed = std::env::var("MIGRATE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1_u64);
    eprintln!("MIGRATE_SEED={seed}");
    let mut random = seed;
    let mut chance = |of: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % of
    };
    let lenient = Policies { edited: Edited::Allow, missing: Missing::Allow, out_of_order: OutOfOrder::Apply, ..Policies::default() };
    for _ in 0..300 {
        let versions = (1..=1 + chance(8)).map(|version| whole(&version.to_string(), "some", &format!("select {version}")));
        let all: Vec<Migration> = versions.chain([repeatable("views", "select 0")]).collect();
        let mut events = Events::default();
        for migration in &all {
            match chance(4) {
                0 => events.applied(migration, "edited"),
                1 => {}
                _ => events.applied(migration, migration.checksum),
            }
        }
        // The program may have lost some of them.
        let migrations = chain(all.into_iter().filter(|_| chance(5) > 0));
        let strict = plan_migrations(migrations.list(), &events.folded(), Policies::default(), &Target::Latest);
        let plan = plan_migrations(migrations.list(), &events.folded(), lenient, &Target::Latest);
        assert!(plan.problems.is_empty(), "{plan}");
        assert_eq!(plan.work, strict.work, "what is allowed does not change what runs");
        plan.work.iter().for_each(|work| events.applied(work.migration, work.migration.checksum));
        let after = plan_migrations(migrations.list(), &events.folded(), lenient, &Target::Latest);
        assert!(after.work.is_empty() && after.problems.is_empty(), "{after}");
    }
}
