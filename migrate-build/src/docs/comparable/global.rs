//! What are publications and event triggers compared by, which belong to the database and to no schema.

use super::{Cx, Facts};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::object::{Simple, SimpleKind};
use migrate_model::ObjectKind;

pub(super) fn enter_globals(cx: &mut Cx<'_>) {
    for simple in cx.catalog.simples() {
        let (kind, facts) = match simple.kind {
            SimpleKind::Publication => (ObjectKind::Publication, publication_facts(simple)),
            SimpleKind::EventTrigger => (ObjectKind::EventTrigger, event_trigger_facts(cx, simple)),
            _ => continue,
        };
        let address = Address::Simple(simple.id);
        if !cx.catalog.dependencies().needs_of(address).any(|entry| entry.kind == DependencyKind::Extension) {
            cx.enter(kind, address, &[&simple.name], facts);
        }
    }
}

/// Which tables it holds is not compared, apart from that it is all of them.
fn publication_facts(publication: &Simple) -> Facts {
    let mut facts = Facts::default();
    facts.when(publication.property(Simple::ALL_TABLES).is_some(), "all tables");
    facts.maybe(publication.property(Simple::PUBLISHED).map(|actions| format!("publishes {actions}")));
    facts.when(publication.property(Simple::VIA_ROOT).is_some(), "via root");
    facts
}

fn event_trigger_facts(cx: &Cx<'_>, trigger: &Simple) -> Facts {
    let function = cx.catalog.dependencies().needs_of(Address::Simple(trigger.id)).find_map(|entry| match entry.needed {
        Address::Function(id) => cx.catalog.function(id),
        _ => None,
    });
    let mut facts = Facts::default();
    facts.maybe(trigger.property(Simple::EVENT).map(|event| format!("on {event}")));
    facts.maybe(trigger.property(Simple::TAGS).map(|tags| format!("for {tags}")));
    facts.maybe(function.map(|function| format!("executes {}.{}()", cx.schema_name(function.schema), function.name)));
    facts.when(trigger.property(Simple::DISABLED).is_some(), "disabled");
    facts
}
