//! What is an event of a database's history, and what is hashed of it: layout 1.

use crate::checksum::Checksum;
use sha2::{Digest, Sha256};

/// The layout that this version writes. Every earlier one is read.
pub const HISTORY_LAYOUT: u16 = 1;

macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$inner])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As the table writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// Reads what the table holds.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    };
}

words! {
    /// What happened.
    EventKind {
        /// A migration that runs step by step has begun.
        Started = "started",
        /// A migration was applied.
        Applied = "applied",
        /// What undoes a migration, and runs step by step, has begun.
        RollbackStarted = "rollback started",
        /// A migration was undone.
        RolledBack = "rolled back",
        /// Somebody said that a migration is applied.
        ResolvedApplied = "resolved as applied",
        /// Somebody said that a migration is not applied.
        ResolvedRolledBack = "resolved as rolled back",
        /// The database held what a migration makes before there was a history.
        Baselined = "baselined",
        /// Seed data was loaded.
        Seeded = "seeded",
        /// What the server prints of the expressions was written down, after one of the others.
        Printed = "printed",
    }
}

words! {
    /// What kind of script an event is about.
    ScriptKind {
        /// One that runs once, in the order of its version.
        Versioned = "versioned",
        /// One that runs again whenever its text changes.
        Repeatable = "repeatable",
        /// Seed data of an environment.
        Seed = "seed",
    }
}

words! {
    /// How a checksum was made.
    ChecksumAlgorithm {
        /// [`token_checksum`](crate::token_checksum): the SHA-256 of the tokens.
        Tokens1 = "tokens-sha256-1",
    }
}

words! {
    /// How the script that undoes a migration runs.
    DownRun {
        /// In one transaction.
        Whole = "whole",
        /// Step by step, which only a program that carries it can do.
        Steps = "steps",
    }
}

/// What undoes a migration, as the history keeps it for programs that do not know the migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedDown {
    /// How it runs.
    pub run: DownRun,
    /// The script.
    pub sql: String,
}

/// An event of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEvent {
    /// 1, 2, 3, without a gap.
    pub id: i64,
    /// What happened.
    pub event: EventKind,
    /// To what kind of script.
    pub kind: ScriptKind,
    /// Its version, empty where the kind has none.
    pub version: String,
    /// Its name.
    pub name: String,
    /// The checksum of its tokens, in hexadecimal digits.
    pub checksum: String,
    /// How the checksum was made.
    pub algorithm: ChecksumAlgorithm,
    /// The hash of its text, in hexadecimal digits.
    pub text_hash: String,
    /// When it began, in microseconds since 1970 by the server's clock.
    pub at: i64,
    /// The role that did it.
    pub role: String,
    /// The session's application_name.
    pub application: String,
    /// The program and its version, as it calls itself.
    pub program: String,
    /// The server's version, as in server_version_num.
    pub server: i32,
    /// What undoes it.
    pub down: Option<RecordedDown>,
    /// What the server prints of the expressions of the schema, hashed by object: what is another than the event of this kind before it says.
    pub expressions: Option<String>,
    /// What is applied after this event, hashed.
    pub state: Checksum,
    /// The hash of the event before; zeros for the first.
    pub previous: Checksum,
}

impl HistoryEvent {
    /// The hash of the event, which the next one carries. How long it took is measured when the hash is already made, and is not part of it.
    #[must_use]
    pub fn hash(&self) -> Checksum {
        let mut hasher = Sha256::new();
        hasher.update(b"migrate history 1\n");
        hasher.update(self.id.to_le_bytes());
        for word in [self.event.as_str(), self.kind.as_str(), &self.version, &self.name, &self.checksum, self.algorithm.as_str()] {
            text(&mut hasher, word);
        }
        text(&mut hasher, &self.text_hash);
        hasher.update(self.at.to_le_bytes());
        for word in [&self.role, &self.application, &self.program] {
            text(&mut hasher, word);
        }
        hasher.update(self.server.to_le_bytes());
        optional(&mut hasher, self.down.as_ref().map(|down| down.run.as_str()));
        optional(&mut hasher, self.down.as_ref().map(|down| down.sql.as_str()));
        optional(&mut hasher, self.expressions.as_deref());
        hasher.update(self.state.0);
        hasher.update(self.previous.0);
        Checksum(hasher.finalize().into())
    }
}

// The length before the text keeps `ab`, `c` apart from `a`, `bc`.
fn text(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

fn optional(hasher: &mut Sha256, value: Option<&str>) {
    hasher.update([u8::from(value.is_some())]);
    text(hasher, value.unwrap_or_default());
}

/// The hash before the first event.
pub const NO_EVENT: Checksum = Checksum([0; 32]);

/// What is applied, hashed: versions and checksums in their order, then the names and checksums of what is repeatable.
///
/// ```
/// use migrate_model::{AppliedDigest, ScriptKind};
///
/// let mut digest = AppliedDigest::default();
/// digest.add(ScriptKind::Versioned, "001", "aa");
/// let one = digest.finish();
/// digest.add(ScriptKind::Repeatable, "views", "bb");
/// assert_ne!(digest.finish(), one);
/// ```
#[derive(Clone, Debug)]
pub struct AppliedDigest(Sha256);

impl Default for AppliedDigest {
    fn default() -> Self {
        Self(Sha256::new_with_prefix(b"migrate applied 1\n"))
    }
}

impl AppliedDigest {
    /// Adds a script: its version, or its name where it has none, and its checksum.
    pub fn add(&mut self, kind: ScriptKind, key: &str, checksum: &str) {
        text(&mut self.0, kind.as_str());
        text(&mut self.0, key);
        text(&mut self.0, checksum);
    }

    /// The hash of all that was added up to now.
    #[must_use]
    pub fn finish(&self) -> Checksum {
        Checksum(self.0.clone().finalize().into())
    }
}
