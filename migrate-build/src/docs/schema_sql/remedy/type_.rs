//! Which statements give an enum its labels, a domain its default, a composite its attributes.

use super::Remedies;
use super::facts::only_in;
use super::plan::{Plan, Turn};
use crate::catalog::format::{format_type_qualified, quote_identifier};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::TypeKind;
use crate::docs::schema_sql::spell::literal;
use crate::docs::schema_sql::unit::Unit;
use crate::text::{Gather, Name, Seek};

impl Remedies<'_> {
    pub(super) fn add_type(&self, plan: &mut Plan, id: TypeId, (expected, found): (&str, &str)) {
        let Some(type_) = self.cx.catalog.type_(id) else { return };
        match &type_.kind {
            TypeKind::Enum { labels } => match found.strip_prefix("enum (").and_then(|labels| labels.strip_suffix(')')) {
                Some(found) => self.add_labels(plan, id, (labels, found)),
                None => plan.note("it is no enum, and has to be made again, with what uses it"),
            },
            TypeKind::Domain { .. } if found.starts_with("domain over ") => self.add_domain(plan, id, (expected, found)),
            TypeKind::Composite(relation) => match found.strip_prefix("composite (").and_then(|it| it.strip_suffix(')')) {
                Some(found) => self.add_attributes(plan, (id, *relation), found),
                None => plan.note("it is no composite type, and has to be made again, with what uses it"),
            },
            _ => plan.note("PostgreSQL cannot change it in place: it has to be made again, with what uses it"),
        }
    }

    fn add_labels(&self, plan: &mut Plan, id: TypeId, (labels, found): (&[Name], &str)) {
        let mut there: Vec<&str> = found.split(", ").filter(|label| !label.is_empty()).gather();
        let wanted: Vec<&str> = labels.iter().map(Name::as_str).gather();
        let (name, at) = (self.cx.type_name(id, -1), self.place(Unit::Type(id)));
        let renamed = |(from, to): &(&str, &str)| !wanted.contains(from) && !there.contains(to);
        let pairs: Vec<(&str, &str)> = there.iter().copied().zip(wanted.iter().copied()).filter(|(from, to)| from != to).gather();
        if there.len() == wanted.len() && pairs.iter().all(renamed) {
            for (from, to) in pairs {
                plan.step(at, Turn::Alter, format!("ALTER TYPE {name} RENAME VALUE {} TO {};", literal(from), literal(to)));
            }
            return;
        }
        for label in there.iter().filter(|label| !wanted.contains(label)) {
            plan.note(format!("PostgreSQL removes no label of an enum, and rows may hold {}: a type without it has to be made, and its columns given that type", literal(label)));
        }
        for (place, label) in wanted.iter().enumerate().filter(|(_, label)| !there.clone().contains(label)) {
            let beside = match place.checked_sub(1) {
                Some(before) => format!(" AFTER {}", literal(wanted[before])),
                None => wanted
                    .iter()
                    .first_where(|label| there.contains(label))
                    .map(|first| format!(" BEFORE {}", literal(first)))
                    .unwrap_or_default(),
            };
            plan.run_alone(format!("ALTER TYPE {name} ADD VALUE {}{beside};", literal(label)));
            plan.note("a label that is added can be used once its transaction is committed");
        }
        there.retain(|label| wanted.contains(label));
        if there != wanted.iter().copied().filter(|label| there.contains(label)).gather::<Vec<_>>() {
            plan.note(
                "its labels are in another order, which PostgreSQL does not change: a type has to be made, and its columns given that type",
            );
        }
    }

    fn add_domain(&self, plan: &mut Plan, id: TypeId, (expected, found): (&str, &str)) {
        let (missing, extra) = (only_in(expected, found), only_in(found, expected));
        let (name, at) = (self.cx.type_name(id, -1), self.place(Unit::Type(id)));
        if missing.iter().exists(|fact| fact.starts_with("domain over ")) {
            plan.note("PostgreSQL changes no type that a domain is over: it has to be made again, and its columns given the new one");
        }
        if missing.contains(&"not null") {
            plan.step(at, Turn::Alter, format!("ALTER DOMAIN {name} SET NOT NULL;"));
            plan.note("SET NOT NULL fails where a row has no value");
        }
        if extra.contains(&"not null") {
            plan.step(at, Turn::Alter, format!("ALTER DOMAIN {name} DROP NOT NULL;"));
        }
        if missing.contains(&"default") || extra.contains(&"default") {
            self.add_domain_default(plan, id);
        }
    }

    pub(super) fn add_domain_default(&self, plan: &mut Plan, id: TypeId) {
        let Some(TypeKind::Domain { default, .. }) = self.cx.catalog.type_(id).map(|type_| &type_.kind) else { return };
        let change = default.as_ref().map_or_else(|| "DROP DEFAULT".to_owned(), |default| format!("SET DEFAULT {}", default.text.trim()));
        plan.step(self.place(Unit::Type(id)), Turn::Alter, format!("ALTER DOMAIN {} {change};", self.cx.type_name(id, -1)));
    }

    fn add_attributes(&self, plan: &mut Plan, (id, relation): (TypeId, RelationId), found: &str) {
        let Some(relation) = self.cx.catalog.relation(relation) else { return };
        let (name, at) = (self.cx.type_name(id, -1), self.place(Unit::Type(id)));
        let columns = relation.columns.iter().filter_map(|column| {
            let type_id = column.type_id?;
            let compared = format!("{} {}", column.name, format_type_qualified(self.cx.catalog, type_id, column.modifier));
            Some((column, compared, self.cx.type_name(type_id, column.modifier) + &self.cx.collate(column)))
        });
        let wanted: Vec<(&crate::catalog::object::Column, String, String)> = columns.gather();
        let there: Vec<&str> = found.split(", ").filter(|attribute| !attribute.is_empty()).gather();
        let named =
            |name: &str| there.iter().first_where(|attribute| attribute.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
        for (column, compared, type_name) in &wanted {
            let attribute = quote_identifier(&column.name);
            match named(&column.name) {
                None => plan.step(at, Turn::Alter, format!("ALTER TYPE {name} ADD ATTRIBUTE {attribute} {type_name};")),
                Some(found) if found != compared => {
                    plan.step(at, Turn::Alter, format!("ALTER TYPE {name} ALTER ATTRIBUTE {attribute} TYPE {type_name};"));
                    plan.note("PostgreSQL refuses to change an attribute of a type that a column has");
                }
                Some(_) => {}
            }
        }
        let is_wanted = |attribute: &&&str| {
            wanted.iter().exists(|(column, ..)| attribute.strip_prefix(column.name.as_str()).is_some_and(|rest| rest.starts_with(' ')))
        };
        for attribute in there.iter().filter(|attribute| !is_wanted(attribute)) {
            let bare = attribute.split_once(' ').map_or(*attribute, |(bare, _)| bare);
            plan.note(format!(
                "the values of its attribute {bare} would be lost, so this is left to you: ALTER TYPE {name} DROP ATTRIBUTE {};",
                quote_identifier(bare)
            ));
        }
    }
}
