//! How does a table come to a CHECK.

use super::cx::Cx;
use super::draft::{CheckDraft, Condition};
use super::errors::constraint as errors;
use super::expression::{ExprPlace, ExprTarget, analyze_expr, columns_of, needed_by, stored};
use super::lookup::column_name;
use super::names::choose_constraint_name;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{CheckConstraint, Constraint, ConstraintKind, ConstraintOwner, RelationKind, StoredExpr};
use crate::diag::Result;
use crate::text::{Name, Seek};

/// Adds the checks of a new table, or of one `ALTER TABLE`, in their order; gives back those that are new.
// pg: heap.c AddRelationNewConstraints
pub(super) fn add_checks(cx: &mut Cx<'_>, table: RelationId, checks: &[CheckDraft<'_>]) -> Result<Vec<ConstraintId>> {
    let mut names: Vec<Name> = Vec::new();
    let mut added = Vec::new();
    for check in checks {
        let expr = cook_check(cx, table, &check.condition)?;
        let Some(found) = cx.catalog.relation(table) else {
            break;
        };
        let (relation_name, schema, kind) = (found.name.clone(), found.schema, found.kind);
        let name = match &check.name {
            Some(name) => {
                if names.contains(name) {
                    let message = format!("check constraint \"{name}\" already exists");
                    return Err(crate::diag::Diagnostic::error(crate::diag::SqlState::DUPLICATE_OBJECT, message));
                }
                name.clone()
            }
            None => {
                let columns = columns_of(cx, &expr.tree, table);
                let only = match columns.as_slice() {
                    [column] => Some(column_name(found, *column)),
                    _ => None,
                };
                choose_constraint_name(&cx.catalog, schema, (&relation_name, only.as_deref(), "check"), &names)
            }
        };
        names.push(name.clone());
        if check.name.is_some() && merge_with_existing(cx, table, &name, &expr, check)? {
            continue;
        }
        if check.no_inherit && kind == RelationKind::PartitionedTable {
            return Err(errors::no_inherit_on_partitioned("check", &relation_name));
        }
        added.push(store_check(cx, table, name, expr, check));
    }
    Ok(added)
}

/// Adds checks that parents have.
pub(super) fn add_copied_checks(cx: &mut Cx<'_>, table: RelationId, checks: Vec<CheckDraft<'_>>) -> Result<()> {
    for check in checks {
        if let (Some(name), Condition::Copied(expr)) = (check.name.clone(), check.condition.clone()) {
            store_check(cx, table, name, expr, &check);
        }
    }
    Ok(())
}

/// Stores a check and what it needs.
// pg: heap.c StoreRelCheck
pub(super) fn store_check(cx: &mut Cx<'_>, table: RelationId, name: Name, expr: StoredExpr, check: &CheckDraft<'_>) -> ConstraintId {
    let id = ConstraintId(cx.catalog.next_id());
    let columns = columns_of(cx, &expr.tree, table);
    let needs = needed_by(cx, &expr.tree, Some(table));
    let schema = cx.catalog.relation(table).map_or(crate::catalog::PUBLIC, |found| found.schema);
    let address = Address::Constraint(id);
    for column in &columns {
        cx.record(address, Address::Column(table, *column), DependencyKind::Auto);
    }
    if columns.is_empty() {
        cx.record(address, Address::Relation(table), DependencyKind::Auto);
    }
    let own = |needed: &Address| matches!(needed, Address::Column(relation, _) | Address::Relation(relation) if *relation == table);
    cx.record_all(address, needs.into_iter().filter(|needed| !own(needed)), DependencyKind::Normal);
    cx.catalog.add_constraint(Constraint {
        id,
        schema,
        name,
        owner: ConstraintOwner::Relation(table),
        kind: ConstraintKind::Check(CheckConstraint { expr }),
        columns,
        index: None,
        deferrable: false,
        deferred: false,
        validated: !check.not_valid && !check.not_enforced,
        enforced: !check.not_enforced,
        parent: None,
        local: check.local,
        inherited: check.inherited,
        no_inherit: check.no_inherit,
    });
    cx.effects.created.push(address);
    id
}

/// What a condition comes to.
// pg: heap.c cookConstraint
pub(super) fn cook_check(cx: &Cx<'_>, table: RelationId, condition: &Condition<'_>) -> Result<StoredExpr> {
    match condition {
        Condition::Copied(expr) => Ok(expr.clone()),
        Condition::Written(written) => {
            let expr = analyze_expr(cx, Some(table), written, ExprPlace::CheckConstraint, ExprTarget::Boolean("CHECK"))?;
            Ok(stored(cx, expr, written))
        }
    }
}

/// Whether the table has the constraint already, from a parent, and now declares it itself.
// pg: heap.c MergeWithExistingConstraint
fn merge_with_existing(cx: &mut Cx<'_>, table: RelationId, name: &Name, expr: &StoredExpr, check: &CheckDraft<'_>) -> Result<bool> {
    let table_name = cx.catalog.relation(table).map_or_else(|| Name::from(""), |found| found.name.clone());
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(table)).to_vec();
    let Some(found) = constraints.iter().filter_map(|id| cx.catalog.constraint(*id)).first_where(|found| found.name == *name) else {
        return Ok(false);
    };
    let same = matches!(&found.kind, ConstraintKind::Check(old) if old.expr.tree == expr.tree);
    let allowed = check.inherited > 0 && check.local_only() || !found.local && check.local && found.inherited > 0;
    if !same || !allowed {
        return Err(errors::exists(name, &table_name));
    }
    if found.no_inherit {
        return Err(errors::conflicts_with(name, &table_name, "non-inherited"));
    }
    if check.no_inherit && found.inherited > 0 {
        return Err(errors::conflicts_with(name, &table_name, "inherited"));
    }
    if !found.validated && !check.not_valid && !check.not_enforced {
        return Err(errors::conflicts_with(name, &table_name, "NOT VALID"));
    }
    let (id, local, inherited) = (found.id, check.local, check.inherited);
    cx.catalog.edit_constraint(id, |it| {
        it.local |= local;
        it.inherited += inherited;
    });
    Ok(true)
}

impl CheckDraft<'_> {
    /// Whether it comes only from a parent.
    fn local_only(&self) -> bool {
        !self.local
    }
}
