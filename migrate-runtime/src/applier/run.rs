//! What does a run know and carry on while it holds the lock: the facts, and the history up to the last event that it wrote.

use super::Applier;
use super::conversation::Conversation;
use super::error::ApplyError;
use super::event::Event;
use super::facts::{Facts, HistoryEnd};
use super::history::{Entry, Head, History, HistoryFault, ScriptKey};
use super::message;
use super::plan::script_kind;
use super::prepared::Prepared;
use super::read_history::{broken, no_table, read_history};
use super::seeds::Seed;
use crate::carried::{Down, Migration, Run};
use migrate_model::{ChecksumAlgorithm, DownRun, EventKind, HistoryEvent, NO_EVENT, RecordedDown, ScriptKind};

/// A run that holds the lock.
pub(super) struct Running<'a> {
    pub(super) talk: &'a Conversation,
    pub(super) applier: &'a Applier,
    pub(super) facts: &'a Facts,
    pub(super) history: History,
    /// What the session knows by name, where there is enough to do for that.
    pub(super) prepared: Option<Prepared>,
}

impl<'a> Running<'a> {
    /// A run that begins.
    pub(super) fn new(talk: &'a Conversation, applier: &'a Applier, facts: &'a Facts, history: History) -> Self {
        Self { talk, applier, facts, history, prepared: None }
    }

    /// What begins the transaction of a script.
    pub(super) fn begin(&self) -> String {
        self.prepared.as_ref().map_or_else(|| message::begin(self.applier), Prepared::begin)
    }

    /// What writes an event.
    pub(super) fn insert(&self, event: &HistoryEvent) -> String {
        let table = &self.applier.history;
        self.prepared.as_ref().map_or_else(|| message::insert_event(table, event), |prepared| prepared.insert(event))
    }

    /// An event that follows those that are there.
    pub(super) fn event(&self, kind: EventKind, subject: &Subject) -> HistoryEvent {
        let mut event = HistoryEvent {
            id: self.history.next_id(),
            event: kind,
            kind: subject.kind,
            version: subject.version.clone(),
            name: subject.name.clone(),
            checksum: subject.checksum.clone(),
            algorithm: ChecksumAlgorithm::Tokens1,
            text_hash: subject.text_hash.clone(),
            at: self.facts.now(self.talk.elapsed()),
            role: self.facts.role.clone(),
            application: self.facts.application.clone(),
            program: self.applier.program.clone(),
            server: self.facts.server,
            down: subject.down.clone(),
            expressions: None,
            state: NO_EVENT,
            previous: self.history.head_hash(),
        };
        event.state = self.history.digest_after(&event);
        event
    }

    /// Writes down that an event is committed.
    pub(super) fn committed(&mut self, event: &HistoryEvent) {
        let hash = event.hash();
        self.history.push(event, hash);
        self.talk.tell(&Event::HistoryHead { id: event.id, hash });
    }
}

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) kind: ScriptKind,
    pub(super) version: String,
    pub(super) name: String,
    checksum: String,
    text_hash: String,
    down: Option<RecordedDown>,
}

impl Subject {
    /// A migration of the program.
    pub(super) fn carried(migration: &Migration) -> Self {
        let down = match migration.down {
            Down::Missing | Down::Irreversible(_) => None,
            Down::Script(script) => {
                let run = if script.run == Run::Whole { DownRun::Whole } else { DownRun::Steps };
                Some(RecordedDown { run, sql: script.sql.to_owned() })
            }
        };
        Self {
            kind: script_kind(migration),
            version: migration.version.to_owned(),
            name: migration.name.to_owned(),
            checksum: migration.checksum.to_owned(),
            text_hash: migration.text_hash.to_owned(),
            down,
        }
    }

    /// A script with data.
    pub(super) fn seed(seed: &Seed) -> Self {
        Self {
            kind: ScriptKind::Seed,
            version: String::new(),
            name: seed.label(),
            checksum: seed.checksum.to_owned(),
            text_hash: seed.text_hash.to_owned(),
            down: None,
        }
    }

    /// What ran, as the history has it.
    pub(super) fn recorded(key: &ScriptKey, entry: &Entry) -> Self {
        let (kind, version) = match key {
            ScriptKey::Versioned(version) => (ScriptKind::Versioned, version.as_str()),
            ScriptKey::Repeatable(_) => (ScriptKind::Repeatable, ""),
            ScriptKey::Seed(_) => (ScriptKind::Seed, ""),
        };
        Self {
            kind,
            version: version.to_owned(),
            name: entry.name.clone(),
            checksum: entry.checksum.clone(),
            text_hash: entry.text_hash.clone(),
            down: None,
        }
    }
}

/// The history before anything is locked.
pub(super) async fn history_of(talk: &Conversation, applier: &Applier, facts: &Facts) -> Result<History, ApplyError> {
    match facts.history {
        HistoryEnd::NoTable | HistoryEnd::Empty => Ok(History::default()),
        HistoryEnd::Event { count, id, .. } => {
            let history = read_history(talk, applier).await?;
            // The events that were read follow each other, so where some are missing at all they are missing at the end.
            match history.head() {
                Some(head) if head.id >= id && count == id => Ok(history),
                head => Err(broken(HistoryFault::Gap(head.map_or(1, |head: Head| head.id + 1)))),
            }
        }
    }
}

/// The history once the lock is held: whoever had it before may have added to it. The tables are made where there are none.
pub(super) async fn locked_history(talk: &Conversation, applier: &Applier, facts: &Facts) -> Result<History, ApplyError> {
    match recorded_history(talk, applier).await? {
        Some(history) => Ok(history),
        None => make_history(talk, applier, facts).await,
    }
}

/// The history once the lock is held, where there is one.
pub(super) async fn recorded_history(talk: &Conversation, applier: &Applier) -> Result<Option<History>, ApplyError> {
    match read_history(talk, applier).await {
        Err(error) if no_table(error.failure()) => Ok(None),
        read => read.map(Some),
    }
}

/// Makes the tables.
pub(super) async fn make_history(talk: &Conversation, applier: &Applier, facts: &Facts) -> Result<History, ApplyError> {
    let schema = if facts.has_schema { String::new() } else { format!("{};\n", applier.history.create_schema()) };
    let sql = format!("{}{schema}{};\ncommit", message::begin(applier), applier.history.create());
    talk.run(sql).await.map_err(ApplyError::server)?;
    talk.tell(&Event::HistoryCreated);
    Ok(History::default())
}
