//! Does a valid check of a table say that its rows lie within a bound, or outside of it, so that PostgreSQL does not read them.

use super::cx::Cx;
use super::object::column_number;
use super::partition_value::{Value, compare, constant_text, value_of};
use crate::catalog::id::{OperatorId, RelationId, TypeId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, PartitionBound as Bound, RangeDatum, Relation};
use crate::catalog::tree::{CallForm, Expr, ExprKind};
use crate::text::Name;
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

/// Whether a check says so; of keys over one plain column alone.
// pg: tablecmds.c PartConstraintImpliedByRelConstraint; predtest.c predicate_implied_by_recurse
pub(super) fn is_implied_by_checks(cx: &Cx<'_>, parent: &Relation, table: &Relation, bound: &Bound, side: Side) -> bool {
    let Some((prover, goal)) = prover_of(cx, parent, table).zip(goal_of(bound, side)) else { return false };
    cx.catalog.constraints_of(ConstraintOwner::Relation(table.id)).iter().any(|id| {
        cx.catalog.constraint(*id).is_some_and(|it| match &it.kind {
            ConstraintKind::Check(check) => it.validated && it.enforced && prover.implies(&check.expr.tree, &goal, 0),
            _ => false,
        })
    })
}

/// Whether a check of the default partition keeps out what belongs into a new one, so that it is not read.
// pg: tablecmds.c check_default_partition_contents
pub(super) fn is_outside(cx: &Cx<'_>, parent: &Relation, default: RelationId, bound: &Bound) -> bool {
    cx.catalog.relation(default).is_some_and(|table| is_implied_by_checks(cx, parent, table, bound, Side::Outside))
}

fn prover_of<'p>(cx: &'p Cx<'p>, parent: &Relation, table: &Relation) -> Option<Prover<'p>> {
    let [key] = parent.partition_key.as_ref()?.columns.as_slice() else { return None };
    let column = parent.columns.get(usize::from(key.column?).checked_sub(1)?)?;
    Some(Prover { cx, number: column_number(table, &column.name)?, type_id: key.type_id })
}

/// What is to be said of the column.
#[derive(Clone, Debug)]
enum Goal {
    Compares(Comparison, Name),
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
        Bound::Range(from, to) => {
            let ([from], [to]) = (from.as_slice(), to.as_slice()) else { return None };
            let (low, high) = match side {
                Side::Within => (Comparison::GreaterOrEqual, Comparison::Less),
                Side::Outside => (Comparison::Less, Comparison::GreaterOrEqual),
            };
            let end = |end: &RangeDatum, comparison| match end {
                RangeDatum::Value(value) => Some(Goal::Compares(comparison, value.clone())),
                RangeDatum::Min | RangeDatum::Max => None,
            };
            let parts: Vec<Goal> = [end(from, low), end(to, high)].into_iter().flatten().collect();
            return Some(match side {
                Side::Within => Goal::All(parts),
                Side::Outside => Goal::Any(parts.into_iter().chain([Goal::Null]).collect()),
            });
        }
        Bound::List(values) => (values.iter().flatten().cloned(), values.iter().any(Option::is_none)),
        Bound::Hash { .. } | Bound::Default => return None,
    };
    Some(match side {
        Side::Within => Goal::Any(parts.map(|value| Goal::Compares(Comparison::Equal, value)).chain(null.then_some(Goal::Null)).collect()),
        // NULL lies within such a list, and a check does not keep it out.
        Side::Outside if null => return None,
        Side::Outside => {
            let others = Goal::All(parts.map(|value| Goal::Compares(Comparison::NotEqual, value)).collect());
            Goal::Any(vec![others, Goal::Null])
        }
    })
}

struct Prover<'p> {
    cx: &'p Cx<'p>,
    number: u16,
    type_id: TypeId,
}

impl Prover<'_> {
    fn implies(&self, said: &Expr, goal: &Goal, depth: u32) -> bool {
        if depth > 64 {
            return false;
        }
        if let Goal::All(parts) = goal {
            return parts.iter().all(|part| self.implies(said, part, depth + 1));
        }
        let by_itself = match &said.kind {
            ExprKind::And(parts) => parts.iter().any(|part| self.implies(part, goal, depth + 1)),
            ExprKind::Or(parts) => parts.iter().all(|part| self.implies(part, goal, depth + 1)),
            ExprKind::ScalarArray { operator, any, sides } => self.array_implies((*operator, *any), sides, goal, depth),
            _ => self.leaf_implies(said, goal),
        };
        by_itself || matches!(goal, Goal::Any(parts) if parts.iter().any(|part| self.implies(said, part, depth + 1)))
    }

    /// `= ANY` says one of its values, `<> ALL` each of them.
    fn array_implies(&self, (operator, any): (OperatorId, bool), sides: &[Expr; 2], goal: &Goal, depth: u32) -> bool {
        let ExprKind::Array(elements) = &sides[1].kind else { return false };
        let Some(comparison) = self.comparison(operator).filter(|_| self.is_column(&sides[0])) else { return false };
        let says = |element: &Expr| constant_text(element).is_some_and(|value| self.value_implies(comparison, &value, goal, depth));
        match (any, comparison) {
            (true, Comparison::Equal) => !elements.is_empty() && elements.iter().all(says),
            (false, _) => elements.iter().any(says),
            _ => false,
        }
    }

    fn leaf_implies(&self, said: &Expr, goal: &Goal) -> bool {
        match &said.kind {
            ExprKind::IsNull(operand, false) => matches!(goal, Goal::Null) && self.is_column(operand),
            ExprKind::Call(call) => {
                let CallForm::Operator(operator) = call.form else { return false };
                let (Some(comparison), [left, right]) = (self.comparison(operator), call.arguments.as_slice()) else { return false };
                let (comparison, value) = match (self.is_column(left), self.is_column(right)) {
                    (true, false) => (comparison, constant_text(right)),
                    (false, true) => (comparison.turned(), constant_text(left)),
                    _ => return false,
                };
                value.is_some_and(|value| self.value_implies(comparison, &value, goal, 0))
            }
            _ => false,
        }
    }

    fn value_implies(&self, said: Comparison, value: &Name, goal: &Goal, depth: u32) -> bool {
        match goal {
            Goal::Compares(wanted, other) => self.order(value, other).is_some_and(|order| said.implies(*wanted, order)),
            Goal::All(parts) => depth <= 64 && parts.iter().all(|part| self.value_implies(said, value, part, depth + 1)),
            Goal::Any(parts) => depth <= 64 && parts.iter().any(|part| self.value_implies(said, value, part, depth + 1)),
            Goal::Null => false,
        }
    }

    /// How two values compare; of texts, whose order is that of a collation, only whether they are equal.
    fn order(&self, one: &Name, other: &Name) -> Option<Order> {
        let type_id = base_type(&self.cx.catalog, self.type_id);
        let (one, other) = (value_of(self.cx, Some(type_id), one), value_of(self.cx, Some(type_id), other));
        let order = compare(&one, &other)?;
        if !matches!(one, Value::Text(_)) || order == Ordering::Equal {
            return Some(Order::Known(order));
        }
        let differs = matches!(type_id, TypeId::TEXT | TypeId::VARCHAR | TypeId::UUID | TypeId::BOOL) || is_enum(&self.cx.catalog, type_id);
        differs.then_some(Order::Different)
    }

    fn is_column(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Column(var) => var.level == 0 && i32::from(var.column) == i32::from(self.number),
            ExprKind::Relabel(inner, _) => self.is_column(inner),
            _ => false,
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
