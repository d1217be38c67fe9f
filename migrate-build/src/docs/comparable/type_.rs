//! What are types and sequences compared by.

use super::{Cx, Facts};
use crate::catalog::depend::Address;
use crate::catalog::format::{format_bare_type_qualified, format_type_qualified};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind, SequenceInfo, Type, TypeKind};
use crate::text::{Gather, Name};
use migrate_model::ObjectKind;

pub(super) fn enter_types(cx: &mut Cx<'_>) {
    let catalog = cx.catalog;
    for type_ in catalog.types() {
        let Some(facts) = facts_of(cx, type_) else { continue };
        cx.enter_in(ObjectKind::Type, type_.schema, Address::Type(type_.id), &type_.name, facts);
        if cx.is_shown(type_.schema, Address::Type(type_.id)) {
            enter_checks(cx, type_);
        }
    }
}

fn facts_of(cx: &Cx<'_>, type_: &Type) -> Option<Facts> {
    let mut facts = Facts::default();
    match &type_.kind {
        TypeKind::Enum { labels } => {
            facts.add(format!("enum ({})", labels.iter().map(Name::as_str).gather::<Vec<_>>().join(", ")));
        }
        TypeKind::Domain { base, modifier, not_null, default } => {
            facts.add(format!("domain over {}", format_type_qualified(cx.catalog, *base, *modifier)));
            facts.when(*not_null, "not null");
            facts.when(default.is_some(), "default");
        }
        TypeKind::Range { subtype, .. } => facts.add(format!("range of {}", format_bare_type_qualified(cx.catalog, *subtype))),
        TypeKind::Composite(relation) => {
            let relation = cx.catalog.relation(*relation).filter(|relation| relation.kind == RelationKind::Composite)?;
            let attribute = |name: &Name, type_id, modifier| format!("{name} {}", format_type_qualified(cx.catalog, type_id, modifier));
            let attributes = relation.columns.iter().filter_map(|it| Some(attribute(&it.name, it.type_id?, it.modifier)));
            facts.add(format!("composite ({})", attributes.gather::<Vec<_>>().join(", ")));
        }
        TypeKind::Base | TypeKind::Array | TypeKind::Multirange { .. } | TypeKind::Pseudo | TypeKind::Shell => return None,
    }
    Some(facts)
}

fn enter_checks(cx: &mut Cx<'_>, type_: &Type) {
    let catalog = cx.catalog;
    let schema = cx.schema_name(type_.schema);
    for constraint in catalog.constraints_of(ConstraintOwner::Domain(type_.id)).iter().filter_map(|id| catalog.constraint(*id)) {
        if matches!(constraint.kind, ConstraintKind::Check(_)) {
            let mut facts = Facts::default();
            facts.add("check");
            facts.when(!constraint.validated, "not valid");
            cx.enter(ObjectKind::Constraint, Address::Constraint(constraint.id), &[&schema, &type_.name, &constraint.name], facts);
        }
    }
}

/// Those behind identity columns go with them.
pub(super) fn enter_sequences(cx: &mut Cx<'_>) {
    let catalog = cx.catalog;
    for relation in catalog.relations() {
        if let Some(sequence) = relation.sequence.as_ref().filter(|it| !it.identity) {
            let facts = sequence_facts(cx, sequence);
            cx.enter_in(ObjectKind::Sequence, relation.schema, Address::Relation(relation.id), &relation.name, facts);
        }
    }
}

fn sequence_facts(cx: &Cx<'_>, sequence: &SequenceInfo) -> Facts {
    let SequenceInfo { type_id, start, increment, min, max, cache, cycle, owned_by, .. } = sequence;
    let mut facts = Facts::default();
    facts.add(format!("{} from {start} by {increment} between {min} and {max}", format_bare_type_qualified(cx.catalog, *type_id)));
    facts.when(*cache != 1, &format!("cache {cache}"));
    facts.when(*cycle, "cycle");
    let owner = owned_by.and_then(|(table, number)| {
        let column = super::column_name(cx.catalog.relation(table)?, number)?;
        Some(format!("owned by {}.{column}", cx.relation_name(table)))
    });
    facts.maybe(owner);
    facts
}
