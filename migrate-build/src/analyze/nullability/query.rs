//! Which columns of a query can never be NULL.

use super::from::Forced;
use super::refute::Holds;
use super::scope::Scope;
use super::{MAX_DEPTH, Nulls};
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Command, Expr, ExprKind, Query, RangeTableKind, SetOperator, SetTree};
use crate::text::{Collection, Gather, Seek};

impl<'q> Nulls<'q> {
    /// Whether each column that a query gives can never be NULL.
    pub(super) fn query(&mut self, query: &'q Query) -> Vec<bool> {
        if self.depth >= MAX_DEPTH {
            return vec![false; query.visible_targets().count()];
        }
        self.depth += 1;
        self.scopes.push(Scope::new(query));
        let columns = match (&query.set_operation, query.command) {
            (Some(tree), _) => self.set_operation(query, tree),
            (None, Command::Select) => self.select(query),
            (None, _) => self.written(query),
        };
        self.scopes.pop();
        self.depth -= 1;
        columns
    }

    fn select(&mut self, query: &'q Query) -> Vec<bool> {
        self.conditions(query);
        self.grouping(query);
        let several_sets = count_set_calls(query) > 1;
        query.visible_targets().map(|target| !(several_sets && holds_set_call(&target.expr)) && self.expr(&target.expr)).gather()
    }

    /// Joins the tables of the innermost query and enters what its `WHERE` proves.
    pub(super) fn conditions(&mut self, query: &'q Query) {
        let mut proven = query.filter.as_ref().map_or_else(Vec::new, |filter| self.facts_of_true(filter));
        if let Some(having) = &query.having {
            proven.put_all(self.facts_of_true(having).into_iter().filter(|fact| query.group_by.contains(fact)));
        }
        let conditions = query.filter.iter().gather();
        self.from(query, &Forced { facts: proven.clone(), conditions, throughout: true, ..Forced::default() });
        self.prove(&proven);
        query.filter.iter().for_each(|filter| self.suppose(filter, Holds::True));
        query.having.iter().filter(|_| query.grouping_sets.is_empty()).for_each(|having| self.suppose(having, Holds::True));
        if may_group_no_rows(query) {
            // Such a group has a row in the answer though no row passed the condition.
            proven.retain(of_own_columns);
        }
        let having = query.having.as_ref().map_or_else(Vec::new, |having| self.facts_of_true(having));
        let lasting: Vec<Expr> = proven.into_iter().chain(having).filter(|fact| self.is_lasting(fact)).gather();
        if let Some(scope) = self.scopes.last_mut() {
            scope.facts.put_all(lasting);
        }
    }

    fn grouping(&mut self, query: &Query) {
        let having = query.having.as_ref().map_or_else(Vec::new, |having| self.facts_of_true(having));
        let Some(scope) = self.scopes.last_mut() else { return };
        if query.grouping_sets.is_empty() {
            scope.groups_have_rows = !query.group_by.is_empty();
            if let (false, Some(having)) = (scope.groups_have_rows, &query.having) {
                let has_rows = self.needs_group(having);
                self.scopes.last_mut().into_iter().for_each(|scope| scope.groups_have_rows = has_rows);
            }
            return;
        }
        scope.groups_have_rows = query.grouping_sets.iter().for_all(|set| !set.is_empty());
        for (index, expr) in query.group_by.iter().enumerate() {
            if !query.grouping_sets.iter().for_all(|set| set.contains(&(index as u32))) && !having.contains(expr) {
                scope.ungrouped.push(expr.clone());
            }
        }
    }

