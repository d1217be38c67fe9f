//! What holds a run up, whom does it hold up, and how far is an index: asked on a second connection while the first one works.

use super::Applier;
use super::apply::Applied;
use super::conversation::Machine;
use super::event::Event;
use super::lock::{write_query, write_who};
use super::outcome::Answer;
use super::session::Session;
use crate::connect::Config;
use crate::migrations::Migrations;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often is asked.
const INTERVAL: Duration = Duration::from_millis(500);

impl Migrations {
    /// Applies what is pending, and watches on a second connection: see [`Applier::apply_with`].
    pub fn apply_with<S: Session>(&self, session: S, config: &Config) -> S::Answer<Applied> {
        self.applier().apply_with(session, config)
    }
}

impl Applier {
    /// Applies what is pending. Where that takes long, a second connection is opened, which tells the observer what a script waits for
    /// ([`Event::Blocked`]), who waits for it ([`Event::Blocking`]), and how far an index is ([`Event::Building`]). Nothing is applied over it,
    /// and where it cannot be opened ([`Event::NotWatched`]) all goes on without it.
    ///
    /// ```no_run
    /// use migrate_runtime::{Config, Migrations};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # static MIGRATIONS: Migrations = Migrations::new(&[]);
    /// let config = Config::from_environment()?;
    /// let mut client = config.connect()?;
    /// MIGRATIONS.applier().observe(|event| eprintln!("{event}")).apply_with(&mut client, &config)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn apply_with<S: Session>(&self, session: S, config: &Config) -> S::Answer<Applied> {
        let applier = Self { watched: Watched::default(), ..self.clone() };
        let watch = Watch { config: config.clone(), watched: applier.watched.clone(), machine: applier.watch_machine() };
        session.drive_watched(applier.apply_machine(), watch)
    }

    /// Asks and tells until the work is done.
    fn watch_machine(&self) -> Machine<()> {
        let watched = self.watched.clone();
        Machine::new(self.observer.clone(), move |talk| async move {
            let mut told = Seen::default();
            loop {
                talk.wait(INTERVAL).await;
                let pid = match watched.stage() {
                    Stage::Ahead => continue,
                    Stage::AtWork { pid } => pid,
                    Stage::Over => return,
                };
                let seen = match talk.read(question(pid)).await {
                    Ok(answer) => Seen::read(&answer),
                    Err(failure) => return talk.tell(&Event::NotWatched { reason: failure.to_string() }),
                };
                // What was asked may be over by now.
                if watched.stage() == (Stage::AtWork { pid }) {
                    seen.news(&told).iter().for_each(|event| talk.tell(event));
                    told = seen;
                }
            }
        })
    }
}

/// Watching that has not begun: where the second connection leads, and what is asked over it.
pub struct Watch {
    pub(super) config: Config,
    pub(super) watched: Watched,
    pub(super) machine: Machine<()>,
}

/// How far the work is, as both sessions know it.
#[derive(Clone, Debug, Default)]
pub(super) struct Watched(Arc<Mutex<Stage>>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The lock is not held yet.
    #[default]
    Ahead,
    /// A process of the server holds it.
    AtWork { pid: i32 },
    /// All is done.
    Over,
}

impl Watched {
    /// A process of the server begins to work.
    pub(super) fn begin(&self, pid: i32) {
        self.set(Stage::AtWork { pid });
    }

    /// There is nothing to watch any more.
    pub(super) fn end(&self) {
        self.set(Stage::Over);
    }

    fn set(&self, stage: Stage) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }

    fn stage(&self) -> Stage {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Another session that waits, or for which is waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSession {
    /// Its process on the server.
    pub pid: i32,
    /// Its role.
    pub role: Option<String>,
    /// How it calls itself.
    pub application: Option<String>,
    /// Since when it runs its statement, or when its last one began, in UTC.
    pub since: Option<String>,
    /// What it does: `active`, `idle in transaction`.
    pub state: Option<String>,
    /// The beginning of what it runs, or ran last.
    pub query: Option<String>,
    /// The relation that is waited for, where it is one.
    pub relation: Option<String>,
}

/// How far the server is with an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexProgress {
    /// The table.
    pub table: String,
    /// The index, where it is in the catalogs already.
    pub index: Option<String>,
    /// What is done at the time, in the server's words: `building index: scanning table`.
    pub phase: String,
    /// How much of that is done.
    pub done: u64,
    /// How much of it there is; 0 where the server does not say.
    pub total: u64,
}

/// What was seen at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Seen {
    blocked_by: Vec<OtherSession>,
    blocking: Vec<OtherSession>,
    building: Option<IndexProgress>,
}

impl Seen {
    fn read(answer: &Answer) -> Self {
        let sessions = |statement: usize| answer.rows(statement).iter().filter_map(|row| OtherSession::parse(row)).collect();
        let building = answer.rows(2).first().and_then(|row| IndexProgress::parse(row));
        Self { blocked_by: sessions(0), blocking: sessions(1), building }
    }

