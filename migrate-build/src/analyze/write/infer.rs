//! Which unique indexes does an inference clause mean.

use super::conflict::Inference;
use super::target::Writing;
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Index, RelationKind};
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Expr, ExprKind};
use crate::text::{Gather, Seek};

/// The indexes that an inference clause means; none where none fits.
// pg: plancat.c infer_arbiter_indexes
pub(super) fn infer_arbiters(catalog: &Catalog, writing: &Writing, inference: &Inference) -> Vec<RelationId> {
    let of_view = catalog.relation(writing.relation).is_some_and(|relation| relation.kind == RelationKind::View);
    if of_view {
        // The indexes of the table behind the view are what is meant; that they fit is taken for granted.
        return vec![writing.relation];
    }
    let indexes = catalog.indexes_of(writing.relation).iter().copied();
    let fits = |id: &RelationId| {
        let index = catalog.relation(*id).and_then(|relation| relation.index.as_deref());
        index.is_some_and(|index| index_fits(index, writing, inference))
    };
    indexes.filter(fits).gather()
}

fn index_fits(index: &Index, writing: &Writing, inference: &Inference) -> bool {
    if !index.unique || !index.immediate || index.exclusion {
        return false;
    }
    let keys = index.columns.iter().take(index.key_columns);
    let mut count = 0;
    for key in keys {
        count += 1;
        let named = inference.keys.iter().exists(|wanted| match (key.column, &key.expr) {
            (Some(number), _) => is_column(wanted, writing.entry, number),
            (None, Some(expr)) => *expr.tree == *wanted,
            (None, None) => false,
        });
        if !named {
            return false;
        }
    }
    let covered = inference.keys.iter().for_all(|wanted| {
        index.columns.iter().take(index.key_columns).exists(|key| match (key.column, &key.expr) {
            (Some(number), _) => is_column(wanted, writing.entry, number),
            (None, Some(expr)) => *expr.tree == *wanted,
            (None, None) => false,
        })
    });
    count > 0 && covered && filter_fits(index, inference)
}

fn is_column(expr: &Expr, entry: u32, number: u16) -> bool {
    matches!(&expr.kind, ExprKind::Column(var) if var.table == entry && var.column == number as i16)
}

/// A partial index is meant only where the clause implies its predicate; what cannot be told is taken for implied.
fn filter_fits(index: &Index, inference: &Inference) -> bool {
    match (&index.filter, &inference.filter) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(given)) => {
            let parts = |expr: &Expr| match &expr.kind {
                ExprKind::And(list) => list.clone(),
                _ => vec![expr.clone()],
            };
            let given_parts = parts(given);
            let implied = parts(&own.tree).iter().for_all(|part| given_parts.contains(part));
            implied || any(given, 0, &mut |expr, _| !matches!(expr.kind, ExprKind::Column(_) | ExprKind::IsNull(..)))
        }
    }
}
