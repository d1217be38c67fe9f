//! Faults at every message of a run of thirty migrations of all kinds: a sample of them, or all where `MIGRATE_FAULTS` is `all`.

use crate::check::{faults, objects};
use crate::fault::{Point, points, strike};
use crate::hosts::Target;
use crate::proxy::{Passed, Proxy, Verdict};
use crate::random::Random;
use migrate_faults::{applier, version};
use migrate_runtime::Config;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many faults are tried where every change is checked.
const SAMPLE: usize = 45;
/// How long they may take there, all of them together: a machine that has much else to do tries fewer.
const SAMPLE_TIME: Duration = Duration::from_secs(75);
/// How many databases are at work at once.
const WORKERS: usize = 3;

#[test]
fn every_migration_is_applied_exactly_once_whatever_dies() {
    let Some(target) = Target::own() else { return };
    survive(Arc::new(target));
}

#[test]
fn the_same_on_the_servers_that_are_named() {
    for target in Target::named() {
        survive(Arc::new(target));
    }
}

fn survive(target: Arc<Target>) {
    let (expected, passed) = undisturbed(&target);
    let mut random = Random::seeded();
    let every = points(passed.to_server, passed.to_client, target.can_restart());
    let all = every.len();
    let wanted = std::env::var("MIGRATE_FAULTS").ok();
    let limit = wanted.is_none().then(|| Instant::now() + SAMPLE_TIME);
    let wanted = wanted.map_or(SAMPLE, |wanted| wanted.parse().unwrap_or(all));
    let chosen = sample(every, wanted, &mut random);
    let seed = random.seed();
    eprintln!("PostgreSQL {}, seed {seed} (set MIGRATE_SEED to run it again): {} of {all} faults", target.version, chosen.len());
    // A server that restarts disturbs everybody, so those faults have it for themselves.
    let (alone, together): (Vec<Point>, Vec<Point>) = chosen.into_iter().partition(|point| point.kind == crate::fault::Kind::Restart);
    let begun = Instant::now();
    let done = Done::default();
    for (points, workers) in [(&alone, 1), (&together, WORKERS)] {
        strike_all(&target, points, workers, limit, &expected, &done);
    }
    let (tried, hits, wrong) =
        (done.tried.into_inner(), done.hits.into_inner(), done.wrong.into_inner().unwrap_or_else(PoisonError::into_inner));
    eprintln!("PostgreSQL {}: {hits} of {tried} faults were hit, in {:.0?}", target.version, begun.elapsed());
    assert!(wrong.is_empty(), "seed {seed}, {} of {hits}:\n{}", wrong.len(), wrong.join("\n"));
    // The last messages of a run may not come where another session was in the way; most must be reached, or nothing is tried.
    assert!(hits * 10 >= tried * 9 && hits > 0, "only {hits} of {tried} faults were hit");
}

/// What was done by all workers.
#[derive(Default)]
struct Done {
    tried: AtomicUsize,
    hits: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

/// As many faults of one kind as of any other, drawn from all of them.
fn sample(mut points: Vec<Point>, wanted: usize, random: &mut Random) -> Vec<Point> {
    for at in 0..points.len() {
        let other = at + random.below(points.len() - at);
        points.swap(at, other);
    }
    let mut drawn: BTreeMap<String, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, Point)> = Vec::new();
    for point in points {
        let rank = drawn.entry(point.sort()).or_default();
        ranked.push((*rank, point));
        *rank += 1;
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, point)| point).take(wanted).collect()
}

/// What a run that nobody disturbs makes, and how many messages pass in it.
fn undisturbed(target: &Target) -> (String, Passed) {
    let scratch = target.scratch();
    let proxy = Proxy::start(scratch.address(), Box::new(|_| Verdict::GoOn));
    let words = format!("host=127.0.0.1 port={} user={} dbname={} sslmode=disable", proxy.port(), scratch.config.user(), scratch.name);
    let mut client = Config::from_string(&words).and_then(|config| config.connect()).expect("the proxy lets through");
    let applied =
        applier(version(usize::MAX)).apply(&mut client).unwrap_or_else(|error| panic!("a run that nobody disturbs fails: {error}"));
    assert_eq!(applied.migrations.len(), version(usize::MAX).list().len());
    drop(client);
    let passed = proxy.passed();
    let mut client = scratch.connect();
    let expected = objects(&mut client);
    assert!(expected.lines().count() > 60, "the objects are listed:\n{expected}");
    assert_eq!(faults(&mut client, usize::MAX, &expected), Vec::<String>::new(), "a run that nobody disturbs leaves nothing behind");
    (expected, passed)
}

fn strike_all(target: &Arc<Target>, points: &[Point], workers: usize, limit: Option<Instant>, expected: &str, done: &Done) {
    let next = AtomicUsize::new(0);
    let in_time = || limit.is_none_or(|limit| Instant::now() < limit);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while in_time()
                    && let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let outcome = strike(target, *point, expected);
                    done.tried.fetch_add(1, Ordering::Relaxed);
                    done.hits.fetch_add(usize::from(outcome.hit), Ordering::Relaxed);
                    if !outcome.wrong.is_empty() {
                        let said = format!("{point:?}: {}", outcome.wrong.join("; "));
                        done.wrong.lock().unwrap_or_else(PoisonError::into_inner).push(said);
                    }
                }
            });
        }
    });
}
