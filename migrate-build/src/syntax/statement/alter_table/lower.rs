//! How are `ALTER TABLE` and its actions lowered.

use super::column::lower_alter_column;
use super::relation::{self, alter_relation_ref};
use super::{AlterAction, AlterActionKind as Kind, AlterConstraint, AlterWord, DetachMode, FiringMode, ReplicaIdentity, TriggerSelection};
use crate::diag::{Result, each};
use crate::syntax::grammar::Grammar;
use crate::syntax::lower::Lowering;
use crate::syntax::name::QualifiedName;
use crate::syntax::query::table::RelationRef;
use crate::syntax::statement::index::lower_table_relation;
use crate::syntax::statement::object::{ObjectRef, RelationWord};
use crate::syntax::statement::options::{definition, foreign_options};
use crate::syntax::statement::role::lower_role;
use crate::syntax::statement::session::{ServerStatementKind, server_statement};
use crate::syntax::statement::support::{ident, is_cascade, need, qualified, unexpected};
use crate::syntax::statement::table::attributes::{AttributeRules, FOREIGN_KEY, lower_any_attributes, lower_table_attributes};
use crate::syntax::statement::table::constraint::lower_table_constraint;
use crate::syntax::statement::table::partition::lower_partition_bound;
use crate::syntax::statement::table::{lower_added_column, lower_named_type};
use crate::syntax::statement::{StatementKind, errors};
use crate::syntax::tree::ast::{self, AlterTableAction as Node, AstNode};
use crate::text::Gather;

/// Lowers `ALTER TABLE`.
pub(in crate::syntax::statement) fn lower_alter_table(cx: &Lowering<'_>, node: &ast::AlterTable) -> Result<StatementKind> {
    if node.all_in_tablespace().is_some() {
        return Ok(server_statement(cx, ServerStatementKind::AlterTablespace, node.syntax()));
    }
    let relation = lower_table_relation(cx, node.table_relation_name())?;
    lower_actions(cx, AlterWord::Table, node.if_exists().is_some(), relation, node.actions().gather())
}

/// Lowers `ALTER FOREIGN TABLE`.
pub(in crate::syntax::statement) fn lower_alter_foreign_table(cx: &Lowering<'_>, node: &ast::AlterForeignTable) -> Result<StatementKind> {
    let relation = lower_table_relation(cx, node.table_relation_name())?;
    lower_actions(cx, AlterWord::ForeignTable, node.if_exists().is_some(), relation, node.actions().gather())
}

/// The actions of a table; renaming and moving, which stand alone, are statements of their own.
pub(super) fn lower_actions(
    cx: &Lowering<'_>,
    word: AlterWord,
    if_exists: bool,
    relation: RelationRef,
    actions: Vec<Node>,
) -> Result<StatementKind> {
    if let [only] = actions.as_slice()
        && let Some(statement) = lower_lone_action(cx, word, if_exists, &relation.name, only)?
    {
        return Ok(statement);
    }
    let actions: Vec<AlterAction> = each(&actions, |action| lower_action(cx, action))?;
    if actions.is_empty() {
        return Err(errors::incomplete());
    }
    Ok(alter_relation_ref(word, if_exists, relation, actions))
}

fn lower_lone_action(
    cx: &Lowering<'_>,
    word: AlterWord,
    if_exists: bool,
    relation: &QualifiedName,
    action: &Node,
) -> Result<Option<StatementKind>> {
    let table = if word == AlterWord::ForeignTable { RelationWord::ForeignTable } else { relation::relation_word(word) };
    Ok(Some(match action {
        Node::TableRenameTo(to) => {
            let to = ident(cx, to.table_name())?;
            relation::rename(ObjectRef::Relation(table, relation.clone()), if_exists, to)
        }
        Node::RenameColumn(node) => relation::lower_rename_column(cx, table, if_exists, relation, node)?,
        Node::RenameConstraint(node) => relation::lower_rename_constraint(cx, if_exists, relation, node)?,
        Node::SetSchema(node) => relation::lower_set_schema(cx, ObjectRef::Relation(table, relation.clone()), if_exists, node)?,
        _ => return Ok(None),
    }))
}

