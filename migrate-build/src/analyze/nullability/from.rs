//! What do joins let through: which rows may be missing, and what conditions prove of the columns.

use super::Nulls;
use super::facts::is_true;
use super::refute::Holds;
use crate::analyze::cardinality::always_has_rows;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, JoinKind, JoinNode, JoinTree, Query, RangeTableKind};
use crate::text::{Collection, Gather, Seek};

impl<'q> Nulls<'q> {
    /// Looks at the tables of the innermost query as they are joined; `forced` is what its conditions say in the end.
    pub(super) fn from(&mut self, query: &'q Query, forced: &Forced<'q>) {
        for tree in &query.from {
            self.tree(query, tree, forced);
        }
    }

    /// Gives back the entries that stand in the tree.
    // pg: prepjointree.c reduce_outer_joins
    fn tree(&mut self, query: &'q Query, tree: &'q JoinTree, forced: &Forced<'q>) -> Vec<u32> {
        match tree {
            JoinTree::Table(entry) => {
                self.entry(query, *entry);
                vec![*entry]
            }
            JoinTree::Join(join) => self.join(query, join, forced),
        }
    }

    fn join(&mut self, query: &'q Query, join: &'q JoinNode, forced: &Forced<'q>) -> Vec<u32> {
        let (left, right) = (entries_of(&join.left), entries_of(&join.right));
        let kind = reduce(join.kind, self.are_needed(query, join, forced, &left), self.are_needed(query, join, forced, &right));
        let own = Forced {
            facts: join.condition.as_ref().map_or_else(Vec::new, |condition| self.facts_of_true(condition)),
            conditions: join.condition.iter().gather(),
            ..Forced::default()
        };
        let (for_left, for_right) = match kind {
            JoinKind::Inner => (forced.and(&own), forced.and(&own)),
            JoinKind::Left => (forced.with_dependents(join, &right), own.clone()),
            JoinKind::Right => (own.clone(), forced.with_dependents(join, &left)),
            JoinKind::Full => (Forced::default(), Forced::default()),
        };
        self.tree(query, &join.left, &for_left);
        self.tree(query, &join.right, &for_right);
        if kind == JoinKind::Inner {
            self.prove(&own.facts);
            if let (true, Some(condition)) = (forced.throughout, &join.condition) {
                self.suppose(condition, Holds::True);
            }
        }
        self.merge(query, join, kind);
        let mut all = left.clone();
        all.extend(&right);
        match kind {
            JoinKind::Inner => {}
            JoinKind::Left => self.may_miss(&right),
            JoinKind::Right => self.may_miss(&left),
            JoinKind::Full => self.may_miss(&all),
        }
        all.push(join.table);
        all
    }

    /// Whether each row that comes out in the end has one of a side of a join.
    fn are_needed(&self, query: &Query, join: &JoinNode, forced: &Forced<'q>, side: &[u32]) -> bool {
        let tree = if side.iter().exists(|entry| entries_of(&join.left).contains(entry)) { &join.left } else { &join.right };
        join.kind != JoinKind::Inner
            && (mentions(&forced.facts, side)
                || join.condition.as_ref().is_none_or(is_true) && always_has_rows(self.catalog, query, tree)
                || self.need_rows(&forced.conditions, self.missing_with(forced, side)))
    }

    /// The entries that have no row where others have none: outer joins cannot hold then.
    fn missing_with(&self, forced: &Forced<'q>, side: &[u32]) -> Vec<u32> {
        let mut missing = side.to_vec();
        // What is joined first stands further in, and is followed here by what depends on it.
        for (condition, entries) in forced.dependents.iter().rev() {
            if self.need_rows(&[condition], missing.clone()) {
                missing.extend(entries);
            }
        }
        missing
    }

