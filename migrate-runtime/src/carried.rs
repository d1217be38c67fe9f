//! What does a program know of each migration that it carries: written by the engine, read by the applier.

pub use migrate_model::LockMode;

/// One migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// Its version as the file's name writes it; empty for one that is repeatable.
    pub version: &'static str,
    /// Its name without the version.
    pub name: &'static str,
    /// Whether it runs once.
    pub kind: MigrationKind,
    /// The checksum of its tokens, in hexadecimal digits.
    pub checksum: &'static str,
    /// The hash of its text, in hexadecimal digits.
    pub text_hash: &'static str,
    /// Other checksums under which a database may have applied it, from the lock file.
    pub accepts: &'static [&'static str],
    /// What applies it.
    pub up: Script,
    /// What undoes it.
    pub down: Down,
    /// Queries that must return no row, or a single true, before. Names without a schema are looked up where the program looks them up.
    pub require: &'static [&'static str],
    /// Queries that must return no row, or a single true, afterwards. Names without a schema are looked up where the program looks them up, whatever
    /// the migration set.
    pub verify: &'static [&'static str],
    /// What it locks, rewrites, scans and loses of what was there before it.
    pub effects: &'static [Effect],
    /// What undoing it does to what was there after it, where the engine looked at what undoes it.
    pub undoing: Option<&'static [Effect]>,
}

/// Whether a migration runs once, or whenever its text changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationKind {
    /// Once, in the order of its version.
    Versioned,
    /// After all others, again whenever its text changes.
    Repeatable,
}

/// SQL, and how it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// The text.
    pub sql: &'static str,
    /// How it runs.
    pub run: Run,
}

/// What undoes a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Down {
    /// Nothing is said of it.
    Missing,
    /// A script does.
    Script(Script),
    /// Nothing can, and why.
    Irreversible(&'static str),
}

/// How a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// In one transaction, with its event.
    Whole,
    /// Step by step, because a statement cannot run in a transaction, or the script asks for it.
    Steps(&'static [Step]),
}

/// One step of a script that runs step by step.
pub type Step = migrate_model::Step<&'static str>;

/// How a step runs.
pub type StepKind = migrate_model::StepKind<&'static str>;

/// A statement that walks over many rows batch by batch.
pub type Batches = migrate_model::Batches<&'static str>;

/// What tells whether a statement that runs outside of a transaction is done.
pub type Probe = migrate_model::Probe<&'static str>;

/// What `REINDEX` rebuilds.
pub type Rebuilt = migrate_model::Rebuilt<&'static str>;

/// What a statement does to what was there before its migration.
pub type Effect = migrate_model::Effect<&'static str>;

/// What is done to a relation.
pub type EffectKind = migrate_model::EffectKind<&'static str>;

impl Script {
    /// SQL that runs in one transaction.
    #[must_use]
    pub const fn whole(sql: &'static str) -> Self {
        Self { sql, run: Run::Whole }
    }

    /// SQL that runs step by step.
    #[must_use]
    pub const fn steps(sql: &'static str, steps: &'static [Step]) -> Self {
        Self { sql, run: Run::Steps(steps) }
    }
}

impl Migration {
    /// A migration that is applied once, in the order of its version.
    #[must_use]
    pub const fn versioned(version: &'static str, name: &'static str, checksum: &'static str, text_hash: &'static str, up: Script) -> Self {
        Self {
            version,
            name,
            kind: MigrationKind::Versioned,
            checksum,
            text_hash,
            accepts: &[],
            up,
            down: Down::Missing,
            require: &[],
            verify: &[],
            effects: &[],
            undoing: None,
        }
    }

    /// A migration that is applied again whenever its text changes.
    #[must_use]
    pub const fn repeatable(name: &'static str, checksum: &'static str, text_hash: &'static str, up: Script) -> Self {
        Self { kind: MigrationKind::Repeatable, ..Self::versioned("", name, checksum, text_hash, up) }
    }

    /// What undoes it.
    #[must_use]
    pub const fn down(self, down: Down) -> Self {
        Self { down, ..self }
    }

    /// Other checksums under which a database may have applied it.
    #[must_use]
    pub const fn accepts(self, accepts: &'static [&'static str]) -> Self {
        Self { accepts, ..self }
    }

    /// Queries that must hold before.
    #[must_use]
    pub const fn require(self, require: &'static [&'static str]) -> Self {
        Self { require, ..self }
    }

    /// Queries that must hold afterwards.
    #[must_use]
    pub const fn verify(self, verify: &'static [&'static str]) -> Self {
        Self { verify, ..self }
    }

    /// What it does to what was there before it.
    #[must_use]
    pub const fn effects(self, effects: &'static [Effect]) -> Self {
        Self { effects, ..self }
    }

    /// What undoing it does to what was there after it.
    #[must_use]
    pub const fn undoing(self, undoing: &'static [Effect]) -> Self {
        Self { undoing: Some(undoing), ..self }
    }
}
