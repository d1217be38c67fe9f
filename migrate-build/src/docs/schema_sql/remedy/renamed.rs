//! Was something only renamed: one object is missing, another of its kind and definition is there in its place.

use super::Remedies;
use super::plan::{Plan, Turn};
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::docs::schema_sql::unit::Unit;
use crate::text::{Gather, Seek};
use migrate_model::{ComparableObject, ComparableSchema, ObjectKind, SchemaDifference};

/// An object that has another name than the schema gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Renamed {
    /// As the schema has it.
    expected: ComparableObject,
    /// As it was found.
    found: ComparableObject,
}

/// The kinds whose definition tells that two objects are the same but for their names.
const TOLD_BY_DEFINITION: [ObjectKind; 5] =
    [ObjectKind::Table, ObjectKind::Column, ObjectKind::Index, ObjectKind::Sequence, ObjectKind::Type];

/// Of each kind and place one that is missing and one that is not expected, where there are no more.
pub(super) fn renamed_of(expected: &ComparableSchema, found: &ComparableSchema, differences: &[SchemaDifference]) -> Vec<Renamed> {
    let missing: Vec<&ComparableObject> =
        differences.iter().filter(|it| matches!(it, SchemaDifference::Missing(_))).map(SchemaDifference::object).gather();
    let extra: Vec<&ComparableObject> =
        differences.iter().filter(|it| matches!(it, SchemaDifference::Extra(_))).map(SchemaDifference::object).gather();
    let beside = |one: &ComparableObject, other: &ComparableObject| {
        one.kind == other.kind
            && one.path.len() == other.path.len()
            && one.path.split_last().map(|it| it.1) == other.path.split_last().map(|it| it.1)
    };
    let pairs = missing.iter().filter(|object| TOLD_BY_DEFINITION.contains(&object.kind)).filter_map(|object| {
        let alike = |list: &[&ComparableObject]| list.iter().filter(|other| beside(object, other)).count();
        let other = extra.iter().first_where(|other| beside(object, other))?;
        let alone = alike(&missing) == 1 && alike(&extra) == 1;
        let renamed = Renamed { expected: (*object).clone(), found: (*other).clone() };
        (alone && renamed.is_told(expected, found)).then_some(renamed)
    });
    pairs.gather()
}

impl Renamed {
    fn is_told(&self, expected: &ComparableSchema, found: &ComparableSchema) -> bool {
        let (Some(own), Some(other)) = (expected.objects.get(&self.expected), found.objects.get(&self.found)) else { return false };
        // An expression could be any, and so could what a column is generated as.
        let unsure =
            own.contains("expression") || own.contains("partial") || own.contains("generated stored") || own.contains("generated virtual");
        let is_key = |schema: &ComparableSchema, object: &ComparableObject| {
            schema.objects.contains_key(&ComparableObject { kind: ObjectKind::Constraint, path: object.path.clone() })
        };
        if self.expected.kind == ObjectKind::Table && have_index_in_common((expected, &self.expected), (found, &self.found)) {
            return true;
        }
        if own != other
            || unsure
            || (self.expected.kind == ObjectKind::Index && (is_key(expected, &self.expected) || is_key(found, &self.found)))
        {
            return false;
        }
        self.expected.kind != ObjectKind::Table || columns(expected, &self.expected) == columns(found, &self.found)
    }

    /// Whether it is about this object.
    pub(super) fn names(&self, object: &ComparableObject) -> bool {
        *object == self.expected || *object == self.found
    }

    /// A definition as it is once the name is right again.
    pub(super) fn undone(&self, definition: &str) -> String {
        let (Some(from), Some(to)) = (self.found.path.last(), self.expected.path.last()) else { return definition.to_owned() };
        let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
        let (mut text, mut rest) = (String::new(), definition);
        while let Some(at) = rest.find(from.as_str()) {
            let (before, after) = (&rest[..at], &rest[at + from.len()..]);
            let whole = !before.ends_with(is_name) && !after.starts_with(is_name);
            text.push_str(before);
            text.push_str(if whole { to } else { from });
            rest = after;
        }
        text + rest
    }

