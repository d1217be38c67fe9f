//! Which columns of a relation can never be NULL.

use super::{MAX_DEPTH, Nulls};
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, ConstraintKind, ConstraintOwner, Inheritance, Relation, RelationKind};
use crate::catalog::tree::{Expr, ExprKind};
use crate::text::{Gather, Seek};

impl Nulls<'_> {
    /// Whether each column of a relation can never be NULL in its rows.
    pub(super) fn relation(&mut self, id: RelationId, only: bool) -> Vec<bool> {
        let catalog = self.catalog;
        let Some(relation) = catalog.relation(id) else {
            return Vec::new();
        };
        match relation.kind {
            RelationKind::MaterializedView => self.materialized_view(relation),
            RelationKind::Table | RelationKind::PartitionedTable | RelationKind::View if self.stale => vec![false; relation.columns.len()],
            RelationKind::Table | RelationKind::PartitionedTable => {
                let columns = relation.columns.iter().zip(1..);
                columns.map(|(column, number)| self.column(relation, column, number, only)).gather()
            }
            RelationKind::View => self.view(relation),
            RelationKind::Sequence => vec![true; relation.columns.len().max(3)],
            _ => vec![false; relation.columns.len()],
        }
    }

    fn column(&self, relation: &Relation, column: &Column, number: u16, only: bool) -> bool {
        let own = column.not_null && column.not_null_valid || self.is_checked(relation.id, number, only);
        own && (only || self.children_agree(relation.id, column, 0))
    }

    /// A check that says `IS NOT NULL` says so for every row.
    fn is_checked(&self, relation: RelationId, number: u16, only: bool) -> bool {
        let constraints = self.catalog.constraints_of(ConstraintOwner::Relation(relation)).iter();
        constraints.filter_map(|id| self.catalog.constraint(*id)).exists(|constraint| {
            let holds = constraint.validated && constraint.enforced && (only || !constraint.no_inherit);
            match &constraint.kind {
                ConstraintKind::Check(check) if holds => says_not_null(&check.expr.tree, number),
                _ => false,
            }
        })
    }

    /// Children that inherit without being partitions may have let go of NOT NULL; foreign tables never held it.
    fn children_agree(&self, parent: RelationId, column: &Column, depth: u32) -> bool {
        self.catalog.children_of(parent).iter().filter_map(|id| self.catalog.relation(*id)).for_all(|child| {
            if child.kind == RelationKind::ForeignTable || depth > MAX_DEPTH {
                return false;
            }
            let same = child.columns.iter().first_where(|own| own.name == column.name);
            let holds = child.inheritance == Inheritance::Partition || same.is_some_and(|own| own.not_null && own.not_null_valid);
            holds && self.children_agree(child.id, column, depth + 1)
        })
    }

    /// The rows are those of the last refresh, and may break what tables have promised since.
    fn materialized_view(&mut self, view: &Relation) -> Vec<bool> {
        let before = std::mem::replace(&mut self.stale, true);
        let columns = self.view(view);
        self.stale = before;
        columns
    }

    fn view(&mut self, view: &Relation) -> Vec<bool> {
        if let Some(known) = self.views.get(&view.id) {
            return known.clone();
        }
        let unknown = vec![false; view.columns.len()];
        let Some(stored) = self.catalog.relation(view.id).and_then(|relation| relation.query.as_ref()) else {
            return unknown;
        };
        if self.depth >= MAX_DEPTH {
            return unknown;
        }
        let scopes = std::mem::take(&mut self.scopes);
        let columns = self.query(&stored.tree);
        self.scopes = scopes;
        self.views.insert(view.id, columns.clone());
        columns
    }
}

fn says_not_null(expr: &Expr, number: u16) -> bool {
    match &expr.kind {
        ExprKind::And(parts) => parts.iter().exists(|part| says_not_null(part, number)),
        ExprKind::IsNull(inner, true) => matches!(&inner.kind, ExprKind::Column(var) if var.level == 0 && var.column == number as i16),
        _ => false,
    }
}