    // A side that takes rows away or must have them too says more than one that adds them.
    fn set_operation(&mut self, query: &'q Query, tree: &SetTree) -> Vec<bool> {
        match tree {
            SetTree::Leaf(entry) => {
                self.entry(query, *entry);
                let scope = self.scopes.last();
                scope.and_then(|scope| scope.tables.get(*entry as usize)).map_or_else(Vec::new, |table| table.never.clone())
            }
            SetTree::Operation { operator, left, right, .. } => {
                let left = self.set_operation(query, left);
                let right = self.set_operation(query, right);
                let both = left.iter().zip(&right);
                match operator {
                    SetOperator::Union => both.map(|(left, right)| *left && *right).gather(),
                    SetOperator::Intersect => both.map(|(left, right)| *left || *right).gather(),
                    SetOperator::Except => left,
                }
            }
        }
    }

    /// Looks at one entry of the innermost query's range table.
    pub(super) fn entry(&mut self, query: &'q Query, entry: u32) {
        let Some(table) = query.tables.get(entry as usize) else {
            return;
        };
        let mut never = match &table.kind {
            RangeTableKind::Relation { id, only } => self.relation(*id, *only),
            RangeTableKind::Subquery(inner) => self.query(inner),
            RangeTableKind::Function { calls, ordinality } => self.function_columns(calls, *ordinality, table.columns.len()),
            RangeTableKind::Values(rows) => (0..table.columns.len())
                .map(|index| rows.iter().for_all(|row| row.get(index).is_some_and(|value| self.expr(value))))
                .gather(),
            RangeTableKind::CommonTable { name, level, .. } => self.common_table(name, *level),
            RangeTableKind::TableFunction(_, never) => never.clone(),
            RangeTableKind::Join { .. } | RangeTableKind::Named => Vec::new(),
        };
        never.resize(table.columns.len(), false);
        if let Some(known) = self.scopes.last_mut().and_then(|scope| scope.tables.get_mut(entry as usize)) {
            known.never = never;
            known.missing = false;
        }
    }

    fn common_table(&mut self, name: &str, level: u32) -> Vec<bool> {
        let Some(place) = self.scopes.len().checked_sub(1 + level as usize) else {
            return Vec::new();
        };
        let Some(table) = self.scopes[place].query.with.iter().first_where(|table| table.name == *name) else {
            return Vec::new();
        };
        let key = std::ptr::from_ref(&table.query);
        if let Some(known) = self.common.get(&key) {
            return known.clone();
        }
        let inner = self.scopes.split_off(place + 1);
        let columns = if table.recursive { self.recursive(&table.query, table.columns.len()) } else { self.query(&table.query) };
        self.scopes.put_all(inner);
        self.common.insert(key, columns.clone());
        columns
    }

    /// Takes every column for never NULL at first, and lets go of what does not hold until all that is left does.
    fn recursive(&mut self, query: &'q Query, width: usize) -> Vec<bool> {
        let key = std::ptr::from_ref(query);
        let mut known = vec![true; width];
        // What was found of the expressions within rests on what was taken for granted in that round.
        let outside = self.common.clone();
        loop {
            self.common.clone_from(&outside);
            self.common.insert(key, known.clone());
            let found = self.query(query);
            let next: Vec<bool> =
                known.iter().enumerate().map(|(index, before)| *before && found.get(index).copied().unwrap_or(false)).gather();
            if next == known {
                self.common = outside;
                return known;
            }
            known = next;
        }
    }
}

/// Whether there is a group even where no row is grouped.
fn may_group_no_rows(query: &Query) -> bool {
    match &query.grouping_sets[..] {
        [] => query.group_by.is_empty() && (query.has_aggregates || query.having.is_some()),
        sets => sets.iter().exists(Vec::is_empty),
    }
}

fn of_own_columns(expr: &Expr) -> bool {
    any(expr, 0, &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth))
}

fn holds_set_call(expr: &Expr) -> bool {
    any(expr, 0, &mut |expr, depth| depth == 0 && matches!(&expr.kind, ExprKind::Call(call) if call.set))
}

fn count_set_calls(query: &Query) -> usize {
    query.targets.iter().filter(|target| holds_set_call(&target.expr)).count()
}
