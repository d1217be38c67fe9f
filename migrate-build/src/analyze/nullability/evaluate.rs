//! What may an expression be while something is assumed of columns: every outcome that it can have is among those said here.

use super::Nulls;
use super::possible::{Possible, Value};
use crate::catalog::id::{OperatorId, TypeId};
use crate::catalog::tree::{BooleanTest, CallForm, ColumnVar, Expr, ExprKind, FunctionCall, RangeTableKind, RowVersion, SubqueryKind};
use crate::text::{Gather, Seek};
use crate::typing::category::{base_type, is_enum, is_row};

/// How deep expressions are followed.
const MAX_DEPTH: u32 = 60;

/// What is assumed.
#[derive(Clone, Debug, Default)]
pub(super) struct Assumed {
    /// The entries of which there is no row.
    pub(super) missing: Vec<u32>,
    /// What columns are.
    pub(super) columns: Vec<(u32, i16, Possible)>,
    /// Whether no row is aggregated.
    pub(super) no_rows: bool,
    /// Whether what is known of the columns of the query holds as well.
    pub(super) settled: bool,
}

/// An evaluation under way.
pub(super) struct Evaluator<'n, 'q> {
    pub(super) nulls: &'n Nulls<'q>,
    /// The query whose columns the expression refers to.
    pub(super) place: usize,
    pub(super) assumed: &'n Assumed,
    /// The entry that a check or generated column is about, which knows only one.
    pub(super) entry: Option<u32>,
    pub(super) depth: u32,
}

impl Evaluator<'_, '_> {
    /// What an expression may be.
    pub(super) fn possible(&mut self, expr: &Expr) -> Possible {
        if self.depth >= MAX_DEPTH || !self.nulls.may_spend() {
            return Possible::ANYTHING;
        }
        self.depth += 1;
        let possible = self.by_kind(expr);
        self.depth -= 1;
        possible
    }

    fn by_kind(&mut self, expr: &Expr) -> Possible {
        match &expr.kind {
            ExprKind::Column(var) => self.of_column(*var),
            ExprKind::Constant(None) => Possible::NULL,
            ExprKind::Constant(Some(text)) => self.constant(expr, text),
            ExprKind::Call(call) => self.call(call),
            ExprKind::And(parts) => parts.iter().fold(Possible::boolean(true), |so_far, part| {
                if so_far.may_be_true() || so_far.null { so_far.and(&self.possible(part)) } else { so_far }
            }),
            ExprKind::Or(parts) => parts.iter().fold(Possible::boolean(false), |so_far, part| {
                if so_far.may_be_false() || so_far.null { so_far.or(&self.possible(part)) } else { so_far }
            }),
            ExprKind::Not(inner) => self.possible(inner).negated(),
            ExprKind::IsNull(inner, negated) => self.is_null(inner, *negated),
            ExprKind::IsBoolean(inner, test) => is_boolean(&self.possible(inner), *test),
            ExprKind::Distinct(operator, sides) => self.distinct(*operator, sides),
            ExprKind::ScalarArray { operator, any, sides } => self.scalar_array(*operator, *any, sides),
            ExprKind::Case { operand, branches, otherwise } => self.case(operand.is_some(), branches, otherwise),
            ExprKind::Coalesce(values) => self.coalesce(values),
            ExprKind::NullIf(_, sides) => {
                let left = self.possible(&sides[0]);
                Possible { null: true, ..left }
            }
            ExprKind::Greatest(values) | ExprKind::Least(values) => self.coalesce(values).made_of(),
            ExprKind::Relabel(inner, _) | ExprKind::Collate(inner) | ExprKind::ToDomain(inner, _) => self.possible(inner),
            ExprKind::ThroughText(inner, _) | ExprKind::ArrayCast(inner, _, _) | ExprKind::RowCast(inner) => self.possible(inner).made_of(),
            ExprKind::Field(inner, _) | ExprKind::Subscript { container: inner, store: None, .. } => match self.possible(inner).is_null() {
                true => Possible::NULL,
                false => Possible::ANYTHING,
            },
            ExprKind::Array(_) | ExprKind::Row(..) | ExprKind::Grouping(_) => Possible::NOT_NULL,
            ExprKind::RowCompare(_, left, right) => self.row_compare(left, right),
            ExprKind::Subquery(subquery) => match subquery.kind {
                SubqueryKind::Exists | SubqueryKind::Array => Possible::NOT_NULL,
                SubqueryKind::Any | SubqueryKind::All => {
                    self.over_rows(subquery.kind == SubqueryKind::Any, &subquery.operators, &subquery.left)
                }
                _ => Possible::ANYTHING,
            },
            ExprKind::Aggregate(call) if self.assumed.no_rows && call.level == 0 => match self.nulls.builtin_name(call.function) {
                Some("count" | "regr_count") => Possible::known(Value::Between(0, 0)),
                _ => Possible::ANYTHING,
            },
            _ => Possible::ANYTHING,
        }
    }