    /// What was not seen before.
    fn news(&self, before: &Self) -> Vec<Event> {
        let is_news = |now: &[OtherSession], before: &[OtherSession]| {
            let who = |sessions: &[OtherSession]| sessions.iter().map(|it| (it.pid, it.relation.clone())).collect::<Vec<_>>();
            !now.is_empty() && who(now) != who(before)
        };
        let mut news = Vec::new();
        if is_news(&self.blocked_by, &before.blocked_by) {
            news.push(Event::Blocked { by: self.blocked_by.clone() });
        }
        if is_news(&self.blocking, &before.blocking) {
            news.push(Event::Blocking { sessions: self.blocking.clone() });
        }
        if let Some(building) = self.building.as_ref().filter(|now| before.building.as_ref() != Some(*now)) {
            news.push(Event::Building(building.clone()));
        }
        news
    }
}

/// Who holds a process up, whom it holds up, and what it builds. Only sessions that wait for a lock are asked for whom they wait, since that
/// question holds the lock manager up for a moment.
fn question(pid: i32) -> String {
    let session = "a.usename, a.application_name, \
         pg_catalog.to_char(pg_catalog.timezone('UTC', coalesce(a.query_start, a.backend_start)), 'YYYY-MM-DD HH24:MI:SS'), \
         a.state, pg_catalog.left(a.query, 200)";
    let relation = |pid: &str| {
        format!(
            "(select w.relation::pg_catalog.regclass::pg_catalog.text from pg_catalog.pg_locks w \
             where w.pid operator(pg_catalog.=) {pid} and not w.granted and w.relation is not null limit 1)"
        )
    };
    let (own, theirs) = (relation(&pid.to_string()), relation("a.pid"));
    format!(
        "select b.pid, {session}, {own} from (select distinct pg_catalog.unnest(pg_catalog.pg_blocking_pids({pid})) as pid) b \
         left join pg_catalog.pg_stat_activity a on a.pid operator(pg_catalog.=) b.pid order by b.pid;\n\
         select a.pid, {session}, {theirs} from pg_catalog.pg_stat_activity a where a.wait_event_type operator(pg_catalog.=) 'Lock' \
         and a.datname operator(pg_catalog.=) pg_catalog.current_database() \
         and {pid} operator(pg_catalog.=) any (pg_catalog.pg_blocking_pids(a.pid)) order by a.pid;\n\
         select p.relid::pg_catalog.regclass::pg_catalog.text, \
         nullif(p.index_relid, '0'::pg_catalog.oid)::pg_catalog.regclass::pg_catalog.text, p.phase, p.lockers_done, p.lockers_total, \
         p.blocks_done, p.blocks_total, p.tuples_done, p.tuples_total \
         from pg_catalog.pg_stat_progress_create_index p where p.pid operator(pg_catalog.=) {pid}"
    )
}

impl OtherSession {
    fn parse(row: &[Option<String>]) -> Option<Self> {
        let text = |column: usize| row.get(column).cloned().flatten().filter(|text| !text.is_empty());
        Some(Self {
            pid: text(0)?.parse().ok()?,
            role: text(1),
            application: text(2),
            since: text(3),
            state: text(4),
            query: text(5),
            relation: text(6),
        })
    }
}

impl IndexProgress {
    fn parse(row: &[Option<String>]) -> Option<Self> {
        let text = |column: usize| row.get(column)?.as_deref();
        let number = |column: usize| text(column).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0);
        let phase = text(2)?.to_owned();
        // Old transactions that are waited for, blocks that are read or rows that are sorted in: the phase says which of them counts.
        let units = if phase.starts_with("waiting for") { [3, 7, 5] } else { [5, 7, 3] };
        let of = units.into_iter().find(|unit| number(unit + 1) > 0).unwrap_or(units[0]);
        Some(Self { table: text(0)?.to_owned(), index: text(1).map(str::to_owned), phase, done: number(of), total: number(of + 1) })
    }

    /// How much of the phase is done, in hundredths.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        self.done.min(self.total).saturating_mul(100).checked_div(self.total)
    }
}

impl fmt::Display for OtherSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_who(f, self.pid, self.role.as_deref(), self.application.as_deref())?;
        if let Some(state) = &self.state {
            write!(f, ", {state}")?;
        }
        if let Some(since) = &self.since {
            write!(f, " since {since} UTC")?;
        }
        if let Some(relation) = &self.relation {
            write!(f, ", for {relation}")?;
        }
        write_query(f, self.query.as_deref())
    }
}

impl fmt::Display for IndexProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.index {
            Some(index) => write!(f, "{index} on {}: {}", self.table, self.phase)?,
            None => write!(f, "an index on {}: {}", self.table, self.phase)?,
        }
        match self.percent() {
            Some(percent) => write!(f, ", {percent} % ({} of {})", self.done, self.total),
            None => Ok(()),
        }
    }
}
