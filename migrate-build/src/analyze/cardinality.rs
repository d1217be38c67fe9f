//! How many rows does a query give: exactly one, at most one, or many.

use super::volatility::volatility_of;
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::catalog::object::{RelationKind, TriggerTiming, Volatility};
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{CallForm, Command, Expr, ExprKind, JoinKind, JoinTree, Query, RangeTableKind, SetOperator, SetTree};
use crate::text::{Gather, Seek};

/// How many rows there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Exactly one.
    One,
    /// At most one.
    Optional,
    /// Any number.
    Many,
}

/// How many rows a query gives.
#[must_use]
pub fn rows_of(catalog: &Catalog, query: &Query) -> Rows {
    let rows = match (&query.set_operation, query.command) {
        (Some(tree), _) => rows_of_set(catalog, query, tree),
        (None, Command::Select) => rows_of_select(catalog, query),
        (None, Command::Insert) => rows_of_insert(catalog, query),
        (None, Command::Update | Command::Delete) => match rows_of_from(catalog, query) {
            Rows::Many => Rows::Many,
            _ => Rows::Optional,
        },
        (None, Command::Merge) => Rows::Many,
    };
    limited(query, rows)
}

/// Whether a query gives one row, never more and never less.
#[must_use]
pub fn gives_exactly_one(catalog: &Catalog, query: &Query) -> bool {
    rows_of(catalog, query) == Rows::One
}

/// Whether a part of `FROM` gives at least one row whatever the tables hold.
#[must_use]
pub fn always_has_rows(catalog: &Catalog, query: &Query, tree: &JoinTree) -> bool {
    match tree {
        JoinTree::Table(entry) => match query.tables.get(*entry as usize).map(|table| &table.kind) {
            Some(RangeTableKind::Values(rows)) => !rows.is_empty(),
            Some(RangeTableKind::Subquery(inner)) if passes_every_row(inner) => {
                inner.from.iter().for_all(|tree| always_has_rows(catalog, inner, tree))
            }
            _ => is_single(catalog, query, *entry) && is_exact(catalog, query, *entry),
        },
        JoinTree::Join(join) => {
            let (left, right) = (|| always_has_rows(catalog, query, &join.left), || always_has_rows(catalog, query, &join.right));
            match join.kind {
                JoinKind::Inner => join.condition.is_none() && left() && right(),
                JoinKind::Left => left(),
                JoinKind::Right => right(),
                JoinKind::Full => left() || right(),
            }
        }
    }
}

/// Whether a query gives a row for each row of what it selects from.
fn passes_every_row(query: &Query) -> bool {
    let filtered = query.filter.is_some() || query.having.is_some() || query.limit.is_some() || query.offset.is_some();
    let grouped = !query.group_by.is_empty() || !query.grouping_sets.is_empty() || query.has_aggregates || query.distinct.is_some();
    let plain = query.command == Command::Select && query.set_operation.is_none() && !query.has_target_sets && !query.locks_rows;
    plain && !filtered && !grouped
}

fn limited(query: &Query, rows: Rows) -> Rows {
    let count = query.limit.as_ref().map(|limit| constant(limit).unwrap_or(i64::MAX));
    let rows = match count {
        Some(0) => Rows::Optional,
        Some(1) if rows == Rows::Many && !query.with_ties => Rows::Optional,
        Some(i64::MAX) if rows == Rows::One => Rows::Optional,
        _ => rows,
    };
    match query.offset.as_ref().map(constant) {
        None | Some(Some(0)) => rows,
        Some(_) if rows == Rows::One => Rows::Optional,
        Some(_) => rows,
    }
}

/// The value of a constant row count, through the cast that makes it a bigint.
fn constant(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Constant(Some(text)) => text.parse().ok(),
        ExprKind::Call(call) if matches!(call.form, CallForm::Cast(_)) => constant(call.arguments.first()?),
        ExprKind::Relabel(inner, _) => constant(inner),
        _ => None,
    }
}

fn rows_of_set(catalog: &Catalog, query: &Query, tree: &SetTree) -> Rows {
    match tree {
        SetTree::Leaf(entry) => match query.tables.get(*entry as usize).map(|table| &table.kind) {
            Some(RangeTableKind::Subquery(inner)) => rows_of(catalog, inner),
            _ => Rows::Many,
        },
        SetTree::Operation { operator: SetOperator::Union, .. } => Rows::Many,
        SetTree::Operation { left, .. } => match rows_of_set(catalog, query, left) {
            Rows::Many => Rows::Many,
            _ => Rows::Optional,
        },
    }
}

fn rows_of_select(catalog: &Catalog, query: &Query) -> Rows {
    if query.has_target_sets {
        return Rows::Many;
    }
    let one_group = query.group_by.is_empty() && query.grouping_sets.len() <= 1;
    if one_group && (query.has_aggregates || query.having.is_some() || !query.grouping_sets.is_empty()) {
        return if query.having.is_some() { Rows::Optional } else { Rows::One };
    }
    match rows_of_from(catalog, query) {
        Rows::One if !query.grouping_sets.is_empty() => Rows::Many,
        Rows::Optional if !query.grouping_sets.is_empty() => Rows::Many,
        rows => rows,
    }
}

