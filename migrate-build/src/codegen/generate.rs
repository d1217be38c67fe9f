//! The whole text of the generated module, item by item, in an order that only the schema decides.

use super::composite::write_composite;
use super::constraint::write_constraints;
use super::domain::{Base, write_domain};
use super::enum_::write_enum;
use super::field::Fields;
use super::input::{Input, Output};
use super::insert_struct::write_insert;
use super::key::write_keys;
use super::macros::write_macros;
use super::mapped::write_mapped;
use super::migrations::{write_migrations, write_seeds};
use super::naming::{constraint_type, insert_type, row_type, user_type};
use super::range::{Shape, write_range};
use super::rust_type::{RustType, is_of_extension, rust_type, type_key};
use super::table::write_row;
use super::writer::Writer;
use super::{describe, errors, settings};
use crate::catalog::depend::Address;
use crate::catalog::id::TypeId;
use crate::catalog::object::{Inheritance, Persistence, Relation, RelationKind, Type, TypeKind};
use crate::diag::Diagnostic;
use crate::text::{Collection, SortedMap, sort_by_key};

/// How deep domains may stand on domains before the engine stops to look.
const DEPTH: usize = 64;

/// The generated module, formatted as rustfmt formats it.
#[must_use]
pub fn generate(input: &Input<'_>) -> Output {
    let mut module = Module { input, names: SortedMap::new(), findings: Vec::new() };
    let mut w = Writer::new();
    w.line("// Written by build.rs out of the migrations; changes are lost.");
    w.line("");
    w.line("use __runtime::__private as __rt;");
    w.line("");
    write_migrations(&mut w, input);
    write_seeds(&mut w, input);
    let mut types = input.catalog.types();
    sort_by_key(&mut types, |found| (schema_name(input, found.schema), found.name.clone()));
    for found in types {
        module.write_type(&mut w, found);
    }
    let mut relations = input.catalog.relations();
    sort_by_key(&mut relations, |found| (schema_name(input, found.schema), found.name.clone()));
    for relation in relations {
        module.write_relation(&mut w, relation);
    }
    write_mapped(&mut w, input, &mut module.findings);
    write_queries(&mut w, input);
    write_macros(&mut w, input);
    module.findings.put_all(settings::wrong_names(input.catalog, input.settings));
    Output { text: w.finish(), findings: module.findings }
}

fn schema_name(input: &Input<'_>, id: crate::catalog::id::SchemaId) -> Option<crate::text::Name> {
    input.catalog.schema(id).map(|schema| schema.name.clone())
}

fn write_queries(w: &mut Writer, input: &Input<'_>) {
    if input.queries.is_empty() {
        return;
    }
    w.line("");
    w.line("/// The queries of the files in the folder `queries`.");
    w.open("pub mod queries {");
    w.line("use super::__runtime::__private as __rt;");
    w.line("");
    for (at, item) in input.queries.iter().enumerate() {
        if at > 0 {
            w.verbatim("\n");
        }
        w.verbatim(item);
    }
    w.close("}");
}

/// The module under way.
struct Module<'i> {
    input: &'i Input<'i>,
    /// The names that are taken, with what has them.
    names: SortedMap<String, String>,
    findings: Vec<Diagnostic>,
}

