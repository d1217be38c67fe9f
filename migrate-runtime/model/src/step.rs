//! How does a script run that is not one transaction: its steps, and what tells whether each is done. The engine holds texts of its own, a program
//! those that it was compiled with.

/// One statement of a script that runs step by step, or several that the script itself puts into one transaction; the words that begin and end
/// that transaction belong to no step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step<Text> {
    /// Where its text begins, in bytes of the script's SQL.
    pub start: u32,
    /// Where its text ends, without the last semicolon.
    pub end: u32,
    /// How it runs.
    pub kind: StepKind<Text>,
}

/// How a step runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepKind<Text> {
    /// In a transaction with the row that notes its progress.
    InTransaction,
    /// Outside of a transaction; what is asked of the database tells whether it is done.
    Alone(Probe<Text>),
    /// Batch by batch, each in a transaction of its own with the row that notes how far it came.
    Batches(Batches<Text>),
    /// By itself and without progress, because it sets something for the session: again each time that the script is taken up.
    Session,
}

/// A statement that touches many rows, and walks over them in the order of a key. In a transaction of its own each batch
///
/// 1. asks `next` for the last key of the batch, with the key that was reached (NULL at first) and the number of rows as parameters: where it
///    gives no row, none is left, and the step is done;
/// 2. runs `statement` with the key that was reached and the one that `next` gave, both as the text that `next` gives;
/// 3. notes the key as the one that is reached now, and how many rows `statement` touched.
///
/// So each row is touched once, whatever dies in between, also where the statement could not tell by itself which rows it has touched; and batches
/// are found by an index, however far the walk has come. The number of rows may change from batch to batch. Rows whose key lies behind the one
/// that is reached are not looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Batches<Text> {
    /// How many rows at once.
    pub batch: u32,
    /// The column that orders them.
    pub key: Text,
    /// A query of one column and at most one row: the last key of the next batch, as text. `$1::text` is the key that was reached, `$2::int8` the
    /// number of rows.
    pub next: Text,
    /// The statement for the rows of one batch: those after the key `$1::text`, or all where it is NULL, up to the key `$2::text`.
    pub statement: Text,
}

/// Whether a statement that runs outside of a transaction is done, half done, or not begun. Names are those in the catalogs, without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Probe<Text> {
    /// The index is there and valid: `CREATE INDEX CONCURRENTLY`.
    IndexBuilt {
        /// The schema of the table and of the index.
        schema: Text,
        /// The index.
        index: Text,
        /// The table.
        table: Text,
    },
    /// The index is gone: `DROP INDEX CONCURRENTLY`.
    IndexGone {
        /// The schema of the index.
        schema: Text,
        /// The index.
        index: Text,
    },
    /// No index that it rebuilds, and none that stood in for it meanwhile, was left behind invalid: `REINDEX ... CONCURRENTLY`.
    Reindexed(Rebuilt<Text>),
    /// The partition stands for itself: `DETACH PARTITION ... CONCURRENTLY`.
    Detached {
        /// The schema of the partitioned table.
        schema: Text,
        /// The partitioned table.
        table: Text,
        /// The schema of the partition.
        partition_schema: Text,
        /// The partition.
        partition: Text,
    },
    /// The database is there: `CREATE DATABASE`.
    DatabaseMade(Text),
    /// The database is gone: `DROP DATABASE`.
    DatabaseGone(Text),
    /// The tablespace is there: `CREATE TABLESPACE`.
    TablespaceMade(Text),
    /// The tablespace is gone: `DROP TABLESPACE`.
    TablespaceGone(Text),
    /// Running it once more does no harm, and nothing tells whether it ran: `VACUUM`, `ALTER SYSTEM`, or a `DROP ... IF EXISTS` of what is not
    /// there.
    Harmless,
}

/// What `REINDEX` rebuilds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rebuilt<Text> {
    /// An index.
    Index {
        /// Its schema.
        schema: Text,
        /// The index.
        index: Text,
    },
    /// The indexes of a table, those on its TOAST table among them.
    Table {
        /// Its schema.
        schema: Text,
        /// The table.
        table: Text,
    },
    /// All indexes of a schema.
    Schema(Text),
    /// All indexes of the database.
    Database,
}
