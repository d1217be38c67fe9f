//! Tables, views, indexes, sequences and composite types: whatever has columns.

use crate::catalog::id::{CollationId, ConstraintId, OperatorClassId, OperatorId, RelationId, SchemaId, TypeId};
use crate::catalog::tree;
use crate::text::{Name, SortedMap};
use std::sync::Arc;

/// What a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// A table.
    Table,
    /// A partitioned table.
    PartitionedTable,
    /// A foreign table.
    ForeignTable,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
    /// An index.
    Index,
    /// An index of a partitioned table.
    PartitionedIndex,
    /// A sequence.
    Sequence,
    /// A composite type of its own.
    Composite,
}

/// How long a relation lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Persistence {
    /// An ordinary relation.
    #[default]
    Permanent,
    /// Not written to the log.
    Unlogged,
    /// Until the end of the session.
    Temporary,
}

/// A relation.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its id.
    pub id: RelationId,
    /// Its schema.
    pub schema: SchemaId,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: RelationKind,
    /// How long it lives.
    pub persistence: Persistence,
    /// Its columns by number, the first being number 1; a dropped column stays as one without a type.
    pub columns: Vec<Column>,
    /// The type of its rows; none for indexes and sequences.
    pub row_type: Option<TypeId>,
    /// The composite type that it is `OF`.
    pub of_type: Option<TypeId>,
    /// Its parents, in order.
    pub parents: Vec<RelationId>,
    /// Whether it inherits, or is a partition.
    pub inheritance: Inheritance,
    /// The key by which it is partitioned.
    pub partition_key: Option<PartitionKey>,
    /// Which rows its parent sends it.
    pub partition_bound: Option<PartitionBound>,
    /// Row level security.
    pub row_security: bool,
    /// Row level security also for the owner.
    pub force_row_security: bool,
    /// What a view or materialized view selects.
    pub query: Option<StoredQuery>,
    /// What makes it an index.
    pub index: Option<Box<Index>>,
    /// What makes it a sequence.
    pub sequence: Option<Box<SequenceInfo>>,
    /// Its storage options.
    pub options: SortedMap<Name, Name>,
    /// Its table access method; none where it has no storage.
    pub access_method: Option<Name>,
    /// Its tablespace; none for that of the database.
    pub tablespace: Option<Name>,
    /// The server of a foreign table.
    pub server: Option<Name>,
    /// What identifies a row to a subscriber.
    pub replica_identity: ReplicaIdentity,
    /// The index that it is clustered on.
    pub clustered_on: Option<RelationId>,
    /// Its owner; none for whoever runs the migrations.
    pub owner: Option<Name>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: Name,
    /// Its type; none once it is dropped.
    pub type_id: Option<TypeId>,
    /// The modifier of its type, or -1.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<CollationId>,
    /// Whether it refuses NULL.
    pub not_null: bool,
    /// Whether that NOT NULL was validated and can be relied upon; false for `NOT VALID` of 18.
    pub not_null_valid: bool,
    /// Its default.
    pub default: Option<StoredExpr>,
    /// `GENERATED AS IDENTITY`.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (...)`; the expression stands in `default`.
    pub generated: Option<Generated>,
    /// Whether it was declared on this relation itself.
    pub local: bool,
    /// From how many parents it is inherited.
    pub inherited: u16,
    /// Its storage strategy, where it was set.
    pub storage: Option<Storage>,
    /// Its compression method, where it was set.
    pub compression: Option<Name>,
    /// How many values ANALYZE keeps of it, where that was set.
    pub statistics: Option<i32>,
    /// Its options.
    pub options: SortedMap<Name, Name>,
    /// Whether a row that existed before has its value without being rewritten (a default that was added later).
    pub has_missing_value: bool,
}

/// How values of a column are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Storage {
    /// `PLAIN`
    Plain,
    /// `EXTERNAL`
    External,
    /// `EXTENDED`
    Extended,
    /// `MAIN`
    Main,
}

/// `GENERATED ... AS IDENTITY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// `ALWAYS`
    Always,
    /// `BY DEFAULT`
    ByDefault,
}

/// `GENERATED ALWAYS AS (...)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generated {
    /// `STORED`
    Stored,
    /// `VIRTUAL`
    Virtual,
}