impl Module<'_> {
    /// Takes a name, or says who has it already.
    fn take(&mut self, name: &str, what: &str, key: &str) -> bool {
        if let Some(first) = self.names.get(name) {
            self.findings.push(errors::same_name(name, first, what, key));
            return false;
        }
        self.names.insert(name.to_owned(), what.to_owned());
        true
    }

    /// Types of the schema; those of extensions, and those that `[types]` maps, are somewhere else.
    fn write_type(&mut self, w: &mut Writer, found: &Type) {
        let input = self.input;
        if is_of_extension(input.catalog, Address::Type(found.id))
            || type_key(input.catalog, input.settings, found.id).is_some()
            || rust_type(input.catalog, input.settings, found.id, None).is_err()
        {
            return;
        }
        match &found.kind {
            TypeKind::Enum { labels } => {
                if let Some(name) = self.take_type(w, found, "enum") {
                    write_enum(w, input, found.id, &name, labels);
                }
            }
            TypeKind::Domain { base, modifier, not_null, .. } => {
                let rust = rust_type(input.catalog, input.settings, *base, None);
                if let (Ok(rust), Some(name)) = (rust, self.take_type(w, found, "domain")) {
                    let lowest = self.lowest(*base);
                    let base = Base { type_id: *base, modifier: *modifier, not_null: *not_null, rust, lowest };
                    write_domain(w, input, found.id, &name, &base);
                }
            }
            TypeKind::Composite(row) => self.write_composite(w, found, *row),
            TypeKind::Range { subtype, .. } => self.write_range(w, found, Shape::Range, *subtype),
            TypeKind::Multirange { range } => {
                if let Some(TypeKind::Range { subtype, .. }) = input.catalog.type_(*range).map(|range| &range.kind) {
                    self.write_range(w, found, Shape::Multirange, *subtype);
                }
            }
            TypeKind::Base | TypeKind::Array | TypeKind::Pseudo | TypeKind::Shell => {}
        }
    }

    /// The type under all domains; none where `[types]` maps one on the way.
    fn lowest(&self, mut type_id: TypeId) -> Option<RustType> {
        for _ in 0..DEPTH {
            let found = rust_type(self.input.catalog, self.input.settings, type_id, None).ok()?;
            match self.input.catalog.type_(type_id).map(|found| &found.kind) {
                _ if found.reader() != "value" => return None,
                Some(TypeKind::Domain { base, .. }) => type_id = *base,
                _ => return Some(found),
            }
        }
        None
    }

    fn write_composite(&mut self, w: &mut Writer, found: &Type, row: crate::catalog::id::RelationId) {
        let input = self.input;
        let Some(row) = input.catalog.relation(row).filter(|row| row.kind == RelationKind::Composite) else { return };
        if let Some(name) = self.take_type(w, found, "composite type") {
            let fields = self.fields(row);
            write_composite(w, input, found.id, row, &name, &fields);
        }
    }

    fn write_range(&mut self, w: &mut Writer, found: &Type, shape: Shape, subtype: TypeId) {
        let rust = rust_type(self.input.catalog, self.input.settings, subtype, None);
        if let (Ok(rust), Some(name)) = (rust, self.take_type(w, found, "range type")) {
            write_range(w, self.input, found.id, &name, shape, (subtype, &rust));
        }
    }

    fn take_type(&mut self, w: &mut Writer, found: &Type, word: &str) -> Option<String> {
        let name = user_type(self.input.catalog, self.input.settings, found.id);
        let key = settings::type_keys(self.input.catalog, found.id).pop().unwrap_or_default();
        let taken = self.take(&name, &format!("the {word} \"{key}\""), &key);
        if taken {
            w.line("");
        }
        taken.then_some(name)
    }

    /// Rows of tables and views. Partitions are rows of their table, and temporary tables are gone when the program runs.
    fn write_relation(&mut self, w: &mut Writer, relation: &Relation) {
        let input = self.input;
        let is_table = matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable);
        let is_view = matches!(relation.kind, RelationKind::View | RelationKind::MaterializedView);
        if !(is_table || is_view)
            || relation.inheritance == Inheritance::Partition
            || relation.persistence == Persistence::Temporary
            || is_of_extension(input.catalog, Address::Relation(relation.id))
        {
            return;
        }
        let name = row_type(input.catalog, input.settings, relation.id);
        let key = settings::relation_keys(input.catalog, relation.id).pop().unwrap_or_default();
        let what = format!("the {} \"{key}\"", crate::catalog::describe::relation_word(relation.kind));
        if !self.take(&name, &what, &key) {
            return;
        }
        let fields = self.fields(relation);
        w.line("");
        write_row(w, input, relation, &name, &fields);
        if is_table {
            write_keys(w, input, relation, &name, &fields);
            let insert = insert_type(input.catalog, input.settings, relation.id);
            if self.take(&insert, &format!("a new row of {what}"), &key) {
                write_insert(w, input, relation, (&name, &insert), &fields);
            }
            self.write_constraints(w, relation, &what, &key);
        }
    }

    fn write_constraints(&mut self, w: &mut Writer, relation: &Relation, what: &str, key: &str) {
        let name = constraint_type(self.input.catalog, self.input.settings, relation.id);
        if self.names.contains_key(&name) {
            self.take(&name, &format!("the constraints of {what}"), key);
            return;
        }
        if write_constraints(w, self.input, relation, &name) {
            self.take(&name, &format!("the constraints of {what}"), key);
        }
    }

    /// The fields of a relation; columns that would be called the same are told of.
    fn fields<'r>(&mut self, relation: &'r Relation) -> Fields<'r>
    where
        Self: 'r,
    {
        let fields = Fields::of(self.input, relation);
        let table = describe::qualified(self.input, relation.id);
        for (first, second, name) in &fields.alike {
            let key = settings::relation_keys(self.input.catalog, relation.id).pop().unwrap_or_default();
            let second_name = second;
            let (first, second) = (format!("the column \"{first}\" of \"{table}\""), format!("its column \"{second}\""));
            self.findings.push(errors::same_name(name, &first, &second, &format!("{key}.{}", second_name)));
        }
        fields
    }
}
