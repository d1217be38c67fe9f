//! What does a condition prove that holds: expressions that are not NULL where it is true, or where it is false.

use super::Nulls;
use crate::catalog::id::{FunctionId, OperatorId};
use crate::catalog::object::Volatility;
use crate::catalog::tree::{BooleanTest, Expr, ExprKind, Query, Subquery, SubqueryKind};
use crate::text::{Collection, Gather, Seek};

impl Nulls<'_> {
    /// What is not NULL where a condition is true.
    // pg: clauses.c find_nonnullable_vars
    pub(super) fn facts_of_true(&self, expr: &Expr) -> Vec<Expr> {
        match &expr.kind {
            ExprKind::And(parts) => parts.iter().flat_map(|part| self.facts_of_true(part)).gather(),
            ExprKind::Or(parts) => shared(parts.iter().map(|part| self.facts_of_true(part))),
            ExprKind::Not(inner) => self.facts_of_false(inner),
            ExprKind::IsNull(inner, true) => self.facts_of_value(inner),
            ExprKind::IsBoolean(inner, BooleanTest::True) => self.facts_of_true(inner),
            ExprKind::IsBoolean(inner, BooleanTest::False) => self.facts_of_false(inner),
            ExprKind::IsBoolean(inner, BooleanTest::NotUnknown) => self.facts_of_value(inner),
            ExprKind::Distinct(_, sides) => match (&sides[0].kind, &sides[1].kind) {
                (_, ExprKind::Constant(None)) => self.facts_of_value(&sides[0]),
                (ExprKind::Constant(None), _) => self.facts_of_value(&sides[1]),
                _ => Vec::new(),
            },
            ExprKind::ScalarArray { operator, any, sides } => self.facts_of_array(*operator, *any, sides),
            ExprKind::Coalesce(values) => match &values[..] {
                [first, rest @ ..] if rest.iter().for_all(is_false) => self.facts_of_true(first),
                _ => Vec::new(),
            },
            ExprKind::Subquery(subquery) => self.facts_of_subquery(subquery),
            _ => self.facts_of_value(expr),
        }
    }

    /// What is not NULL where a condition is false, rather than true or NULL.
    pub(super) fn facts_of_false(&self, expr: &Expr) -> Vec<Expr> {
        match &expr.kind {
            ExprKind::Or(parts) => parts.iter().flat_map(|part| self.facts_of_false(part)).gather(),
            ExprKind::And(parts) => shared(parts.iter().map(|part| self.facts_of_false(part))),
            ExprKind::Not(inner) => self.facts_of_true(inner),
            ExprKind::IsNull(inner, false) => self.facts_of_value(inner),
            ExprKind::IsNull(..) | ExprKind::Distinct(..) | ExprKind::ScalarArray { .. } | ExprKind::Subquery(_) => Vec::new(),
            ExprKind::IsBoolean(inner, BooleanTest::NotTrue) => self.facts_of_true(inner),
            ExprKind::IsBoolean(inner, BooleanTest::NotFalse) => self.facts_of_false(inner),
            ExprKind::IsBoolean(inner, BooleanTest::Unknown) => self.facts_of_value(inner),
            ExprKind::IsBoolean(..) => Vec::new(),
            _ => self.facts_of_value(expr),
        }
    }

    /// What is not NULL where a value is not: the value itself, and what a strict function was given.
    // pg: clauses.c find_nonnullable_vars_walker
    pub(super) fn facts_of_value(&self, expr: &Expr) -> Vec<Expr> {
        let mut facts = vec![expr.clone()];
        match &expr.kind {
            ExprKind::Call(call) if self.is_strict(call.function) => {
                facts.put_all(call.arguments.iter().flat_map(|argument| self.facts_of_value(argument)));
            }
            ExprKind::Relabel(inner, _)
            | ExprKind::ThroughText(inner, _)
            | ExprKind::RowCast(inner)
            | ExprKind::Collate(inner)
            | ExprKind::ArrayCast(inner, _, _)
            | ExprKind::ToDomain(inner, _)
            | ExprKind::Field(inner, _)
            | ExprKind::Not(inner) => facts.put_all(self.facts_of_value(inner)),
            ExprKind::NullIf(_, sides) => facts.put_all(self.facts_of_value(&sides[0])),
            ExprKind::Subscript { container, store: None, .. } => facts.put_all(self.facts_of_value(container)),
            ExprKind::ScalarArray { sides, .. } => facts.put_all(self.facts_of_value(&sides[1])),
            ExprKind::RowCompare(_, left, right) => {
                facts.put_all(left.first().into_iter().chain(right.first()).flat_map(|side| self.facts_of_value(side)));
            }
            ExprKind::Coalesce(values) if values.len() == 1 => facts.put_all(values.iter().flat_map(|value| self.facts_of_value(value))),
            _ => {}
        }
        facts
    }

    /// `x = ANY (array)` holds only for an element; `x <> ALL (array)` holds for an empty array whatever `x` is.
    fn facts_of_array(&self, operator: OperatorId, any: bool, sides: &[Expr; 2]) -> Vec<Expr> {
        let strict = self.catalog.operator(operator).and_then(|operator| operator.function).is_some_and(|id| self.is_strict(id));
        let filled = matches!(&sides[1].kind, ExprKind::Array(elements) if !elements.is_empty());
        if !strict {
            return Vec::new();
        }
        match any || filled {
            true => sides.iter().flat_map(|side| self.facts_of_value(side)).gather(),
            false => self.facts_of_value(&sides[1]),
        }
    }

    fn facts_of_subquery(&self, subquery: &Subquery) -> Vec<Expr> {
        match subquery.kind {
            SubqueryKind::Any => {
                let strict = subquery.operators.iter().for_all(|id| {
                    self.catalog.operator(*id).and_then(|operator| operator.function).is_some_and(|function| self.is_strict(function))
                });
                match strict {
                    true => subquery.left.iter().flat_map(|left| self.facts_of_value(left)).gather(),
                    false => Vec::new(),
                }
            }
            SubqueryKind::Exists => self.facts_of_exists(&subquery.query),
            _ => Vec::new(),
        }
    }

    /// A row that exists passed the condition, so what the condition proves of outer columns holds.
    fn facts_of_exists(&self, query: &Query) -> Vec<Expr> {
        let plain = query.set_operation.is_none() && query.group_by.is_empty() && query.grouping_sets.is_empty() && !query.has_aggregates;
        let Some(filter) = query.filter.as_ref().filter(|_| plain) else {
            return Vec::new();
        };
        self.facts_of_true(filter).into_iter().filter_map(one_level_out).gather()
    }

    pub(super) fn is_strict(&self, function: FunctionId) -> bool {
        self.catalog.function(function).is_some_and(|function| function.strict && !function.returns_set)
    }

    /// Whether a fact about an expression holds wherever the expression stands again.
    pub(super) fn is_lasting(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Column(_)) || crate::analyze::volatility::volatility_of(self.catalog, expr) != Volatility::Volatile
    }
}

/// A column of the query around, as that query sees it.
fn one_level_out(expr: Expr) -> Option<Expr> {
    match expr.kind {
        ExprKind::Column(mut var) if var.level > 0 => {
            var.level -= 1;
            Some(Expr { kind: ExprKind::Column(var), ..expr })
        }
        _ => None,
    }
}

/// What every list has.
fn shared(mut lists: impl Iterator<Item = Vec<Expr>>) -> Vec<Expr> {
    let mut facts = lists.next().unwrap_or_default();
    for list in lists {
        facts.retain(|fact| list.contains(fact));
    }
    facts
}

/// Whether an expression is the constant true.
pub(super) fn is_true(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Constant(Some(text)) if matches!(text.as_str(), "t" | "true"))
}

fn is_false(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Constant(Some(text)) if matches!(text.as_str(), "f" | "false"))
}
