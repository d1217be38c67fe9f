//! May a view be written to.

use super::target::Writing;
use crate::analyze::state::State;
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind, RuleEvent, TriggerTiming};
use crate::catalog::tree::{ExprKind, JoinTree, Query, RangeTableKind};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::{Gather, Name, Seek};

/// How deep views may stand on one another.
const MAX_DEPTH: u32 = 100;

/// Refuses to write to a view that cannot be, or to columns of it that cannot be; `columns` are those that are written.
// pg: rewriteHandler.c RewriteQuery, rewriteTargetView
pub(super) fn check_view(state: &State<'_>, writing: &Writing, event: RuleEvent, columns: &[u16], returning: bool) -> Result<()> {
    check_rules(state.catalog, writing, event, returning)?;
    check_view_at(state.catalog, writing.relation, event, columns, 0)
}

fn check_rules(catalog: &Catalog, writing: &Writing, event: RuleEvent, returning: bool) -> Result<()> {
    let rules: Vec<_> = catalog
        .rules_of(writing.relation)
        .iter()
        .filter_map(|id| catalog.rule(*id))
        .filter(|rule| rule.event == event && rule.instead)
        .gather();
    if !returning || rules.is_empty() || rules.iter().exists(|rule| rule.returning) {
        return Ok(());
    }
    let command = command_name(event);
    let message = format!("cannot perform {command} RETURNING on relation \"{}\"", writing.name);
    let hint = format!("you need an unconditional ON {command} DO INSTEAD rule with a RETURNING clause");
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).help(hint))
}

fn command_name(event: RuleEvent) -> &'static str {
    match event {
        RuleEvent::Select => "SELECT",
        RuleEvent::Insert => "INSERT",
        RuleEvent::Update => "UPDATE",
        RuleEvent::Delete => "DELETE",
    }
}

fn check_view_at(catalog: &Catalog, id: RelationId, event: RuleEvent, columns: &[u16], depth: u32) -> Result<()> {
    let Some(view) = catalog.relation(id).filter(|relation| relation.kind == RelationKind::View) else {
        return Ok(());
    };
    if depth > MAX_DEPTH || is_replaced(catalog, id, event) {
        return Ok(());
    }
    let Some(stored) = &view.query else {
        return Ok(());
    };
    let query = &*stored.tree;
    let base = match updatable_base(catalog, query) {
        Ok(base) => base,
        Err(why) => return Err(refused(view, event, why)),
    };
    let mut below = Vec::new();
    for (index, number) in columns.iter().enumerate() {
        // Elements of one column may be written one by one.
        if columns[..index].contains(number) {
            continue;
        }
        match column_of(query, *number) {
            Some((_, column)) => below.push(column),
            None => return Err(column_refused(view, event, *number)),
        }
    }
    if let Some(twice) = below.iter().enumerate().first_where(|(index, column)| below[..*index].contains(column)).map(|(_, column)| *column)
    {
        let name =
            catalog.relation(base).and_then(|base| base.columns.get(usize::from(twice).saturating_sub(1))).map(|column| &column.name);
        let message = format!("multiple assignments to same column \"{}\"", name.map_or("", |name| name.as_str()));
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
    }
    if matches!(event, RuleEvent::Insert | RuleEvent::Update)
        && query.visible_targets().zip(1..).for_all(|(_, at)| column_of(query, at).is_none())
    {
        return Err(refused(view, event, "views that have no updatable columns are not automatically updatable"));
    }
    check_generated(catalog, base, event, &below)?;
    check_view_at(catalog, base, event, &below, depth + 1)
}

/// What a table generates cannot be written through a view either.
// pg: rewriteHandler.c rewriteTargetListIU
fn check_generated(catalog: &Catalog, base: RelationId, event: RuleEvent, columns: &[u16]) -> Result<()> {
    let table = catalog.relation(base).filter(|relation| relation.kind != RelationKind::View);
    let written = |number: &u16| table.and_then(|table| table.columns.get(usize::from(*number).saturating_sub(1)));
    let refused = columns.iter().filter_map(written).first_where(|column| column.generated.is_some());
    match (refused, event) {
        (Some(column), RuleEvent::Insert) => {
            Err(Diagnostic::error(SqlState::GENERATED_ALWAYS, format!("cannot insert a non-DEFAULT value into column \"{}\"", column.name)))
        }
        (Some(column), RuleEvent::Update) => {
            Err(Diagnostic::error(SqlState::GENERATED_ALWAYS, format!("column \"{}\" can only be updated to DEFAULT", column.name)))
        }
        _ => Ok(()),
    }
}

