//! Which relation, column or part of a relation is meant.

use super::super::cx::Cx;
use super::super::errors::object as errors;
use super::super::lookup::{find_relation, lookup_relation};
use super::Missing;
use crate::catalog::depend::Address;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{ConstraintOwner, Relation, RelationKind};
use crate::diag::Result;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::statement::object::{RelationPart, RelationWord};
use crate::text::{Name, Seek};

/// The relation of a name; none where it is missing and that is no matter.
pub(in crate::fold) fn relation_in_statement(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<RelationId>> {
    match missing {
        Missing::Skip => Ok(find_relation(cx, name)),
        Missing::Refuse => lookup_relation(cx, name).map(Some),
    }
}

/// A relation that has to be of the kind that the word says.
// pg: objectaddress.c get_relation_by_qualified_name
pub(in crate::fold) fn lookup_relation_of_word(
    cx: &Cx<'_>,
    word: RelationWord,
    name: &QualifiedName,
    missing: Missing,
) -> Result<Option<Address>> {
    let Some(id) = relation_in_statement(cx, name, missing)? else {
        return Ok(None);
    };
    match cx.catalog.relation(id) {
        Some(relation) if !is_of_word(relation.kind, word) => Err(errors::not_a(&relation.name, word)),
        _ => Ok(Some(Address::Relation(id))),
    }
}

/// Whether a relation is what a word says.
pub(in crate::fold) const fn is_of_word(kind: RelationKind, word: RelationWord) -> bool {
    match word {
        RelationWord::Table => matches!(kind, RelationKind::Table | RelationKind::PartitionedTable),
        RelationWord::View => matches!(kind, RelationKind::View),
        RelationWord::MaterializedView => matches!(kind, RelationKind::MaterializedView),
        RelationWord::Index => matches!(kind, RelationKind::Index | RelationKind::PartitionedIndex),
        RelationWord::Sequence => matches!(kind, RelationKind::Sequence),
        RelationWord::ForeignTable => matches!(kind, RelationKind::ForeignTable),
    }
}

/// A column of a relation.
// pg: objectaddress.c get_object_address_attribute
pub(super) fn lookup_column(cx: &Cx<'_>, name: &QualifiedName, column: &Ident, missing: Missing) -> Result<Option<Address>> {
    let Some(id) = relation_in_statement(cx, name, missing)? else {
        return Ok(None);
    };
    match cx.catalog.relation(id).and_then(|relation| column_number(relation, &column.name)) {
        Some(number) => Ok(Some(Address::Column(id, number))),
        None if missing == Missing::Skip => Ok(None),
        None => Err(errors::column_missing_in(&column.name, name)),
    }
}

/// The number of a column that is not dropped.
pub(in crate::fold) fn column_number(relation: &Relation, name: &Name) -> Option<u16> {
    let at = relation.columns.iter().place_where(|column| column.type_id.is_some() && column.name == *name)?;
    u16::try_from(at + 1).ok()
}

/// A trigger, policy, rule or constraint of a relation.
// pg: objectaddress.c get_object_address_relobject
pub(in crate::fold) fn lookup_part(
    cx: &Cx<'_>,
    part: RelationPart,
    name: &Ident,
    on: &QualifiedName,
    missing: Missing,
) -> Result<Option<Address>> {
    let Some(id) = relation_in_statement(cx, on, missing)? else {
        return Ok(None);
    };
    match (find_part(cx, part, &name.name, id), missing) {
        (Some(found), _) => Ok(Some(found)),
        (None, Missing::Skip) => Ok(None),
        (None, Missing::Refuse) => Err(errors::part_missing(&cx.catalog, part, &name.name, id)),
    }
}

/// A part of a relation by its name.
fn find_part(cx: &Cx<'_>, part: RelationPart, name: &Name, on: RelationId) -> Option<Address> {
    let catalog = &cx.catalog;
    match part {
        RelationPart::Trigger => {
            let mut ids = catalog.triggers_of(on).iter();
            ids.first_where(|id| catalog.trigger(**id).is_some_and(|it| it.name == *name)).map(|id| Address::Trigger(*id))
        }
        RelationPart::Policy => {
            let mut ids = catalog.policies_of(on).iter();
            ids.first_where(|id| catalog.policy(**id).is_some_and(|it| it.name == *name)).map(|id| Address::Policy(*id))
        }
        RelationPart::Rule if *name == "_RETURN" && catalog.relation(on).is_some_and(|it| it.query.is_some()) => Some(Address::View(on)),
        RelationPart::Rule => {
            let mut ids = catalog.rules_of(on).iter();
            ids.first_where(|id| catalog.rule(**id).is_some_and(|it| it.name == *name)).map(|id| Address::Rule(*id))
        }
        RelationPart::Constraint => lookup_constraint(cx, ConstraintOwner::Relation(on), name).map(Address::Constraint),
    }
}

/// A constraint of a table or domain by its name.
pub(in crate::fold) fn lookup_constraint(cx: &Cx<'_>, owner: ConstraintOwner, name: &Name) -> Option<ConstraintId> {
    let mut ids = cx.catalog.constraints_of(owner).iter();
    ids.first_where(|id| cx.catalog.constraint(**id).is_some_and(|it| it.name == *name)).copied()
}
