//! By which operators do queries ask the columns of tables.

use crate::catalog::id::{OperatorId, RelationId};
use crate::catalog::tree::walk::{Child, for_each_child, for_each_child_of_query};
use crate::catalog::tree::{CallForm, ColumnVar, Expr, ExprKind, JoinTree, Query, RangeTableKind};
use crate::text::{Collection, Gather, Seek, SortedMap, SortedSet};

/// A column of a table.
pub(super) type Asked = (RelationId, u16);

/// Where a query asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// In a condition of `WHERE` or of a join.
    Condition,
    /// In `ORDER BY`.
    Order,
    /// Anywhere: in what it gives, for one.
    Elsewhere,
}

/// How a query asks a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ask {
    pub operator: OperatorId,
    /// Whether the column is the array behind `ANY` or `ALL`.
    pub as_array: bool,
    pub part: Part,
    /// The query, by its place in the list.
    pub query: usize,
}

/// What all queries ask.
#[derive(Debug, Default)]
pub(super) struct Asks {
    pub of: SortedMap<Asked, Vec<Ask>>,
    /// Columns that are asked by what cannot be looked into: functions, and the parts of a `UNION`.
    pub hidden: SortedSet<Asked>,
}

impl Asks {
    /// Adds what a query asks.
    pub(super) fn add(&mut self, query: &Query, number: usize) {
        Walk { asks: self, number, scopes: Vec::new() }.query(query);
    }
}

struct Walk<'a, 'q> {
    asks: &'a mut Asks,
    number: usize,
    /// The queries around, outermost first.
    scopes: Vec<&'q Query>,
}

impl<'q> Walk<'_, 'q> {
    fn query(&mut self, query: &'q Query) {
        self.scopes.push(query);
        query.filter.iter().for_each(|filter| self.expr(filter, Part::Condition));
        query.from.iter().for_each(|tree| self.join(tree));
        query.order_by.iter().for_each(|expr| self.expr(expr, Part::Order));
        for_each_child_of_query(query, &mut |child| self.child(child, Part::Elsewhere));
        if self.scopes.len() > 1 && query.set_operation.is_some() {
            self.hide_parts(query);
        }
        self.scopes.pop();
    }

    /// A condition around a `UNION` is handed down to its parts.
    fn hide_parts(&mut self, query: &'q Query) {
        let parts =
            query.tables.iter().filter_map(|table| if let RangeTableKind::Subquery(part) = &table.kind { Some(part) } else { None });
        for part in parts {
            self.scopes.push(part);
            let columns: Vec<Asked> = part.targets.iter().filter_map(|target| self.column(&target.expr)).gather();
            self.asks.hidden.put_all(columns);
            self.scopes.pop();
        }
    }

    fn join(&mut self, tree: &'q JoinTree) {
        if let JoinTree::Join(node) = tree {
            node.condition.iter().for_each(|condition| self.expr(condition, Part::Condition));
            self.join(&node.left);
            self.join(&node.right);
        }
    }

    /// Queries within are looked at once, with everything else.
    fn child(&mut self, child: Child<'q>, part: Part) {
        match child {
            Child::Expr(expr) => self.expr(expr, part),
            Child::Query(query) if part == Part::Elsewhere => self.query(query),
            Child::Query(_) => {}
        }
    }

    fn expr(&mut self, expr: &'q Expr, part: Part) {
        match &expr.kind {
            ExprKind::Call(call) => match call.form {
                CallForm::Operator(operator) => call.arguments.iter().for_each(|argument| self.ask(argument, operator, false, part)),
                CallForm::Function if !call.function.is_builtin() => {
                    let columns: Vec<Asked> = call.arguments.iter().filter_map(|argument| self.column(argument)).gather();
                    self.asks.hidden.put_all(columns);
                }
                CallForm::Function | CallForm::Cast(_) => {}
            },
            ExprKind::ScalarArray { operator, sides, .. } => {
                self.ask(&sides[0], *operator, false, part);
                self.ask(&sides[1], *operator, true, part);
            }
            ExprKind::Subquery(subquery) => {
                subquery.left.iter().zip(&subquery.operators).for_each(|(left, operator)| self.ask(left, *operator, false, part));
            }
            _ => {}
        }
        for_each_child(expr, &mut |child| self.child(child, part));
    }

    fn ask(&mut self, expr: &Expr, operator: OperatorId, as_array: bool, part: Part) {
        if let Some(column) = self.column(expr) {
            self.asks.of.or_default(column).push(Ask { operator, as_array, part, query: self.number });
        }
    }

    fn column(&self, expr: &Expr) -> Option<Asked> {
        column_of(&self.scopes, expr, 0)
    }
}

/// How deep queries are looked into.
const DEEPEST: u32 = 32;

/// The column of a table that an expression is, through the queries and joins between; none where it is something else.
fn column_of(scopes: &[&Query], expr: &Expr, depth: u32) -> Option<Asked> {
    match &expr.kind {
        ExprKind::Column(var) if depth < DEEPEST => resolve(scopes, *var, depth + 1),
        ExprKind::Relabel(inner, _) if depth < DEEPEST => column_of(scopes, inner, depth + 1),
        _ => None,
    }
}

fn resolve(scopes: &[&Query], var: ColumnVar, depth: u32) -> Option<Asked> {
    let visible = &scopes[..scopes.len().checked_sub(var.level as usize)?];
    let query = visible.last()?;
    let number = u16::try_from(var.column).ok().filter(|number| *number > 0)?;
    let place = usize::from(number) - 1;
    match &query.tables.get(var.table as usize)?.kind {
        RangeTableKind::Relation { id, .. } => Some((*id, number)),
        RangeTableKind::Join { columns } => column_of(visible, columns.get(place)?, depth),
        RangeTableKind::Subquery(inner) => given_by(visible, inner, place, depth),
        RangeTableKind::CommonTable { name, level, .. } => {
            let around = &visible[..visible.len().checked_sub(*level as usize)?];
            let table = around.last()?.with.iter().first_where(|table| table.name == *name)?;
            given_by(around, &table.query, place, depth)
        }
        _ => None,
    }
}

fn given_by(around: &[&Query], query: &Query, place: usize, depth: u32) -> Option<Asked> {
    let target = query.visible_targets().nth(place).filter(|_| query.set_operation.is_none())?;
    let scopes: Vec<&Query> = around.iter().copied().chain([query]).gather();
    column_of(&scopes, &target.expr, depth)
}