/// An expression that the catalog keeps, by ids, so that renaming reaches it.
#[derive(Clone, Debug)]
pub struct StoredExpr {
    /// The typed tree.
    pub tree: Arc<tree::Expr>,
    /// The text that it was written as, for people.
    pub text: Name,
}

/// A query that the catalog keeps, by ids.
#[derive(Clone, Debug)]
pub struct StoredQuery {
    /// The typed tree.
    pub tree: Arc<tree::Query>,
    /// The text that it was written as, for people.
    pub text: Name,
}

/// Whether a relation takes columns from parents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Inheritance {
    /// It has no parents.
    #[default]
    None,
    /// `INHERITS`.
    Inherits,
    /// A partition of its only parent.
    Partition,
    /// A partition that is being detached.
    DetachPending,
}

/// How rows are spread over partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartitionStrategy {
    /// `LIST`
    List,
    /// `RANGE`
    Range,
    /// `HASH`
    Hash,
}

/// A partition key.
#[derive(Clone, Debug)]
pub struct PartitionKey {
    /// How rows are spread.
    pub strategy: PartitionStrategy,
    /// Its columns and expressions.
    pub columns: Vec<IndexColumn>,
}

/// Which rows a partition takes. The texts are canonical, so that equal bounds are equal texts.
#[derive(Clone, Debug, PartialEq)]
pub enum PartitionBound {
    /// What no other partition takes.
    Default,
    /// These values; none is NULL.
    List(Vec<Option<Name>>),
    /// From (inclusive) to (exclusive), a datum a column.
    Range(Vec<RangeDatum>, Vec<RangeDatum>),
    /// These remainders.
    Hash {
        /// The modulus.
        modulus: i32,
        /// The remainder.
        remainder: i32,
    },
}

/// An end of a range partition in one column.
#[derive(Clone, Debug, PartialEq)]
pub enum RangeDatum {
    /// `MINVALUE`
    Min,
    /// A value in canonical text.
    Value(Name),
    /// `MAXVALUE`
    Max,
}

/// What makes a relation an index.
#[derive(Clone, Debug)]
pub struct Index {
    /// The table.
    pub table: RelationId,
    /// Its access method.
    pub method: Name,
    /// `UNIQUE`.
    pub unique: bool,
    /// Whether it is that of a primary key.
    pub primary: bool,
    /// Whether it is that of an exclusion constraint.
    pub exclusion: bool,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// Whether a violation is found at once, which a deferrable key's is not.
    pub immediate: bool,
    /// Whether it can be used; false for one that `ON ONLY` made on a partitioned table.
    pub valid: bool,
    /// Its key, then what it includes.
    pub columns: Vec<IndexColumn>,
    /// How many of the columns are the key.
    pub key_columns: usize,
    /// `WHERE`.
    pub filter: Option<StoredExpr>,
    /// The operators of an exclusion constraint, one a key column.
    pub exclusion_operators: Vec<OperatorId>,
    /// The constraint that it implements.
    pub constraint: Option<ConstraintId>,
}

/// A column of an index or partition key.
#[derive(Clone, Debug)]
pub struct IndexColumn {
    /// The number of a column of the table, or none for an expression.
    pub column: Option<u16>,
    /// The expression.
    pub expr: Option<StoredExpr>,
    /// Its type.
    pub type_id: TypeId,
    /// Its collation.
    pub collation: Option<CollationId>,
    /// Its operator class; none for what is only included.
    pub operator_class: Option<OperatorClassId>,
    /// `DESC`.
    pub descending: bool,
    /// `NULLS FIRST`.
    pub nulls_first: bool,
}

/// What makes a relation a sequence.
#[derive(Clone, Debug)]
pub struct SequenceInfo {
    /// The type of its values.
    pub type_id: TypeId,
    /// Its first value.
    pub start: i64,
    /// Its step.
    pub increment: i64,
    /// Its lowest value.
    pub min: i64,
    /// Its highest value.
    pub max: i64,
    /// How many values a session takes at once.
    pub cache: i64,
    /// Whether it starts again.
    pub cycle: bool,
    /// The column that it belongs to.
    pub owned_by: Option<(RelationId, u16)>,
    /// Whether it is behind an identity column.
    pub identity: bool,
}

/// What identifies a row to a subscriber.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReplicaIdentity {
    /// The primary key.
    #[default]
    Default,
    /// The whole row.
    Full,
    /// Nothing.
    Nothing,
    /// An index.
    Index(RelationId),
}
