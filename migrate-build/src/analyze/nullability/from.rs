//! What do joins let through: which rows may be missing, and what conditions prove of the columns.

use super::Nulls;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, JoinKind, JoinNode, JoinTree, Query, RangeTableKind};

impl<'q> Nulls<'q> {
    /// Looks at the tables of the innermost query as they are joined; `forced` is what its conditions prove in the end.
    pub(super) fn from(&mut self, query: &'q Query, forced: &[Expr]) {
        for tree in &query.from {
            self.tree(query, tree, forced);
        }
    }

    /// Gives back the entries that stand in the tree.
    // pg: prepjointree.c reduce_outer_joins
    fn tree(&mut self, query: &'q Query, tree: &'q JoinTree, forced: &[Expr]) -> Vec<u32> {
        match tree {
            JoinTree::Table(entry) => {
                self.entry(query, *entry);
                vec![*entry]
            }
            JoinTree::Join(join) => self.join(query, join, forced),
        }
    }

    fn join(&mut self, query: &'q Query, join: &'q JoinNode, forced: &[Expr]) -> Vec<u32> {
        let (left, right) = (entries_of(&join.left), entries_of(&join.right));
        let kind = reduce(join.kind, mentions(forced, &left), mentions(forced, &right));
        let proven: Vec<Expr> = join.condition.as_ref().map_or_else(Vec::new, |condition| self.facts_of_true(condition));
        let both: Vec<Expr> = forced.iter().chain(&proven).cloned().collect();
        let (for_left, for_right): (&[Expr], &[Expr]) = match kind {
            JoinKind::Inner => (&both, &both),
            JoinKind::Left => (forced, &proven),
            JoinKind::Right => (&proven, forced),
            JoinKind::Full => (&[], &[]),
        };
        self.tree(query, &join.left, for_left);
        self.tree(query, &join.right, for_right);
        if kind == JoinKind::Inner {
            self.prove(&proven);
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

    /// The columns of the join itself: those that `USING` merges.
    fn merge(&mut self, query: &'q Query, join: &JoinNode, kind: JoinKind) {
        let Some(RangeTableKind::Join { columns }) = query.tables.get(join.table as usize).map(|table| &table.kind) else {
            return;
        };
        let never: Vec<bool> = columns
            .iter()
            .map(|column| match (&column.kind, kind) {
                (ExprKind::Coalesce(sides), JoinKind::Full) => sides.iter().all(|side| self.expr(side)),
                (ExprKind::Coalesce(sides), JoinKind::Left) => sides.first().is_some_and(|side| self.expr(side)),
                (ExprKind::Coalesce(sides), JoinKind::Right) => sides.last().is_some_and(|side| self.expr(side)),
                (_, JoinKind::Full) => false,
                _ => self.expr(column),
            })
            .collect();
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

/// Every entry of a tree, those of its joins included.
fn entries_of(tree: &JoinTree) -> Vec<u32> {
    match tree {
        JoinTree::Table(entry) => vec![*entry],
        JoinTree::Join(join) => {
            let mut all = entries_of(&join.left);
            all.extend(entries_of(&join.right));
            all.push(join.table);
            all
        }
    }
}

fn mentions(facts: &[Expr], entries: &[u32]) -> bool {
    let is_in = |var: &ColumnVar| var.level == 0 && entries.contains(&var.table);
    facts.iter().any(|fact| matches!(&fact.kind, ExprKind::Column(var) if is_in(var)))
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
