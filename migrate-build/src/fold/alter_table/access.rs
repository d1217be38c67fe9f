//! Which actions can be done to which kinds of relations.

use super::super::cx::Cx;
use super::super::errors::alter_table as errors;
use super::super::errors::drop::system_catalog;
use crate::catalog::id::RelationId;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::statement::alter_table::{AlterActionKind as Kind, DetachMode, FiringMode, TriggerSelection};

/// A set of kinds of relations.
// pg: tablecmds.c ATT_TABLE and its kin
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u16);

impl Kinds {
    const TABLE: Self = Self(1);
    const PARTITIONED: Self = Self(2);
    const VIEW: Self = Self(4);
    const MATERIALIZED: Self = Self(8);
    const INDEX: Self = Self(16);
    const COMPOSITE: Self = Self(32);
    const FOREIGN: Self = Self(64);
    const PARTITIONED_INDEX: Self = Self(128);
    const SEQUENCE: Self = Self(256);
    const ANY: Self = Self(511);
    const TABLES: Self = Self(1 | 2);
    const WITH_FOREIGN: Self = Self(1 | 2 | 64);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn holds(self, kind: RelationKind) -> bool {
        let bit = match kind {
            RelationKind::Table => Self::TABLE,
            RelationKind::PartitionedTable => Self::PARTITIONED,
            RelationKind::ForeignTable => Self::FOREIGN,
            RelationKind::View => Self::VIEW,
            RelationKind::MaterializedView => Self::MATERIALIZED,
            RelationKind::Index => Self::INDEX,
            RelationKind::PartitionedIndex => Self::PARTITIONED_INDEX,
            RelationKind::Sequence => Self::SEQUENCE,
            RelationKind::Composite => Self::COMPOSITE,
        };
        self.0 & bit.0 != 0
    }
}

/// Refuses an action that a relation of this kind does not know.
// pg: tablecmds.c ATSimplePermissions
pub(super) fn check_access(cx: &Cx<'_>, id: RelationId, action: &Kind) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let version = cx.catalog.versions().lowest;
    let (kinds, name) = kinds_and_name(action, version);
    if !kinds.holds(relation.kind) {
        let partitions = matches!(action, Kind::AttachPartition(..) | Kind::DetachPartition { .. });
        if partitions && version < 18 && relation.kind == RelationKind::Table {
            return Err(errors::not_partitioned(&relation.name));
        }
        return Err(errors::wrong_kind(name, &relation.name, relation.kind));
    }
    if id.is_builtin() {
        return Err(system_catalog(&relation.name));
    }
    Ok(())
}

/// Refuses a relation that another action's relation cannot be joined with.
pub(super) fn check_other(cx: &Cx<'_>, id: RelationId, name: &str) -> Result<()> {
    match cx.catalog.relation(id) {
        Some(relation) if !Kinds::WITH_FOREIGN.holds(relation.kind) => Err(errors::wrong_kind(name, &relation.name, relation.kind)),
        _ => Ok(()),
    }
}

// pg: tablecmds.c ATPrepCmd, alter_table_type_to_string
fn kinds_and_name(action: &Kind, version: u8) -> (Kinds, &'static str) {
    let with_view = Kinds::WITH_FOREIGN.and(Kinds::VIEW);
    let with_composite = Kinds::WITH_FOREIGN.and(Kinds::COMPOSITE);
    let stored = Kinds::WITH_FOREIGN.and(Kinds::MATERIALIZED);
    match action {
        Kind::AddColumn { .. } => (with_composite, "ADD COLUMN"),
        Kind::DropColumn { .. } => (with_composite, "DROP COLUMN"),
        Kind::AlterType { .. } => (with_composite, "ALTER COLUMN ... SET DATA TYPE"),
        Kind::SetDefault(..) => (with_view, "ALTER COLUMN ... SET DEFAULT"),
        Kind::SetNotNull(_) => (Kinds::WITH_FOREIGN, "ALTER COLUMN ... SET NOT NULL"),
        Kind::DropNotNull(_) => (Kinds::WITH_FOREIGN, "ALTER COLUMN ... DROP NOT NULL"),
        Kind::SetExpression(..) => (Kinds::WITH_FOREIGN, "ALTER COLUMN ... SET EXPRESSION"),
        Kind::DropExpression { .. } => (Kinds::WITH_FOREIGN, "ALTER COLUMN ... DROP EXPRESSION"),
        Kind::AddIdentity { .. } => (with_view, "ALTER COLUMN ... ADD IDENTITY"),
        Kind::SetIdentity(..) => (with_view, "ALTER COLUMN ... SET"),
        Kind::DropIdentity { .. } => (with_view, "ALTER COLUMN ... DROP IDENTITY"),
        Kind::SetStatistics(..) => (stored.and(Kinds::INDEX).and(Kinds::PARTITIONED_INDEX), "ALTER COLUMN ... SET STATISTICS"),
        Kind::SetColumnOptions(..) => (stored, "ALTER COLUMN ... SET"),
        Kind::ResetColumnOptions(..) => (stored, "ALTER COLUMN ... RESET"),
        Kind::SetStorage(..) => (stored, "ALTER COLUMN ... SET STORAGE"),
        Kind::SetCompression(..) => (Kinds::TABLES.and(Kinds::MATERIALIZED), "ALTER COLUMN ... SET COMPRESSION"),
        Kind::ColumnForeignOptions(..) => (Kinds::FOREIGN, "ALTER COLUMN ... OPTIONS"),
        Kind::AddConstraint(_) => (Kinds::WITH_FOREIGN, "ADD CONSTRAINT"),
        Kind::AlterConstraint(_) => (Kinds::TABLES, "ALTER CONSTRAINT"),
        Kind::ValidateConstraint(_) => (Kinds::WITH_FOREIGN, "VALIDATE CONSTRAINT"),
        Kind::DropConstraint { .. } => (Kinds::WITH_FOREIGN, "DROP CONSTRAINT"),
        Kind::SetTrigger(which, mode) => (Kinds::WITH_FOREIGN, trigger_action(which, *mode)),
        Kind::SetRule(_, mode) => (Kinds::TABLES, rule_action(*mode)),
        _ => kinds_and_name_of_rest(action, version),
    }
}