/// One action.
pub(super) fn lower_action(cx: &Lowering<'_>, action: &Node) -> Result<AlterAction> {
    let kind = match lower_trigger_action(cx, action)? {
        Some(kind) => kind,
        None => lower_other_action(cx, action)?,
    };
    Ok(AlterAction { kind, span: cx.span_of(action) })
}

fn lower_other_action(cx: &Lowering<'_>, action: &Node) -> Result<Kind> {
    Ok(match action {
        Node::AddColumn(node) => Kind::AddColumn {
            if_not_exists: node.if_not_exists().is_some(),
            column: Box::new(lower_added_column(cx, node)?),
            cascade: false,
        },
        Node::DropColumn(node) => Kind::DropColumn {
            if_exists: node.if_exists().is_some(),
            column: ident(cx, node.column_name_ref())?,
            cascade: is_cascade(node.drop_behavior()),
        },
        Node::AlterColumn(node) => lower_alter_column(cx, node)?,
        Node::AddConstraint(node) => Kind::AddConstraint(Box::new(lower_table_constraint(cx, &need(node.constraint())?)?)),
        Node::AlterConstraint(node) => Kind::AlterConstraint(lower_alter_constraint(cx, node)?),
        Node::ValidateConstraint(node) => Kind::ValidateConstraint(ident(cx, node.constraint_name_ref())?),
        Node::DropConstraint(node) => Kind::DropConstraint {
            if_exists: node.if_exists().is_some(),
            name: ident(cx, node.constraint_name_ref())?,
            cascade: is_cascade(node.drop_behavior()),
        },
        Node::ClusterOn(node) => Kind::ClusterOn(Some(ident(cx, node.index_ref())?)),
        Node::SetWithoutCluster(_) => Kind::ClusterOn(None),
        Node::SetWithoutOids(_) => Kind::SetWithoutOids,
        Node::SetAccessMethod(node) => Kind::SetAccessMethod(node.access_method_ref().map(|method| ident(cx, Some(method))).transpose()?),
        Node::SetTablespace(node) => Kind::SetTablespace(ident(cx, node.tablespace_ref())?),
        Node::SetLogged(_) => Kind::SetLogged(true),
        Node::SetUnlogged(_) => Kind::SetLogged(false),
        Node::SetOptions(node) => Kind::SetOptions(definition(cx, node.attribute_list())?),
        Node::ResetOptions(node) => Kind::ResetOptions(definition(cx, node.attribute_list())?),
        Node::AlterOptionList(node) => Kind::ForeignOptions(foreign_options(cx, Some(*node))?),
        Node::InheritTable(node) => Kind::Inherit(qualified(cx, node.table_name_ref())?),
        Node::NoInheritTable(node) => Kind::NoInherit(qualified(cx, node.table_name_ref())?),
        Node::OfType(node) => Kind::OfType(lower_named_type(cx, &need(node.ty())?)?),
        Node::NotOf(_) => Kind::NotOfType,
        Node::OwnerTo(node) => Kind::OwnerTo(lower_role(cx, node.role_ref())?),
        Node::ReplicaIdentity(node) => Kind::ReplicaIdentity(lower_replica_identity(cx, node)?),
        Node::AttachPartition(node) => {
            let bound = lower_partition_bound(cx, &need(node.partition_type())?)?;
            Kind::AttachPartition(qualified(cx, node.table_name_ref())?, Some(bound))
        }
        Node::DetachPartition(node) => lower_detach(cx, node)?,
        other => return Err(unexpected(cx, other.syntax())),
    })
}

