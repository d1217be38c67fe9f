//! How do rules come to be.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::rule as errors;
use super::lookup::lookup_relation;
use super::typed::{refuse_new_labels, type_expr};
use crate::analyze::parameter::Parameters;
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::analyze::{Analyzed, analyze_statement_in};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, RuleId};
use crate::catalog::object::{Relation, RelationKind, Rule, RuleEvent};
use crate::catalog::tree::walk::{any, any_in_query};
use crate::catalog::tree::{self, Command, ExprKind};
use crate::diag::{Problem, Result, each};
use crate::syntax::statement::view::{self as syntax, CreateRule};
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Gather, Name, Seek};
use std::sync::Arc;

/// The version from which on only views have rules for SELECT at all.
const NO_TABLE_RULES_SINCE: u8 = 16;

/// Makes or replaces a rule.
// pg: rewriteDefine.c DefineRule, DefineQueryRewrite
pub(super) fn fold_create_rule(cx: &mut Cx<'_>, it: &CreateRule) -> Result<()> {
    let id = lookup_relation(cx, &it.relation)?;
    let Some(relation) = cx.catalog.relation(id).cloned() else {
        return Ok(());
    };
    if relation.kind == RelationKind::MaterializedView {
        return Err(errors::on_materialized_view());
    }
    let event = event_of(it.event);
    let condition = match &it.filter {
        Some(filter) => Some(type_expr(cx, filter, ExprPlace::Where, &ExprScope::RuleCondition(id, event), ExprTarget::Boolean("WHERE"))?),
        None => None,
    };
    if let Some(typed) = &condition {
        let mut problem = None;
        any(&typed.stored.tree, 0, &mut |expr, depth| {
            problem = misplaced(event, expr, depth);
            problem.is_some()
        });
        problem.map_or(Ok(()), Err)?;
    }
    let actions = each(&it.actions, |action| type_action(cx, id, event, action))?;
    check_relation(cx, it, &relation, event)?;
    let replaced = claim_name(cx, it, &relation)?;
    cx.lock(id, LockMode::AccessExclusive);
    let rule = RuleId(cx.catalog.next_id());
    if let Some(before) = replaced {
        cx.catalog.dependencies_mut().remove_needs_of(Address::Rule(before));
        cx.catalog.remove_rule(before);
    }
    cx.catalog.add_rule(Rule {
        id: rule,
        relation: id,
        name: it.name.name.clone(),
        event,
        instead: it.instead,
        conditional: condition.is_some(),
        actions: actions.iter().map(|action| Arc::new(action.query.clone())).gather(),
        returning: actions.iter().exists(|action| action.query.command != Command::Select && !action.columns.is_empty()),
    });
    cx.record(Address::Rule(rule), Address::Relation(id), DependencyKind::Auto);
    let needs = actions.into_iter().flat_map(|action| action.needs).chain(condition.into_iter().flat_map(|typed| typed.needs));
    cx.record_all(Address::Rule(rule), needs.gather::<Vec<_>>(), DependencyKind::Normal);
    cx.effects.created.push(Address::Rule(rule));
    Ok(())
}

fn event_of(event: syntax::RuleEvent) -> RuleEvent {
    match event {
        syntax::RuleEvent::Select => RuleEvent::Select,
        syntax::RuleEvent::Insert => RuleEvent::Insert,
        syntax::RuleEvent::Update => RuleEvent::Update,
        syntax::RuleEvent::Delete => RuleEvent::Delete,
    }
}

// pg: parse_utilcmd.c transformRuleStmt
fn type_action(cx: &Cx<'_>, relation: RelationId, event: RuleEvent, action: &Statement) -> Result<Analyzed> {
    let StatementKind::Preparable(it) = &action.kind else {
        return Err(errors::utility_action());
    };
    let analyzed = analyze_statement_in(&cx.catalog, it, &mut Parameters::none(), &ExprScope::Rule(relation))?;
    refuse_new_labels(cx, &analyzed.query)?;
    let mut problem = None;
    any_in_query(&analyzed.query, 0, &mut |expr, depth| {
        problem = misplaced(event, expr, depth + 1);
        problem.is_some()
    });
    problem.map_or(Ok(analyzed), Err)
}

/// Why a rule for an event cannot refer to `old` or `new`: the first two entries of the range table so many queries further out.
fn misplaced(event: RuleEvent, expr: &tree::Expr, depth: u32) -> Option<Problem> {
    let ExprKind::Column(var) = &expr.kind else {
        return None;
    };
    if var.level != depth || var.table > 1 {
        return None;
    }
    match (event, var.table) {
        (RuleEvent::Select, 0) => Some(errors::cannot_use("SELECT", "OLD")),
        (RuleEvent::Select, _) => Some(errors::cannot_use("SELECT", "NEW")),
        (RuleEvent::Insert, 0) => Some(errors::cannot_use("INSERT", "OLD")),
        (RuleEvent::Delete, 1) => Some(errors::cannot_use("DELETE", "NEW")),
        _ => None,
    }
}

fn check_relation(cx: &Cx<'_>, it: &CreateRule, relation: &Relation, event: RuleEvent) -> Result<()> {
    let allowed = [RelationKind::Table, RelationKind::PartitionedTable, RelationKind::View, RelationKind::MaterializedView];
    if !allowed.contains(&relation.kind) {
        return Err(errors::cannot_have_rules(&relation.name));
    }
    if relation.id.is_builtin() {
        return Err(errors::system_catalog(&relation.name));
    }
    if event != RuleEvent::Select {
        return if it.name.name == "_RETURN" { Err(errors::reserved_name(&it.name.name)) } else { Ok(()) };
    }
    if relation.kind != RelationKind::View && cx.catalog.versions().lowest >= NO_TABLE_RULES_SINCE {
        return Err(errors::no_select_rules(&relation.name));
    }
    match it.actions.as_slice() {
        [] => Err(errors::select_nothing()),
        [_, _, ..] => Err(errors::select_several()),
        [_] if !it.instead => Err(errors::select_must_be_instead()),
        [_] if it.filter.is_some() => Err(errors::select_conditional()),
        [_] => Err(errors::view_already(&relation.name)),
    }
}

fn claim_name(cx: &Cx<'_>, it: &CreateRule, relation: &Relation) -> Result<Option<RuleId>> {
    let same = |id: &RuleId, name: &Name| cx.catalog.rule(*id).is_some_and(|rule| rule.name == *name);
    match cx.catalog.rules_of(relation.id).iter().copied().first_where(|id| same(id, &it.name.name)) {
        Some(_) if !it.or_replace => Err(errors::rule_exists(&it.name.name, &relation.name)),
        found => Ok(found),
    }
}
