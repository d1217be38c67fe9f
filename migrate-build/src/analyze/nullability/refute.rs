//! Can a column be NULL where conditions and checks hold: it cannot where assuming so leaves one of them no way to hold.

use super::Nulls;
use super::evaluate::{Assumed, Evaluator};
use super::possible::{Possible, Value};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind};
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{ColumnVar, Command, Expr, ExprKind, RangeTableKind, RowVersion};
use crate::text::{Collection, Gather, Seek};
use crate::typing::category::base_type;

/// How many steps an evaluation may take in all, for one query.
pub(super) const BUDGET: u32 = 40_000;
/// How many of them may be for one column.
const BUDGET_OF_COLUMN: u32 = 5_000;
/// How many columns are tried with each of their values.
const MAX_TRIED: usize = 6;
/// How many conditions are looked at for a column.
const MAX_CONDITIONS: usize = 64;

/// How a condition is known to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// It is true.
    True,
    /// It is false or NULL.
    NotTrue,
    /// It is true or NULL, as a check is content with.
    NotFalse,
}

/// A condition that holds wherever the query goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition<'q> {
    pub(super) expr: &'q Expr,
    pub(super) holds: Holds,
    /// The entry that a check is about, which knows only one.
    pub(super) entry: Option<u32>,
}

impl Condition<'_> {
    fn mentions(&self, table: u32, column: i16) -> bool {
        let is_it = |var: &ColumnVar| self.entry.unwrap_or(var.table) == table && var.column == column;
        any(self.expr, 0, &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth && is_it(var)))
    }
}