    /// What a column may be.
    pub(super) fn of_column(&mut self, var: ColumnVar) -> Possible {
        let Some(place) = self.place.checked_sub(var.level as usize) else {
            return Possible::ANYTHING;
        };
        if var.row != RowVersion::Default {
            return Possible::ANYTHING;
        }
        let scope = &self.nulls.scopes[place];
        if var.level > 0 {
            return if scope.ungrouped.is_empty() && scope.never(var) { Possible::NOT_NULL } else { Possible::ANYTHING };
        }
        let var = ColumnVar { table: self.entry.unwrap_or(var.table), ..var };
        if self.assumed.missing.contains(&var.table) {
            return Possible::NULL;
        }
        let assumed = self.assumed.columns.iter().rev().first_where(|(table, column, _)| *table == var.table && *column == var.column);
        if let Some((_, _, possible)) = assumed {
            return possible.clone();
        }
        if let Some(made) = self.made_column(var) {
            return made;
        }
        if self.assumed.settled && scope.never(var) { Possible::NOT_NULL } else { Possible::ANYTHING }
    }

    /// A column that is made of others: of a join, or generated.
    fn made_column(&mut self, var: ColumnVar) -> Option<Possible> {
        let query = self.nulls.scopes[self.place].query;
        let number = usize::try_from(var.column).ok()?.checked_sub(1)?;
        match &query.tables.get(var.table as usize)?.kind {
            RangeTableKind::Join { columns } if self.entry.is_none() => Some(self.possible(columns.get(number)?)),
            RangeTableKind::Relation { id, .. } => {
                let catalog = self.nulls.catalog;
                let column = catalog.relation(*id)?.columns.get(number)?;
                // A child may compute the column in a way of its own.
                if column.generated.is_none() || self.nulls.stale || !catalog.children_of(*id).is_empty() || self.is_missing(var.table) {
                    return None;
                }
                let entry = self.entry.replace(var.table);
                let made = self.possible(&column.default.as_ref()?.tree);
                self.entry = entry;
                Some(made)
            }
            _ => None,
        }
    }

    fn is_missing(&self, table: u32) -> bool {
        !self.assumed.settled || self.nulls.scopes[self.place].tables.get(table as usize).is_none_or(|table| table.missing)
    }

    fn constant(&self, expr: &Expr, text: &crate::text::Name) -> Possible {
        let type_id = base_type(self.nulls.catalog, expr.type_id);
        let value = match type_id {
            TypeId::BOOL => match text.as_str() {
                "t" | "true" => Value::Bool(true),
                "f" | "false" => Value::Bool(false),
                _ => Value::Anything,
            },
            TypeId::INT2 | TypeId::INT4 | TypeId::INT8 | TypeId::NUMERIC if expr.modifier == -1 => {
                text.parse().map_or(Value::Anything, |number| Value::Between(number, number))
            }
            TypeId::TEXT | TypeId::VARCHAR if expr.modifier == -1 => Value::Text(text.clone()),
            type_id if is_enum(self.nulls.catalog, type_id) => Value::Text(text.clone()),
            _ => Value::Anything,
        };
        Possible::known(value)
    }

