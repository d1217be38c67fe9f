//! Which statements give a column its type, its default and the rest of what the schema says of it.

use super::Remedies;
use super::closure::Rests;
use super::conversion::Conversion;
use super::facts::ColumnFacts;
use super::plan::{Plan, Turn};
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Generated, Identity, Relation, RelationKind};
use crate::docs::schema_sql::spell::literal;
use crate::docs::schema_sql::unit::Unit;
use crate::text::Gather;

/// The version from which an expression that generates a column can be changed.
const SET_EXPRESSION: u8 = 17;

/// A column, and how it is spelled.
struct Altered<'c> {
    table: &'c Relation,
    number: u16,
    column: &'c Column,
    table_name: String,
    name: String,
    /// `ALTER TABLE ... ALTER COLUMN ...`
    alter: String,
    at: usize,
}

impl Remedies<'_> {
    fn altered(&self, (id, number): (RelationId, u16)) -> Option<Altered<'_>> {
        let table = self.cx.catalog.relation(id)?;
        let column = table.columns.get(usize::from(number).checked_sub(1)?)?;
        let (table_name, name) = (self.cx.relation_name(id), quote_identifier(&column.name));
        let alter = format!("ALTER TABLE {table_name} ALTER COLUMN {name}");
        Some(Altered { table, number, column, table_name, name, alter, at: self.place(Unit::Table(id)) })
    }

    pub(super) fn add_column(&self, plan: &mut Plan, (id, number): (RelationId, u16), (expected, found): (&str, &str)) {
        let Some(it) = self.altered((id, number)) else { return };
        if matches!(it.table.kind, RelationKind::View | RelationKind::MaterializedView) {
            return self.remake(Address::Relation(id), plan);
        }
        let was = ColumnFacts::of(found);
        match (it.column.generated, was.generated) {
            (Some(_), None) => {
                let drop = format!("ALTER TABLE {} DROP COLUMN {};", it.table_name, it.name);
                let add = self.cx.column_sql(id, number).unwrap_or_default();
                return plan.note(format!(
                    "it holds values of its own, which would be lost, so this is left to you, with what needs the column: {drop} {}",
                    add.trim_end()
                ));
            }
            (Some(generated), Some(word)) if word != stored_word(generated) => return self.replace_column(plan, &it),
            (None, Some("VIRTUAL")) => {
                return plan.note(
                    "a column that is computed when it is read cannot become one that is stored: add another, fill it and rename it",
                );
            }
            (None, Some(_)) => plan.step(it.at, Turn::Alter, format!("{} DROP EXPRESSION;", it.alter)),
            _ => {}
        }
        if it.column.identity.is_none() && was.identity.is_some() {
            plan.step(it.at, Turn::Alter, format!("{} DROP IDENTITY;", it.alter));
        }
        self.add_type_of(plan, &it, &was);
        match (it.column.not_null, was.not_null) {
            (true, false) => {
                plan.step(it.at, Turn::Alter, format!("{} SET NOT NULL;", it.alter));
                plan.note(format!("SET NOT NULL fails where a row has no {}", it.name));
            }
            (false, true) => plan.step(it.at, Turn::Alter, format!("{} DROP NOT NULL;", it.alter)),
            _ => {}
        }
        self.add_identity(plan, &it, &was);
        self.add_storage(plan, (&it.alter, it.at), it.column, (expected, found));
    }

    fn add_type_of(&self, plan: &mut Plan, it: &Altered<'_>, was: &ColumnFacts) {
        let Some(type_id) = it.column.type_id else { return };
        let is = ColumnFacts::of(&crate::catalog::format::format_type_qualified(self.cx.catalog, type_id, it.column.modifier));
        let collation = self.cx.collate(it.column);
        let wanted = it.column.collation.filter(|_| !collation.is_empty()).and_then(|id| self.cx.catalog.collation(id));
        if is.type_name == was.type_name && wanted.map(|found| found.name.as_str()) == was.collation.as_deref() {
            return self.add_default(plan, it, was);
        }
        let type_name = self.cx.type_name(type_id, it.column.modifier);
        let using = match self.conversion(&was.type_name, &type_name) {
            _ if is.type_name == was.type_name => String::new(),
            Conversion::Kept => String::new(),
            Conversion::Cut => {
                plan.note(format!("values that do not fit into {type_name} are refused, rounded or cut off, and what is cut off is lost"));
                String::new()
            }
            Conversion::Asked => {
                plan.note(format!("it fails where a value of type {} is none of type {type_name}", was.type_name));
                format!(" USING {}::{type_name}", it.name)
            }
            Conversion::None => {
                return plan.note(format!(
                    "nothing is known to make a value of type {} one of type {type_name}; say it yourself: {} TYPE {type_name} USING ...;",
                    was.type_name, it.alter
                ));
            }
        };
        self.remake_dependents(Address::Column(it.table.id, it.number), Rests::InTheWay, plan);
        self.replace_generated_from(plan, it);
        // A default that is no value of the new type stands in the way.
        if was.default {
            plan.step(it.at, Turn::Alter, format!("{} DROP DEFAULT;", it.alter));
        }
        plan.step(it.at, Turn::Alter, format!("{} TYPE {type_name}{collation}{using};", it.alter));
        self.add_default(plan, it, &ColumnFacts { default: false, ..was.clone() });
    }

    /// Sets the default, or takes away one that is not expected.
    fn add_default(&self, plan: &mut Plan, it: &Altered<'_>, was: &ColumnFacts) {
        match self.default_of(it) {
            Some(default) if !was.default => plan.step(it.at, Turn::Alter, format!("{} SET DEFAULT {default};", it.alter)),
            None if was.default => plan.step(it.at, Turn::Alter, format!("{} DROP DEFAULT;", it.alter)),
            _ => {}
        }
    }

    fn default_of(&self, it: &Altered<'_>) -> Option<String> {
        let default = it.column.default.as_ref().filter(|_| it.column.generated.is_none())?;
        Some(self.cx.default_text(Address::Default(it.table.id, it.number), default))
    }

    fn add_identity(&self, plan: &mut Plan, it: &Altered<'_>, was: &ColumnFacts) {
        match (it.column.identity, was.identity) {
            (Some(identity), None) => {
                let written = self.cx.identity(it.table, (it.number, it.column), identity);
                plan.step(it.at, Turn::Alter, format!("{} ADD{written};", it.alter));
                let next = format!("max({}) IS NOT NULL", it.name);
                let sequence = format!("pg_get_serial_sequence({}, {})", literal(&it.table_name), literal(&it.column.name));
                plan.step(
                    it.at,
                    Turn::Alter,
                    format!("SELECT setval({sequence}, coalesce(max({}), 1), {next}) FROM {};", it.name, it.table_name),
                );
            }
            (Some(identity), Some(word)) if word != identity_word(identity) => {
                plan.step(it.at, Turn::Alter, format!("{} SET GENERATED {};", it.alter, identity_word(identity)));
            }
            _ => {}
        }
    }

    /// Only its default, or what it is generated as, is another.
    pub(super) fn add_column_expression(&self, plan: &mut Plan, place: (RelationId, u16)) {
        let Some(it) = self.altered(place) else { return };
        match (it.column.generated, &it.column.default) {
            (None, _) => self.add_default(plan, &it, &ColumnFacts { default: it.column.default.is_none(), ..ColumnFacts::default() }),
            (Some(_), Some(expr)) if self.cx.catalog.versions().lowest >= SET_EXPRESSION => {
                plan.step(it.at, Turn::Alter, format!("{} SET EXPRESSION AS ({});", it.alter, self.cx.expression(expr, it.table.id)));
            }
            (Some(_), _) => self.replace_column(plan, &it),
        }
    }

    /// A column that is computed loses nothing when it is made again.
    fn replace_column(&self, plan: &mut Plan, it: &Altered<'_>) {
        let own = Address::Column(it.table.id, it.number);
        let Some(add) = self.cx.column_sql(it.table.id, it.number).filter(|_| !self.is_missing(own)) else { return };
        self.remake_dependents(own, Rests::All, plan);
        plan.step(it.at, Turn::Drop, format!("ALTER TABLE {} DROP COLUMN {};", it.table_name, it.name));
        plan.step(it.at, Turn::Add, add);
        plan.note(format!("{} is computed anew for every row, and comes to stand last", it.name));
    }

    /// What is generated from a column stands in the way of another type.
    fn replace_generated_from(&self, plan: &mut Plan, it: &Altered<'_>) {
        let own = Address::Column(it.table.id, it.number);
        let generated = self.cx.catalog.dependencies().needed_by(own).filter_map(|entry| match entry.dependent {
            Address::Default(table, number) | Address::Column(table, number) if (table, number) != (it.table.id, it.number) => {
                self.altered((table, number)).filter(|other| other.column.generated.is_some())
            }
            _ => None,
        });
        generated.gather::<Vec<_>>().iter().for_each(|other| self.replace_column(plan, other));
    }
}

fn stored_word(generated: Generated) -> &'static str {
    match generated {
        Generated::Stored => "STORED",
        Generated::Virtual => "VIRTUAL",
    }
}

fn identity_word(identity: Identity) -> &'static str {
    match identity {
        Identity::Always => "ALWAYS",
        Identity::ByDefault => "BY DEFAULT",
    }
}
