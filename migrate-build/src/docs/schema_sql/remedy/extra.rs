//! What is done about an object that the schema does not have: it goes where nothing is lost with it.

use super::Remedies;
use super::plan::Plan;
use crate::catalog::format::quote_identifier;
use crate::text::Seek;
use migrate_model::{ComparableObject, ObjectKind, SchemaDifference};

impl Remedies<'_> {
    pub(super) fn add_extra(&self, object: &ComparableObject, plan: &mut Plan) {
        let named = self.named(&object.path);
        let part = object.path.get(2).map(|part| quote_identifier(part)).unwrap_or_default();
        match object.kind {
            ObjectKind::Table => plan.note(format!("its rows would be lost, so this is left to you: DROP TABLE {named};")),
            ObjectKind::Column if self.is_query(&object.path[..object.path.len().min(2)]) => self.add_extra_of_view(object, plan),
            ObjectKind::Column => {
                plan.note(format!("its values would be lost, so this is left to you: ALTER TABLE {named} DROP COLUMN {part};"))
            }
            ObjectKind::Sequence => plan.note(format!("it would count anew, so this is left to you: DROP SEQUENCE {named};")),
            ObjectKind::Policy => plan.take(1, format!("DROP POLICY {part} ON {named};")),
            ObjectKind::Trigger => plan.take(1, format!("DROP TRIGGER {part} ON {named};")),
            ObjectKind::Rule => plan.take(1, format!("DROP RULE {part} ON {named};")),
            ObjectKind::View => plan.take(2, format!("DROP VIEW {named};")),
            ObjectKind::MaterializedView => plan.take(2, format!("DROP MATERIALIZED VIEW {named};")),
            ObjectKind::Index if self.is_of_constraint(object) => plan.aside("it goes with its constraint"),
            ObjectKind::Index => plan.take(3, format!("DROP INDEX {};", self.in_schema(object))),
            ObjectKind::Statistics => plan.take(3, format!("DROP STATISTICS {named};")),
            ObjectKind::Constraint => {
                let owner = if self.is_type(object) { "DOMAIN" } else { "TABLE" };
                // A foreign key goes before the key that it refers to.
                let is_reference = self.found.objects.get(object).is_some_and(|definition| definition.starts_with("foreign key"));
                plan.take(if is_reference { 4 } else { 5 }, format!("ALTER {owner} {named} DROP CONSTRAINT {part};"));
            }
            ObjectKind::Function => plan.take(6, format!("DROP ROUTINE {};", self.with_types(object))),
            ObjectKind::Operator => plan.take(6, format!("DROP OPERATOR {};", self.with_types(object))),
            ObjectKind::Type => plan.take(7, format!("DROP TYPE {named};")),
            ObjectKind::Collation => plan.take(7, format!("DROP COLLATION {named};")),
            // What a comment is on is there, so that it is not extra.
            ObjectKind::Schema | ObjectKind::Extension | ObjectKind::Publication | ObjectKind::EventTrigger | ObjectKind::Comment => {
                plan.aside("it is left alone")
            }
        }
    }

    /// The view is made anew without it.
    fn add_extra_of_view(&self, object: &ComparableObject, plan: &mut Plan) {
        let view = self.addresses.iter().first_where(|(own, _)| own.path.as_slice() == &object.path[..2] && own.kind != ObjectKind::Type);
        if let Some((_, address)) = view {
            self.remake(*address, plan);
        }
    }

    /// Whether an index that is not expected is that of a constraint.
    fn is_of_constraint(&self, object: &ComparableObject) -> bool {
        let of = |other: &ComparableObject| other.kind == ObjectKind::Constraint && other.path == object.path;
        self.found.objects.keys().exists(of) || self.differences.iter().map(SchemaDifference::object).exists(of)
    }

    fn is_type(&self, object: &ComparableObject) -> bool {
        let own = |other: &ComparableObject| other.kind == ObjectKind::Type && Some(other.path.as_slice()) == object.whole();
        self.found.objects.keys().exists(own)
    }

    /// An index stands in the schema of its table.
    fn in_schema(&self, object: &ComparableObject) -> String {
        match object.path.as_slice() {
            [schema, _, name] => self.named(&[schema.clone(), name.clone()]),
            path => self.named(path),
        }
    }

    /// The name of a routine or operator ends where the types begin that it takes.
    fn with_types(&self, object: &ComparableObject) -> String {
        let [schema, said] = object.path.as_slice() else { return self.named(&object.path) };
        let (name, types) = said.split_at(said.find('(').unwrap_or(said.len()));
        if object.kind == ObjectKind::Operator {
            return format!("{}.{name}{types}", quote_identifier(schema));
        }
        format!("{}{types}", self.named(&[schema.clone(), name.to_owned()]))
    }
}