    /// The columns of the join itself: those that `USING` merges.
    fn merge(&mut self, query: &'q Query, join: &JoinNode, kind: JoinKind) {
        let Some(RangeTableKind::Join { columns }) = query.tables.get(join.table as usize).map(|table| &table.kind) else {
            return;
        };
        let never: Vec<bool> = columns
            .iter()
            .map(|column| match (&column.kind, kind) {
                (ExprKind::Coalesce(sides), JoinKind::Full) => sides.iter().for_all(|side| self.expr(side)),
                (ExprKind::Coalesce(sides), JoinKind::Left) => sides.first().is_some_and(|side| self.expr(side)),
                (ExprKind::Coalesce(sides), JoinKind::Right) => sides.last().is_some_and(|side| self.expr(side)),
                (_, JoinKind::Full) => false,
                _ => self.expr(column),
            })
            .gather();
        if let Some(table) = self.scopes.last_mut().and_then(|scope| scope.tables.get_mut(join.table as usize)) {
            table.never = never;
            table.missing = false;
        }
    }

    fn may_miss(&mut self, entries: &[u32]) {
        let Some(scope) = self.scopes.last_mut() else { return };
        for entry in entries {
            if let Some(table) = scope.tables.get_mut(*entry as usize) {
                table.never.iter_mut().for_each(|never| *never = false);
                table.missing = true;
            }
        }
    }

    /// Enters what conditions prove of columns of the innermost query.
    pub(super) fn prove(&mut self, facts: &[Expr]) {
        let Some(scope) = self.scopes.last_mut() else { return };
        for fact in facts {
            if let ExprKind::Column(var) = &fact.kind
                && var.level == 0
            {
                scope.prove(*var);
            }
        }
    }
}

/// What conditions say of the rows that come out of a part of `FROM`.
#[derive(Clone, Debug, Default)]
pub(super) struct Forced<'q> {
    /// What they prove not to be NULL.
    pub(super) facts: Vec<Expr>,
    /// The conditions, each of which is true.
    pub(super) conditions: Vec<&'q Expr>,
    /// Whether each row of the query has one of the part.
    pub(super) throughout: bool,
    /// The outer joins around that keep the part's rows: their conditions, and the entries that they add. The outermost comes first.
    pub(super) dependents: Vec<(&'q Expr, Vec<u32>)>,
}

impl<'q> Forced<'q> {
    fn with_dependents(&self, join: &'q JoinNode, entries: &[u32]) -> Self {
        let mut all = self.clone();
        all.dependents.put_all(join.condition.iter().map(|condition| (condition, entries.to_vec())));
        all
    }

    fn and(&self, own: &Self) -> Self {
        Self {
            facts: self.facts.iter().chain(&own.facts).cloned().gather(),
            conditions: self.conditions.iter().chain(&own.conditions).copied().gather(),
            throughout: self.throughout,
            dependents: self.dependents.clone(),
        }
    }
}

/// Every entry of a tree, those of its joins included.
fn entries_of(tree: &JoinTree) -> Vec<u32> {
    match tree {
        JoinTree::Table(entry) => vec![*entry],
        JoinTree::Join(join) => {
            let mut all = entries_of(&join.left);
            all.put_all(entries_of(&join.right));
            all.push(join.table);
            all
        }
    }
}

fn mentions(facts: &[Expr], entries: &[u32]) -> bool {
    let is_in = |var: &ColumnVar| var.level == 0 && entries.contains(&var.table);
    facts.iter().exists(|fact| matches!(&fact.kind, ExprKind::Column(var) if is_in(var)))
}

/// An outer join whose missing rows a later condition refuses is an inner one.
fn reduce(kind: JoinKind, left: bool, right: bool) -> JoinKind {
    match (kind, left, right) {
        (JoinKind::Left, _, true) | (JoinKind::Right, true, _) | (JoinKind::Full, true, true) => JoinKind::Inner,
        (JoinKind::Full, true, false) => JoinKind::Left,
        (JoinKind::Full, false, true) => JoinKind::Right,
        _ => kind,
    }
}
