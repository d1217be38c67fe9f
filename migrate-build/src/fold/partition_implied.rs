//! Does a valid check of a table say that its rows lie within a bound, or outside of it, so that PostgreSQL does not read them.

use super::cx::Cx;
use super::object::column_number;
use super::partition_value::{Value, compare, constant_text, value_of};
use crate::catalog::id::{OperatorId, RelationId, TypeId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, PartitionBound as Bound, RangeDatum, Relation};
use crate::catalog::tree::{CallForm, Expr, ExprKind};
use crate::text::{Collection, Gather, Name, Seek};
use crate::typing::category::{base_type, is_enum};
use std::cmp::Ordering;

/// On which side of a bound rows are to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Within it, NULL left aside.
    Within,
    /// Outside of it, as those of a default partition.
    Outside,
}

/// Whether its checks say so; of keys over plain columns alone.
// pg: tablecmds.c PartConstraintImpliedByRelConstraint; predtest.c predicate_implied_by_recurse
pub(super) fn is_implied_by_checks(cx: &Cx<'_>, parent: &Relation, table: &Relation, bound: &Bound, side: Side) -> bool {
    let Some(prover) = prover_of(cx, parent, table) else { return false };
    let Some(goal) = goal_of(bound, side) else { return false };
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(table.id)).iter();
    let checks: Vec<&Expr> = constraints.filter_map(|id| valid_check(cx.catalog.constraint(*id)?)).gather();
    prover.all_imply(&checks, &goal)
}

fn valid_check(constraint: &Constraint) -> Option<&Expr> {
    match &constraint.kind {
        ConstraintKind::Check(check) if constraint.validated && constraint.enforced => Some(&check.expr.tree),
        _ => None,
    }
}

/// Whether a check of the default partition keeps out what belongs into a new one, so that it is not read.
// pg: tablecmds.c check_default_partition_contents
pub(super) fn is_outside(cx: &Cx<'_>, parent: &Relation, default: RelationId, bound: &Bound) -> bool {
    cx.catalog.relation(default).is_some_and(|table| is_implied_by_checks(cx, parent, table, bound, Side::Outside))
}

fn prover_of<'p>(cx: &'p Cx<'p>, parent: &Relation, table: &Relation) -> Option<Prover<'p>> {
    let keys = parent.partition_key.as_ref()?.columns.iter().map(|key| {
        let column = parent.columns.get(usize::from(key.column?).checked_sub(1)?)?;
        Some(Key { number: column_number(table, &column.name)?, type_id: key.type_id })
    });
    Some(Prover { cx, keys: keys.try_gather::<Option<_>>()? })
}