fn rows_of_insert(catalog: &Catalog, query: &Query) -> Rows {
    let target = query.target.and_then(|target| query.tables.get(target as usize)).map(|table| &table.kind);
    let Some(RangeTableKind::Relation { id, .. }) = target else {
        return Rows::Many;
    };
    if !catalog.rules_of(*id).is_empty() {
        return Rows::Many;
    }
    let source = match query.from.first() {
        Some(JoinTree::Table(entry)) => match query.tables.get(*entry as usize).map(|table| &table.kind) {
            Some(RangeTableKind::Subquery(inner)) => rows_of(catalog, inner),
            _ => Rows::Many,
        },
        Some(JoinTree::Join(_)) => Rows::Many,
        None if query.writes.iter().for_all(|write| write.values.len() <= 1) => Rows::One,
        None => Rows::Many,
    };
    let skipped = query.on_conflict.as_ref().is_some_and(|conflict| !conflict.update || conflict.filter.is_some());
    match source {
        Rows::One if skipped || may_skip(catalog, *id) => Rows::Optional,
        rows => rows,
    }
}

/// A trigger may leave a row out.
fn may_skip(catalog: &Catalog, relation: RelationId) -> bool {
    let by_trigger = catalog
        .triggers_of(relation)
        .iter()
        .filter_map(|id| catalog.trigger(*id))
        .exists(|trigger| trigger.for_each_row && matches!(trigger.timing, TriggerTiming::Before | TriggerTiming::InsteadOf));
    by_trigger || catalog.children_of(relation).iter().exists(|child| may_skip(catalog, *child))
}

/// How many rows the tables of a query give: at most one where conditions bind a key of each.
fn rows_of_from(catalog: &Catalog, query: &Query) -> Rows {
    if query.from.is_empty() {
        return if query.filter.is_some() { Rows::Optional } else { Rows::One };
    }
    let mut conditions: Vec<Condition<'_>> = Vec::new();
    query.filter.iter().for_each(|filter| split(filter, None, &mut conditions));
    let mut entries = Vec::new();
    if !query.from.iter().for_all(|tree| collect(tree, &mut entries, &mut conditions)) {
        return Rows::Many;
    }
    let mut bound: Vec<u32> = entries.iter().copied().filter(|entry| is_single(catalog, query, *entry)).gather();
    let exactly = bound.len() == entries.len() && conditions.is_empty() && entries.iter().for_all(|entry| is_exact(catalog, query, *entry));
    loop {
        let next =
            entries.iter().copied().first_where(|entry| !bound.contains(entry) && is_bound(catalog, query, *entry, &bound, &conditions));
        match next {
            Some(entry) => bound.push(entry),
            None => break,
        }
    }
    match (bound.len() == entries.len(), exactly) {
        (true, true) => Rows::One,
        (true, false) => Rows::Optional,
        _ => Rows::Many,
    }
}

/// A condition, and which entries it takes rows from: all, or those that an outer join may leave without a row.
struct Condition<'e> {
    expr: &'e Expr,
    binds: Option<Vec<u32>>,
}

impl Condition<'_> {
    fn binds(&self, entry: u32) -> bool {
        self.binds.as_ref().is_none_or(|entries| entries.contains(&entry))
    }
}

fn split<'e>(expr: &'e Expr, binds: Option<&[u32]>, into: &mut Vec<Condition<'e>>) {
    match &expr.kind {
        ExprKind::And(parts) => parts.iter().for_each(|part| split(part, binds, into)),
        _ => into.push(Condition { expr, binds: binds.map(<[u32]>::to_vec) }),
    }
}

/// False where a full join adds the rows of one side to those of the other.
fn collect<'e>(tree: &'e JoinTree, entries: &mut Vec<u32>, conditions: &mut Vec<Condition<'e>>) -> bool {
    let join = match tree {
        JoinTree::Table(entry) => {
            entries.push(*entry);
            return true;
        }
        JoinTree::Join(join) => join,
    };
    let before = entries.len();
    let left = collect(&join.left, entries, conditions);
    let between = entries.len();
    let right = collect(&join.right, entries, conditions);
    let binds = match join.kind {
        JoinKind::Inner => None,
        JoinKind::Left => Some(&entries[between..]),
        JoinKind::Right => Some(&entries[before..between]),
        JoinKind::Full => return false,
    };
    join.condition.iter().for_each(|condition| split(condition, binds, conditions));
    left && right
}

