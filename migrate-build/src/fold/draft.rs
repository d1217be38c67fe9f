//! What is a table's definition between its syntax and the catalog: columns, constraints and sequences that are yet to be made.

use crate::catalog::id::{CollationId, RelationId, SchemaId, TypeId};
use crate::catalog::object::{Generated, Identity, Persistence, Storage, StoredExpr};
use crate::syntax::expr::Expr;
use crate::syntax::name::Ident;
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::sequence::SequenceOption;
use crate::syntax::statement::table::{ConstraintAttributes, Exclude, LikeClause, References};
use crate::text::{Name, Span};

/// What a `CREATE TABLE`, or the additions of an `ALTER TABLE`, will make.
// pg: parse_utilcmd.c CreateStmtContext
#[derive(Clone, Debug)]
pub(super) struct Draft<'s> {
    /// The schema of the table.
    pub(super) schema: SchemaId,
    /// The name of the table.
    pub(super) name: Name,
    /// How long the table lives.
    pub(super) persistence: Persistence,
    /// The table, where it exists already.
    pub(super) relation: Option<RelationId>,
    /// What kind of table it is.
    pub(super) form: TableForm,
    /// The parents that are named.
    pub(super) parents: Vec<RelationId>,
    /// Whether it is partitioned.
    pub(super) partitioned: bool,
    /// Columns in their order.
    pub(super) columns: Vec<ColumnDraft<'s>>,
    /// `CHECK`
    pub(super) checks: Vec<CheckDraft<'s>>,
    /// `NOT NULL`, which only 18 and later keep as constraints.
    pub(super) not_nulls: Vec<NotNullDraft>,
    /// `PRIMARY KEY`, `UNIQUE`, `EXCLUDE`
    pub(super) keys: Vec<KeyDraft<'s>>,
    /// `FOREIGN KEY`
    pub(super) foreign_keys: Vec<ForeignKeyDraft<'s>>,
    /// `LIKE`
    pub(super) likes: Vec<(RelationId, &'s LikeClause)>,
    /// The sequences of serial and identity columns.
    pub(super) sequences: Vec<SequenceDraft>,
}

/// What kind of table is made, as far as it decides what may be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableForm {
    /// An ordinary table.
    Plain,
    /// A foreign table.
    Foreign,
    /// `OF type`
    Typed,
    /// `PARTITION OF`
    Partition,
    /// A foreign table that is a partition.
    ForeignPartition,
}

impl TableForm {
    /// Whether it is a foreign table.
    pub(super) fn is_foreign(self) -> bool {
        matches!(self, Self::Foreign | Self::ForeignPartition)
    }

    /// Whether it is a partition.
    pub(super) fn is_partition(self) -> bool {
        matches!(self, Self::Partition | Self::ForeignPartition)
    }
}