/// What is to be said of the columns of the key, each by its place.
#[derive(Clone, Debug)]
enum Goal {
    Compares(usize, Comparison, Name),
    All(Vec<Goal>),
    Any(Vec<Goal>),
    Null,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

// pg: partbounds.c get_qual_for_range, get_qual_for_list
fn goal_of(bound: &Bound, side: Side) -> Option<Goal> {
    let (parts, null) = match bound {
        Bound::Range(from, to) if side == Side::Within => return Some(within_range(from, to)),
        Bound::Range(from, to) => {
            let ([from], [to]) = (from.as_slice(), to.as_slice()) else { return None };
            let end = |end: &RangeDatum, comparison| value_in(end).map(|value| Goal::Compares(0, comparison, value.clone()));
            let parts = [end(from, Comparison::Less), end(to, Comparison::GreaterOrEqual)];
            return Some(Goal::Any(parts.into_iter().flatten().chain([Goal::Null]).gather()));
        }
        Bound::List(values) => (values.iter().flatten().cloned(), values.iter().exists(Option::is_none)),
        Bound::Hash { .. } | Bound::Default => return None,
    };
    let compares = |comparison| move |value| Goal::Compares(0, comparison, value);
    Some(match side {
        Side::Within => Goal::Any(parts.map(compares(Comparison::Equal)).chain(null.then_some(Goal::Null)).gather()),
        // NULL lies within such a list, and a check does not keep it out.
        Side::Outside if null => return None,
        Side::Outside => Goal::Any(vec![Goal::All(parts.map(compares(Comparison::NotEqual)).gather()), Goal::Null]),
    })
}

fn value_in(datum: &RangeDatum) -> Option<&Name> {
    match datum {
        RangeDatum::Value(value) => Some(value),
        RangeDatum::Min | RangeDatum::Max => None,
    }
}

/// What both ends have in common is equal; behind that, one after the other of the columns decides where those before it are as in the end.
// pg: partbounds.c get_qual_for_range
fn within_range(from: &[RangeDatum], to: &[RangeDatum]) -> Goal {
    let same = from.iter().zip(to).take_while(|(from, to)| value_in(from).is_some() && from == to).count();
    let mut parts: Vec<Goal> = (0..same).filter_map(|key| Some(equals(key, value_in(&from[key])?))).gather();
    parts.put_all(beyond(from, same, RangeDatum::Min, (Comparison::Greater, Comparison::GreaterOrEqual)));
    parts.put_all(beyond(to, same, RangeDatum::Max, (Comparison::Less, Comparison::LessOrEqual)));
    Goal::All(parts)
}

fn equals(key: usize, value: &Name) -> Goal {
    Goal::Compares(key, Comparison::Equal, value.clone())
}

/// On which side of one end rows lie. What is `open` behind a column takes in all that the column's own value has behind it; the lower end is itself
/// within the range.
fn beyond(end: &[RangeDatum], same: usize, open: RangeDatum, (strict, with_equal): (Comparison, Comparison)) -> Option<Goal> {
    let mut ways = Vec::new();
    for (key, datum) in end.iter().enumerate().skip(same) {
        let Some(value) = value_in(datum) else { break };
        let is_last = key + 1 == end.len() && open == RangeDatum::Min;
        let takes_all = is_last || end.get(key + 1) == Some(&open);
        let mut way: Vec<Goal> = (same..key).filter_map(|before| Some(equals(before, value_in(&end[before])?))).gather();
        way.push(Goal::Compares(key, if takes_all { with_equal } else { strict }, value.clone()));
        ways.push(Goal::All(way));
    }
    (!ways.is_empty()).then_some(Goal::Any(ways))
}

struct Key {
    number: u16,
    type_id: TypeId,
}

struct Prover<'p> {
    cx: &'p Cx<'p>,
    keys: Vec<Key>,
}

