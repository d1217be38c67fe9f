//! What does a stored expression or query say, in words that do not depend on ids and numbers: two that PostgreSQL would print alike are equal.

use super::name::{Constants, Names};
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::tree::walk::{Child, for_each_child};
use crate::catalog::tree::{
    CallForm, ColumnVar, Expr, ExprKind, FunctionCall, Query, RangeColumn, RangeTable, RangeTableKind, SubscriptIndex,
};
use crate::text::{Gather, Name};
use std::borrow::Cow;
use std::fmt::Write;
use std::rc::Rc;

/// Writes expressions and queries of one state.
pub(super) struct Printer<'c> {
    pub(super) names: Names<'c>,
    /// The range tables, outermost first.
    scopes: Vec<Vec<Entry>>,
    /// The relations that its constants name.
    named: &'c [RelationId],
    /// What is written.
    pub(super) text: String,
}

/// Bytes as a server writes them. Those with escapes are left as they are.
fn spelt_bytes(text: &str) -> Cow<'_, str> {
    match text.strip_prefix("\\x") {
        Some(digits) => Cow::Owned(format!("\\x{}", digits.to_ascii_lowercase())),
        None if text.contains('\\') => Cow::Borrowed(text),
        None => Cow::Owned(text.bytes().fold("\\x".to_owned(), |digits, byte| format!("{digits}{byte:02x}"))),
    }
}

/// What an entry of a range table is for the columns that refer to it.
enum Entry {
    Relation(RelationId),
    Columns(Vec<RangeColumn>),
}

/// An expression over these relations, the first being entry 0; its constants may name the others.
pub(super) fn print_expr(names: Names<'_>, expr: &Expr, relations: &[RelationId], named: &[RelationId]) -> String {
    let scope = relations.iter().map(|id| Entry::Relation(*id)).gather();
    let mut printer = Printer { names, scopes: vec![scope], named, text: String::new() };
    printer.expr(expr);
    printer.text
}

/// A query that may refer to these relations one level further out.
pub(super) fn print_query(names: Names<'_>, query: &Query, relations: &[RelationId]) -> String {
    let scope = relations.iter().map(|id| Entry::Relation(*id)).gather();
    let mut printer = Printer { names, scopes: vec![scope], named: &[], text: String::new() };
    printer.query(query);
    printer.text
}