    pub(super) fn add(&self, remedies: &Remedies<'_>, plan: &mut Plan) {
        let (Some(from), Some(to)) = (self.found.path.last(), self.expected.path.last()) else { return };
        if self.comes_with_parent(remedies) {
            return plan.aside("it comes with that of the table above it");
        }
        let (owner, to) = (remedies.named(&self.found.path), quote_identifier(to));
        let in_schema = |path: &[String]| match path {
            [schema, _, name] => remedies.named(&[schema.clone(), name.clone()]),
            path => remedies.named(path),
        };
        let statement = match self.expected.kind {
            ObjectKind::Column => format!("ALTER TABLE {owner} RENAME COLUMN {} TO {to};", quote_identifier(from)),
            ObjectKind::Index => format!("ALTER INDEX {} RENAME TO {to};", in_schema(&self.found.path)),
            ObjectKind::Sequence => format!("ALTER SEQUENCE {owner} RENAME TO {to};"),
            ObjectKind::Type => format!("ALTER TYPE {owner} RENAME TO {to};"),
            _ => format!("ALTER TABLE {owner} RENAME TO {to};"),
        };
        plan.rename(statement);
        plan.turn_to(None);
        plan.note(format!("{} is taken for {}: if it is another, leave the new name out and make the old one", self.found, self.expected));
        self.add_default(remedies, plan);
    }

    /// A column of an inheriting table is renamed with that of its parent.
    fn comes_with_parent(&self, remedies: &Remedies<'_>) -> bool {
        let Some(Address::Column(table, _)) = remedies.addresses.get(&self.expected) else { return false };
        let parents = remedies.cx.catalog.relation(*table).map(|relation| relation.parents.clone()).unwrap_or_default();
        let of_parent = |other: &Renamed| {
            let Some(Address::Column(above, _)) = remedies.addresses.get(&other.expected) else { return false };
            parents.contains(above)
                && other.expected.path.last() == self.expected.path.last()
                && other.found.path.last() == self.found.path.last()
        };
        remedies.renamed.iter().exists(of_parent)
    }

    /// Its default may be another.
    fn add_default(&self, remedies: &Remedies<'_>, plan: &mut Plan) {
        let Some(Address::Column(table, number)) = remedies.addresses.get(&self.expected).copied() else { return };
        let relation = remedies.cx.catalog.relation(table);
        let column = relation.and_then(|relation| relation.columns.get(usize::from(number).checked_sub(1)?));
        if let Some((column, default)) = column.and_then(|column| Some((column, column.default.as_ref()?))) {
            let default = remedies.cx.default_text(Address::Default(table, number), default);
            let alter = format!("ALTER TABLE {} ALTER COLUMN {}", remedies.cx.relation_name(table), quote_identifier(&column.name));
            plan.step(remedies.place(Unit::Table(table)), Turn::Alter, format!("{alter} SET DEFAULT {default};"));
        }
    }
}

/// The columns of a table, by their names.
fn columns<'s>(schema: &'s ComparableSchema, table: &ComparableObject) -> Vec<(&'s String, &'s String)> {
    let own = schema
        .objects
        .iter()
        .filter(|(object, _)| object.kind == ObjectKind::Column && object.whole().is_some_and(|whole| *whole == table.path));
    own.filter_map(|(object, definition)| Some((object.path.last()?, definition))).gather()
}

/// Whether two tables have an index of the same name: those stay with a table that is renamed, and no two have one name in a schema.
fn have_index_in_common(
    (expected, own): (&ComparableSchema, &ComparableObject),
    (found, other): (&ComparableSchema, &ComparableObject),
) -> bool {
    let of = |object: &ComparableObject, table: &ComparableObject| {
        matches!(object.kind, ObjectKind::Index | ObjectKind::Constraint) && object.whole().is_some_and(|whole| *whole == table.path)
    };
    let is_there = |object: &ComparableObject| {
        found.objects.keys().exists(|there| there.kind == object.kind && of(there, other) && there.path.last() == object.path.last())
    };
    expected.objects.keys().filter(|object| object.kind == ObjectKind::Index && of(object, own)).exists(is_there)
}