/// A column that will be made.
#[derive(Clone, Debug)]
pub(super) struct ColumnDraft<'s> {
    /// Its name.
    pub(super) name: Name,
    /// Its type; none where only constraints are said of a column of a typed table or a partition.
    pub(super) type_id: Option<TypeId>,
    /// The modifier of its type.
    pub(super) modifier: i32,
    /// Its collation.
    pub(super) collation: Option<CollationId>,
    /// Whether it refuses NULL.
    pub(super) not_null: bool,
    /// Its default or generation expression.
    pub(super) default: DefaultDraft<'s>,
    /// `GENERATED AS IDENTITY`
    pub(super) identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (...)`
    pub(super) generated: Option<Generated>,
    /// `STORAGE`
    pub(super) storage: Option<Storage>,
    /// `COMPRESSION`
    pub(super) compression: Option<Name>,
    /// Whether it is declared here.
    pub(super) local: bool,
    /// From how many parents it is inherited.
    pub(super) inherited: u16,
    /// Whether it comes from the type of a typed table.
    pub(super) from_type: bool,
}

/// The default of a column that will be made.
#[derive(Clone, Debug, Default)]
pub(super) enum DefaultDraft<'s> {
    /// None.
    #[default]
    None,
    /// As it is written.
    Written(&'s Expr),
    /// Taken over from another column; where it comes from two parents and differs, it must be said anew.
    Copied(StoredExpr),
    /// Two parents have different ones.
    Conflicting,
    /// The next value of a sequence, by its place among the sequences of the draft.
    Sequence(usize),
}

/// A `CHECK` that will be made.
#[derive(Clone, Debug)]
pub(super) struct CheckDraft<'s> {
    /// Its name, where one is given.
    pub(super) name: Option<Name>,
    /// Its condition.
    pub(super) condition: Condition<'s>,
    /// `NOT VALID`
    pub(super) not_valid: bool,
    /// `NOT ENFORCED`
    pub(super) not_enforced: bool,
    /// `NO INHERIT`
    pub(super) no_inherit: bool,
    /// Whether it is declared here.
    pub(super) local: bool,
    /// From how many parents it is inherited.
    pub(super) inherited: u16,
}

/// A condition, written or taken over.
#[derive(Clone, Debug)]
pub(super) enum Condition<'s> {
    /// As it is written.
    Written(&'s Expr),
    /// Taken over from another table, its columns renumbered.
    Copied(StoredExpr),
}

/// A `NOT NULL` that will be made.
#[derive(Clone, Debug)]
pub(super) struct NotNullDraft {
    /// Its name, where one is given.
    pub(super) name: Option<Name>,
    /// Its column.
    pub(super) column: Name,
    /// `NO INHERIT`
    pub(super) no_inherit: bool,
    /// `NOT VALID`
    pub(super) not_valid: bool,
}

/// A key or exclusion constraint that will be made.
#[derive(Clone, Debug)]
pub(super) struct KeyDraft<'s> {
    /// Its name, where one is given.
    pub(super) name: Option<Name>,
    /// What it is.
    pub(super) kind: KeyKind<'s>,
    /// Its columns.
    pub(super) columns: Vec<Name>,
    /// `INCLUDE`
    pub(super) include: Vec<Name>,
    /// `WITHOUT OVERLAPS`
    pub(super) without_overlaps: bool,
    /// `ALTER TABLE ONLY`: its index does not reach the partitions.
    pub(super) only: bool,
    /// `USING INDEX`
    pub(super) using_index: Option<&'s Ident>,
    /// `WITH (...)`
    pub(super) options: &'s [DefinitionItem],
    /// `USING INDEX TABLESPACE`
    pub(super) tablespace: Option<&'s Ident>,
    /// `DEFERRABLE`
    pub(super) deferrable: bool,
    /// `INITIALLY DEFERRED`
    pub(super) deferred: bool,
    /// Where it stands.
    pub(super) span: Span,
}

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum KeyKind<'s> {
    /// `PRIMARY KEY`
    Primary,
    /// `UNIQUE`
    Unique {
        /// `NULLS NOT DISTINCT`
        nulls_not_distinct: bool,
    },
    /// `EXCLUDE`
    Exclude(&'s Exclude),
}

/// A `FOREIGN KEY` that will be made.
#[derive(Clone, Debug)]
pub(super) struct ForeignKeyDraft<'s> {
    /// Its name, where one is given.
    pub(super) name: Option<Name>,
    /// The columns on this side.
    pub(super) columns: Vec<Name>,
    /// `PERIOD` on this side.
    pub(super) period: bool,
    /// The other side.
    pub(super) references: &'s References,
    /// When it is checked.
    pub(super) attributes: &'s ConstraintAttributes,
}

/// A sequence that will be made for a column.
#[derive(Clone, Debug)]
pub(super) struct SequenceDraft {
    /// Its name.
    pub(super) name: Name,
    /// Its schema.
    pub(super) schema: SchemaId,
    /// The column that it is for.
    pub(super) column: Name,
    /// The type of its values.
    pub(super) type_id: TypeId,
    /// Whether it is behind an identity column.
    pub(super) identity: bool,
    /// Its options.
    pub(super) options: Vec<SequenceOption>,
    /// The sequence, once it is made.
    pub(super) made: Option<RelationId>,
}
