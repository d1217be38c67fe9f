//! What does the bound of a partition say as a condition on its rows, which PostgreSQL keeps as a CHECK where it detaches one concurrently.

use super::super::constraint_check::{add_checks, store_check};
use super::super::cx::Cx;
use super::super::draft::{CheckDraft, Condition};
use super::super::inheritance::children;
use super::super::table_merge::{column_map, moved_expr};
use super::attach_partition::is_bound_implied;
use crate::catalog::id::{OperatorId, RelationId, TypeId};
use crate::catalog::object::{CastContext, IndexColumn, PartitionBound as Bound, PartitionKey, RangeDatum, Relation, StoredExpr};
use crate::catalog::tree::{CallForm, ColumnVar, Expr, ExprKind, FunctionCall, RowVersion, remap_columns};
use crate::diag::Result;
use crate::text::{Collection, Gather, Name, Span};
use crate::typing::category::{array_type, element_type, is_polymorphic};
use crate::typing::order::member;
use std::sync::Arc;

/// Gives a partition that is detached concurrently a check of its bounds, and those of the tables above it, unless it has one that says the same.
// pg: tablecmds.c DetachAddConstraintIfNeeded
pub(super) fn add_check_if_needed(cx: &mut Cx<'_>, table: RelationId) -> Result<()> {
    let Some(relation) = cx.catalog.relation(table).cloned() else { return Ok(()) };
    let (mut parts, mut implied) = (Vec::new(), true);
    let mut level = relation.clone();
    while let (Some(bound), Some(parent)) = (level.partition_bound.clone(), level.parents.first().copied()) {
        let Some(parent) = cx.catalog.relation(parent).cloned() else { break };
        implied &= is_bound_implied(cx, &parent, &relation, &bound);
        // The bounds of the tables above come first.
        let Some(mut above) = condition_of(cx, &parent, &relation, &bound) else { return Ok(()) };
        above.append(&mut parts);
        parts = above;
        level = parent;
    }
    if implied || parts.is_empty() {
        return Ok(());
    }
    let text = Name::from(format!("the bounds of {}", relation.name));
    let expr = StoredExpr { tree: Arc::new(joined(parts, ExprKind::And)), text };
    let draft = CheckDraft {
        name: None,
        condition: Condition::Copied(expr.clone()),
        not_valid: false,
        not_enforced: false,
        no_inherit: false,
        local: true,
        inherited: 0,
    };
    let added = add_checks(cx, table, std::slice::from_ref(&draft))?;
    match added.first().and_then(|id| cx.catalog.constraint(*id)).map(|it| it.name.clone()) {
        Some(name) => inherit(cx, &relation, &name, &expr, &CheckDraft { local: false, inherited: 1, ..draft }),
        None => Ok(()),
    }
}

/// Gives the check to the partitions of a partition.
fn inherit(cx: &mut Cx<'_>, parent: &Relation, name: &Name, expr: &StoredExpr, draft: &CheckDraft<'_>) -> Result<()> {
    for child in children(cx, parent.id) {
        let Some(child) = cx.catalog.relation(child).cloned() else { continue };
        let names: Vec<Name> = child.columns.iter().map(|column| column.name.clone()).gather();
        let expr = moved_expr(expr, parent, &names)?;
        store_check(cx, child.id, name.clone(), expr.clone(), draft);
        inherit(cx, &child, name, &expr, draft)?;
    }
    Ok(())
}

/// What a bound says, in parts that all hold; none where it says nothing that a check could hold.
// pg: partbounds.c get_qual_from_partbound
fn condition_of(cx: &Cx<'_>, parent: &Relation, table: &Relation, bound: &Bound) -> Option<Vec<Expr>> {
    let key = parent.partition_key.as_ref()?;
    let names: Vec<Name> = table.columns.iter().map(|column| column.name.clone()).gather();
    let operands = key.columns.iter().map(|column| operand(parent, &names, column)).try_gather::<Option<Vec<Expr>>>()?;
    let condition = Bounded { cx, key, operands };
    match bound {
        Bound::List(values) => condition.list(values),
        Bound::Range(from, to) => condition.range(from, to),
        Bound::Hash { .. } | Bound::Default => None,
    }
}

/// A column or expression of the key, over the partition.
fn operand(parent: &Relation, names: &[Name], column: &IndexColumn) -> Option<Expr> {
    let map = column_map(parent, names);
    let Some(number) = column.column else { return remap_columns(&column.expr.as_ref()?.tree, &map) };
    let modifier = parent.columns.get(usize::from(number).checked_sub(1)?)?.modifier;
    let var = ColumnVar { level: 0, table: 0, column: i16::try_from(map(number)?).ok()?, row: RowVersion::Default };
    Some(Expr { kind: ExprKind::Column(var), type_id: column.type_id, modifier, collation: column.collation, at: Span::default() })
}

/// How the operators of btree families are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strategy {
    Less = 1,
    LessOrEqual = 2,
    Equal = 3,
    GreaterOrEqual = 4,
    Greater = 5,
}

/// A key over the rows of a partition.
struct Bounded<'c> {
    cx: &'c Cx<'c>,
    key: &'c PartitionKey,
    operands: Vec<Expr>,
}