    fn call(&mut self, call: &FunctionCall) -> Possible {
        let catalog = self.nulls.catalog;
        let Some(function) = catalog.function(call.function).filter(|_| !call.set) else {
            return Possible::ANYTHING;
        };
        let arguments: Vec<Possible> = call.arguments.iter().map(|argument| self.possible(argument)).gather();
        if function.strict && arguments.iter().exists(Possible::is_null) {
            return Possible::NULL;
        }
        if let (CallForm::Operator(operator), [left, right]) = (call.form, &arguments[..]) {
            let plain = call.arguments.iter().for_all(|argument| argument.collation.is_none_or(|collation| collation.is_builtin()));
            let possible = self.compare(operator, plain, left, right);
            let never = !left.null && !right.null && self.nulls.is_never_null_of_values(call);
            return Possible { null: possible.null && !never, ..possible };
        }
        let name = self.nulls.builtin_name(call.function);
        let count = arguments.len() as i64;
        let nulls = arguments.iter().filter(|argument| argument.is_null()).count() as i64;
        let filled = arguments.iter().filter(|argument| !argument.null).count() as i64;
        match (name, &arguments[..]) {
            (Some("num_nulls"), _) if !call.variadic => return Possible::known(Value::Between(nulls, count - filled)),
            (Some("num_nonnulls"), _) if !call.variadic => return Possible::known(Value::Between(filled, count - nulls)),
            (
                Some("int2" | "int4" | "int8" | "numeric" | "float4" | "float8"),
                [only @ Possible { value: Value::Between(low, high), .. }],
            ) if *low >= i64::from(i16::MIN) && *high <= i64::from(i16::MAX) => {
                return only.clone();
            }
            _ => {}
        }
        let filled = filled == count && self.nulls.is_never_null_of_values(call);
        Possible { null: !filled && !self.nulls.is_never_null_of_anything(call), value: Value::Anything }
    }

    /// An operator over two values; only equality and order of what is built in are known.
    fn compare(&self, operator: OperatorId, plain: bool, left: &Possible, right: &Possible) -> Possible {
        let catalog = self.nulls.catalog;
        let Some(found) = catalog.operator(operator) else {
            return Possible::ANYTHING;
        };
        let never = found.function.is_some_and(|function| catalog.is_never_null(function));
        let strict = found.function.is_some_and(|function| self.nulls.is_strict(function));
        if strict && (left.is_null() || right.is_null()) {
            return Possible::NULL;
        }
        let null = left.null || right.null || !never;
        let (left, right) = (&left.value, &right.value);
        let known = match found.name.as_str() {
            _ if !operator.is_builtin() || !plain || !strict => None,
            "=" => left.equals(right),
            "<>" => left.equals(right).map(|equal| !equal),
            "<" => left.is_less(right),
            ">=" => left.is_less(right).map(|less| !less),
            ">" => right.is_less(left),
            "<=" => right.is_less(left).map(|less| !less),
            _ => None,
        };
        Possible { null, value: known.map_or(Value::Anything, Value::Bool) }
    }

    /// Of a row, each field is tested.
    fn is_null(&mut self, inner: &Expr, negated: bool) -> Possible {
        if let ExprKind::Row(fields, _) = &inner.kind {
            let tested: Vec<Possible> = fields.iter().map(|field| self.possible(field)).gather();
            let certain = |field: &Possible| if negated { !field.null } else { field.is_null() };
            let excluded = |field: &Possible| if negated { field.is_null() } else { !field.null };
            return Possible::truth(!tested.iter().exists(excluded), !tested.iter().all(certain), false);
        }
        let possible = self.possible(inner);
        let row = is_row(self.nulls.catalog, base_type(self.nulls.catalog, inner.type_id));
        if row && !possible.is_null() {
            return Possible::NOT_NULL;
        }
        let is_null = Possible::truth(possible.null, !possible.is_null(), false);
        if negated { is_null.negated() } else { is_null }
    }

