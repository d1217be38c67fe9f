//! How is a new row of a table said: a struct with a field for each column that an INSERT can give a value.

use super::describe::{field_doc, qualified};
use super::doc_text::code;
use super::field::{Field, Fields, bind_bound, sql_relation};
use super::input::Input;
use super::literal::literal;
use super::writer::Writer;
use crate::catalog::object::Relation;
use crate::text::{Collection, Gather, Seek};

/// The struct that rows are inserted from; none where a column that needs a value is no field.
pub(super) fn write_insert(w: &mut Writer, input: &Input<'_>, relation: &Relation, names: (&str, &str), fields: &Fields<'_>) -> bool {
    let needed = |number: u16| {
        let column = usize::from(number).checked_sub(1).and_then(|at| relation.columns.get(at));
        column.is_some_and(|column| column.not_null && column.default.is_none() && column.identity.is_none())
    };
    if fields.left.iter().exists(|left| needed(left.number)) {
        return false;
    }
    let written: Vec<&Field<'_>> = fields.all.iter().filter(|field| field.is_written()).gather();
    w.line("");
    write_struct(w, input, relation, names.1, &written);
    w.line("");
    let mut bounds: Vec<String> = Vec::new();
    for field in written.iter().filter(|field| field.rust.needs_feature()) {
        let bound = bind_bound(&field.rust, "__rt::NeverNull");
        if !bounds.contains(&bound) {
            bounds.push(bound);
        }
    }
    let binds = bounds.clone();
    bounds.put_all(fields.decode_bounds());
    let cx = Insert { input, relation, row: names.0, written: &written, fields, binds: &binds, bounds: &bounds };
    w.open(&format!("impl {} {{", names.1));
    cx.write_one(w);
    if !written.is_empty() {
        w.line("");
        cx.write_many(w);
    }
    w.close("}");
    true
}

struct Insert<'i> {
    input: &'i Input<'i>,
    relation: &'i Relation,
    row: &'i str,
    written: &'i [&'i Field<'i>],
    fields: &'i Fields<'i>,
    /// What binding asks of types that may not be there.
    binds: &'i [String],
    /// The same, and what decoding asks.
    bounds: &'i [String],
}

fn write_struct(w: &mut Writer, input: &Input<'_>, relation: &Relation, name: &str, written: &[&Field<'_>]) {
    w.line(&format!("/// A new row of the table {}.", code(&qualified(input, relation.id))));
    let defaults = written.iter().for_all(|field| field.has_default() || field.nullable);
    w.line(if defaults { "#[derive(Clone, Debug, Default, PartialEq)]" } else { "#[derive(Clone, Debug, PartialEq)]" });
    if written.is_empty() {
        return w.line(&format!("pub struct {name} {{}}"));
    }
    w.open(&format!("pub struct {name} {{"));
    for field in written {
        w.doc(&field_doc(input, relation.id, field)[..1]);
        let value = if field.has_default() { format!("__rt::Set<{}>", field.value()) } else { field.value() };
        w.field(&format!("pub {}: ", field.name), &value);
    }
    w.close("}");
}

impl Insert<'_> {
    fn write_one(&self, w: &mut Writer) {
        w.line("/// Inserts the row, and returns what the database made of it.");
        w.line("#[track_caller]");
        w.open_function("pub fn insert", &["&self".to_owned()], &format!("__rt::Query<{}>", self.row), self.bounds);
        self.write_start(w);
        w.line("let mut __insert = __rt::Insert::new(__SQL, __rt::Place::here());");
        for field in self.written {
            let verb = if field.has_default() { "set" } else { "column" };
            let method = format!("{verb}::<{}, _>", field.markers());
            w.method("__insert", &method, &[literal(&field.sql_name()), format!("&self.{}", field.name)]);
        }
        self.write_end(w);
    }

    fn write_many(&self, w: &mut Writer) {
        w.line("/// Inserts many rows in one statement, and returns what the database made of them.");
        w.line("#[track_caller]");
        w.open_function("pub fn insert_all", &["__rows: &[Self]".to_owned()], &format!("__rt::Query<{}>", self.row), self.bounds);
        w.assign("const __RETURNING: &str", &literal(&self.fields.select_list()));
        w.line("let __insert = Self::__many(__rows, __rt::Place::here());");
        self.write_end(w);
        w.line("");
        w.line("/// Copies many rows, which is the fastest way and returns none of them.");
        w.line("#[track_caller]");
        w.open_function("pub fn copy_all", &["__rows: &[Self]".to_owned()], "__rt::Copy", self.binds);
        w.line("Self::__many(__rows, __rt::Place::here()).copy()");
        w.close("}");
        w.line("");
        let parameters = ["__rows: &[Self]".to_owned(), "__place: __rt::Place".to_owned()];
        w.open_function("fn __many", &parameters, "__rt::InsertMany", self.binds);
        w.assign("const __TABLE: &str", &literal(&sql_relation(self.input, self.relation.id)));
        w.line("let mut __insert = __rt::InsertMany::new(__TABLE, __place);");
        for field in self.written {
            w.method("__insert", &format!("column::<{}>", super::field::marker(&field.rust)), &[literal(&field.sql_name())]);
        }
        w.open("for __row in __rows {");
        for field in self.written {
            let verb = if field.has_default() { "set" } else { "value" };
            w.method("__insert", &format!("{verb}::<{}, _>", field.markers()), &[format!("&__row.{}", field.name)]);
        }
        w.close("}");
        w.line("__insert");
        w.close("}");
    }

    fn write_start(&self, w: &mut Writer) {
        let sql = format!("insert into {}", sql_relation(self.input, self.relation.id));
        w.assign("const __SQL: &str", &literal(&sql));
        w.assign("const __RETURNING: &str", &literal(&self.fields.select_list()));
    }

    fn write_end(&self, w: &mut Writer) {
        w.line("__insert.returning(__RETURNING, |__row| __row.part(0))");
        w.close("}");
    }
}
