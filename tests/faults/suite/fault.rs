//! One fault: what happens, at which message of a run, and whether a fresh run afterwards brings everything to its end.

use crate::check::faults;
use crate::hosts::{Scratch, Target};
use crate::proxy::{Proxy, Side, Verdict, Watch, When};
use migrate_faults::{applier, version};
use migrate_runtime::Config;
use migrate_runtime::applier::{Applier, Limit, Limits};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The connection of a blocking program is cut.
    Cut,
    /// That of an asynchronous one is.
    CutAsync,
    /// The program is killed with SIGKILL.
    Kill,
    /// The future of an asynchronous program is dropped, and its client a moment later.
    Drop,
    /// An administrator ends its session.
    Terminate,
    /// The server stops as a failing machine would, and starts again.
    Restart,
    /// Somebody locks every table for a while, and the program's patience for locks is short.
    LockTimeout,
    /// The same, and a statement may not take as long.
    StatementTimeout,
}

/// A fault at a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) kind: Kind,
    side: Side,
    message: usize,
    when: When,
}

impl Point {
    /// What it has in common with other faults.
    pub(crate) fn sort(&self) -> String {
        format!("{:?} {:?} {:?}", self.kind, self.side, self.when)
    }
}

/// What became of it.
pub(crate) struct Outcome {
    /// Whether the place was reached.
    pub(crate) hit: bool,
    /// What is wrong afterwards.
    pub(crate) wrong: Vec<String>,
}

/// Every fault of a run in which so many messages passed.
pub(crate) fn points(to_server: usize, to_client: usize, can_restart: bool) -> Vec<Point> {
    let mut points = Vec::new();
    let mut add = |kind, side, message, when| points.push(Point { kind, side, message, when });
    for message in 0..to_server {
        for when in [When::Before, When::After] {
            add(Kind::Cut, Side::ToServer, message, when);
        }
        for kind in [Kind::CutAsync, Kind::Kill, Kind::Drop, Kind::Terminate] {
            add(kind, Side::ToServer, message, When::After);
        }
        for kind in [Kind::LockTimeout, Kind::StatementTimeout] {
            add(kind, Side::ToServer, message, When::Before);
        }
        if can_restart {
            add(Kind::Restart, Side::ToServer, message, When::After);
        }
    }
    for message in 0..to_client {
        add(Kind::Cut, Side::ToClient, message, When::Before);
    }
    points
}

/// Lets a program apply all migrations until the fault, then a fresh one, and looks at what there is.
pub(crate) fn strike(target: &Arc<Target>, point: Point, expected: &str) -> Outcome {
    let scratch = target.scratch();
    let hit = run_into(target, &scratch, point);
    let mut client = scratch.connect();
    let mut wrong = Vec::new();
    // The orphan of the first run may be at work still: this one starts at once.
    if let Err(error) = applier(version(usize::MAX)).apply(&mut client) {
        wrong.push(format!("the fresh run failed: {error}"));
    } else {
        match applier(version(usize::MAX)).apply(&mut client) {
            Ok(again) if again.migrations.is_empty() => {}
            Ok(again) => wrong.push(format!("a third run applied {:?}", again.migrations)),
            Err(error) => wrong.push(format!("a third run failed: {error}")),
        }
        wrong.extend(faults(&mut client, usize::MAX, expected));
    }
    Outcome { hit, wrong }
}

/// The first run. How it ends is its own affair: most faults are errors of it.
fn run_into(target: &Arc<Target>, scratch: &Scratch<'_>, point: Point) -> bool {
    let child: Arc<Mutex<Option<Child>>> = Arc::default();
    let (dropped, drop_now) = tokio::sync::oneshot::channel();
    let hit = Arc::new(AtomicBool::new(false));
    let proxy = Proxy::start(scratch.address(), watch(point, &hit, deed(target, scratch, point.kind, &child, dropped)));
    let user = scratch.config.user();
    let through = format!("host=127.0.0.1 port={} user={user} dbname={} sslmode=disable", proxy.port(), scratch.name);
    match point.kind {
        Kind::Kill => run_child(&through, &child),
        Kind::Drop | Kind::CutAsync => run_async(&through, drop_now),
        Kind::Cut | Kind::Terminate | Kind::Restart | Kind::LockTimeout | Kind::StatementTimeout => run_blocking(&through, point.kind),
    }
    drop(proxy);
    hit.load(Ordering::SeqCst)
}

