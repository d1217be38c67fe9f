//! What does a query of the catalogs give, as far as it is known.

use super::catalog_table::rows_of;
use super::eval::{Scope, eval};
use super::scope::Rows;
use super::value::{Row, Value, compare};
use crate::diag::{Result, each};
use crate::syntax::expr::{Call, Expr, ExprKind};
use crate::syntax::query::table::{Join, JoinCondition, JoinKind, TableRef, TableRefKind};
use crate::syntax::query::{DistinctClause, Query, QueryBody, Select, SortDirection, Target};
use crate::text::{Collection, Gather, Name, Seek, sort_by};
use std::cmp::Ordering;

/// The most combinations of rows that a query is followed over.
const MOST_ROWS: usize = 200_000;

/// The rows that a query gives.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Those that it gives for certain.
    pub(super) rows: Vec<Row>,
    /// Whether there are no others.
    pub(super) complete: bool,
}

impl Found {
    fn unknown() -> Self {
        Self::default()
    }
}

/// Whether a query gives rows.
pub(super) fn exists(scope: Scope<'_>, query: &Query) -> Result<Value> {
    let found = run_query(scope, query)?;
    Ok(match (found.rows.is_empty(), found.complete) {
        (false, _) => Value::Boolean(true),
        (true, true) => Value::Boolean(false),
        (true, false) => Value::Unknown,
    })
}

/// The one value that a query gives.
pub(super) fn scalar(scope: Scope<'_>, query: &Query) -> Result<Value> {
    let found = run_query(scope, query)?;
    Ok(match (found.rows.as_slice(), found.complete) {
        ([], true) => Value::Null,
        ([row], true) => row.first().map_or(Value::Unknown, |(_, value)| value.clone()),
        _ => Value::Unknown,
    })
}

/// The values of a query's first column; none where they are not all known.
pub(super) fn list_of(scope: Scope<'_>, query: &Query) -> Result<Option<Vec<Value>>> {
    let found = run_query(scope, query)?;
    let first = |row: Row| row.into_iter().next().map_or(Value::Unknown, |(_, value)| value);
    Ok(found.complete.then(|| found.rows.into_iter().map(first).gather()))
}

/// The rows of a query.
pub(super) fn run_query(scope: Scope<'_>, query: &Query) -> Result<Found> {
    if query.with.is_some() || query.offset.is_some() {
        return Ok(Found::unknown());
    }
    let mut found = match &query.body {
        QueryBody::Select(select) => run_select(scope, select, query)?,
        QueryBody::Values(values) => {
            let row = |row: &Vec<Expr>| -> Result<Row> {
                each(row.iter().enumerate(), |(at, expr)| Ok((Name::from(format!("column{}", at + 1)), eval(scope, expr)?)))
            };
            Found { rows: each(&values.rows, row)?, complete: true }
        }
        QueryBody::SetOperation(it) => {
            let (left, right) = (run_query(scope, &it.left)?, run_query(scope, &it.right)?);
            let union = it.operator == crate::syntax::query::SetOperator::Union;
            if !union {
                return Ok(Found::unknown());
            }
            Found { complete: left.complete && right.complete, rows: left.rows.into_iter().chain(right.rows).gather() }
        }
    };
    if let Some(limit) = query.limit.as_ref().and_then(|limit| limit.count.as_ref()) {
        match eval(scope, limit)? {
            Value::Integer(count) => found.rows.truncate(usize::try_from(count).unwrap_or(0)),
            _ => return Ok(Found::unknown()),
        }
    }
    Ok(found)
}