impl Bounded<'_> {
    // pg: partbounds.c get_qual_for_list
    fn list(&self, values: &[Option<Name>]) -> Option<Vec<Expr>> {
        let operand = self.operands.first()?;
        let known: Vec<&Name> = values.iter().flatten().gather();
        let equals = match known.as_slice() {
            [] => None,
            [value] => Some(self.compares(0, Strategy::Equal, value)?),
            several if element_type(&self.cx.catalog, operand.type_id).is_some() => {
                let each = several.iter().map(|value| self.compares(0, Strategy::Equal, value)).try_gather::<Option<Vec<Expr>>>()?;
                Some(joined(each, ExprKind::Or))
            }
            several => Some(self.is_any_of(several)?),
        };
        if known.len() == values.len() {
            return Some([is_null(operand, Negated::Yes)].into_iter().chain(equals).gather());
        }
        Some(vec![joined([is_null(operand, Negated::No)].into_iter().chain(equals).gather(), ExprKind::Or)])
    }

    // pg: partbounds.c get_qual_for_range
    fn range(&self, from: &[RangeDatum], to: &[RangeDatum]) -> Option<Vec<Expr>> {
        let mut parts: Vec<Expr> = self.operands.iter().map(|operand| is_null(operand, Negated::Yes)).gather();
        let mut first = 0;
        while let (Some(RangeDatum::Value(low)), Some(RangeDatum::Value(high))) = (from.get(first), to.get(first)) {
            if low != high {
                break;
            }
            parts.push(self.compares(first, Strategy::Equal, low)?);
            first += 1;
        }
        let (above, below) = ((Strategy::Greater, Strategy::GreaterOrEqual), (Strategy::Less, Strategy::LessOrEqual));
        parts.put_all(self.end(first, from, above, &RangeDatum::Min)?);
        parts.put_all(self.end(first, to, below, &RangeDatum::Max)?);
        Some(parts)
    }

    /// One end of a range, from the first column on in which the ends differ: strictly beyond it in one column, or at it there and beyond it in
    /// the next. The comparison takes the end in where nothing lies between it and the bound.
    fn end(
        &self,
        first: usize,
        datums: &[RangeDatum],
        (strict, inclusive): (Strategy, Strategy),
        open: &RangeDatum,
    ) -> Option<Option<Expr>> {
        let mut arms = Vec::new();
        for last in first..datums.len() {
            let RangeDatum::Value(value) = datums.get(last)? else { break };
            let takes_end = match datums.get(last + 1) {
                Some(next) => next == open,
                None => inclusive == Strategy::GreaterOrEqual,
            };
            let mut arm = Vec::new();
            for (at, datum) in datums.iter().enumerate().take(last).skip(first) {
                let RangeDatum::Value(value) = datum else { return None };
                arm.push(self.compares(at, Strategy::Equal, value)?);
            }
            arm.push(self.compares(last, if takes_end { inclusive } else { strict }, value)?);
            arms.push(joined(arm, ExprKind::And));
        }
        Some((!arms.is_empty()).then(|| joined(arms, ExprKind::Or)))
    }

    // pg: partbounds.c make_partition_op_expr
    fn compares(&self, at: usize, strategy: Strategy, value: &Name) -> Option<Expr> {
        let operand = self.operands.get(at)?;
        if operand.type_id == TypeId::BOOL && strategy == Strategy::Equal {
            let plain = operand.clone();
            return Some(if value.starts_with(['t', 'T']) { plain } else { boolean(ExprKind::Not(Box::new(plain))) });
        }
        let operator = self.operator(at, strategy)?;
        let arguments = vec![self.relabelled(at)?, constant(operand, value)];
        let function = self.cx.catalog.operator(operator)?.function?;
        Some(boolean(ExprKind::Call(FunctionCall { function, arguments, form: CallForm::Operator(operator), set: false, variadic: false })))
    }

    fn is_any_of(&self, values: &[&Name]) -> Option<Expr> {
        let operand = self.operands.first()?;
        let array = Expr {
            kind: ExprKind::Array(values.iter().map(|value| constant(operand, value)).gather()),
            type_id: array_type(&self.cx.catalog, operand.type_id)?,
            ..operand.clone()
        };
        let operator = self.operator(0, Strategy::Equal)?;
        Some(boolean(ExprKind::ScalarArray { operator, any: true, sides: Box::new([self.relabelled(0)?, array]) }))
    }

    /// The operand as the operators of the key take it.
    fn relabelled(&self, at: usize) -> Option<Expr> {
        let operand = self.operands.get(at)?.clone();
        let input = self.cx.catalog.operator_class(self.key.columns.get(at)?.operator_class?)?.input;
        if input == operand.type_id || is_polymorphic(input) {
            return Some(operand);
        }
        let (collation, at) = (operand.collation, operand.at);
        Some(Expr { kind: ExprKind::Relabel(Box::new(operand), CastContext::Implicit), type_id: input, modifier: -1, collation, at })
    }

    fn operator(&self, at: usize, strategy: Strategy) -> Option<OperatorId> {
        member(&self.cx.catalog, self.key.columns.get(at)?.operator_class?, strategy as i16)
    }
}

/// Whether it is `IS NOT NULL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Negated {
    Yes,
    No,
}

fn is_null(operand: &Expr, negated: Negated) -> Expr {
    boolean(ExprKind::IsNull(Box::new(operand.clone()), negated == Negated::Yes))
}

fn constant(operand: &Expr, value: &Name) -> Expr {
    Expr { kind: ExprKind::Constant(Some(value.clone())), ..operand.clone() }
}

fn boolean(kind: ExprKind) -> Expr {
    Expr { kind, type_id: TypeId::BOOL, modifier: -1, collation: None, at: Span::default() }
}

/// Several conditions as one, and one as itself.
fn joined(mut parts: Vec<Expr>, by: fn(Vec<Expr>) -> ExprKind) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => boolean(by(parts)),
    }
}