impl<'q> Nulls<'q> {
    /// Whether there is anything left to spend on evaluation, of which a little is spent.
    pub(super) fn may_spend(&self) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(1));
        left > 0
    }

    /// Notes that a condition holds from here on, its parts apart.
    pub(super) fn suppose(&mut self, expr: &'q Expr, holds: Holds) {
        match (&expr.kind, holds) {
            (ExprKind::And(parts), Holds::True) | (ExprKind::Or(parts), Holds::NotTrue) => {
                parts.iter().for_each(|part| self.suppose(part, holds));
            }
            _ => {
                if let Some(scope) = self.scopes.last_mut() {
                    scope.conditions.push(Condition { expr, holds, entry: None });
                }
            }
        }
    }

    /// Whether conditions cannot all be true where entries have no row.
    // pg: clauses.c find_nonnullable_rels
    pub(super) fn need_rows(&self, conditions: &[&Expr], missing: Vec<u32>) -> bool {
        let Some(place) = self.scopes.len().checked_sub(1) else {
            return false;
        };
        let assumed = Assumed { missing, ..Assumed::default() };
        let mut evaluator = Evaluator { nulls: self, place, assumed: &assumed, entry: None, depth: 0 };
        conditions.iter().exists(|condition| !evaluator.possible(condition).may_be_true())
    }

    /// Whether a condition is true in every row of the query where it stands.
    pub(super) fn always_holds(&self, place: usize, condition: &Expr) -> bool {
        let assumed = Assumed { settled: true, ..Assumed::default() };
        let outcome = Evaluator { nulls: self, place, assumed: &assumed, entry: None, depth: 0 }.possible(condition);
        !outcome.null && !outcome.may_be_false()
    }

    /// Whether a condition over a group of rows cannot be true of a group without any.
    pub(super) fn needs_group(&self, condition: &Expr) -> bool {
        let assumed = Assumed { no_rows: true, ..Assumed::default() };
        let place = self.scopes.len().saturating_sub(1);
        place < self.scopes.len()
            && !Evaluator { nulls: self, place, assumed: &assumed, entry: None, depth: 0 }.possible(condition).may_be_true()
    }

    /// Whether what holds in a query leaves a column of it no way to be NULL.
    pub(super) fn is_refuted(&self, place: usize, var: ColumnVar) -> bool {
        self.may_refute(place, var) && (self.is_made_of_values(place, var) || self.cannot_all_be_null(place, &[var]))
    }

    /// Whether what holds in the innermost query leaves values no way to be NULL all at once.
    pub(super) fn are_refuted(&self, values: &[Expr]) -> bool {
        let place = self.scopes.len() - 1;
        let columns: Option<Vec<ColumnVar>> = values.iter().map(|value| self.column_behind(value)).try_gather();
        columns
            .is_some_and(|columns| columns.iter().for_all(|var| self.may_refute(place, *var)) && self.cannot_all_be_null(place, &columns))
    }

    /// The column that is NULL wherever a value is.
    fn column_behind(&self, value: &Expr) -> Option<ColumnVar> {
        match &value.kind {
            ExprKind::Column(var) => Some(*var).filter(|var| var.level == 0),
            ExprKind::Relabel(inner, _) | ExprKind::ThroughText(inner, _) | ExprKind::Collate(inner) => self.column_behind(inner),
            ExprKind::Call(call) if self.is_never_null_of_values(call) => {
                let mut rest = call.arguments.iter().filter(|argument| !matches!(argument.kind, ExprKind::Constant(Some(_))));
                rest.next().filter(|_| rest.next().is_none()).and_then(|only| self.column_behind(only))
            }
            _ => None,
        }
    }

    fn may_refute(&self, place: usize, var: ColumnVar) -> bool {
        let scope = &self.scopes[place];
        let present = scope.tables.get(var.table as usize).is_some_and(|table| !table.missing);
        present && var.column > 0 && var.row == RowVersion::Default && scope.query.command != Command::Merge
    }

    fn cannot_all_be_null(&self, place: usize, columns: &[ColumnVar]) -> bool {
        let mut all = self.scopes[place].conditions.clone();
        let mut about: Vec<(u32, i16)> = Vec::new();
        for var in columns {
            if !about.iter().exists(|(table, _)| *table == var.table) {
                all.put_all(self.checks(place, var.table));
            }
            about.push((var.table, var.column));
            about.put_all(self.made_from(place, *var).into_iter().map(|column| (var.table, column)));
        }
        let is_about = |condition: &&Condition<'q>| about.iter().exists(|(table, column)| condition.mentions(*table, *column));
        let mut found: Vec<Condition<'q>> = all.iter().filter(is_about).copied().gather();
        if found.is_empty() {
            return false;
        }
        let nulls = columns.iter().map(|var| (var.table, var.column, Possible::NULL)).gather();
        let mut assumed = Assumed { columns: nulls, settled: true, ..Assumed::default() };
        for condition in &all {
            if let (Some(known), Holds::True) = (self.assignment(condition.expr), condition.holds)
                && !about.contains(&(known.0, known.1))
            {
                assumed.columns.insert(0, known);
            }
        }
        let mut others = others(&found, &assumed);
        others.retain(|(table, column, _)| !about.contains(&(*table, *column)));
        let is_related = |condition: &&Condition<'q>| others.iter().exists(|(table, column, _)| condition.mentions(*table, *column));
        found.extend(all.iter().filter(is_related));
        found.truncate(MAX_CONDITIONS);
        let before = self.budget.get();
        self.budget.set(before.min(BUDGET_OF_COLUMN));
        let tried: Vec<Tried> = others
            .into_iter()
            .map(|(table, column, type_id)| (table, column, self.values(place, &found, (table, column), type_id)))
            .gather();
        let fails = self.always_fails(place, &found, &mut assumed, &tried);
        self.budget.set(before - before.min(BUDGET_OF_COLUMN) + self.budget.get());
        fails
    }

    /// The generated columns that are computed from a column.
    fn made_from(&self, place: usize, var: ColumnVar) -> Vec<i16> {
        let Some(RangeTableKind::Relation { id, .. }) = self.scopes[place].query.tables.get(var.table as usize).map(|table| &table.kind)
        else {
            return Vec::new();
        };
        let columns = self.catalog.relation(*id).into_iter().flat_map(|relation| &relation.columns).zip(1..);
        let is_made = |expr: &Expr| any(expr, 0, &mut |expr, _| matches!(&expr.kind, ExprKind::Column(of) if of.column == var.column));
        columns
            .filter(|(column, _)| column.generated.is_some() && column.default.as_ref().is_some_and(|made| is_made(&made.tree)))
            .map(|(_, number)| number)
            .gather()
    }

    /// A generated column is what its expression is.
    fn is_made_of_values(&self, place: usize, var: ColumnVar) -> bool {
        let Some(RangeTableKind::Relation { id, .. }) = self.scopes[place].query.tables.get(var.table as usize).map(|table| &table.kind)
        else {
            return false;
        };
        let generated =
            self.catalog.relation(*id).and_then(|relation| relation.columns.get(usize::try_from(var.column).ok()?.checked_sub(1)?));
        if generated.is_none_or(|column| column.generated.is_none()) {
            return false;
        }
        let assumed = Assumed { settled: true, ..Assumed::default() };
        let column = ColumnVar { level: 0, ..var };
        !Evaluator { nulls: self, place, assumed: &assumed, entry: None, depth: 0 }.of_column(column).null
    }

    /// Whether for each way in which what is tried can be, some condition cannot hold.
    fn always_fails(&self, place: usize, conditions: &[Condition<'q>], assumed: &mut Assumed, tried: &[Tried]) -> bool {
        let fails = conditions.iter().exists(|condition| {
            let mut evaluator = Evaluator { nulls: self, place, assumed, entry: condition.entry, depth: 0 };
            let outcome = evaluator.possible(condition.expr);
            match condition.holds {
                Holds::True => !outcome.may_be_true(),
                Holds::NotTrue => !outcome.may_be_false() && !outcome.null,
                Holds::NotFalse => !outcome.may_be_true() && !outcome.null,
            }
        });
        if fails {
            return true;
        }
        let Some(((table, column, values), rest)) = tried.split_first() else {
            return false;
        };
        self.budget.get() > 0
            && values.iter().for_all(|value| {
                assumed.columns.push((*table, *column, value.clone()));
                let fails = self.always_fails(place, conditions, assumed, rest);
                assumed.columns.pop();
                fails
            })
    }

    /// What a column may be: each constant that it is compared with, something else, or NULL.
    fn values(&self, place: usize, conditions: &[Condition<'q>], key: (u32, i16), type_id: TypeId) -> Vec<Possible> {
        let var = ColumnVar { level: 0, table: key.0, column: key.1, row: RowVersion::Default };
        let null = (!self.scopes[place].never(var)).then_some(Possible::NULL);
        if base_type(self.catalog, type_id) == TypeId::BOOL {
            return [Possible::boolean(true), Possible::boolean(false)].into_iter().chain(null).gather();
        }
        let mut constants: Vec<Value> = Vec::new();
        let assumed = Assumed::default();
        let mut evaluator = Evaluator { nulls: self, place, assumed: &assumed, entry: None, depth: 0 };
        let mut add = |expr: &Expr| {
            let value = if matches!(expr.kind, ExprKind::Constant(Some(_))) { evaluator.possible(expr).value } else { Value::Anything };
            if matches!(value, Value::Text(_) | Value::Between(..)) && !constants.contains(&value) {
                constants.push(value);
            }
        };
        for condition in conditions {
            let is_column = |expr: &Expr| column_of(expr).is_some_and(|var| (condition.entry.unwrap_or(var.table), var.column) == key);
            any(condition.expr, 0, &mut |expr, depth| {
                match &expr.kind {
                    _ if depth > 0 => {}
                    ExprKind::Call(call) if call.arguments.iter().exists(is_column) => call.arguments.iter().for_each(&mut add),
                    ExprKind::ScalarArray { sides, .. } if is_column(&sides[0]) => {
                        if let ExprKind::Array(elements) = &sides[1].kind {
                            elements.iter().for_each(&mut add);
                        }
                    }
                    _ => {}
                }
                false
            });
        }
        let other = if constants.is_empty() { Value::Anything } else { Value::OtherThan(constants.clone()) };
        let mut values: Vec<Possible> = constants.into_iter().map(Possible::known).gather();
        values.push(Possible::known(other));
        values.put_all(null);
        values
    }

    /// What a condition that is true says a column is.
    fn assignment(&self, expr: &Expr) -> Option<(u32, i16, Possible)> {
        match &expr.kind {
            ExprKind::Column(var) if var.level == 0 => Some((var.table, var.column, Possible::boolean(true))),
            ExprKind::Not(inner) => column_of(inner).map(|var| (var.table, var.column, Possible::boolean(false))),
            ExprKind::IsNull(inner, false) => {
                let plain = !crate::typing::category::is_row(self.catalog, base_type(self.catalog, inner.type_id));
                column_of(inner).filter(|_| plain).map(|var| (var.table, var.column, Possible::NULL))
            }
            ExprKind::Call(call) => {
                let crate::catalog::tree::CallForm::Operator(operator) = call.form else { return None };
                let [left, right] = &call.arguments[..] else { return None };
                let equal = operator.is_builtin() && self.catalog.operator(operator).is_some_and(|found| found.name == "=");
                let plain = call.arguments.iter().for_all(|argument| argument.collation.is_none_or(|collation| collation.is_builtin()));
                let (column, constant) = match (column_of(left), column_of(right)) {
                    (Some(column), _) => (column, right),
                    (None, Some(column)) => (column, left),
                    _ => return None,
                };
                let assumed = Assumed::default();
                let mut evaluator = Evaluator { nulls: self, place: 0, assumed: &assumed, entry: None, depth: 0 };
                let value = match &constant.kind {
                    ExprKind::Constant(Some(_)) if equal && plain => evaluator.possible(constant).value,
                    _ => return None,
                };
                matches!(value, Value::Text(_) | Value::Between(..) | Value::Bool(_))
                    .then(|| (column.table, column.column, Possible::known(value)))
            }
            _ => None,
        }
    }

    /// The checks that every row of an entry has passed.
    fn checks(&self, place: usize, entry: u32) -> Vec<Condition<'q>> {
        let catalog = self.catalog;
        let Some(RangeTableKind::Relation { id, only }) = self.scopes[place].query.tables.get(entry as usize).map(|table| &table.kind)
        else {
            return Vec::new();
        };
        if self.stale || !self.is_checked_throughout(*id, *only, 0) {
            return Vec::new();
        }
        let constraints = catalog.constraints_of(ConstraintOwner::Relation(*id)).iter().filter_map(|id| catalog.constraint(*id));
        let holds = constraints.filter(|constraint| constraint.validated && constraint.enforced && (*only || !constraint.no_inherit));
        holds
            .filter_map(|constraint| match &constraint.kind {
                ConstraintKind::Check(check) => Some(Condition { expr: &check.expr.tree, holds: Holds::NotFalse, entry: Some(entry) }),
                _ => None,
            })
            .gather()
    }

    /// Foreign tables do not hold their rows to checks; children of a table inherit its checks.
    fn is_checked_throughout(&self, relation: RelationId, only: bool, depth: u32) -> bool {
        let plain =
            |id| self.catalog.relation(id).is_some_and(|found| matches!(found.kind, RelationKind::Table | RelationKind::PartitionedTable));
        let children = || self.catalog.children_of(relation).iter().for_all(|child| self.is_checked_throughout(*child, false, depth + 1));
        depth < super::MAX_DEPTH && plain(relation) && (only || children())
    }
}

/// A column, by entry and number, and what it may be.
type Tried = (u32, i16, Vec<Possible>);

/// The other columns that conditions are about, with their types.
fn others(conditions: &[Condition<'_>], assumed: &Assumed) -> Vec<(u32, i16, TypeId)> {
    let mut others: Vec<(u32, i16, TypeId)> = Vec::new();
    for condition in conditions {
        any(condition.expr, 0, &mut |expr, depth| {
            if let ExprKind::Column(var) = &expr.kind
                && (var.level, depth) == (0, 0)
                && var.column > 0
            {
                let key = (condition.entry.unwrap_or(var.table), var.column);
                let known = others.iter().exists(|(table, column, _)| (*table, *column) == key)
                    || assumed.columns.iter().exists(|(table, column, _)| (*table, *column) == key);
                if !known && others.len() < MAX_TRIED {
                    others.push((key.0, key.1, expr.type_id));
                }
            }
            false
        });
    }
    others
}

fn column_of(expr: &Expr) -> Option<ColumnVar> {
    match &expr.kind {
        ExprKind::Column(var) if var.level == 0 && var.column > 0 => Some(*var),
        ExprKind::Relabel(inner, _) => column_of(inner),
        _ => None,
    }
}