impl Printer<'_> {
    /// The head says what it is, by names; the children follow in brackets.
    pub(super) fn expr(&mut self, expr: &Expr) {
        let (head, type_text) = (self.head(expr), self.names.type_(expr.type_id));
        for part in [&head, ":", &type_text] {
            self.text.push_str(part);
        }
        if expr.modifier >= 0 {
            let _ = write!(self.text, "/{}", expr.modifier);
        }
        self.text.push('(');
        for_each_child(expr, &mut |child| match child {
            Child::Expr(child) => self.expr(child),
            Child::Query(query) => self.query(query),
        });
        self.text.push(')');
    }

    fn head(&self, expr: &Expr) -> Cow<'static, str> {
        use ExprKind as K;
        let names = self.names;
        Cow::Owned(match &expr.kind {
            K::Column(var) => format!("column {} {:?}", self.column(var), var.row),
            K::Constant(Some(value)) => format!("constant {:?}", self.constant(expr.type_id, value)),
            K::Constant(None) => return Cow::Borrowed("constant"),
            K::Parameter(number) => format!("${number}"),
            K::Call(call) => self.call(call),
            K::Distinct(operator, _) => format!("distinct {}", names.operator(*operator)),
            K::NullIf(operator, _) => format!("nullif {}", names.operator(*operator)),
            K::ScalarArray { operator, any, .. } => format!("array {} {any}", names.operator(*operator)),
            K::Aggregate(it) => {
                let (direct, order) = (it.direct.len(), it.order_by.len());
                format!("aggregate {} {direct} {order} {} {}", names.function(it.function), it.distinct, it.filter.is_some())
            }
            K::Window(it) => format!("window {} {} {}", names.function(it.function), it.window, it.filter.is_some()),
            K::Subquery(it) => format!("subquery {:?} {}", it.kind, names.operators(&it.operators)),
            K::Field(_, number) => format!("field {number}"),
            K::FieldStore(_, fields) => format!("store {:?}", fields.iter().map(|(number, _)| *number).gather::<Vec<_>>()),
            K::Subscript { indices, .. } => format!("subscript {:?}", indices.iter().map(bounds).gather::<Vec<_>>()),
            K::Case { operand, branches, .. } => format!("case {} {}", operand.is_some(), branches.len()),
            K::Row(_, fields) => format!("row {fields:?}"),
            K::RowCompare(operators, left, _) => format!("compare {} {}", names.operators(operators), left.len()),
            K::SqlValue(name) => format!("value {name}"),
            K::Xml(name, _) => format!("xml {name}"),
            K::Json(name, _) => format!("json {name}"),
            K::IsNull(_, negated) => format!("isnull {negated}"),
            K::IsBoolean(_, test) => format!("is {test:?}"),
            kind => return Cow::Borrowed(word(kind)),
        })
    }

    /// PostgreSQL keeps a relation that a constant names by its id, so a new name of it is none of the expression.
    fn constant<'t>(&self, type_id: TypeId, text: &'t Name) -> Cow<'t, str> {
        match (type_id, self.named) {
            (TypeId::REGCLASS, [sequence]) => Cow::Owned(self.names.relation(*sequence)),
            (TypeId::BYTEA, _) => spelt_bytes(text),
            _ if self.names.constants == Constants::Plain && !self.names.is_written_as_it_is(type_id) => Cow::Borrowed(""),
            _ => Cow::Borrowed(text),
        }
    }

    fn call(&self, call: &FunctionCall) -> String {
        let form = match call.form {
            CallForm::Function => Rc::from("call"),
            CallForm::Operator(operator) => self.names.operator(operator),
            // PostgreSQL prints a cast that nobody wrote like one that somebody did.
            CallForm::Cast(_) => Rc::from("cast"),
        };
        format!("{form} {} {}", self.names.function(call.function), call.variadic)
    }

    fn column(&self, var: &ColumnVar) -> String {
        let scope = self.scopes.len().checked_sub(1 + var.level as usize).and_then(|at| self.scopes.get(at));
        let name = match scope.and_then(|scope| scope.get(var.table as usize)) {
            Some(Entry::Relation(id)) => self.names.column(*id, var.column),
            Some(Entry::Columns(columns)) => {
                let column = usize::try_from(var.column).ok().and_then(|number| columns.get(number.checked_sub(1)?));
                column.map_or_else(|| format!("#{}", var.column), |column| quote_identifier(&column.name))
            }
            None => format!("#{}", var.column),
        };
        format!("{}.{}.{name}", var.level, var.table)
    }

    /// The columns of the range table of a query are in sight from here on.
    pub(super) fn enter(&mut self, tables: &[RangeTable]) {
        let entry = |table: &RangeTable| match &table.kind {
            RangeTableKind::Relation { id, .. } => Entry::Relation(*id),
            _ => Entry::Columns(table.columns.clone()),
        };
        self.scopes.push(tables.iter().map(entry).gather());
    }

    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }
}

fn bounds(index: &SubscriptIndex) -> (bool, bool) {
    match index {
        SubscriptIndex::Element(_) => (true, true),
        SubscriptIndex::Slice(from, to) => (from.is_some(), to.is_some()),
    }
}

fn word(kind: &ExprKind) -> &'static str {
    use ExprKind as K;
    match kind {
        K::And(_) => "and",
        K::Or(_) => "or",
        K::Not(_) => "not",
        K::Grouping(_) => "grouping",
        K::Relabel(..) => "relabel",
        K::ThroughText(..) => "text",
        K::ArrayCast(..) => "elements",
        K::ToDomain(..) => "domain",
        K::RowCast(_) => "row cast",
        K::Collate(_) => "collate",
        K::CaseOperand => "operand",
        K::Array(_) => "list",
        K::Coalesce(_) => "coalesce",
        K::Greatest(_) => "greatest",
        K::Least(_) => "least",
        K::DomainValue => "domain value",
        K::Default => "default",
        K::CurrentOf => "current of",
        K::MergeAction => "merge action",
        _ => "unknown",
    }
}