fn lower_trigger_action(cx: &Lowering<'_>, action: &Node) -> Result<Option<Kind>> {
    Ok(Some(match action {
        Node::EnableTrigger(node) => Kind::SetTrigger(lower_trigger_target(cx, node.trigger_target())?, FiringMode::Origin),
        Node::DisableTrigger(node) => Kind::SetTrigger(lower_trigger_target(cx, node.trigger_target())?, FiringMode::Disabled),
        Node::EnableAlwaysTrigger(node) => Kind::SetTrigger(TriggerSelection::Named(ident(cx, node.trigger_ref())?), FiringMode::Always),
        Node::EnableReplicaTrigger(node) => Kind::SetTrigger(TriggerSelection::Named(ident(cx, node.trigger_ref())?), FiringMode::Replica),
        Node::EnableRule(node) => Kind::SetRule(ident(cx, node.rule_ref())?, FiringMode::Origin),
        Node::DisableRule(node) => Kind::SetRule(ident(cx, node.rule_ref())?, FiringMode::Disabled),
        Node::EnableAlwaysRule(node) => Kind::SetRule(ident(cx, node.rule_ref())?, FiringMode::Always),
        Node::EnableReplicaRule(node) => Kind::SetRule(ident(cx, node.rule_ref())?, FiringMode::Replica),
        Node::EnableRls(_) => Kind::RowSecurity(true),
        Node::DisableRls(_) => Kind::RowSecurity(false),
        Node::ForceRls(_) => Kind::ForceRowSecurity(true),
        Node::NoForceRls(_) => Kind::ForceRowSecurity(false),
        _ => return Ok(None),
    }))
}

fn lower_trigger_target(cx: &Lowering<'_>, node: Option<ast::TriggerTarget>) -> Result<TriggerSelection> {
    Ok(match need(node)? {
        ast::TriggerTarget::All(_) => TriggerSelection::All,
        ast::TriggerTarget::User(_) => TriggerSelection::User,
        ast::TriggerTarget::TriggerRef(name) => TriggerSelection::Named(ident(cx, Some(name))?),
    })
}

/// pg: gram.y alter_table_cmd, `ALTER CONSTRAINT`
fn lower_alter_constraint(cx: &Lowering<'_>, node: &ast::AlterConstraint) -> Result<AlterConstraint> {
    let name = ident(cx, node.constraint_name_ref())?;
    let words: Vec<ast::ConstraintOption> = node.constraint_options().gather();
    if let [ast::ConstraintOption::Inherit(_)] = words.as_slice() {
        return Ok(AlterConstraint { name, attributes: Default::default(), inherit: Some(true) });
    }
    if cx.grammar() < Grammar::V18 {
        let rules = AttributeRules { enforceable: false, not_valid: false, ..FOREIGN_KEY };
        let attributes = lower_table_attributes(cx, rules, words.into_iter())?;
        return Ok(AlterConstraint { name, attributes, inherit: None });
    }
    let attributes = lower_any_attributes(cx, words.into_iter())?;
    if attributes.not_valid {
        let message = "constraints cannot be altered to be NOT VALID";
        return Err(errors::not_supported(message, attributes.span.unwrap_or(name.span)));
    }
    let inherit = attributes.no_inherit.then_some(false);
    Ok(AlterConstraint { name, attributes, inherit })
}

fn lower_replica_identity(cx: &Lowering<'_>, node: &ast::ReplicaIdentity) -> Result<ReplicaIdentity> {
    Ok(match need(node.replica_identity_option())? {
        ast::ReplicaIdentityOption::ReplicaIdentityDefault(_) => ReplicaIdentity::Default,
        ast::ReplicaIdentityOption::ReplicaIdentityFull(_) => ReplicaIdentity::Full,
        ast::ReplicaIdentityOption::ReplicaIdentityNothing(_) => ReplicaIdentity::Nothing,
        ast::ReplicaIdentityOption::UsingIndexName(index) => ReplicaIdentity::Index(ident(cx, index.index_ref())?),
    })
}

fn lower_detach(cx: &Lowering<'_>, node: &ast::DetachPartition) -> Result<Kind> {
    let mode = match node.detach_partition_option() {
        None => DetachMode::Plain,
        Some(ast::DetachPartitionOption::DetachConcurrently(_)) => DetachMode::Concurrently,
        Some(ast::DetachPartitionOption::DetachFinalize(_)) => DetachMode::Finalize,
    };
    Ok(Kind::DetachPartition { partition: qualified(cx, node.table_name_ref())?, mode })
}

/// The number of a column of an index, which the grammar takes without a sign.
pub(super) fn lower_column_number(cx: &Lowering<'_>, node: &ast::Expr) -> Result<i32> {
    let text = node.syntax().text();
    let number: i32 = text.parse().map_err(|_| unexpected(cx, node.syntax()))?;
    if (1..=i32::from(i16::MAX)).contains(&number) { Ok(number) } else { Err(errors::column_number_out_of_range(cx.span_of(node))) }
}
