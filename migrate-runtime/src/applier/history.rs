//! What does the history say is applied: its events, folded.

use migrate_model::{AppliedDigest, Checksum, EventKind, HistoryEvent, NO_EVENT, RecordedDown, ScriptKind, Version};
use std::collections::BTreeMap;

/// The history of a database.
#[derive(Clone, Debug, Default)]
pub struct History {
    head: Option<Head>,
    entries: BTreeMap<ScriptKey, Entry>,
    digest: AppliedDigest,
}

/// The last event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub id: i64,
    /// Its hash.
    pub hash: Checksum,
}

/// What tells scripts apart: a version, or a name where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScriptKey {
    /// A script with a version.
    Versioned(Version),
    /// A script that runs whenever it changes, by its name.
    Repeatable(String),
    /// Seed data, by its name.
    Seed(String),
}

/// What has become of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// The checksum of what ran.
    pub checksum: String,
    /// The hash of the text that ran.
    pub text_hash: String,
    /// How far it is.
    pub state: EntryState,
    /// When the last of it began, in microseconds since 1970.
    pub at: i64,
    /// Which event says so.
    pub event: i64,
    /// What undoes it, where it was read.
    pub down: Option<RecordedDown>,
}

/// How far a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// It is applied.
    Applied,
    /// It runs step by step, and did not come to its end.
    Begun,
    /// What undoes it runs step by step, and did not come to its end.
    Undoing,
}

/// Where a history is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryFault {
    /// An event is gone, or one that nobody wrote is there: the number that was expected.
    Gap(i64),
    /// An event does not follow the one before it: its number.
    Unchained(i64),
    /// An event is not what was written: its number.
    Changed(i64),
}

impl History {
    /// Folds events in their order.
    ///
    /// # Errors
    /// The first event that is not the one after the event before it.
    pub fn from_events(events: impl IntoIterator<Item = (HistoryEvent, Checksum)>) -> Result<Self, HistoryFault> {
        let mut history = Self::default();
        for (event, hash) in events {
            let expected = history.next_id();
            if event.id != expected {
                return Err(HistoryFault::Gap(expected));
            }
            if event.previous != history.head_hash() {
                return Err(HistoryFault::Unchained(event.id));
            }
            history.push(&event, hash);
        }
        Ok(history)
    }

    /// The last event.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.head
    }

    /// What has become of a script that ran.
    #[must_use]
    pub fn entry(&self, key: &ScriptKey) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// All scripts that ran, versions in their order, what has none by name.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&ScriptKey, &Entry)> {
        self.entries.iter()
    }

    /// The latest version that is applied.
    #[must_use]
    pub fn latest_version(&self) -> Option<&Version> {
        self.entries.iter().rev().find_map(|(key, entry)| match key {
            ScriptKey::Versioned(version) if entry.state == EntryState::Applied => Some(version),
            _ => None,
        })
    }

    /// The script of the last event that changed what is applied, where it is there still.
    pub(super) fn latest(&self) -> Option<(&ScriptKey, &Entry)> {
        self.entries.iter().filter(|(key, _)| !matches!(key, ScriptKey::Seed(_))).max_by_key(|(_, entry)| entry.event)
    }

    /// What is applied, hashed as the table keeps it with every event.
    #[must_use]
    pub fn digest(&self) -> Checksum {
        self.digest.finish()
    }

    pub(super) fn next_id(&self) -> i64 {
        self.head.map_or(1, |head| head.id.saturating_add(1))
    }

    pub(super) fn head_hash(&self) -> Checksum {
        self.head.map_or(NO_EVENT, |head| head.hash)
    }

    /// What is applied once an event is there.
    pub(super) fn digest_after(&self, event: &HistoryEvent) -> Checksum {
        let key = ScriptKey::new(event.kind, &event.version, &event.name);
        if becomes(event.event) == Becomes::InState(EntryState::Applied) && self.is_behind_all(&key) {
            let mut digest = self.digest.clone();
            add(&mut digest, &key, &event.checksum);
            return digest.finish();
        }
        let mut after = self.clone();
        after.enter(event);
        after.digest()
    }

    pub(super) fn push(&mut self, event: &HistoryEvent, hash: Checksum) {
        self.enter(event);
        self.head = Some(Head { id: event.id, hash });
    }

    /// Whether what is digested ends before a key, so that the key can be added to it: a chain of thousands is not hashed anew for each link.
    fn is_behind_all(&self, key: &ScriptKey) -> bool {
        let seeds = matches!(key, ScriptKey::Seed(_));
        !seeds && self.entries.last_key_value().is_none_or(|(last, _)| last < key)
    }

    fn enter(&mut self, event: &HistoryEvent) {
        let key = ScriptKey::new(event.kind, &event.version, &event.name);
        let state = match becomes(event.event) {
            Becomes::InState(state) => state,
            Becomes::AsItWas => return,
            Becomes::Nothing => {
                self.entries.remove(&key);
                self.digest = self.digest_of_all();
                return;
            }
        };
        let entry = Entry {
            name: event.name.clone(),
            checksum: event.checksum.clone(),
            text_hash: event.text_hash.clone(),
            state,
            at: event.at,
            event: event.id,
            down: event.down.clone(),
        };
        let last = self.is_behind_all(&key);
        if last && state == EntryState::Applied {
            add(&mut self.digest, &key, &entry.checksum);
        }
        self.entries.insert(key, entry);
        if !last {
            self.digest = self.digest_of_all();
        }
    }

    fn digest_of_all(&self) -> AppliedDigest {
        let mut digest = AppliedDigest::default();
        let applied = self.entries.iter().filter(|(_, entry)| entry.state == EntryState::Applied);
        applied.for_each(|(key, entry)| add(&mut digest, key, &entry.checksum));
        digest
    }
}

/// What a script is after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Becomes {
    InState(EntryState),
    AsItWas,
    Nothing,
}

fn becomes(event: EventKind) -> Becomes {
    match event {
        EventKind::Started => Becomes::InState(EntryState::Begun),
        EventKind::RollbackStarted => Becomes::InState(EntryState::Undoing),
        EventKind::Applied | EventKind::ResolvedApplied | EventKind::Baselined | EventKind::Seeded => Becomes::InState(EntryState::Applied),
        EventKind::RolledBack | EventKind::ResolvedRolledBack => Becomes::Nothing,
        EventKind::Printed => Becomes::AsItWas,
    }
}

impl ScriptKey {
    /// The key of a script.
    #[must_use]
    pub fn new(kind: ScriptKind, version: &str, name: &str) -> Self {
        match kind {
            ScriptKind::Versioned => Self::Versioned(Version::new(version)),
            ScriptKind::Repeatable => Self::Repeatable(name.to_owned()),
            ScriptKind::Seed => Self::Seed(name.to_owned()),
        }
    }
}

/// Seed data is not part of the schema, and does not count.
pub(super) fn add(digest: &mut AppliedDigest, key: &ScriptKey, checksum: &str) {
    match key {
        ScriptKey::Versioned(version) => digest.add(ScriptKind::Versioned, version.as_str(), checksum),
        ScriptKey::Repeatable(name) => digest.add(ScriptKind::Repeatable, name, checksum),
        ScriptKey::Seed(_) => {}
    }
}