    fn distinct(&mut self, operator: OperatorId, sides: &[Expr; 2]) -> Possible {
        let (left, right) = (self.possible(&sides[0]), self.possible(&sides[1]));
        if left.is_null() && right.is_null() {
            return Possible::boolean(false);
        }
        if left.is_null() && !right.null || right.is_null() && !left.null {
            return Possible::boolean(true);
        }
        if left.null || right.null {
            return Possible::NOT_NULL;
        }
        let plain = sides.iter().for_all(|side| side.collation.is_none_or(|collation| collation.is_builtin()));
        Possible { null: false, ..self.compare(operator, plain, &left, &right).negated() }
    }

    fn scalar_array(&mut self, operator: OperatorId, any: bool, sides: &[Expr; 2]) -> Possible {
        let left = self.possible(&sides[0]);
        let strict = self.nulls.catalog.operator(operator).and_then(|found| found.function).is_some_and(|id| self.nulls.is_strict(id));
        let plain = sides.iter().for_all(|side| side.collation.is_none_or(|collation| collation.is_builtin()));
        match &sides[1].kind {
            ExprKind::Array(elements) if !elements.iter().exists(|element| element.type_id == sides[1].type_id) => {
                let outcomes: Vec<Possible> = elements
                    .iter()
                    .map(|element| {
                        let element = self.possible(element);
                        self.compare(operator, plain, &left, &element)
                    })
                    .gather();
                let start = Possible::boolean(!any);
                outcomes.iter().fold(start, |so_far, outcome| if any { so_far.or(outcome) } else { so_far.and(outcome) })
            }
            _ if strict && self.possible(&sides[1]).is_null() => Possible::NULL,
            _ if strict && left.is_null() => Possible::truth(!any, any, true),
            _ => Possible::ANYTHING,
        }
    }

    /// `IN (query)` and its kin: over no rows the answer is known, over some a NULL on the left gives NULL.
    fn over_rows(&mut self, any: bool, operators: &[OperatorId], left: &[Expr]) -> Possible {
        let catalog = self.nulls.catalog;
        let strict =
            |id: &OperatorId| catalog.operator(*id).and_then(|found| found.function).is_some_and(|function| self.nulls.is_strict(function));
        let strict = operators.iter().all(strict);
        match left {
            [left] if strict && self.possible(left).is_null() => Possible::truth(!any, any, true),
            _ => Possible::ANYTHING,
        }
    }

    fn row_compare(&mut self, left: &[Expr], right: &[Expr]) -> Possible {
        let first = left.first().into_iter().chain(right.first());
        let null = first.map(|side| self.possible(side)).exists(|side| side.is_null());
        if null { Possible::NULL } else { Possible::ANYTHING }
    }

    fn case(&mut self, short: bool, branches: &[(Expr, Expr)], otherwise: &Expr) -> Possible {
        let mut so_far = Possible { null: false, value: Value::Nothing };
        for (condition, result) in branches {
            let condition = if short { Possible::ANYTHING } else { self.possible(condition) };
            if condition.may_be_true() {
                so_far = so_far.either(self.possible(result));
            }
            if !condition.may_be_false() && !condition.null {
                return so_far;
            }
        }
        so_far.either(self.possible(otherwise))
    }

    fn coalesce(&mut self, values: &[Expr]) -> Possible {
        let mut so_far = Possible { null: true, value: Value::Nothing };
        for value in values {
            let value = self.possible(value);
            let null = value.null;
            so_far = so_far.either(value);
            if !null {
                return Possible { null: false, ..so_far };
            }
        }
        so_far
    }
}

fn is_boolean(inner: &Possible, test: BooleanTest) -> Possible {
    let (yes, no, null) = (inner.may_be_true(), inner.may_be_false(), inner.null);
    match test {
        BooleanTest::True => Possible::truth(yes, no || null, false),
        BooleanTest::NotTrue => Possible::truth(no || null, yes, false),
        BooleanTest::False => Possible::truth(no, yes || null, false),
        BooleanTest::NotFalse => Possible::truth(yes || null, no, false),
        BooleanTest::Unknown => Possible::truth(null, yes || no, false),
        BooleanTest::NotUnknown => Possible::truth(yes || no, null, false),
    }
}
