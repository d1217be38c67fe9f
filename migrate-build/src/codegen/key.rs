//! Which rows can be found, changed and removed by a key: the functions of the primary key and of each unique one.

use super::describe::qualified;
use super::doc_text::code;
use super::field::{Field, Fields, bind_bound, sql_relation};
use super::input::Input;
use super::literal::literal;
use super::naming::function;
use super::rust_type::RustType;
use super::writer::Writer;
use crate::catalog::object::Relation;
use crate::text::{Collection, Gather, Seek, sort_by};

/// The columns of a key, and whether it is the primary one.
pub(super) struct Key<'f> {
    fields: Vec<&'f Field<'f>>,
    primary: bool,
}

/// The functions of a table's keys.
pub(super) fn write_keys(w: &mut Writer, input: &Input<'_>, relation: &Relation, name: &str, fields: &Fields<'_>) {
    let keys = keys(input, relation, fields);
    if keys.is_empty() {
        return;
    }
    w.line("");
    w.open(&format!("impl {name} {{"));
    let mut written: Vec<String> = Vec::new();
    for key in &keys {
        let names: Vec<String> = key.fields.iter().map(|field| field.name.clone()).gather();
        if written.contains(&function("", &names)) {
            continue;
        }
        if !written.is_empty() {
            w.line("");
        }
        written.push(function("", &names));
        write_find(w, input, relation, key, fields);
        w.line("");
        write_delete(w, input, relation, key);
        if key.primary {
            write_update(w, input, relation, key, fields);
        }
    }
    w.close("}");
}

/// Keys of whole columns; a partial index or one over expressions tells no row from all others.
pub(super) fn keys<'f>(input: &Input<'_>, relation: &Relation, fields: &'f Fields<'f>) -> Vec<Key<'f>> {
    let mut keys = Vec::new();
    for id in input.catalog.indexes_of(relation.id) {
        let Some(index) = input.catalog.relation(*id).and_then(|found| found.index.as_ref()) else { continue };
        if !index.unique || !index.valid || index.filter.is_some() || index.exclusion {
            continue;
        }
        let columns: Option<Vec<u16>> = index.columns.iter().take(index.key_columns).map(|column| column.column).try_gather();
        if let Some(fields) = columns.and_then(|columns| fields.numbered(&columns)) {
            keys.push(Key { fields, primary: index.primary });
        }
    }
    sort_by(&mut keys, |a, b| b.primary.cmp(&a.primary));
    keys
}

fn write_find(w: &mut Writer, input: &Input<'_>, relation: &Relation, key: &Key<'_>, fields: &Fields<'_>) {
    let (parameters, mut bounds) = key.parameters();
    bounds.put_all(fields.decode_bounds());
    w.line(&format!("/// The row whose {}.", key.told()));
    w.line("#[track_caller]");
    w.open_function(&format!("pub fn {}", key.function("find")), &parameters, "__rt::Query<Self>", &bounds);
    write_built(
        w,
        &find_sql(input, relation, key, fields),
        key.fields.iter().map(|field| (field.name.clone(), key_markers(&field.rust))).gather(),
    );
    w.line("__query.rows()");
    w.close("}");
}

fn write_delete(w: &mut Writer, input: &Input<'_>, relation: &Relation, key: &Key<'_>) {
    let (parameters, bounds) = key.parameters();
    w.line(&format!("/// Removes the row whose {}.", key.told()));
    w.line("#[track_caller]");
    w.open_function(&format!("pub fn {}", key.function("delete")), &parameters, "__rt::Command", &bounds);
    write_built(
        w,
        &delete_sql(input, relation, key),
        key.fields.iter().map(|field| (field.name.clone(), key_markers(&field.rust))).gather(),
    );
    w.line("__query.command()");
    w.close("}");
}