fn run_select(scope: Scope<'_>, select: &Select, query: &Query) -> Result<Found> {
    if select.group_by.is_some() || select.having.is_some() || !select.windows.is_empty() {
        return Ok(Found::unknown());
    }
    let base = scope.rows.len();
    let mut combinations = Combinations { rows: vec![scope.rows.clone()], complete: true };
    for table in &select.from {
        combinations = add_table(scope, combinations, table)?;
        combinations = combinations.filter(scope, select.filter.as_ref())?;
    }
    combinations = combinations.filter_at_last(scope, select.filter.as_ref())?;
    if let [target] = select.targets.as_slice()
        && let Some(value) = aggregate(scope, &combinations, target)?
    {
        return Ok(Found { rows: vec![vec![(Name::from("aggregate"), value)]], complete: true });
    }
    let mut keyed = Vec::new();
    for rows in &combinations.rows {
        let mut row = Row::new();
        for target in &select.targets {
            add_target(scope.at(rows), base, target, &mut row)?;
        }
        let keys = each(&query.order_by, |key| sort_value(scope.at(rows), &key.value, &row))?;
        keyed.push((keys, row));
    }
    sort(&mut keyed, query);
    let mut rows: Vec<Row> = keyed.into_iter().map(|(_, row)| row).gather();
    match &select.distinct {
        Some(DistinctClause::All) => {
            let mut seen: Vec<Row> = Vec::new();
            rows.retain(|row| {
                let new = !seen.contains(row);
                seen.push(row.clone());
                new
            });
        }
        Some(DistinctClause::On(_)) => return Ok(Found::unknown()),
        None => {}
    }
    Ok(Found { rows, complete: combinations.complete })
}

fn sort_value(scope: Scope<'_>, key: &Expr, row: &Row) -> Result<Value> {
    if let ExprKind::Column(column) = &key.kind
        && let [name] = column.parts.as_slice()
        && let Some((_, value)) = row.iter().first_where(|(column, _)| *column == name.name)
    {
        return Ok(value.clone());
    }
    match eval(scope, key)? {
        Value::Integer(at) => {
            Ok(usize::try_from(at - 1).ok().and_then(|at| row.get(at)).map_or(Value::Unknown, |(_, value)| value.clone()))
        }
        value => Ok(value),
    }
}

