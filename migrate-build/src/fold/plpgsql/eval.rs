//! What is the value of an expression, as far as the catalog and the variables tell.

use super::builtin::call;
use super::cast::cast;
use super::query::{exists, list_of, scalar};
use super::scope::{Rows, Variables};
use super::value::{Value, and, compare, is_like, not, or};
use crate::catalog::Catalog;
use crate::diag::{Result, each};
use crate::syntax::expr::{
    Case, ColumnRef, Expr, ExprKind, In, InSet, Is, IsTest, Like, LikeKind, Literal, Operation, Quantified, QuantifiedSet, Quantifier,
    SqlValue, Step, SubqueryKind,
};
use crate::text::{Collection, Name, Seek};
use std::cmp::Ordering;

/// What expressions are evaluated over.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The database.
    pub(super) catalog: &'a Catalog,
    /// The variables of the body.
    pub(super) variables: &'a Variables,
    /// The rows that the queries around the expression are at.
    pub(super) rows: &'a Rows,
    /// The values of `$1` and its kin.
    pub(super) parameters: &'a [Value],
    /// The settings that the session changed.
    pub(super) settings: &'a [Name],
}

impl<'a> Scope<'a> {
    /// The same over other rows.
    pub(super) fn at<'b>(self, rows: &'b Rows) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { rows, ..self }
    }
}