/// Every column that can be given a value and is not of the key itself.
fn write_update(w: &mut Writer, input: &Input<'_>, relation: &Relation, key: &Key<'_>, fields: &Fields<'_>) {
    let changed = key.changed(fields);
    if changed.is_empty() {
        return;
    }
    let mut bounds: Vec<String> = Vec::new();
    for field in key.fields.iter().chain(&changed).filter(|field| field.rust.needs_feature()) {
        push_new(&mut bounds, bind_bound(&field.rust, "__rt::NeverNull"));
    }
    bounds.put_all(fields.decode_bounds());
    w.line("");
    w.line(&format!(
        "/// Writes the row back to {}, found by its primary key, and returns what the database made of it.",
        code(&qualified(input, relation.id))
    ));
    w.line("#[track_caller]");
    w.open_function("pub fn update", &["&self".to_owned()], "__rt::Query<Self>", &bounds);
    let sql = update_sql(input, relation, key, fields);
    let of_self = |field: &&Field<'_>, markers: String| (format!("&self.{}", field.name), markers);
    let mut bound: Vec<(String, String)> =
        key.fields.iter().map(|field| of_self(field, format!("{}, __rt::NeverNull", super::field::marker(&field.rust)))).gather();
    bound.put_all(changed.iter().map(|field| of_self(field, field.markers())));
    write_built(w, &sql, bound);
    w.line("__query.rows()");
    w.close("}");
}

/// The query of `find_by_`.
pub(super) fn find_sql(input: &Input<'_>, relation: &Relation, key: &Key<'_>, fields: &Fields<'_>) -> String {
    format!("select {} from {} where {}", fields.select_list(), sql_relation(input, relation.id), key.condition())
}

/// That of `delete_by_`.
pub(super) fn delete_sql(input: &Input<'_>, relation: &Relation, key: &Key<'_>) -> String {
    format!("delete from {} where {}", sql_relation(input, relation.id), key.condition())
}

/// That of `update`.
pub(super) fn update_sql(input: &Input<'_>, relation: &Relation, key: &Key<'_>, fields: &Fields<'_>) -> String {
    let first = key.fields.len() + 1;
    let sets: Vec<String> = key.changed(fields).iter().zip(first..).map(|(field, at)| format!("{} = ${at}", field.sql_name())).gather();
    format!(
        "update {} set {} where {} returning {}",
        sql_relation(input, relation.id),
        sets.join(", "),
        key.condition(),
        fields.select_list()
    )
}

fn write_built(w: &mut Writer, sql: &str, bound: Vec<(String, String)>) {
    w.assign("const __SQL: &str", &literal(sql));
    w.line("let mut __query = __rt::Built::new(__SQL);");
    for (value, markers) in bound {
        w.method("__query", &format!("bind::<{markers}, _>"), &[value]);
    }
}

fn key_markers(rust: &RustType) -> String {
    format!("{}, __rt::NeverNull", super::field::marker(rust))
}

fn push_new(bounds: &mut Vec<String>, bound: String) {
    if !bounds.contains(&bound) {
        bounds.push(bound);
    }
}

/// The type of a parameter: text by slice, everything else by reference.
fn parameter(rust: &RustType) -> String {
    match rust.here().as_str() {
        "String" => "&str".to_owned(),
        "Vec<u8>" => "&[u8]".to_owned(),
        value => format!("&{value}"),
    }
}

impl Key<'_> {
    /// Whether rows are written back by it.
    pub(super) fn writes_back(&self, fields: &Fields<'_>) -> bool {
        self.primary && !self.changed(fields).is_empty()
    }

    /// The columns that `update` writes.
    fn changed<'a, 'f>(&self, fields: &'a Fields<'f>) -> Vec<&'a Field<'f>> {
        let is_key = |field: &Field<'_>| self.fields.iter().exists(|own| own.number == field.number);
        fields.all.iter().filter(|field| field.is_written() && !is_key(field)).gather()
    }

    pub(super) fn function(&self, verb: &str) -> String {
        let names: Vec<String> = self.fields.iter().map(|field| field.name.clone()).gather();
        function(verb, &names)
    }

    fn parameters(&self) -> (Vec<String>, Vec<String>) {
        let parameters = self.fields.iter().map(|field| format!("{}: {}", field.name, parameter(&field.rust))).gather();
        let mut bounds = Vec::new();
        for field in self.fields.iter().filter(|field| field.rust.needs_feature()) {
            push_new(&mut bounds, bind_bound(&field.rust, "__rt::NeverNull"));
        }
        (parameters, bounds)
    }

    fn condition(&self) -> String {
        let terms: Vec<String> = self.fields.iter().enumerate().map(|(at, field)| format!("{} = ${}", field.sql_name(), at + 1)).gather();
        terms.join(" and ")
    }

    fn told(&self) -> String {
        let terms: Vec<String> = self.fields.iter().map(|field| code(&field.column.name)).gather();
        format!("{} {} this", terms.join(" and "), if terms.len() == 1 { "is" } else { "are" })
    }
}