/// What is done at the message.
type Deed = Box<dyn FnOnce() -> Verdict + Send>;

/// Waits for the message, and does the deed once.
fn watch(point: Point, hit: &Arc<AtomicBool>, deed: Deed) -> Watch {
    let (hit, mut deed) = (Arc::clone(hit), Some(deed));
    Box::new(move |seen| {
        if (seen.side, seen.number, seen.when) != (point.side, point.message, point.when) {
            return Verdict::GoOn;
        }
        hit.store(true, Ordering::SeqCst);
        deed.take().map_or(Verdict::GoOn, |deed| deed())
    })
}

fn deed(
    target: &Arc<Target>,
    scratch: &Scratch<'_>,
    kind: Kind,
    child: &Arc<Mutex<Option<Child>>>,
    dropped: tokio::sync::oneshot::Sender<()>,
) -> Deed {
    let (target, child, config) = (Arc::clone(target), Arc::clone(child), scratch.config.clone());
    Box::new(move || match kind {
        Kind::Cut | Kind::CutAsync => Verdict::Cut,
        Kind::Kill => {
            if let Some(child) = child.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                child.kill().expect("a child can be killed");
            }
            Verdict::Cut
        }
        Kind::Drop => {
            // A run that is over already is not dropped.
            let _over = dropped.send(());
            Verdict::GoOn
        }
        Kind::Terminate => {
            let sql =
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
            let mut client = config.connect().expect("an administrator gets in");
            client.batch_execute(sql).expect("an administrator may end sessions");
            Verdict::GoOn
        }
        Kind::Restart => {
            target.restart();
            Verdict::Cut
        }
        Kind::LockTimeout | Kind::StatementTimeout => {
            lock_everything(&config);
            Verdict::GoOn
        }
    })
}

/// Locks every table that the program does not hold itself, and gives them back a while later; returns when they are locked.
fn lock_everything(config: &Config) {
    let mut client = config.connect().expect("another session can be opened");
    let sql = "do $$ declare t regclass; begin
                 set local lock_timeout = 50;
                 for t in select oid from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by oid loop
                   begin
                     execute format('lock table %s in access exclusive mode', t);
                   exception when lock_not_available then null;
                   end;
                 end loop;
               end $$";
    client.batch_execute("begin").and_then(|()| client.batch_execute(sql)).expect("tables can be locked");
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(150));
        drop(client);
    });
}

fn run_blocking(through: &str, kind: Kind) {
    let Ok(mut client) = Config::from_string(through).expect("the words are right").connect() else { return };
    let _ended_somehow = hurried(kind).apply(&mut client);
}

/// An applier that has little patience, where that is the fault.
fn hurried(kind: Kind) -> Applier {
    let applier = applier(version(usize::MAX));
    let (lock, statement) = match kind {
        Kind::LockTimeout => (Limit::After(Duration::from_millis(15)), Limit::Unlimited),
        Kind::StatementTimeout => (Limit::Unlimited, Limit::After(Duration::from_millis(120))),
        _ => return applier,
    };
    let limits = Limits { attempts: 2, backoff: Duration::from_millis(5), lock, concurrent_lock: lock, statement, ..Limits::default() };
    applier.limits(limits)
}

fn run_async(through: &str, drop_now: tokio::sync::oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    runtime.block_on(async move {
        let Ok((mut client, conversation)) = Config::from_string(through).expect("the words are right").connect_async().await else {
            return;
        };
        let conversation = tokio::spawn(conversation);
        let applier = applier(version(usize::MAX));
        tokio::select! {
            _ended_somehow = applier.apply(&mut client) => {}
            Ok(()) = drop_now => {}
        }
        // The client is still there for a moment, and what was sent is still on its way.
        tokio::time::sleep(Duration::from_millis(5)).await;
        drop(client);
        conversation.abort();
    });
}

fn run_child(through: &str, child: &Mutex<Option<Child>>) {
    let count = version(usize::MAX).list().len().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_apply"));
    command.arg(count).env("DATABASE_URL", through).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // It waits for the end of its input before it applies, and connects before.
    let mut guard = child.lock().unwrap_or_else(PoisonError::into_inner);
    let input = guard.insert(command.spawn().expect("the program starts")).stdin.take();
    drop(guard);
    drop(input);
    loop {
        let ended = child.lock().unwrap_or_else(PoisonError::into_inner).as_mut().is_none_or(|child| !matches!(child.try_wait(), Ok(None)));
        if ended {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