fn kinds_and_name_of_rest(action: &Kind, version: u8) -> (Kinds, &'static str) {
    let with_materialized = Kinds::TABLES.and(Kinds::MATERIALIZED);
    let plain = if version >= 18 { Kinds::TABLE } else { Kinds::TABLES };
    let with_indexes = with_materialized.and(Kinds::INDEX);
    let partitioned = Kinds::PARTITIONED;
    match action {
        Kind::RowSecurity(true) => (Kinds::TABLES, "ENABLE ROW SECURITY"),
        Kind::RowSecurity(false) => (Kinds::TABLES, "DISABLE ROW SECURITY"),
        Kind::ForceRowSecurity(true) => (Kinds::TABLES, "FORCE ROW SECURITY"),
        Kind::ForceRowSecurity(false) => (Kinds::TABLES, "NO FORCE ROW SECURITY"),
        Kind::ClusterOn(Some(_)) => (with_materialized, "CLUSTER ON"),
        Kind::ClusterOn(None) => (with_materialized, "SET WITHOUT CLUSTER"),
        Kind::SetWithoutOids => (Kinds::WITH_FOREIGN, "SET WITHOUT OIDS"),
        Kind::SetAccessMethod(_) => (with_materialized, "SET ACCESS METHOD"),
        Kind::SetTablespace(_) => (with_indexes.and(Kinds::PARTITIONED_INDEX), "SET TABLESPACE"),
        Kind::SetLogged(true) => (plain.and(Kinds::SEQUENCE), "SET LOGGED"),
        Kind::SetLogged(false) => (plain.and(Kinds::SEQUENCE), "SET UNLOGGED"),
        Kind::SetOptions(_) => (with_indexes.and(Kinds::VIEW), "SET"),
        Kind::ResetOptions(_) => (with_indexes.and(Kinds::VIEW), "RESET"),
        Kind::Inherit(_) => (Kinds::WITH_FOREIGN, "INHERIT"),
        Kind::NoInherit(_) => (Kinds::WITH_FOREIGN, "NO INHERIT"),
        Kind::OfType(_) => (Kinds::TABLES, "OF"),
        Kind::NotOfType => (Kinds::TABLES, "NOT OF"),
        Kind::ReplicaIdentity(_) => (with_materialized, "REPLICA IDENTITY"),
        Kind::AttachPartition(..) => (partitioned.and(Kinds::PARTITIONED_INDEX), "ATTACH PARTITION"),
        Kind::DetachPartition { mode: DetachMode::Finalize, .. } => (partitioned, "DETACH PARTITION ... FINALIZE"),
        Kind::DetachPartition { .. } => (partitioned, "DETACH PARTITION"),
        Kind::ForeignOptions(_) => (Kinds::FOREIGN, "OPTIONS"),
        _ => (Kinds::ANY, "OWNER TO"),
    }
}

fn trigger_action(which: &TriggerSelection, mode: FiringMode) -> &'static str {
    match (which, mode) {
        (TriggerSelection::All, FiringMode::Disabled) => "DISABLE TRIGGER ALL",
        (TriggerSelection::All, _) => "ENABLE TRIGGER ALL",
        (TriggerSelection::User, FiringMode::Disabled) => "DISABLE TRIGGER USER",
        (TriggerSelection::User, _) => "ENABLE TRIGGER USER",
        (_, FiringMode::Disabled) => "DISABLE TRIGGER",
        (_, FiringMode::Always) => "ENABLE ALWAYS TRIGGER",
        (_, FiringMode::Replica) => "ENABLE REPLICA TRIGGER",
        (_, FiringMode::Origin) => "ENABLE TRIGGER",
    }
}

fn rule_action(mode: FiringMode) -> &'static str {
    match mode {
        FiringMode::Disabled => "DISABLE RULE",
        FiringMode::Always => "ENABLE ALWAYS RULE",
        FiringMode::Replica => "ENABLE REPLICA RULE",
        FiringMode::Origin => "ENABLE RULE",
    }
}
