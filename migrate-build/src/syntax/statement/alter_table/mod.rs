//! `ALTER TABLE` and the statements that share its actions, as they are written.

mod column;
mod lower;
mod relation;

pub(super) use lower::{lower_alter_foreign_table, lower_alter_table};
pub(super) use relation::{
    alter_relation, lower_alter_attributes, lower_alter_index, lower_alter_materialized_view, lower_alter_view, lower_rename_attribute,
};

use super::DefinitionItem;
use super::sequence::SequenceOption;
use super::table::{ColumnDef, IdentityKind, PartitionBound, TableConstraint};
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::RelationRef;
use crate::syntax::type_name::TypeName;
use crate::text::Span;

/// Which word follows `ALTER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlterWord {
    /// `ALTER TABLE`
    Table,
    /// `ALTER FOREIGN TABLE`
    ForeignTable,
    /// `ALTER INDEX`
    Index,
    /// `ALTER VIEW`
    View,
    /// `ALTER MATERIALIZED VIEW`
    MaterializedView,
    /// `ALTER SEQUENCE`
    Sequence,
    /// `ALTER TYPE`, of a composite.
    Type,
}

/// `ALTER TABLE t action, action`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterTable {
    /// Which word follows `ALTER`.
    pub word: AlterWord,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// The relation.
    pub relation: RelationRef,
    /// What is done, in order.
    pub actions: Vec<AlterAction>,
}

/// One action and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterAction {
    /// What is done.
    pub kind: AlterActionKind,
    /// Where it stands.
    pub span: Span,
}

/// A constraint's new attributes in `ALTER CONSTRAINT`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterConstraint {
    /// Its name.
    pub name: Ident,
    /// What is said.
    pub attributes: super::table::ConstraintAttributes,
    /// `[NO] INHERIT`, from 18 on.
    pub inherit: Option<bool>,
}

/// What fires triggers and rules, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FiringMode {
    /// `ENABLE`
    Origin,
    /// `ENABLE ALWAYS`
    Always,
    /// `ENABLE REPLICA`
    Replica,
    /// `DISABLE`
    Disabled,
}

/// Which triggers.
#[derive(Clone, Debug, PartialEq)]
pub enum TriggerSelection {
    /// One by name.
    Named(Ident),
    /// `ALL`
    All,
    /// `USER`
    User,
}

/// A column by name, or by number in `ALTER INDEX`.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnSelection {
    /// By name.
    Named(Ident),
    /// By number.
    Number(i32, Span),
}

/// `REPLICA IDENTITY`.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplicaIdentity {
    /// `DEFAULT`
    Default,
    /// `FULL`
    Full,
    /// `NOTHING`
    Nothing,
    /// `USING INDEX`
    Index(Ident),
}

/// An option of `ALTER COLUMN ... SET GENERATED ...`.
#[derive(Clone, Debug, PartialEq)]
pub enum IdentityOption {
    /// `SET GENERATED ALWAYS | BY DEFAULT`
    Generated(IdentityKind),
    /// `SET` of an option of the sequence, or `RESTART`.
    Sequence(SequenceOption),
}

