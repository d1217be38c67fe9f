//! Does CASCADE take along what is not named.

use crate::catalog::describe::describe;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("cascade", "DS005"), (Group::Destructive, Level::Deny), include_str!("cascade.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let Some(named) = step.effects.acts.iter().first_some(|act| match act {
        Act::Cascade(named) => Some(named),
        _ => None,
    }) else {
        return;
    };
    let is_of = |address: &Address| named.iter().exists(|named| named == address || owner_of(step.before, address) == Some(*named));
    let along: Vec<String> = step
        .effects
        .dropped
        .iter()
        .filter(|address| !is_of(address) && is_told(step, address))
        .map(|address| describe(step.before, *address))
        .gather();
    if let Some(first) = along.first() {
        let others = along.len() - 1;
        let more = if others == 0 { String::new() } else { format!(" and {others} more") };
        report.say(format!("CASCADE also drops {first}{more}")).note(along.join(", ")).help("drop each of them by name");
    }
}

/// What goes with its owner in any case.
fn owner_of(catalog: &Catalog, address: &Address) -> Option<Address> {
    let of_relation = |owner: ConstraintOwner| match owner {
        ConstraintOwner::Relation(id) => Address::Relation(id),
        ConstraintOwner::Domain(id) => Address::Type(id),
    };
    match address {
        Address::Column(id, _) | Address::Default(id, _) | Address::View(id) => Some(Address::Relation(*id)),
        Address::Constraint(id) => catalog.constraint(*id).map(|it| of_relation(it.owner)),
        Address::Trigger(id) => catalog.trigger(*id).map(|it| Address::Relation(it.relation)),
        Address::Policy(id) => catalog.policy(*id).map(|it| Address::Relation(it.relation)),
        Address::Rule(id) => catalog.rule(*id).map(|it| Address::Relation(it.relation)),
        Address::Relation(id) => {
            let relation = catalog.relation(*id)?;
            let owner = relation.index.as_ref().map(|it| it.table).or_else(|| relation.sequence.as_ref()?.owned_by.map(|(table, _)| table));
            owner.map(Address::Relation)
        }
        _ => None,
    }
}

/// Whether it was there before the migration, and is something by itself.
fn is_told(step: &Step<'_>, address: &Address) -> bool {
    let own = |owner: Option<Address>| !matches!(owner, Some(owner) if step.effects.dropped.contains(&owner));
    let old = match address {
        Address::Relation(id) => step.is_in_use(*id),
        Address::Constraint(id) => id.0 < step.unit.first_new,
        Address::Function(id) => id.0 < step.unit.first_new,
        Address::Trigger(id) => id.0 < step.unit.first_new,
        Address::Column(id, _) => step.is_in_use(*id),
        Address::Policy(id) => id.0 < step.unit.first_new,
        _ => false,
    };
    old && own(owner_of(step.before, address))
}