impl Prover<'_> {
    /// Whether all that is said together implies the goal, of which each part may follow from something else.
    fn all_imply(&self, said: &[&Expr], goal: &Goal) -> bool {
        match goal {
            Goal::All(parts) => parts.iter().for_all(|part| self.all_imply(said, part)),
            Goal::Any(parts) if parts.iter().exists(|part| self.all_imply(said, part)) => true,
            _ => said.iter().exists(|said| self.implies(said, goal, 0)),
        }
    }

    fn implies(&self, said: &Expr, goal: &Goal, depth: u32) -> bool {
        if depth > 64 {
            return false;
        }
        if let Goal::All(parts) = goal {
            return parts.iter().for_all(|part| self.implies(said, part, depth + 1));
        }
        let by_itself = match &said.kind {
            ExprKind::And(parts) => parts.iter().exists(|part| self.implies(part, goal, depth + 1)),
            ExprKind::Or(parts) => parts.iter().for_all(|part| self.implies(part, goal, depth + 1)),
            ExprKind::ScalarArray { operator, any, sides } => self.array_implies((*operator, *any), sides, goal, depth),
            _ => self.leaf_implies(said, goal),
        };
        by_itself || matches!(goal, Goal::Any(parts) if parts.iter().exists(|part| self.implies(said, part, depth + 1)))
    }

    /// `= ANY` says one of its values, `<> ALL` each of them.
    fn array_implies(&self, (operator, any): (OperatorId, bool), sides: &[Expr; 2], goal: &Goal, depth: u32) -> bool {
        let ExprKind::Array(elements) = &sides[1].kind else { return false };
        let Some((comparison, key)) = self.comparison(operator).zip(self.key_of(&sides[0])) else { return false };
        let says = |element: &Expr| constant_text(element).is_some_and(|value| self.value_implies((key, comparison, &value), goal, depth));
        match (any, comparison) {
            (true, Comparison::Equal) => !elements.is_empty() && elements.iter().all(says),
            (false, _) => elements.iter().exists(says),
            _ => false,
        }
    }

    fn leaf_implies(&self, said: &Expr, goal: &Goal) -> bool {
        match &said.kind {
            ExprKind::IsNull(operand, false) => matches!(goal, Goal::Null) && self.key_of(operand).is_some(),
            ExprKind::Call(call) => {
                let CallForm::Operator(operator) = call.form else { return false };
                let (Some(comparison), [left, right]) = (self.comparison(operator), call.arguments.as_slice()) else { return false };
                let (key, comparison, value) = match (self.key_of(left), self.key_of(right)) {
                    (Some(key), None) => (key, comparison, constant_text(right)),
                    (None, Some(key)) => (key, comparison.turned(), constant_text(left)),
                    _ => return false,
                };
                value.is_some_and(|value| self.value_implies((key, comparison, &value), goal, 0))
            }
            _ => false,
        }
    }

    fn value_implies(&self, said: (usize, Comparison, &Name), goal: &Goal, depth: u32) -> bool {
        match goal {
            Goal::Compares(key, ..) if *key != said.0 => false,
            Goal::Compares(key, wanted, other) => self.order(*key, said.2, other).is_some_and(|order| said.1.implies(*wanted, order)),
            Goal::All(parts) => depth <= 64 && parts.iter().for_all(|part| self.value_implies(said, part, depth + 1)),
            Goal::Any(parts) => depth <= 64 && parts.iter().exists(|part| self.value_implies(said, part, depth + 1)),
            Goal::Null => false,
        }
    }

    /// How two values compare; of texts, whose order is that of a collation, only whether they are equal.
    fn order(&self, key: usize, one: &Name, other: &Name) -> Option<Order> {
        let type_id = base_type(&self.cx.catalog, self.keys.get(key)?.type_id);
        let (one, other) = (value_of(self.cx, Some(type_id), one), value_of(self.cx, Some(type_id), other));
        let order = compare(&one, &other)?;
        if !matches!(one, Value::Text(_)) || order == Ordering::Equal {
            return Some(Order::Known(order));
        }
        let differs = matches!(type_id, TypeId::TEXT | TypeId::VARCHAR | TypeId::UUID | TypeId::BOOL) || is_enum(&self.cx.catalog, type_id);
        differs.then_some(Order::Different)
    }

    /// The place in the key of the column that an expression is.
    fn key_of(&self, expr: &Expr) -> Option<usize> {
        match &expr.kind {
            ExprKind::Column(var) if var.level == 0 => self.keys.iter().place_where(|key| i32::from(key.number) == i32::from(var.column)),
            ExprKind::Relabel(inner, _) => self.key_of(inner),
            _ => None,
        }
    }

    fn comparison(&self, operator: OperatorId) -> Option<Comparison> {
        Some(match self.cx.catalog.operator(operator).filter(|_| operator.is_builtin())?.name.as_str() {
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            "=" => Comparison::Equal,
            "<>" => Comparison::NotEqual,
            ">=" => Comparison::GreaterOrEqual,
            ">" => Comparison::Greater,
            _ => return None,
        })
    }
}

/// How the value of a check compares with that of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Known(Ordering),
    Different,
}

impl Comparison {
    /// The same with its sides exchanged.
    const fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Equal => Self::Equal,
            Self::NotEqual => Self::NotEqual,
            Self::GreaterOrEqual => Self::LessOrEqual,
            Self::Greater => Self::Less,
        }
    }

    /// Whether what compares so with one value compares as wanted with another, which is as the order says.
    // pg: predtest.c BT_implies_table
    fn implies(self, wanted: Self, order: Order) -> bool {
        use Comparison as C;
        let (less, equal, greater) = match order {
            Order::Known(order) => (order == Ordering::Less, order == Ordering::Equal, order == Ordering::Greater),
            Order::Different => return matches!((self, wanted), (C::Equal, C::NotEqual)),
        };
        match (self, wanted) {
            (C::Less, C::Less | C::LessOrEqual | C::NotEqual) | (C::LessOrEqual, C::LessOrEqual) => less || equal,
            (C::LessOrEqual, C::Less | C::NotEqual) | (C::Equal, C::Less) => less,
            (C::Equal, C::LessOrEqual) => less || equal,
            (C::Equal | C::NotEqual, C::NotEqual) => {
                if self == C::NotEqual {
                    equal
                } else {
                    !equal
                }
            }
            (C::Equal, C::Equal) => equal,
            (C::Greater, C::Greater | C::GreaterOrEqual | C::NotEqual) | (C::GreaterOrEqual | C::Equal, C::GreaterOrEqual) => {
                greater || equal
            }
            (C::GreaterOrEqual, C::Greater | C::NotEqual) | (C::Equal, C::Greater) => greater,
            _ => false,
        }
    }
}