/// The value of an expression. An error is what the server would raise in evaluating it.
pub(super) fn eval(scope: Scope<'_>, expr: &Expr) -> Result<Value> {
    match &expr.kind {
        ExprKind::Literal(literal) => Ok(literal_value(literal)),
        ExprKind::Column(column) => Ok(column_value(scope, column)),
        ExprKind::Parameter(number) => {
            let at = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
            Ok(at.and_then(|at| scope.parameters.get(at)).cloned().unwrap_or(Value::Unknown))
        }
        ExprKind::Cast(value, type_name) => cast(scope.catalog, eval(scope, value)?, type_name, expr.span),
        ExprKind::Collate(value, _) => eval(scope, value),
        ExprKind::Operator(operation) => eval_operation(scope, operation),
        ExprKind::And(parts) => fold_parts(scope, parts, Value::Boolean(true), and),
        ExprKind::Or(parts) => fold_parts(scope, parts, Value::Boolean(false), or),
        ExprKind::Not(value) => Ok(not(&eval(scope, value)?)),
        ExprKind::Like(like) => eval_like(scope, like),
        ExprKind::Between(it) => {
            let (value, low, high) = (eval(scope, &it.value)?, eval(scope, &it.low)?, eval(scope, &it.high)?);
            let above = ordering(&low, &value, |order| order != Ordering::Greater);
            let below = ordering(&value, &high, |order| order != Ordering::Greater);
            Ok(if it.negated { not(&and(above, below)) } else { and(above, below) })
        }
        ExprKind::In(it) => eval_in(scope, it),
        ExprKind::Is(it) => eval_is(scope, it),
        ExprKind::Distinct(it) => {
            let same = match (eval(scope, &it.left)?, eval(scope, &it.right)?) {
                (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
                (Value::Null, other) | (other, Value::Null) => Value::Boolean(other == Value::Null),
                (left, right) => equal(&left, &right),
            };
            Ok(if it.negated { same } else { not(&same) })
        }
        ExprKind::Quantified(it) => eval_quantified(scope, it),
        ExprKind::Case(case) => eval_case(scope, case),
        ExprKind::Coalesce(parts) => eval_coalesce(scope, parts),
        ExprKind::NullIf(left, right) => {
            let (left, right) = (eval(scope, left)?, eval(scope, right)?);
            Ok(match equal(&left, &right) {
                Value::Boolean(true) => Value::Null,
                Value::Unknown => Value::Unknown,
                _ => left,
            })
        }
        ExprKind::Call(it) => call(scope, it),
        ExprKind::SqlValue(SqlValue::CurrentSchema, _) => Ok(current_schema(scope.catalog)),
        ExprKind::Subquery(SubqueryKind::Exists, query) => exists(scope, query),
        ExprKind::Subquery(SubqueryKind::Scalar, query) => scalar(scope, query),
        ExprKind::Subquery(SubqueryKind::Array, query) => Ok(list_of(scope, query)?.map_or(Value::Unknown, Value::List)),
        ExprKind::Array(items) => Ok(Value::List(each(items, |item| eval(scope, item))?)),
        ExprKind::Row(items, _) => Ok(Value::List(each(items, |item| eval(scope, item))?)),
        ExprKind::Indirection(value, steps) => eval_steps(scope, value, steps),
        _ => Ok(Value::Unknown),
    }
}

/// The name of the schema in which things are made.
pub(super) fn current_schema(catalog: &Catalog) -> Value {
    catalog.creation_schema().and_then(|id| catalog.schema(id)).map_or(Value::Null, |schema| Value::Text(schema.name.clone()))
}

/// Whether two values are equal.
pub(super) fn equal(left: &Value, right: &Value) -> Value {
    ordering(left, right, |order| order == Ordering::Equal)
}

fn ordering(left: &Value, right: &Value, test: impl Fn(Ordering) -> bool) -> Value {
    match (left, right) {
        (Value::Null, Value::Unknown) | (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
        (Value::Null, _) | (_, Value::Null) => Value::Null,
        _ => compare(left, right).map_or(Value::Unknown, |order| Value::Boolean(test(order))),
    }
}

fn literal_value(literal: &Literal) -> Value {
    match literal {
        Literal::Integer(number) => Value::Integer(i64::from(*number)),
        Literal::Number(text) => text.parse().map_or(Value::Unknown, Value::Integer),
        Literal::String(text) => Value::Text(text.clone()),
        Literal::Boolean(value) => Value::Boolean(*value),
        Literal::Null => Value::Null,
        Literal::Bits(_) => Value::Unknown,
    }
}

fn column_value(scope: Scope<'_>, column: &ColumnRef) -> Value {
    let found = match (column.parts.as_slice(), column.star) {
        ([name], false) => {
            let value = scope.rows.column(None, &name.name).cloned();
            let row = || scope.rows.row(&name.name).cloned().map(Value::Record);
            value.or_else(row).or_else(|| scope.variables.get(&name.name).map(|variable| variable.value.clone()))
        }
        ([table, name], false) => scope.rows.column(Some(&table.name), &name.name).cloned().or_else(|| {
            match scope.variables.get(&table.name).map(|variable| &variable.value) {
                Some(Value::Record(row)) => row.iter().first_where(|(column, _)| *column == name.name).map(|(_, value)| value.clone()),
                // A label of a block, or the function's name, may stand before a variable.
                _ => scope.variables.get(&name.name).map(|variable| variable.value.clone()),
            }
        }),
        _ => None,
    };
    found.unwrap_or(Value::Unknown)
}

fn fold_parts(scope: Scope<'_>, parts: &[Expr], start: Value, join: fn(Value, Value) -> Value) -> Result<Value> {
    let mut value = start;
    for part in parts {
        value = join(value, eval(scope, part)?);
    }
    Ok(value)
}

fn eval_operation(scope: Scope<'_>, operation: &Operation) -> Result<Value> {
    let right = eval(scope, &operation.right)?;
    let Some(left) = &operation.left else {
        return Ok(match (operation.name.symbol.as_str(), right) {
            ("-", Value::Integer(number)) => Value::Integer(number.saturating_neg()),
            ("+", value @ Value::Integer(_)) => value,
            _ => Value::Unknown,
        });
    };
    let left = eval(scope, left)?;
    Ok(operate(scope.catalog, operation.name.symbol.as_str(), left, right))
}

fn operate(catalog: &Catalog, symbol: &str, left: Value, right: Value) -> Value {
    let integers = |combine: fn(i64, i64) -> Option<i64>| match (&left, &right) {
        (Value::Integer(left), Value::Integer(right)) => combine(*left, *right).map_or(Value::Unknown, Value::Integer),
        (Value::Null, Value::Integer(_)) | (Value::Integer(_), Value::Null) => Value::Null,
        _ => Value::Unknown,
    };
    match symbol {
        "=" => equal(&left, &right),
        "<>" => not(&equal(&left, &right)),
        "<" => ordering(&left, &right, |order| order == Ordering::Less),
        "<=" => ordering(&left, &right, |order| order != Ordering::Greater),
        ">" => ordering(&left, &right, |order| order == Ordering::Greater),
        ">=" => ordering(&left, &right, |order| order != Ordering::Less),
        "+" => integers(i64::checked_add),
        "-" => integers(i64::checked_sub),
        "*" => integers(i64::checked_mul),
        "/" => integers(i64::checked_div),
        "%" => integers(i64::checked_rem),
        "||" => join(catalog, left, right),
        _ => Value::Unknown,
    }
}

fn join(catalog: &Catalog, left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
        (Value::List(mut left), Value::List(right)) => {
            left.put_all(right);
            Value::List(left)
        }
        (Value::List(mut left), one) => {
            left.push(one);
            Value::List(left)
        }
        (Value::Null, _) | (_, Value::Null) => Value::Null,
        (left, right) => {
            let has_holes = [&left, &right].iter().exists(|value| matches!(value, Value::Partial(_)));
            let text = |value: &Value| match value {
                Value::Partial(text) => Some(text.to_string()),
                value => super::cast::text_of(catalog, value),
            };
            match (text(&left), text(&right)) {
                (Some(left), Some(right)) if has_holes => Value::Partial(Name::from(left + &right)),
                (Some(left), Some(right)) => Value::Text(Name::from(left + &right)),
                _ => Value::Unknown,
            }
        }
    }
}

fn eval_like(scope: Scope<'_>, like: &Like) -> Result<Value> {
    let (value, pattern) = (eval(scope, &like.value)?, eval(scope, &like.pattern)?);
    let matched = match (value, pattern, like.kind) {
        (Value::Text(value), Value::Text(pattern), LikeKind::Like) if like.escape.is_none() => Value::Boolean(is_like(&value, &pattern)),
        (Value::Text(value), Value::Text(pattern), LikeKind::ILike) if like.escape.is_none() => {
            Value::Boolean(is_like(&value.to_lowercase(), &pattern.to_lowercase()))
        }
        (Value::Null, Value::Text(_), _) | (Value::Text(_), Value::Null, _) => Value::Null,
        _ => Value::Unknown,
    };
    Ok(if like.negated { not(&matched) } else { matched })
}

fn any_equal(value: &Value, items: &[Value]) -> Value {
    items.iter().fold(Value::Boolean(false), |found, item| or(found, equal(value, item)))
}

fn eval_in(scope: Scope<'_>, it: &In) -> Result<Value> {
    let value = eval(scope, &it.value)?;
    let items = match &it.set {
        InSet::List(items) => Some(each(items, |item| eval(scope, item))?),
        InSet::Query(query) => list_of(scope, query)?,
    };
    let found = items.map_or(Value::Unknown, |items| any_equal(&value, &items));
    Ok(if it.negated { not(&found) } else { found })
}

fn eval_is(scope: Scope<'_>, it: &Is) -> Result<Value> {
    let value = eval(scope, &it.value)?;
    let holds = match (&it.test, &value) {
        (IsTest::Null | IsTest::True | IsTest::False | IsTest::Unknown, Value::Unknown) => Value::Unknown,
        (IsTest::Null | IsTest::Unknown, value) => Value::Boolean(*value == Value::Null),
        (IsTest::True, value) => Value::Boolean(*value == Value::Boolean(true)),
        (IsTest::False, value) => Value::Boolean(*value == Value::Boolean(false)),
        _ => Value::Unknown,
    };
    Ok(if it.negated { not(&holds) } else { holds })
}

fn eval_quantified(scope: Scope<'_>, it: &Quantified) -> Result<Value> {
    let left = eval(scope, &it.left)?;
    let items = match &it.right {
        QuantifiedSet::Array(array) => match eval(scope, array)? {
            Value::List(items) => Some(items),
            Value::Text(text) => super::cast::list_of_text(&text),
            _ => None,
        },
        QuantifiedSet::Query(query) => list_of(scope, query)?,
    };
    let Some(items) = items else {
        return Ok(Value::Unknown);
    };
    let symbol = it.operator.symbol.as_str();
    let (start, fold): (Value, fn(Value, Value) -> Value) = match it.quantifier {
        Quantifier::Any => (Value::Boolean(false), or),
        Quantifier::All => (Value::Boolean(true), and),
    };
    Ok(items.into_iter().fold(start, |found, item| fold(found, operate(scope.catalog, symbol, left.clone(), item))))
}

fn eval_case(scope: Scope<'_>, case: &Case) -> Result<Value> {
    let operand = case.operand.as_ref().map(|operand| eval(scope, operand)).transpose()?;
    for branch in &case.branches {
        let condition = eval(scope, &branch.condition)?;
        let holds = operand.as_ref().map_or(condition.clone(), |operand| equal(operand, &condition));
        match holds {
            Value::Boolean(true) => return eval(scope, &branch.result),
            Value::Unknown => return Ok(Value::Unknown),
            _ => {}
        }
    }
    case.otherwise.as_ref().map_or(Ok(Value::Null), |otherwise| eval(scope, otherwise))
}

fn eval_coalesce(scope: Scope<'_>, parts: &[Expr]) -> Result<Value> {
    for part in parts {
        match eval(scope, part)? {
            Value::Null => {}
            value => return Ok(value),
        }
    }
    Ok(Value::Null)
}

fn eval_steps(scope: Scope<'_>, value: &Expr, steps: &[Step]) -> Result<Value> {
    let mut value = eval(scope, value)?;
    for step in steps {
        value = match (value, step) {
            (Value::Record(row), Step::Field(field)) => {
                row.into_iter().first_where(|(name, _)| *name == field.name).map_or(Value::Unknown, |(_, value)| value)
            }
            (Value::List(items), Step::Index(index)) => match eval(scope, index)? {
                Value::Integer(index) => {
                    let at = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
                    at.and_then(|at| items.into_iter().nth(at)).unwrap_or(Value::Null)
                }
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        };
    }
    Ok(value)
}
