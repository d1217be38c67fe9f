//! Which statements change a publication or an event trigger in place.

use super::Remedies;
use super::facts::only_in;
use super::plan::{Plan, Turn};
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::SimpleId;
use crate::catalog::object::{Simple, SimpleKind};
use crate::docs::schema_sql::spell::literal;

impl Remedies<'_> {
    /// Whether such statements do; else it is made anew.
    pub(super) fn add_global(&self, plan: &mut Plan, id: SimpleId, (expected, found): (&str, &str)) -> bool {
        let Some(simple) = self.cx.catalog.simple(id) else { return false };
        let differing = [only_in(expected, found), only_in(found, expected)].concat();
        let name = quote_identifier(&simple.name);
        let statement = match simple.kind {
            SimpleKind::EventTrigger if differing == ["disabled"] => {
                let word = if simple.property(Simple::DISABLED).is_some() { "DISABLE" } else { "ENABLE" };
                format!("ALTER EVENT TRIGGER {name} {word};")
            }
            SimpleKind::Publication if !differing.contains(&"all tables") => {
                let actions = simple.property(Simple::PUBLISHED).map_or("insert update delete truncate", |actions| actions.as_str());
                let via_root = simple.property(Simple::VIA_ROOT).is_some();
                let published = literal(&actions.replace(' ', ", "));
                format!("ALTER PUBLICATION {name} SET (publish = {published}, publish_via_partition_root = {via_root});")
            }
            _ => return false,
        };
        plan.step(self.place_of(Address::Simple(id)), Turn::Alter, statement);
        true
    }
}