/// The actions.
#[derive(Clone, Debug, PartialEq)]
pub enum AlterActionKind {
    /// `ADD COLUMN`
    AddColumn {
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
        /// The column.
        column: Box<ColumnDef>,
        /// `CASCADE`, of an attribute.
        cascade: bool,
    },
    /// `DROP COLUMN`
    DropColumn {
        /// `IF EXISTS`.
        if_exists: bool,
        /// The column.
        column: Ident,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `ALTER COLUMN c TYPE`
    AlterType {
        /// The column.
        column: Ident,
        /// Its new type.
        type_name: TypeName,
        /// `COLLATE`.
        collation: Option<QualifiedName>,
        /// `USING`.
        using: Option<Expr>,
        /// `CASCADE`, of an attribute.
        cascade: bool,
    },
    /// `ALTER COLUMN c SET DEFAULT`; missing for `DROP DEFAULT`.
    SetDefault(Ident, Option<Expr>),
    /// `ALTER COLUMN c SET NOT NULL`
    SetNotNull(Ident),
    /// `ALTER COLUMN c DROP NOT NULL`
    DropNotNull(Ident),
    /// `ALTER COLUMN c SET EXPRESSION AS`
    SetExpression(Ident, Expr),
    /// `ALTER COLUMN c DROP EXPRESSION`
    DropExpression {
        /// The column.
        column: Ident,
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `ALTER COLUMN c ADD GENERATED ... AS IDENTITY`
    AddIdentity {
        /// The column.
        column: Ident,
        /// `ALWAYS` or `BY DEFAULT`.
        kind: IdentityKind,
        /// The options of its sequence.
        options: Vec<SequenceOption>,
    },
    /// `ALTER COLUMN c SET GENERATED ...`, `RESTART`
    SetIdentity(Ident, Vec<IdentityOption>),
    /// `ALTER COLUMN c DROP IDENTITY`
    DropIdentity {
        /// The column.
        column: Ident,
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `ALTER COLUMN c SET STATISTICS n`; missing for `DEFAULT`.
    SetStatistics(ColumnSelection, Option<i32>),
    /// `ALTER COLUMN c SET (...)`
    SetColumnOptions(Ident, Vec<DefinitionItem>),
    /// `ALTER COLUMN c RESET (...)`
    ResetColumnOptions(Ident, Vec<DefinitionItem>),
    /// `ALTER COLUMN c SET STORAGE`
    SetStorage(Ident, Ident),
    /// `ALTER COLUMN c SET COMPRESSION`
    SetCompression(Ident, Ident),
    /// `ALTER COLUMN c OPTIONS (...)`
    ColumnForeignOptions(Ident, Vec<DefinitionItem>),
    /// `ADD constraint`
    AddConstraint(Box<TableConstraint>),
    /// `ALTER CONSTRAINT`
    AlterConstraint(AlterConstraint),
    /// `VALIDATE CONSTRAINT`
    ValidateConstraint(Ident),
    /// `DROP CONSTRAINT`
    DropConstraint {
        /// `IF EXISTS`.
        if_exists: bool,
        /// Its name.
        name: Ident,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `ENABLE | DISABLE TRIGGER`
    SetTrigger(TriggerSelection, FiringMode),
    /// `ENABLE | DISABLE RULE`
    SetRule(Ident, FiringMode),
    /// `ENABLE | DISABLE ROW LEVEL SECURITY`
    RowSecurity(bool),
    /// `[NO] FORCE ROW LEVEL SECURITY`
    ForceRowSecurity(bool),
    /// `CLUSTER ON`; missing for `SET WITHOUT CLUSTER`.
    ClusterOn(Option<Ident>),
    /// `SET WITHOUT OIDS`
    SetWithoutOids,
    /// `SET ACCESS METHOD`; missing for `DEFAULT`.
    SetAccessMethod(Option<Ident>),
    /// `SET TABLESPACE`
    SetTablespace(Ident),
    /// `SET LOGGED | UNLOGGED`
    SetLogged(bool),
    /// `SET (...)`
    SetOptions(Vec<DefinitionItem>),
    /// `RESET (...)`
    ResetOptions(Vec<DefinitionItem>),
    /// `INHERIT parent`
    Inherit(QualifiedName),
    /// `NO INHERIT parent`
    NoInherit(QualifiedName),
    /// `OF type`
    OfType(QualifiedName),
    /// `NOT OF`
    NotOfType,
    /// `OWNER TO`
    OwnerTo(super::role::RoleName),
    /// `REPLICA IDENTITY`
    ReplicaIdentity(ReplicaIdentity),
    /// `ATTACH PARTITION p FOR VALUES ...`; of an index without a bound.
    AttachPartition(QualifiedName, Option<PartitionBound>),
    /// `DETACH PARTITION`
    DetachPartition {
        /// The partition.
        partition: QualifiedName,
        /// How.
        mode: DetachMode,
    },
    /// `OPTIONS (...)` of a foreign table.
    ForeignOptions(Vec<DefinitionItem>),
}

/// How a partition is detached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetachMode {
    /// At once.
    Plain,
    /// `CONCURRENTLY`
    Concurrently,
    /// `FINALIZE`
    Finalize,
}
