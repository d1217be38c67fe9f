//! Which columns of `RETURNING` can never be NULL.

use super::Nulls;
use super::from::Forced;
use super::refute::Holds;
use crate::catalog::id::RelationId;
use crate::catalog::object::{RelationKind, TriggerTiming};
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Command, Expr, ExprKind, MergeMatch, Query, RangeTableKind, RowVersion, Write};
use crate::text::{Gather, Seek};

impl<'q> Nulls<'q> {
    /// The columns that a statement which writes gives.
    pub(super) fn written(&mut self, query: &'q Query) -> Vec<bool> {
        let Some(target) = query.target else {
            return vec![false; query.visible_targets().count()];
        };
        self.conditions_of_write(query, target);
        query.visible_targets().map(|found| self.returned(query, target, &found.expr)).gather()
    }

    fn conditions_of_write(&mut self, query: &'q Query, target: u32) {
        let proven: Vec<Expr> = query.filter.as_ref().map_or_else(Vec::new, |filter| self.facts_of_true(filter));
        match query.command {
            Command::Merge => self.merge_sources(query),
            _ => {
                let conditions = query.filter.iter().gather();
                self.from(query, &Forced { facts: proven.clone(), conditions, throughout: true, ..Forced::default() });
                self.entry(query, target);
            }
        }
        let changed = query.command == Command::Update;
        let kept = self.kept_columns(query, target);
        let holds = |expr: &Expr| match &expr.kind {
            ExprKind::Column(var) if var.level == 0 && var.table == target && changed => kept.contains(&var.column),
            ExprKind::Column(_) => true,
            _ => false,
        };
        let changes = |expr: &Expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth) && !holds(expr);
        let lasting =
            proven.iter().filter(|fact| !any(fact, 0, &mut |expr, depth| depth > 0 || changes(expr, depth)) && self.is_lasting(fact));
        let lasting: Vec<Expr> = lasting.filter(|fact| !matches!(fact.kind, ExprKind::Column(_))).cloned().gather();
        self.scopes.last_mut().into_iter().for_each(|scope| scope.facts.extend_from_slice(&lasting));
        let proven: Vec<Expr> = proven.into_iter().filter(holds).gather();
        self.prove(&proven);
        query.filter.iter().for_each(|filter| self.suppose_of_write(filter, &holds));
        self.written_columns(query, target);
        if query.command != Command::Delete {
            self.forget_condition_of_view(query, target);
        }
        if !self.is_trusted(query, target) {
            self.forget(target);
        }
    }

    /// Notes the parts of a condition of which everything still holds of the rows that come back.
    fn suppose_of_write(&mut self, condition: &'q Expr, holds: &dyn Fn(&Expr) -> bool) {
        if let ExprKind::And(parts) = &condition.kind {
            parts.iter().for_each(|part| self.suppose_of_write(part, holds));
        } else if !any(condition, 0, &mut |expr, depth| depth > 0 || matches!(expr.kind, ExprKind::Column(_)) && !holds(expr)) {
            self.suppose(condition, Holds::True);
        }
    }

    /// A row that is written through a view need not be one that the view shows.
    fn forget_condition_of_view(&mut self, query: &Query, target: u32) {
        let view = target_relation(query, target).and_then(|id| self.catalog.relation(id));
        let Some(view) = view.filter(|relation| relation.kind == RelationKind::View) else {
            return;
        };
        let stored = self.stored_columns(view.id, 0);
        let table = self.scopes.last_mut().and_then(|scope| scope.tables.get_mut(target as usize));
        for (index, never) in table.into_iter().flat_map(|table| table.never.iter_mut().enumerate()) {
            *never = *never && stored.get(index).copied().unwrap_or(false);
        }
    }

    /// Whether the table's column behind each column of a view can never be NULL.
    fn stored_columns(&mut self, id: RelationId, depth: u32) -> Vec<bool> {
        let catalog = self.catalog;
        let view = catalog.relation(id).filter(|relation| relation.kind == RelationKind::View && depth < super::MAX_DEPTH);
        let Some(stored) = view.and_then(|view| view.query.as_ref()) else {
            return self.relation(id, false);
        };
        let column = |target: &crate::catalog::tree::Target| {
            let (table, column) = target.origin?;
            self.stored_columns(table, depth + 1).get(usize::try_from(column).ok()?.checked_sub(1)?).copied()
        };
        stored.tree.visible_targets().map(column).map(|never| never.unwrap_or(false)).gather()
    }

    /// The columns of the target that an update leaves as they are.
    fn kept_columns(&self, query: &Query, target: u32) -> Vec<i16> {
        let Some(relation) = target_relation(query, target).filter(|id| self.keeps_rows(*id)) else {
            return Vec::new();
        };
        let count = self.catalog.relation(relation).map_or(0, |relation| relation.columns.len());
        let generated =
            |number: &usize| self.catalog.relation(relation).is_some_and(|relation| relation.columns[number - 1].generated.is_some());
        let is_kept = |number: &usize| !generated(number) && !query.writes.iter().exists(|write| usize::from(write.column) == *number);
        (1..=count).filter(is_kept).map(|number| number as i16).gather()
    }

    /// What is written to a column is what comes back, where no trigger can change it.
    fn written_columns(&mut self, query: &'q Query, target: u32) {
        let Some(relation) = target_relation(query, target).filter(|id| self.keeps_rows(*id)) else {
            return;
        };
        let writes: &[Write] = match query.command {
            Command::Insert | Command::Update => &query.writes,
            _ => return,
        };
        let conflicting = query.on_conflict.as_ref().filter(|conflict| conflict.update);
        let mut found = Vec::new();
        for write in writes {
            let again = match conflicting {
                None => true,
                Some(conflict) => {
                    let other = conflict.writes.iter().first_where(|other| other.column == write.column);
                    other.is_some_and(|other| other.values.iter().for_all(|value| self.assigned(relation, write.column, value)))
                }
            };
            if again && write.values.iter().for_all(|value| self.assigned(relation, write.column, value)) {
                found.push(write.column);
            }
        }
        // Only now, for each value is computed from the row as it was before.
        found.into_iter().for_each(|column| self.set_never(target, column));
        if query.command == Command::Insert && conflicting.is_none() {
            self.defaulted_columns(query, target, relation);
        }
    }

    /// A column that an insert does not name gets its default.
    fn defaulted_columns(&mut self, query: &'q Query, target: u32, relation: RelationId) {
        let catalog = self.catalog;
        let columns = catalog.relation(relation).into_iter().flat_map(|relation| relation.columns.iter()).zip(1..);
        for (column, number) in columns {
            let named = query.writes.iter().exists(|write| write.column == number);
            let default = column.default.as_ref().filter(|_| !named && column.generated.is_none());
            if default.is_some_and(|default| self.expr(&default.tree)) {
                self.set_never(target, number);
            }
        }
    }

    fn assigned(&mut self, relation: RelationId, column: u16, value: &'q Expr) -> bool {
        if !matches!(value.kind, ExprKind::Default) {
            return self.expr(value);
        }
        let found = self.catalog.relation(relation).and_then(|relation| relation.columns.get(usize::from(column) - 1));
        found.is_some_and(|column| {
            column.identity.is_some()
                || column.generated.is_none() && column.default.as_ref().is_some_and(|default| self.expr(&default.tree))
        })
    }

    fn set_never(&mut self, entry: u32, column: u16) {
        let table = self.scopes.last_mut().and_then(|scope| scope.tables.get_mut(entry as usize));
        if let Some(never) = table.and_then(|table| table.never.get_mut(usize::from(column).saturating_sub(1))) {
            *never = true;
        }
    }

    fn forget(&mut self, entry: u32) {
        if let Some(table) = self.scopes.last_mut().and_then(|scope| scope.tables.get_mut(entry as usize)) {
            table.never.iter_mut().for_each(|never| *never = false);
            table.missing = true;
        }
    }

    /// Whether the rows of a table come back as they were written.
    fn keeps_rows(&self, relation: RelationId) -> bool {
        let plain = self
            .catalog
            .relation(relation)
            .is_some_and(|relation| matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable));
        let changes = |id: RelationId| {
            self.catalog
                .triggers_of(id)
                .iter()
                .filter_map(|id| self.catalog.trigger(*id))
                .exists(|trigger| trigger.timing == TriggerTiming::Before && trigger.for_each_row)
        };
        plain
            && !changes(relation)
            && self.catalog.rules_of(relation).is_empty()
            && self.catalog.children_of(relation).iter().for_all(|child| self.keeps_rows(*child))
    }

    /// A view with triggers or rules of its own gives back whatever they say.
    fn is_trusted(&self, query: &Query, target: u32) -> bool {
        let Some(relation) = target_relation(query, target) else {
            return false;
        };
        let view = self.catalog.relation(relation).is_some_and(|relation| relation.kind == RelationKind::View);
        let instead = self
            .catalog
            .triggers_of(relation)
            .iter()
            .filter_map(|id| self.catalog.trigger(*id))
            .exists(|trigger| trigger.timing == TriggerTiming::InsteadOf);
        !(view && instead) && self.catalog.rules_of(relation).is_empty()
    }

    /// The sides of `MERGE`: each action has a row of the target, but only some have one of the source.
    fn merge_sources(&mut self, query: &'q Query) {
        self.from(query, &Forced::default());
        if let Some(target) = query.target {
            self.entry(query, target);
        }
        let matched = !query.branches.iter().exists(|branch| branch.matched == MergeMatch::NotMatchedBySource);
        if let (true, Some(crate::catalog::tree::JoinTree::Join(join))) = (matched, query.from.first()) {
            self.tree_alone(query, &join.right);
        }
    }

    fn tree_alone(&mut self, query: &'q Query, tree: &crate::catalog::tree::JoinTree) {
        if let crate::catalog::tree::JoinTree::Table(entry) = tree {
            self.entry(query, *entry);
        }
    }

    /// `OLD` is missing of a row that is new, and `NEW` of one that is gone.
    fn returned(&mut self, query: &'q Query, target: u32, expr: &'q Expr) -> bool {
        let absent = |row: RowVersion| match (query.command, row) {
            (Command::Insert, RowVersion::Old)
            | (Command::Delete, RowVersion::New)
            | (Command::Merge, RowVersion::Old | RowVersion::New) => true,
            (Command::Update, RowVersion::Old) => false,
            _ => false,
        };
        let uncertain = any(
            expr,
            0,
            &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth && var.table == target && absent(var.row)),
        );
        let stale = query.command == Command::Update
            && any(expr, 0, &mut |expr, depth| {
                matches!(&expr.kind, ExprKind::Column(var) if var.level == depth && var.table == target && var.row == RowVersion::Old
                    && query.writes.iter().exists(|write| write.column as i16 == var.column))
            });
        if uncertain || stale && !self.base_never(query, target, expr) {
            return false;
        }
        self.expr(expr)
    }

    /// Whether a plain column can never be NULL in any row of its table.
    fn base_never(&mut self, query: &Query, target: u32, expr: &Expr) -> bool {
        let (ExprKind::Column(var), Some(relation)) = (&expr.kind, target_relation(query, target)) else {
            return false;
        };
        let never = self.relation(relation, false);
        usize::try_from(var.column - 1).ok().and_then(|index| never.get(index).copied()).unwrap_or(false)
    }
}

fn target_relation(query: &Query, target: u32) -> Option<RelationId> {
    match query.tables.get(target as usize)?.kind {
        RangeTableKind::Relation { id, .. } => Some(id),
        _ => None,
    }
}
