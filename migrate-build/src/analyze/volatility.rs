//! How often can the value of an expression change.

use super::parameter::Parameters;
use super::scope::ExprScope;
use crate::catalog::Catalog;
use crate::catalog::id::{FunctionId, OperatorId, TypeId};
use crate::catalog::object::{Function, FunctionBody, FunctionKind, Volatility};
use crate::catalog::tree::walk::{Child, any, for_each_child, for_each_child_of_query};
use crate::catalog::tree::{Command, Expr, ExprKind, Query};
use crate::syntax::parse_file;
use crate::syntax::statement::StatementKind;
use crate::text::{Gather, sort};

/// The most volatile thing in an expression.
// pg: clauses.c contain_mutable_functions, contain_volatile_functions
#[must_use]
pub fn volatility_of(catalog: &Catalog, expr: &Expr) -> Volatility {
    Pass { catalog, depth: 0 }.expr(expr)
}

/// Whether an expression holds a query.
#[must_use]
pub fn contains_subquery(expr: &Expr) -> bool {
    any(expr, 0, &mut |expr, _| matches!(expr.kind, ExprKind::Subquery(_)))
}

/// Whether an expression refers to a column of the query that it stands in.
// pg: var.c contain_var_clause
#[must_use]
pub fn contains_columns(expr: &Expr) -> bool {
    any(expr, 0, &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth))
}

/// Whether an expression refers to a column, by number, of the entry 0 of its range table; the whole row refers to all.
#[must_use]
pub fn references_column(expr: &Expr, column: u16) -> bool {
    any(
        expr,
        0,
        &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth && var.table == 0 && (var.column == 0 || var.column == column as i16)),
    )
}

/// The numbers of the columns that an expression refers to, in order; 0 stands for the whole row.
// pg: var.c pull_varattnos
#[must_use]
pub fn columns_of(expr: &Expr) -> Vec<i16> {
    let mut found = Vec::new();
    any(expr, 0, &mut |expr, depth| {
        if let ExprKind::Column(var) = &expr.kind
            && var.level == depth
            && !found.contains(&var.column)
        {
            found.push(var.column);
        }
        false
    });
    sort(&mut found);
    found
}

/// How deep bodies of SQL functions are followed.
const MAX_DEPTH: u32 = 8;

/// `text || anynonarray` and its mirror image are functions in SQL that cast the other side to text: nothing else of them is left by the planner.
const TEXT_ANY_CONCAT: FunctionId = FunctionId(2003);
/// See above.
const ANY_TEXT_CONCAT: FunctionId = FunctionId(2004);

struct Pass<'c> {
    catalog: &'c Catalog,
    depth: u32,
}