fn sort(keyed: &mut [(Vec<Value>, Row)], query: &Query) {
    sort_by(keyed, |(left, _), (right, _)| {
        for ((left, right), key) in left.iter().zip(right).zip(&query.order_by) {
            let order = compare(left, right).unwrap_or(Ordering::Equal);
            let order = if key.direction == SortDirection::Descending { order.reverse() } else { order };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    });
}

/// Rows of several tables side by side.
struct Combinations {
    rows: Vec<Rows>,
    complete: bool,
}

impl Combinations {
    /// Without those that a condition excludes for certain; what it says of tables that are not there yet is not known.
    fn filter(self, scope: Scope<'_>, condition: Option<&Expr>) -> Result<Self> {
        let Some(condition) = condition else {
            return Ok(self);
        };
        let mut kept = Vec::new();
        for rows in self.rows {
            if !matches!(eval(scope.at(&rows), condition)?, Value::Boolean(false) | Value::Null) {
                kept.push(rows);
            }
        }
        Ok(Self { rows: kept, complete: self.complete })
    }

    /// Only those that a condition lets through for certain.
    fn filter_at_last(self, scope: Scope<'_>, condition: Option<&Expr>) -> Result<Self> {
        let Some(condition) = condition else {
            return Ok(self);
        };
        let mut kept = Vec::new();
        let mut complete = self.complete;
        for rows in self.rows {
            match eval(scope.at(&rows), condition)? {
                Value::Boolean(true) => kept.push(rows),
                Value::Boolean(false) | Value::Null => {}
                _ => complete = false,
            }
        }
        Ok(Self { rows: kept, complete })
    }
}

fn add_table(scope: Scope<'_>, combinations: Combinations, table: &TableRef) -> Result<Combinations> {
    if let TableRefKind::Join(join) = &table.kind {
        return add_join(scope, combinations, join);
    }
    let mut out = Vec::new();
    let mut complete = combinations.complete;
    for rows in &combinations.rows {
        let found = rows_in(scope.at(rows), table)?;
        complete = complete && found.complete;
        for row in found.rows {
            out.push(rows.with(alias_of(table), renamed(table, row)));
        }
        if out.len() > MOST_ROWS {
            return Ok(Combinations { rows: Vec::new(), complete: false });
        }
    }
    Ok(Combinations { rows: out, complete })
}

fn add_join(scope: Scope<'_>, combinations: Combinations, join: &Join) -> Result<Combinations> {
    let left = add_table(scope, combinations, &join.left)?;
    let condition = match &join.condition {
        JoinCondition::On(condition) => Some(condition),
        JoinCondition::None => None,
        JoinCondition::Using(..) | JoinCondition::Natural => return add_using(scope, left, join),
    };
    if matches!(join.kind, JoinKind::Right | JoinKind::Full) {
        return Ok(Combinations { rows: Vec::new(), complete: false });
    }
    let mut out = Combinations { rows: Vec::new(), complete: left.complete };
    for rows in left.rows {
        let one = Combinations { rows: vec![rows.clone()], complete: true };
        let joined = add_table(scope, one, &join.right)?.filter_at_last(scope, condition)?;
        if joined.rows.is_empty() && joined.complete && join.kind == JoinKind::Left {
            out.rows.push(rows.with(alias_of(&join.right), Row::new()));
        }
        out.complete = out.complete && joined.complete;
        out.rows.put_all(joined.rows);
    }
    Ok(out)
}

fn add_using(scope: Scope<'_>, left: Combinations, join: &Join) -> Result<Combinations> {
    let (JoinCondition::Using(columns, _), JoinKind::Inner) = (&join.condition, join.kind) else {
        return Ok(Combinations { rows: Vec::new(), complete: false });
    };
    let mut out = Combinations { rows: Vec::new(), complete: left.complete };
    for rows in left.rows {
        let found = rows_in(scope.at(&rows), &join.right)?;
        out.complete = out.complete && found.complete;
        for row in found.rows {
            let same = columns.iter().for_all(|column| {
                let right = row.iter().first_where(|(name, _)| *name == column.name).map(|(_, value)| value);
                let left = rows.column(None, &column.name);
                left.zip(right).is_some_and(|(left, right)| compare(left, right) == Some(Ordering::Equal))
            });
            if same {
                out.rows.push(rows.with(alias_of(&join.right), row));
            }
        }
    }
    Ok(out)
}

/// The rows of one item of `FROM`; those of the user's own tables are not known.
fn rows_in(scope: Scope<'_>, table: &TableRef) -> Result<Found> {
    match &table.kind {
        TableRefKind::Relation(relation) => {
            let schema = relation.name.schema.as_ref().map(|schema| schema.name.as_str());
            let own = schema.is_none() && scope.catalog.lookup_relation(&relation.name.name.name).is_some_and(|id| !id.is_builtin());
            Ok(match rows_of(scope.catalog, schema, &relation.name.name.name) {
                Some(rows) if !own => Found { rows, complete: true },
                _ => Found::unknown(),
            })
        }
        TableRefKind::Subquery { query, .. } => run_query(scope, query),
        TableRefKind::Function(function) => match function.calls.as_slice() {
            [one] if !function.ordinality => rows_of_call(scope, &one.call, table),
            _ => Ok(Found::unknown()),
        },
        _ => Ok(Found::unknown()),
    }
}

fn rows_of_call(scope: Scope<'_>, call: &Expr, table: &TableRef) -> Result<Found> {
    let ExprKind::Call(call) = &call.kind else {
        return Ok(Found::unknown());
    };
    let values = each(&call.arguments, |argument| eval(scope, &argument.value))?;
    let items = match (call.name.name.name.as_str(), values.as_slice()) {
        ("unnest", [Value::List(items)]) => items.clone(),
        ("generate_series", [Value::Integer(low), Value::Integer(high)]) if high.saturating_sub(*low) < 10_000 => {
            (*low..=*high).map(Value::Integer).gather()
        }
        ("generate_subscripts", [Value::List(items), Value::Integer(1)]) => (1..=items.len() as i64).map(Value::Integer).gather(),
        ("regexp_split_to_table" | "string_to_table", [Value::Text(text), Value::Text(by)]) if *by == "," => {
            text.split(',').map(Value::text).gather()
        }
        _ => return Ok(Found::unknown()),
    };
    let name = table.alias.as_ref().and_then(|alias| alias.name.as_ref()).map_or(&call.name.name.name, |name| &name.name);
    Ok(Found { rows: items.into_iter().map(|item| vec![(name.clone(), item)]).gather(), complete: true })
}

fn alias_of(table: &TableRef) -> Name {
    if let Some(name) = table.alias.as_ref().and_then(|alias| alias.name.as_ref()) {
        return name.name.clone();
    }
    match &table.kind {
        TableRefKind::Relation(relation) => relation.name.name.name.clone(),
        TableRefKind::Function(function) => match function.calls.first().map(|call| &call.call.kind) {
            Some(ExprKind::Call(call)) => call.name.name.name.clone(),
            _ => Name::from(""),
        },
        _ => Name::from(""),
    }
}

fn renamed(table: &TableRef, mut row: Row) -> Row {
    let names = table.alias.as_ref().map_or(&[][..], |alias| alias.columns.as_slice());
    for ((name, _), wanted) in row.iter_mut().zip(names) {
        *name = wanted.name.clone();
    }
    row
}

fn add_target(scope: Scope<'_>, base: usize, target: &Target, row: &mut Row) -> Result<()> {
    if let ExprKind::Column(column) = &target.value.kind
        && column.star
    {
        match column.parts.as_slice() {
            [] => row.put_all(scope.rows.columns_from(base)),
            [table, ..] => row.put_all(scope.rows.row(&table.name).cloned().unwrap_or_default()),
        }
        return Ok(());
    }
    let name = match (&target.alias, &target.value.kind) {
        (Some(alias), _) => alias.name.clone(),
        (None, ExprKind::Column(column)) => column.parts.last().map_or_else(|| Name::from("?column?"), |part| part.name.clone()),
        (None, ExprKind::Call(call)) => call.name.name.name.clone(),
        _ => Name::from("?column?"),
    };
    row.push((name, eval(scope, &target.value)?));
    Ok(())
}

/// The value of an aggregate that is a query's only target; none where the target is no aggregate.
fn aggregate(scope: Scope<'_>, combinations: &Combinations, target: &Target) -> Result<Option<Value>> {
    let (call, comparison) = match &target.value.kind {
        ExprKind::Call(call) => (call, None),
        ExprKind::Operator(operation) => match operation.left.as_ref().map(|left| &left.kind) {
            Some(ExprKind::Call(call)) => (call, Some(operation)),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let Some(value) = aggregate_value(scope, combinations, call)? else {
        return Ok(None);
    };
    let Some(operation) = comparison else {
        return Ok(Some(value));
    };
    let right = eval(scope, &operation.right)?;
    let order = compare(&value, &right);
    let holds = |test: fn(Ordering) -> bool| order.map_or(Value::Unknown, |order| Value::Boolean(test(order)));
    Ok(Some(match operation.name.symbol.as_str() {
        "=" => holds(Ordering::is_eq),
        "<>" => holds(Ordering::is_ne),
        ">" => holds(Ordering::is_gt),
        ">=" => holds(Ordering::is_ge),
        "<" => holds(Ordering::is_lt),
        "<=" => holds(Ordering::is_le),
        _ => Value::Unknown,
    }))
}

fn aggregate_value(scope: Scope<'_>, combinations: &Combinations, call: &Call) -> Result<Option<Value>> {
    let name = call.name.name.name.as_str();
    if !matches!(name, "count" | "array_agg" | "string_agg" | "max" | "min" | "bool_or" | "bool_and") {
        return Ok(None);
    }
    if !combinations.complete || call.distinct || call.filter.is_some() || call.over.is_some() {
        return Ok(Some(Value::Unknown));
    }
    let values = match call.arguments.first() {
        None => vec![Value::Integer(1); combinations.rows.len()],
        Some(argument) => each(&combinations.rows, |rows| eval(scope.at(rows), &argument.value))?,
    };
    if values.contains(&Value::Unknown) && name != "count" {
        return Ok(Some(Value::Unknown));
    }
    let present = || values.iter().filter(|value| **value != Value::Null);
    let best = |wanted: Ordering| {
        present().cloned().reduce(|best, value| if compare(&value, &best) == Some(wanted) { value } else { best }).unwrap_or(Value::Null)
    };
    Ok(Some(match name {
        "count" => Value::Integer(present().count() as i64),
        "array_agg" if call.order_by.is_empty() && !values.is_empty() => Value::List(values.clone()),
        "array_agg" if values.is_empty() => Value::Null,
        "max" => best(Ordering::Greater),
        "min" => best(Ordering::Less),
        "string_agg" if values.is_empty() => Value::Null,
        _ => Value::Unknown,
    }))
}
