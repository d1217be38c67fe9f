//! How do row security policies come to be and change.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::lookup::wrong_kind;
use super::errors::policy as errors;
use super::lookup::lookup_relation;
use super::role::lookup_role;
use super::typed::{Typed, type_expr, without_place};
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{PolicyId, RelationId};
use crate::catalog::object::{Policy, PolicyCommand, RelationKind};
use crate::diag::{Result, each};
use crate::syntax::expr::Expr;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::policy::{self as syntax, AlterPolicy, CreatePolicy};
use crate::syntax::statement::role::RoleName;
use crate::text::{Gather, Name, Seek};

/// Makes a policy.
// pg: policy.c CreatePolicy
pub(super) fn fold_create_policy(cx: &mut Cx<'_>, it: &CreatePolicy) -> Result<()> {
    let command = command_of(it.command);
    check_clauses(command, it.using.is_some(), it.check.is_some())?;
    let roles = role_names(cx, &it.roles)?;
    let relation = lookup_policy_table(cx, &it.relation)?;
    let using = type_clause(cx, relation, it.using.as_ref())?;
    let check = type_clause(cx, relation, it.check.as_ref())?;
    let table = cx.catalog.relation(relation).map_or_else(|| Name::from(""), |table| table.name.clone());
    if find_policy(cx, relation, &it.name.name).is_some() {
        return Err(errors::policy_exists(&it.name.name, &table));
    }
    let id = PolicyId(cx.catalog.next_id());
    cx.lock(relation, LockMode::AccessExclusive);
    cx.catalog.add_policy(Policy {
        id,
        relation,
        name: it.name.name.clone(),
        command,
        permissive: it.permissive,
        roles,
        using: using.as_ref().map(|typed| typed.stored.clone()),
        check: check.as_ref().map(|typed| typed.stored.clone()),
    });
    cx.record(Address::Policy(id), Address::Relation(relation), DependencyKind::Auto);
    for typed in using.into_iter().chain(check) {
        cx.record_all(Address::Policy(id), typed.needs, DependencyKind::Normal);
    }
    cx.effects.created.push(Address::Policy(id));
    Ok(())
}

/// Changes a policy.
// pg: policy.c AlterPolicy
pub(super) fn fold_alter_policy(cx: &mut Cx<'_>, it: &AlterPolicy) -> Result<()> {
    let roles = if it.roles.is_empty() { None } else { Some(role_names(cx, &it.roles)?) };
    let relation = lookup_policy_table(cx, &it.relation)?;
    let using = type_clause(cx, relation, it.using.as_ref())?;
    let check = type_clause(cx, relation, it.check.as_ref())?;
    let table = cx.catalog.relation(relation).map_or_else(|| Name::from(""), |table| table.name.clone());
    let Some(policy) = find_policy(cx, relation, &it.name.name).and_then(|id| cx.catalog.policy(id)).cloned() else {
        return Err(errors::policy_missing(&it.name.name, &table));
    };
    if policy.command == PolicyCommand::Insert && using.is_some() {
        return Err(errors::only_check_for_insert());
    }
    if matches!(policy.command, PolicyCommand::Select | PolicyCommand::Delete) && check.is_some() {
        return Err(errors::only_using());
    }
    cx.lock(relation, LockMode::AccessExclusive);
    cx.catalog.edit_policy(policy.id, |policy| {
        if let Some(roles) = roles {
            policy.roles = roles;
        }
        if let Some(using) = &using {
            policy.using = Some(using.stored.clone());
        }
        if let Some(check) = &check {
            policy.check = Some(check.stored.clone());
        }
    });
    for typed in using.into_iter().chain(check) {
        cx.record_all(Address::Policy(policy.id), typed.needs, DependencyKind::Normal);
    }
    Ok(())
}

fn command_of(command: syntax::PolicyCommand) -> PolicyCommand {
    match command {
        syntax::PolicyCommand::All => PolicyCommand::All,
        syntax::PolicyCommand::Select => PolicyCommand::Select,
        syntax::PolicyCommand::Insert => PolicyCommand::Insert,
        syntax::PolicyCommand::Update => PolicyCommand::Update,
        syntax::PolicyCommand::Delete => PolicyCommand::Delete,
    }
}

fn check_clauses(command: PolicyCommand, using: bool, check: bool) -> Result<()> {
    match command {
        PolicyCommand::Select | PolicyCommand::Delete if check => Err(errors::check_of_select()),
        PolicyCommand::Insert if using => Err(errors::only_check_for_insert()),
        _ => Ok(()),
    }
}

/// The roles of a policy; none stands for everyone, and so does everyone among others.
// pg: policy.c policy_role_list_to_array
fn role_names(cx: &Cx<'_>, roles: &[RoleName]) -> Result<Vec<Name>> {
    if roles.iter().exists(|role| matches!(role, RoleName::Public(_))) {
        return Ok(Vec::new());
    }
    Ok(each(roles, |role| lookup_role(cx, role))?.into_iter().flatten().gather())
}

// pg: policy.c RangeVarCallbackForPolicy
fn lookup_policy_table(cx: &Cx<'_>, name: &QualifiedName) -> Result<RelationId> {
    let id = lookup_relation(cx, name)?;
    match cx.catalog.relation(id) {
        Some(relation) if id.is_builtin() => Err(errors::system_catalog(&relation.name)),
        Some(relation) if !matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable) => {
            Err(wrong_kind(&relation.name, "a table"))
        }
        _ => Ok(id),
    }
}

/// The policy of a name on a table.
fn find_policy(cx: &Cx<'_>, relation: RelationId, name: &Name) -> Option<PolicyId> {
    let named = |id: &PolicyId| cx.catalog.policy(*id).is_some_and(|policy| policy.name == *name);
    cx.catalog.policies_of(relation).iter().copied().find(named)
}

/// PostgreSQL has no text at hand when it analyzes a policy, so its errors carry no place.
fn type_clause(cx: &Cx<'_>, relation: RelationId, clause: Option<&Expr>) -> Result<Option<Typed>> {
    let scope = ExprScope::Relation(relation);
    let typed = clause.map(|expr| type_expr(cx, expr, ExprPlace::Policy, &scope, ExprTarget::Boolean("POLICY")));
    typed.transpose().map_err(without_place)
}
