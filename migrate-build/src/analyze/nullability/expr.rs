//! Can an expression be NULL.

use super::Nulls;
use super::refute::Holds;
use crate::analyze::cardinality::gives_exactly_one;
use crate::catalog::id::OperatorId;
use crate::catalog::object::TypeKind;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, Subquery, SubqueryKind, SubscriptIndex};
use crate::text::{Collection, Gather, Seek};
use crate::typing::category::base_type;

impl<'q> Nulls<'q> {
    /// Whether an expression can never be NULL where it stands in the innermost query.
    pub(super) fn expr(&mut self, expr: &'q Expr) -> bool {
        if self.depth >= super::MAX_DEPTH {
            return false;
        }
        self.depth += 1;
        let never = self.known(expr).unwrap_or_else(|| self.by_kind(expr));
        self.depth -= 1;
        never
    }

    /// What grouping and conditions say of an expression as a whole.
    fn known(&self, expr: &Expr) -> Option<bool> {
        let scope = self.scopes.last()?;
        if scope.ungrouped.contains(expr) {
            return Some(false);
        }
        match expr.kind {
            ExprKind::Constant(_) => None,
            _ => scope.facts.contains(expr).then_some(true),
        }
    }

    fn by_kind(&mut self, expr: &'q Expr) -> bool {
        match &expr.kind {
            ExprKind::Column(var) => self.variable(*var),
            ExprKind::Constant(value) => value.is_some(),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Distinct(..)
            | ExprKind::Grouping(_)
            | ExprKind::Array(_)
            | ExprKind::Row(..)
            | ExprKind::FieldStore(..)
            | ExprKind::IsNull(..)
            | ExprKind::IsBoolean(..)
            | ExprKind::CurrentOf
            | ExprKind::MergeAction => true,
            ExprKind::SqlValue(name) => !name.eq_ignore_ascii_case("current_schema"),
            ExprKind::ScalarArray { operator, sides, .. } => self.scalar_array(*operator, sides),
            ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_all(|part| self.expr(part)),
            ExprKind::Not(inner)
            | ExprKind::Relabel(inner, _)
            | ExprKind::ThroughText(inner, _)
            | ExprKind::ArrayCast(inner, _, _)
            | ExprKind::RowCast(inner)
            | ExprKind::Collate(inner) => self.expr(inner),
            ExprKind::ToDomain(inner, _) => !self.stale && self.domain_refuses_null(expr) || self.expr(inner),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate),
            ExprKind::Window(call) => self.window(call),
            ExprKind::Subquery(subquery) => self.subquery(subquery),
            ExprKind::Field(row, number) => match &row.kind {
                ExprKind::Column(var) if var.column == 0 => {
                    i16::try_from(*number).is_ok_and(|column| self.variable(*var) && self.variable(ColumnVar { column, ..*var }))
                }
                ExprKind::Row(fields, _) => fields.get(usize::from(*number).saturating_sub(1)).is_some_and(|field| self.expr(field)),
                _ => false,
            },
            ExprKind::Case { operand, branches, otherwise } => self.case(operand.is_some(), branches, otherwise),
            ExprKind::RowCompare(operators, left, right) => {
                operators.iter().for_all(|operator| self.operator_never_null(*operator))
                    && left.iter().chain(right).for_all(|side| self.expr(side))
            }
            ExprKind::Coalesce(values) | ExprKind::Greatest(values) | ExprKind::Least(values) => {
                values.iter().exists(|value| self.expr(value)) || self.are_refuted(values)
            }
            ExprKind::Xml(name, _) => name.eq_ignore_ascii_case("xmlelement"),
            ExprKind::Json(name, values) => self.json(name, values),
            ExprKind::Subscript { container, indices, store: None } => self.slice(container, indices),
            ExprKind::Subscript { .. }
            | ExprKind::NullIf(..)
            | ExprKind::Parameter(_)
            | ExprKind::CaseOperand
            | ExprKind::DomainValue
            | ExprKind::Default
            | ExprKind::Unknown => false,
        }
    }

    fn variable(&mut self, var: ColumnVar) -> bool {
        let Some(place) = self.scopes.len().checked_sub(1 + var.level as usize) else {
            return false;
        };
        // Within a sub-select, what is grouped around it is NULL in the rows of the other grouping sets too.
        (var.level == 0 || self.scopes[place].ungrouped.is_empty()) && (self.scopes[place].never(var) || self.is_refuted(place, var))
    }

    fn json(&mut self, name: &str, values: &'q [Expr]) -> bool {
        match name {
            // Of a query without rows `JSON_ARRAY` makes NULL, not an empty array.
            "JSON_ARRAY" => !matches!(values, [Expr { kind: ExprKind::Subquery(_), .. }]),
            "JSON_OBJECT" => true,
            "JSON" | "JSON_SCALAR" | "JSON_SERIALIZE" | "IS JSON" => values.iter().for_all(|value| self.expr(value)),
            _ => false,
        }
    }

    /// A slice of an array that is there is an array, if an empty one; an element may be missing or NULL.
    fn slice(&mut self, container: &'q Expr, indices: &'q [SubscriptIndex]) -> bool {
        let array = matches!(self.catalog.type_(base_type(self.catalog, container.type_id)).map(|of| &of.kind), Some(TypeKind::Array));
        let slice = indices.iter().exists(|index| matches!(index, SubscriptIndex::Slice(..)));
        array
            && slice
            && self.expr(container)
            && indices.iter().for_all(|index| match index {
                SubscriptIndex::Element(at) => self.expr(at),
                SubscriptIndex::Slice(from, to) => from.iter().chain(to).for_all(|bound| self.expr(bound)),
            })
    }

    fn domain_refuses_null(&self, expr: &Expr) -> bool {
        let mut type_id = expr.type_id;
        for _ in 0..32 {
            match self.catalog.type_(type_id).map(|of| &of.kind) {
                Some(TypeKind::Domain { not_null: true, .. }) => return true,
                Some(TypeKind::Domain { base, .. }) => type_id = *base,
                _ => return false,
            }
        }
        false
    }

    pub(super) fn operator_never_null(&self, operator: OperatorId) -> bool {
        let function = self.catalog.operator(operator).and_then(|operator| operator.function);
        function.is_some_and(|function| self.catalog.is_never_null(function))
    }

    fn scalar_array(&mut self, operator: OperatorId, sides: &'q [Expr; 2]) -> bool {
        self.operator_never_null(operator) && self.expr(&sides[0]) && self.expr(&sides[1]) && self.elements(&sides[1])
    }

    fn subquery(&mut self, subquery: &'q Subquery) -> bool {
        match subquery.kind {
            SubqueryKind::Exists | SubqueryKind::Array => true,
            SubqueryKind::Scalar => {
                gives_exactly_one(self.catalog, &subquery.query) && self.query(&subquery.query).first().copied().unwrap_or(false)
            }
            SubqueryKind::Any | SubqueryKind::All => {
                subquery.operators.iter().for_all(|operator| self.operator_never_null(*operator))
                    && subquery.left.iter().for_all(|left| self.expr(left))
                    && self.query(&subquery.query).iter().for_all(|never| *never)
            }
            SubqueryKind::RowCompare | SubqueryKind::MultiAssignment => false,
        }
    }

    /// Each result is looked at with what its condition proves, and what the ones before it, being untrue, prove.
    fn case(&mut self, short: bool, branches: &'q [(Expr, Expr)], otherwise: &'q Expr) -> bool {
        let Some(before) = self.scopes.last().cloned() else {
            return false;
        };
        let mut never = true;
        for (condition, result) in branches {
            let entered = self.scopes.last().cloned();
            if !short {
                let proven = self.facts_of_true(condition);
                self.enter(&proven);
                self.suppose(condition, Holds::True);
            }
            never = never && self.expr(result);
            if let (Some(entered), Some(scope)) = (entered, self.scopes.last_mut()) {
                *scope = entered;
            }
            if !short && never {
                if self.expr(condition) {
                    let proven = self.facts_of_false(condition);
                    self.enter(&proven);
                }
                self.suppose(condition, Holds::NotTrue);
            }
        }
        never = never && self.expr(otherwise);
        if let Some(scope) = self.scopes.last_mut() {
            *scope = before;
        }
        never
    }

    /// Enters facts for the expressions that follow.
    fn enter(&mut self, facts: &[Expr]) {
        self.prove(facts);
        let lasting: Vec<Expr> =
            facts.iter().filter(|fact| !matches!(fact.kind, ExprKind::Column(_)) && self.is_lasting(fact)).cloned().gather();
        if let Some(scope) = self.scopes.last_mut() {
            scope.facts.put_all(lasting);
        }
    }
}
