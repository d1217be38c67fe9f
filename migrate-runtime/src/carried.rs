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
    /// Queries that must return no row, or a single true, before.
    pub require: &'static [&'static str],
    /// Queries that must return no row, or a single true, afterwards.
    pub verify: &'static [&'static str],
    /// What it locks, rewrites, scans and loses of what was there before it.
    pub effects: &'static [Effect],
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

/// One statement of a script that runs step by step, or several that the script itself puts into one transaction; the words that begin and end
/// that transaction belong to no step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where its text begins, in bytes of the script's SQL.
    pub start: u32,
    /// Where its text ends, without the last semicolon.
    pub end: u32,
    /// How it runs.
    pub kind: StepKind,
}

/// How a step runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// In a transaction with the row that notes its progress.
    InTransaction,
    /// Outside of a transaction; what is asked of the database tells whether it is done.
    Alone(Probe),
    /// Batch by batch, each in a transaction of its own with the row that notes how far it came.
    Batches(Batches),
}

/// A statement that touches many rows, and walks over them in the order of a key. In a transaction of its own each batch
///
/// 1. asks `next` for the last key of the batch, with the key that was reached (NULL at first) and the number of rows as parameters: NULL says
///    that no row is left, and the step is done;
/// 2. runs `statement` with the key that was reached and the one that `next` gave, both as the text that `next` gives;
/// 3. notes the key as the one that is reached now, and how many rows `statement` touched.
///
/// So each row is touched once, whatever dies in between, also where the statement could not tell by itself which rows it has touched; and batches
/// are found by an index, however far the walk has come. The number of rows may change from batch to batch. Rows whose key lies behind the one
/// that is reached are not looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    /// How many rows at once.
    pub batch: u32,
    /// The column that orders them.
    pub key: &'static str,
    /// A query of one row and one column: the last key of the next batch, as text. `$1::text` is the key that was reached, `$2::int8` the number
    /// of rows.
    pub next: &'static str,
    /// The statement for the rows of one batch: those after the key `$1::text`, or all where it is NULL, up to the key `$2::text`.
    pub statement: &'static str,
}

/// Whether a statement that runs outside of a transaction is done, half done, or not begun. Names are those in the catalogs, without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The index is there and valid: `CREATE INDEX CONCURRENTLY`.
    IndexBuilt {
        /// The schema of the table and of the index.
        schema: &'static str,
        /// The index.
        index: &'static str,
        /// The table.
        table: &'static str,
    },
    /// The index is gone: `DROP INDEX CONCURRENTLY`.
    IndexGone {
        /// The schema of the index.
        schema: &'static str,
        /// The index.
        index: &'static str,
    },
    /// No index that it rebuilds, and none that stood in for it meanwhile, was left behind invalid: `REINDEX ... CONCURRENTLY`.
    Reindexed(Rebuilt),
    /// The partition stands for itself: `DETACH PARTITION ... CONCURRENTLY`.
    Detached {
        /// The schema of the partitioned table.
        schema: &'static str,
        /// The partitioned table.
        table: &'static str,
        /// The schema of the partition.
        partition_schema: &'static str,
        /// The partition.
        partition: &'static str,
    },
    /// The database is there: `CREATE DATABASE`.
    DatabaseMade(&'static str),
    /// The database is gone: `DROP DATABASE`.
    DatabaseGone(&'static str),
    /// The tablespace is there: `CREATE TABLESPACE`.
    TablespaceMade(&'static str),
    /// The tablespace is gone: `DROP TABLESPACE`.
    TablespaceGone(&'static str),
    /// Running it once more does no harm, and nothing tells whether it ran: `VACUUM`, `ALTER SYSTEM`, or a `DROP ... IF EXISTS` of what is not
    /// there.
    Harmless,
}

/// What `REINDEX` rebuilds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rebuilt {
    /// An index.
    Index {
        /// Its schema.
        schema: &'static str,
        /// The index.
        index: &'static str,
    },
    /// The indexes of a table, those on its TOAST table among them.
    Table {
        /// Its schema.
        schema: &'static str,
        /// The table.
        table: &'static str,
    },
    /// All indexes of a schema.
    Schema(&'static str),
    /// All indexes of the database.
    Database,
}

/// What a statement does to what was there before its migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The line of the statement in the migration's file.
    pub line: u32,
    /// The relation, with its schema, as it was before.
    pub relation: &'static str,
    /// What is done to it.
    pub kind: EffectKind,
}

/// What is done to a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectKind {
    /// It is locked.
    Lock(LockMode),
    /// Its rows are written anew.
    Rewrite,
    /// It is read in full while it is locked.
    Scan,
    /// An index is built on it.
    IndexBuild,
    /// The index, which this is, is built anew.
    IndexRebuild,
    /// Its rows are lost.
    RowsLost,
    /// A column's values are lost, or may not fit its new type.
    ColumnLost(&'static str),
}

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
}
