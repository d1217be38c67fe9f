//! Where is each action looked at, and where is it done.

use super::super::cx::Cx;
use super::super::errors::alter_table as errors;
use super::super::owner::{change_relation_owner, owner_name};
use super::work::Work;
use super::{
    add_column, alter_type, attach_index, attach_partition, constraint, default, detach_partition, drop_column, drop_constraint, firing,
    generated, identity, inherit, logged, not_null, option, typed, validate,
};
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::statement::alter_table::AlterActionKind as Kind;

/// Looks at an action before any is done.
// pg: tablecmds.c ATPrepCmd
pub(super) fn prepare(cx: &mut Cx<'_>, work: &mut Work, action: &Kind) -> Result<()> {
    let id = work.relation;
    match action {
        Kind::AddColumn { .. } => add_column::prepare(cx, id),
        Kind::DropColumn { .. } => drop_column::prepare(cx, id),
        Kind::AlterType { column, type_name, collation, using, .. } => {
            alter_type::prepare(cx, work, &alter_type::Retype { column, type_name, collation: collation.as_ref(), using: using.as_ref() })
        }
        Kind::DropNotNull(_) => not_null::prepare_drop(cx, work),
        Kind::DropExpression { column, if_exists } => generated::prepare_drop(cx, work, column, *if_exists),
        Kind::SetLogged(logged) => logged::prepare(cx, work, *logged),
        Kind::SetAccessMethod(method) => option::prepare_access_method(cx, work, method.as_ref()),
        Kind::Inherit(_) => inherit::prepare(cx, id),
        _ => Ok(()),
    }
}

/// Does an action.
// pg: tablecmds.c ATExecCmd
pub(super) fn perform(cx: &mut Cx<'_>, work: &mut Work, action: &Kind) -> Result<()> {
    let id = work.relation;
    match action {
        Kind::DropColumn { if_exists, column, cascade } => drop_column::drop_column(cx, work, column, *if_exists, *cascade),
        Kind::AlterType { column, cascade, .. } => alter_type::alter_type(cx, work, column, *cascade),
        Kind::SetDefault(column, value) => default::set_default(cx, work, column, value.as_ref()),
        Kind::SetNotNull(column) => not_null::set_not_null(cx, work, column),
        Kind::DropNotNull(column) => not_null::drop_not_null(cx, work, column),
        Kind::SetExpression(column, expr) => generated::set_expression(cx, work, column, expr),
        Kind::DropExpression { column, if_exists } => generated::drop_expression(cx, work, column, *if_exists),
        Kind::AddIdentity { column, kind, options } => identity::add_identity(cx, work, column, *kind, options),
        Kind::SetIdentity(column, options) => identity::set_identity(cx, work, column, options),
        Kind::DropIdentity { column, if_exists } => identity::drop_identity(cx, work, column, *if_exists),
        Kind::SetStatistics(column, target) => option::set_statistics(cx, work, column, *target),
        Kind::SetColumnOptions(column, options) => option::set_column_options(cx, id, column, options, true),
        Kind::ResetColumnOptions(column, options) => option::set_column_options(cx, id, column, options, false),
        Kind::SetStorage(column, storage) => option::set_storage(cx, work, column, storage),
        Kind::SetCompression(column, method) => option::set_compression(cx, id, column, method),
        Kind::ColumnForeignOptions(column, _) => super::column::find_column(cx, id, column).map(|_| ()),
        Kind::AddConstraint(it) => constraint::add_constraint(cx, work, it),
        Kind::AlterConstraint(it) => constraint::alter_constraint(cx, work, it),
        Kind::ValidateConstraint(name) => validate::validate_constraint(cx, work, name),
        Kind::DropConstraint { if_exists, name, cascade } => drop_constraint::drop_constraint(cx, work, name, *if_exists, *cascade),
        Kind::SetTrigger(which, mode) => firing::set_trigger(cx, work, which, *mode),
        Kind::SetRule(name, _) => firing::set_rule(cx, id, name),
        _ => perform_on_table(cx, work, action),
    }
}

/// Does an action that is about the relation as a whole.
fn perform_on_table(cx: &mut Cx<'_>, work: &mut Work, action: &Kind) -> Result<()> {
    let id = work.relation;
    match action {
        Kind::RowSecurity(on) => option::set_row_security(cx, id, Some(*on), None),
        Kind::ForceRowSecurity(on) => option::set_row_security(cx, id, None, Some(*on)),
        Kind::ClusterOn(index) => option::cluster_on(cx, id, index.as_ref()),
        Kind::SetLogged(on) => logged::set_logged(cx, work, *on),
        Kind::SetTablespace(name) => option::set_tablespace(cx, id, name),
        Kind::SetOptions(options) => option::set_options(cx, id, options),
        Kind::ResetOptions(options) => option::reset_options(cx, id, options),
        Kind::Inherit(parent) => inherit::inherit(cx, id, parent),
        Kind::NoInherit(parent) => inherit::no_inherit(cx, id, parent),
        Kind::OfType(name) => typed::of_type(cx, id, name),
        Kind::NotOfType => typed::not_of_type(cx, id),
        Kind::OwnerTo(role) => {
            let owner = owner_name(cx, role);
            change_relation_owner(cx, id, owner)
        }
        Kind::ReplicaIdentity(identity) => option::set_replica_identity(cx, id, identity),
        Kind::AttachPartition(partition, bound) => match cx.catalog.relation(id).map(|it| it.kind) {
            Some(RelationKind::PartitionedIndex) if bound.is_some() => {
                Err(errors::index_is_not_partitioned_table(&super::column::relation_name(cx, id)))
            }
            Some(RelationKind::PartitionedIndex) => attach_index::attach_index(cx, id, partition),
            _ => attach_partition::attach_partition(cx, id, partition, bound.as_ref()),
        },
        Kind::DetachPartition { partition, mode } => detach_partition::detach_partition(cx, id, partition, *mode),
        _ => Ok(()),
    }
}
