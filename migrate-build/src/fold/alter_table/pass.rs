//! In which order are the actions of one ALTER TABLE done.

use super::super::cx::Cx;
use crate::syntax::statement::alter_table::AlterActionKind as Kind;
use crate::syntax::statement::table::{KeyDefinition, TableConstraintKind};

/// The passes, in the order in which they are made.
// pg: tablecmds.c AlterTablePass; up to 16 columns are added after indexes and constraints are rebuilt
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pass {
    Drop,
    AlterType,
    EarlyAddColumn,
    SetExpression,
    OldIndex,
    AddColumn,
    AddConstraint,
    ColumnAttributes,
    AddIndexConstraint,
    AddIndex,
    AddOtherConstraint,
    Misc,
}

/// The pass in which an action is done.
// pg: tablecmds.c ATPrepCmd, ATExecAddConstraint
pub(super) fn pass_of(cx: &Cx<'_>, action: &Kind) -> Pass {
    match action {
        Kind::AddColumn { .. } if cx.catalog.versions().lowest >= 17 => Pass::EarlyAddColumn,
        Kind::AddColumn { .. } => Pass::AddColumn,
        Kind::DropColumn { .. }
        | Kind::SetDefault(_, None)
        | Kind::DropNotNull(_)
        | Kind::DropExpression { .. }
        | Kind::DropIdentity { .. }
        | Kind::DropConstraint { .. }
        | Kind::SetWithoutOids => Pass::Drop,
        Kind::AlterType { .. } => Pass::AlterType,
        Kind::SetExpression(..) => Pass::SetExpression,
        Kind::SetDefault(_, Some(_)) | Kind::AddIdentity { .. } => Pass::AddOtherConstraint,
        Kind::SetNotNull(_) => Pass::ColumnAttributes,
        Kind::AddConstraint(constraint) => match &constraint.kind {
            TableConstraintKind::PrimaryKey(key) | TableConstraintKind::Unique { key, .. } => match key {
                KeyDefinition::Index(_) => Pass::AddIndexConstraint,
                KeyDefinition::Columns { .. } => Pass::AddIndex,
            },
            TableConstraintKind::Exclude(_) => Pass::AddIndex,
            TableConstraintKind::ForeignKey { .. } => Pass::AddOtherConstraint,
            TableConstraintKind::NotNull(_) => Pass::ColumnAttributes,
            TableConstraintKind::Check(_) => Pass::AddConstraint,
        },
        _ => Pass::Misc,
    }
}
