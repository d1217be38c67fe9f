//! What are constraints compared by.

use super::{Cx, Facts, column_names};
use crate::catalog::depend::Address;
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, ForeignKey, ForeignKeyAction, Relation};
use migrate_model::ObjectKind;

/// Those of a table itself: what a partition has from its parent goes with that, and NOT NULL is a fact of its column.
pub(super) fn enter_constraints(cx: &mut Cx<'_>, table: &Relation, schema: &str) {
    let catalog = cx.catalog;
    for id in catalog.constraints_of(ConstraintOwner::Relation(table.id)) {
        let Some(constraint) = catalog.constraint(*id).filter(|it| it.parent.is_none()) else { continue };
        if let Some(facts) = facts_of(cx, table, constraint) {
            cx.enter(ObjectKind::Constraint, Address::Constraint(*id), &[schema, &table.name, &constraint.name], facts);
        }
    }
}

fn facts_of(cx: &Cx<'_>, table: &Relation, constraint: &Constraint) -> Option<Facts> {
    let mut facts = Facts::default();
    let columns = || column_names(table, &constraint.columns, ", ");
    match &constraint.kind {
        ConstraintKind::PrimaryKey { .. } => facts.add(format!("primary key ({})", columns())),
        ConstraintKind::Unique { .. } => facts.add(format!("unique ({})", columns())),
        ConstraintKind::Check(_) => facts.add("check"),
        ConstraintKind::Exclude => facts.add("exclude"),
        ConstraintKind::ForeignKey(key) => {
            facts.add(format!("foreign key ({})", columns()));
            add_reference(&mut facts, cx, table, key);
        }
        ConstraintKind::NotNull | ConstraintKind::Trigger => return None,
    }
    facts.when(constraint.deferrable, "deferrable");
    facts.when(constraint.deferred, "initially deferred");
    facts.when(constraint.no_inherit && matches!(constraint.kind, ConstraintKind::Check(_)), "no inherit");
    facts.when(!constraint.validated && constraint.enforced, "not valid");
    facts.when(!constraint.enforced, "not enforced");
    Some(facts)
}

fn add_reference(facts: &mut Facts, cx: &Cx<'_>, table: &Relation, key: &ForeignKey) {
    if let Some(referenced) = cx.catalog.relation(key.table) {
        facts.add(format!("references {} ({})", cx.relation_name(key.table), column_names(referenced, &key.columns, ", ")));
    }
    facts.when(key.match_full, "match full");
    facts.maybe(action(key.on_delete).map(|action| format!("on delete {action}")));
    facts.maybe(action(key.on_update).map(|action| format!("on update {action}")));
    if !key.set_columns.is_empty() {
        facts.add(format!("sets {}", column_names(table, &key.set_columns, ", ")));
    }
}

fn action(action: ForeignKeyAction) -> Option<&'static str> {
    match action {
        ForeignKeyAction::NoAction => None,
        ForeignKeyAction::Restrict => Some("restrict"),
        ForeignKeyAction::Cascade => Some("cascade"),
        ForeignKeyAction::SetNull => Some("set null"),
        ForeignKeyAction::SetDefault => Some("set default"),
    }
}