/// Whether a trigger or rule stands in for the write.
fn is_replaced(catalog: &Catalog, id: RelationId, event: RuleEvent) -> bool {
    let by_trigger = catalog.triggers_of(id).iter().filter_map(|id| catalog.trigger(*id)).exists(|trigger| {
        trigger.timing == TriggerTiming::InsteadOf
            && match event {
                RuleEvent::Insert => trigger.events.insert,
                RuleEvent::Update => trigger.events.update,
                RuleEvent::Delete => trigger.events.delete,
                RuleEvent::Select => false,
            }
    });
    let by_rule = catalog
        .rules_of(id)
        .iter()
        .filter_map(|id| catalog.rule(*id))
        .exists(|rule| rule.event == event && rule.instead && !rule.conditional);
    by_trigger || by_rule
}

/// The relation that a view writes through to, or why there is none.
// pg: rewriteHandler.c view_query_is_auto_updatable
pub(in crate::analyze) fn updatable_base(catalog: &Catalog, query: &Query) -> std::result::Result<RelationId, &'static str> {
    if query.distinct.is_some() {
        return Err("views containing DISTINCT are not automatically updatable");
    }
    if !query.group_by.is_empty() || !query.grouping_sets.is_empty() {
        return Err("views containing GROUP BY are not automatically updatable");
    }
    if query.having.is_some() {
        return Err("views containing HAVING are not automatically updatable");
    }
    if query.set_operation.is_some() {
        return Err("views containing UNION, INTERSECT, or EXCEPT are not automatically updatable");
    }
    if !query.with.is_empty() {
        return Err("views containing WITH are not automatically updatable");
    }
    if query.limit.is_some() || query.offset.is_some() {
        return Err("views containing LIMIT or OFFSET are not automatically updatable");
    }
    if query.has_aggregates {
        return Err("views that return aggregate functions are not automatically updatable");
    }
    if !query.windows.is_empty() {
        return Err("views that return window functions are not automatically updatable");
    }
    if query.has_target_sets {
        return Err("views that return set-returning functions are not automatically updatable");
    }
    let several = "views that do not select from a single table or view are not automatically updatable";
    let [JoinTree::Table(entry)] = &query.from[..] else {
        return Err(several);
    };
    let Some(RangeTableKind::Relation { id, .. }) = query.tables.get(*entry as usize).map(|table| &table.kind) else {
        return Err(several);
    };
    let kind = catalog.relation(*id).map(|relation| relation.kind);
    match kind {
        Some(RelationKind::Table | RelationKind::ForeignTable | RelationKind::View | RelationKind::PartitionedTable) => Ok(*id),
        _ => Err(several),
    }
}

/// The column of the base that a column of the view is.
// pg: rewriteHandler.c view_col_is_auto_updatable
fn column_of(query: &Query, number: u16) -> Option<(u32, u16)> {
    let target = query.visible_targets().nth(usize::from(number).checked_sub(1)?)?;
    match &target.expr.kind {
        ExprKind::Column(var) if var.level == 0 && var.column > 0 => Some((var.table, var.column as u16)),
        _ => None,
    }
}

fn refused(view: &Relation, event: RuleEvent, why: &str) -> Problem {
    let name = &view.name;
    let (message, trigger, rule) = match event {
        RuleEvent::Insert => (format!("cannot insert into view \"{name}\""), "inserting into", "INSERT"),
        RuleEvent::Delete => (format!("cannot delete from view \"{name}\""), "deleting from", "DELETE"),
        _ => (format!("cannot update view \"{name}\""), "updating", "UPDATE"),
    };
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
        .note(why)
        .help(format!("to enable {trigger} the view, provide an INSTEAD OF {rule} trigger or an unconditional ON {rule} DO INSTEAD rule"))
}

fn column_refused(view: &Relation, event: RuleEvent, number: u16) -> Problem {
    let column = view.columns.get(usize::from(number).saturating_sub(1)).map_or_else(|| Name::from(""), |column| column.name.clone());
    let message = match event {
        RuleEvent::Insert => format!("cannot insert into column \"{column}\" of view \"{}\"", view.name),
        _ => format!("cannot update column \"{column}\" of view \"{}\"", view.name),
    };
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
        .note("view columns that are not columns of their base relation are not updatable")
}