fn is_single(catalog: &Catalog, query: &Query, entry: u32) -> bool {
    match query.tables.get(entry as usize).map(|table| &table.kind) {
        Some(RangeTableKind::Subquery(inner)) => rows_of(catalog, inner) != Rows::Many,
        Some(RangeTableKind::Relation { id, .. }) => is_sequence(catalog, *id),
        Some(RangeTableKind::Values(rows)) => rows.len() == 1,
        Some(RangeTableKind::Function { calls, .. }) => {
            calls.iter().for_all(|call| !matches!(&call.kind, ExprKind::Call(call) if call.set))
        }
        Some(RangeTableKind::CommonTable { name, level: 0, recursive: false }) => query
            .with
            .iter()
            .first_where(|table| table.name == *name)
            .is_some_and(|table| !table.recursive && rows_of(catalog, &table.query) != Rows::Many),
        _ => false,
    }
}

fn is_exact(catalog: &Catalog, query: &Query, entry: u32) -> bool {
    match query.tables.get(entry as usize).map(|table| &table.kind) {
        Some(RangeTableKind::Subquery(inner)) => rows_of(catalog, inner) == Rows::One,
        Some(RangeTableKind::CommonTable { name, level: 0, .. }) => {
            query.with.iter().first_where(|table| table.name == *name).is_some_and(|table| rows_of(catalog, &table.query) == Rows::One)
        }
        Some(RangeTableKind::Relation { id, .. }) => is_sequence(catalog, *id),
        Some(RangeTableKind::Values(_) | RangeTableKind::Function { .. }) => true,
        _ => false,
    }
}

/// A sequence is a relation of one row.
fn is_sequence(catalog: &Catalog, id: RelationId) -> bool {
    catalog.relation(id).is_some_and(|relation| relation.kind == RelationKind::Sequence)
}

/// Whether conditions bind every column of a key of the table to values that do not change from row to row.
fn is_bound(catalog: &Catalog, query: &Query, entry: u32, bound: &[u32], conditions: &[Condition<'_>]) -> bool {
    let Some(RangeTableKind::Relation { id, .. }) = query.tables.get(entry as usize).map(|table| &table.kind) else {
        return false;
    };
    let plain = catalog.relation(*id).is_some_and(|relation| matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable));
    let inherited = catalog
        .children_of(*id)
        .iter()
        .exists(|child| catalog.relation(*child).is_some_and(|child| child.inheritance != crate::catalog::object::Inheritance::Partition));
    if !plain || inherited {
        return false;
    }
    let fixed: Vec<u16> = conditions
        .iter()
        .filter(|condition| condition.binds(entry))
        .filter_map(|condition| fixed_column(catalog, condition.expr, entry, bound))
        .gather();
    catalog.indexes_of(*id).iter().filter_map(|index| catalog.relation(*index)?.index.as_deref()).exists(|index| {
        index.unique
            && index.immediate
            && index.valid
            && !index.exclusion
            && index.filter.is_none()
            && index.columns.iter().take(index.key_columns).for_all(|key| key.column.is_some_and(|column| fixed.contains(&column)))
    })
}

/// The column of an entry that an equality binds to something that does not depend on the rest.
fn fixed_column(catalog: &Catalog, condition: &Expr, entry: u32, bound: &[u32]) -> Option<u16> {
    let ExprKind::Call(call) = &condition.kind else {
        return match &condition.kind {
            ExprKind::ScalarArray { operator, any: true, sides } if is_equality(catalog, *operator) => match &sides[1].kind {
                ExprKind::Array(elements) if elements.len() == 1 => column_of(&sides[0], entry),
                _ => None,
            },
            _ => None,
        };
    };
    let (CallForm::Operator(operator), [left, right]) = (call.form, &call.arguments[..]) else {
        return None;
    };
    if !is_equality(catalog, operator) {
        return None;
    }
    match (column_of(left, entry), column_of(right, entry)) {
        (Some(column), _) if is_fixed(catalog, right, bound) => Some(column),
        (_, Some(column)) if is_fixed(catalog, left, bound) => Some(column),
        _ => None,
    }
}

fn is_equality(catalog: &Catalog, operator: crate::catalog::id::OperatorId) -> bool {
    catalog.operator(operator).is_some_and(|operator| operator.name == "=" && (operator.merges || operator.hashes))
}

fn column_of(expr: &Expr, entry: u32) -> Option<u16> {
    match &expr.kind {
        ExprKind::Column(var) if var.level == 0 && var.table == entry => u16::try_from(var.column).ok().filter(|column| *column > 0),
        ExprKind::Relabel(inner, _) => column_of(inner, entry),
        _ => None,
    }
}

/// Whether an expression has one value while the entries that are bound have one row each.
fn is_fixed(catalog: &Catalog, expr: &Expr, bound: &[u32]) -> bool {
    let steady = volatility_of(catalog, expr) != Volatility::Volatile;
    steady
        && !any(expr, 0, &mut |expr, depth| match &expr.kind {
            ExprKind::Column(var) => var.level == depth && !bound.contains(&var.table),
            ExprKind::Call(call) => call.set,
            _ => false,
        })
}