impl Pass<'_> {
    fn expr(&self, expr: &Expr) -> Volatility {
        let mut most = self.node(expr);
        for_each_child(expr, &mut |child| most = most.max(self.child(child)));
        most
    }

    fn child(&self, child: Child<'_>) -> Volatility {
        match child {
            Child::Expr(expr) => self.expr(expr),
            Child::Query(query) => {
                let mut most = Volatility::Immutable;
                for_each_child_of_query(query, &mut |child| most = most.max(self.child(child)));
                most
            }
        }
    }

    fn node(&self, expr: &Expr) -> Volatility {
        let operators = |ids: &[OperatorId]| ids.iter().map(|id| self.operator(*id)).max().unwrap_or(Volatility::Immutable);
        match &expr.kind {
            ExprKind::Call(call) if matches!(call.function, TEXT_ANY_CONCAT | ANY_TEXT_CONCAT) => {
                call.arguments.iter().map(|argument| self.output(argument)).max().unwrap_or(Volatility::Immutable)
            }
            ExprKind::Call(call) => self.call(call.function, &call.arguments),
            ExprKind::Aggregate(call) => self.function(call.function),
            ExprKind::Window(call) => self.function(call.function),
            ExprKind::Distinct(operator, _) | ExprKind::NullIf(operator, _) | ExprKind::ScalarArray { operator, .. } => {
                self.operator(*operator)
            }
            ExprKind::RowCompare(ids, _, _) => operators(ids),
            ExprKind::SqlValue(_) => Volatility::Stable,
            ExprKind::ThroughText(inner, _) => {
                let output = self.catalog.type_(inner.type_id).and_then(|of| of.output);
                let input = self.catalog.type_(expr.type_id).and_then(|of| of.input);
                output.into_iter().chain(input).map(|id| self.function(id)).max().unwrap_or(Volatility::Immutable)
            }
            _ => Volatility::Immutable,
        }
    }

    /// What it takes to make a text of a value.
    fn output(&self, expr: &Expr) -> Volatility {
        let output = self.catalog.type_(expr.type_id).and_then(|of| of.output);
        output.map_or(Volatility::Immutable, |id| self.function(id))
    }

    /// Anything put beside a text is as volatile as the way in which it becomes a text: the built-in functions for it are inlined.
    fn call(&self, id: FunctionId, arguments: &[Expr]) -> Volatility {
        let name = self.catalog.function(id).filter(|_| id.is_builtin()).map(|function| function.name.as_str());
        if !matches!(name, Some("textanycat" | "anytextcat")) {
            return self.function(id);
        }
        let outputs = arguments.iter().filter_map(|argument| self.catalog.type_(argument.type_id).and_then(|of| of.output));
        outputs.map(|output| self.function(output)).max().unwrap_or(Volatility::Immutable)
    }

    fn operator(&self, id: OperatorId) -> Volatility {
        self.catalog.operator(id).and_then(|operator| operator.function).map_or(Volatility::Immutable, |function| self.function(function))
    }

    fn function(&self, id: FunctionId) -> Volatility {
        let Some(function) = self.catalog.function(id) else {
            return Volatility::Immutable;
        };
        if function.volatility == Volatility::Immutable {
            return Volatility::Immutable;
        }
        self.inlined(function).unwrap_or(function.volatility)
    }

    /// A SQL function that is one expression is as volatile as the expression, whatever it was declared.
    // pg: clauses.c inline_function
    fn inlined(&self, function: &Function) -> Option<Volatility> {
        let plain = function.kind == FunctionKind::Function
            && function.language == "sql"
            && !function.returns_set
            && !function.security_definer
            && function.settings.is_empty()
            && function.returns != TypeId::RECORD
            && self.depth < MAX_DEPTH;
        if !plain {
            return None;
        }
        let analyzed;
        let query: &Query = match &function.body {
            FunctionBody::Sql(queries) => match &queries[..] {
                [only] => only,
                _ => return None,
            },
            FunctionBody::Text(text) => {
                analyzed = self.body(function, text)?;
                &analyzed
            }
            FunctionBody::Opaque => return None,
        };
        let [target] = &query.targets[..] else {
            return None;
        };
        let bare = query.command == Command::Select
            && query.with.is_empty()
            && query.tables.is_empty()
            && query.filter.is_none()
            && query.having.is_none()
            && query.group_by.is_empty()
            && query.grouping_sets.is_empty()
            && query.limit.is_none()
            && query.offset.is_none()
            && query.windows.is_empty()
            && query.set_operation.is_none()
            && !query.has_aggregates
            && !query.has_target_sets
            && !contains_subquery(&target.expr);
        bare.then(|| Pass { catalog: self.catalog, depth: self.depth + 1 }.expr(&target.expr))
    }

    fn body(&self, function: &Function, text: &str) -> Option<Query> {
        let mut parsed = parse_file(text);
        let statement = parsed.statements.pop()?;
        let StatementKind::Preparable(statement) = statement.kind else {
            return None;
        };
        if !parsed.statements.is_empty() || !parsed.problems.is_empty() {
            return None;
        }
        let arguments: Vec<_> = function.inputs().map(|parameter| (parameter.name.clone(), parameter.type_id)).gather();
        let mut parameters = Parameters::fixed(function.input_types());
        let scope = ExprScope::Arguments { function: Some(&function.name), arguments: &arguments };
        super::analyze_statement_in(self.catalog, &statement, &mut parameters, &scope).ok().map(|analyzed| analyzed.query)
    }
}
