//! How is a new row of a table said: a struct with a field for each column that an INSERT can give a value.

use super::describe::{field_doc, qualified};
use super::doc_text::code;
use super::field::{Field, Fields, bind_bound, sql_relation};
use super::input::Input;
use super::literal::literal;
use super::writer::Writer;
use crate::catalog::format::format_bare_type_qualified;
use crate::catalog::object::Relation;

/// The struct that rows are inserted from; none where a column that needs a value is no field.
pub(super) fn write_insert(w: &mut Writer, input: &Input<'_>, relation: &Relation, names: (&str, &str), fields: &Fields<'_>) -> bool {
    let needed = |number: u16| {
        let column = usize::from(number).checked_sub(1).and_then(|at| relation.columns.get(at));
        column.is_some_and(|column| column.not_null && column.default.is_none() && column.identity.is_none())
    };
    if fields.left.iter().any(|left| needed(left.number)) {
        return false;
    }
    let written: Vec<&Field<'_>> = fields.all.iter().filter(|field| field.is_written()).collect();
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
    bounds.extend(fields.decode_bounds());
    let cx = Insert { input, relation, row: names.0, written: &written, fields, bounds: &bounds };
    w.open(&format!("impl {} {{", names.1));
    cx.write_one(w);
    w.line("");
    cx.write_many(w);
    w.close("}");
    true
}

struct Insert<'i> {
    input: &'i Input<'i>,
    relation: &'i Relation,
    row: &'i str,
    written: &'i [&'i Field<'i>],
    fields: &'i Fields<'i>,
    bounds: &'i [String],
}

fn write_struct(w: &mut Writer, input: &Input<'_>, relation: &Relation, name: &str, written: &[&Field<'_>]) {
    w.line(&format!("/// A new row of the table {}.", code(&qualified(input, relation.id))));
    let defaults = written.iter().all(|field| field.has_default() || field.nullable);
    w.line(if defaults { "#[derive(Clone, Debug, Default, PartialEq)]" } else { "#[derive(Clone, Debug, PartialEq)]" });
    if written.is_empty() {
        return w.line(&format!("pub struct {name} {{}}"));
    }
    w.open(&format!("pub struct {name} {{"));
    for field in written {
        w.doc(&field_doc(input, relation.id, field)[..1]);
        let value = if field.has_default() { format!("__rt::Set<{}>", field.value()) } else { field.value() };
        w.line(&format!("pub {}: {value},", field.name));
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
            let head = format!("__insert.{verb}::<{}, _>(", field.markers());
            w.call(&head, &[literal(&field.sql_name()), format!("&self.{}", field.name)], ";");
        }
        self.write_end(w);
    }

    fn write_many(&self, w: &mut Writer) {
        w.line("/// Inserts many rows in one statement, and returns what the database made of them.");
        w.line("#[track_caller]");
        w.open_function("pub fn insert_all", &["__rows: &[Self]".to_owned()], &format!("__rt::Query<{}>", self.row), self.bounds);
        self.write_start(w);
        w.line("let mut __insert = __rt::InsertAll::new(__SQL, __rows.len(), __rt::Place::here());");
        for field in self.written {
            let verb = if field.has_default() { "set" } else { "column" };
            let type_text = field.column.type_id.map_or_else(String::new, |id| format_bare_type_qualified(self.input.catalog, id));
            let arguments =
                [literal(&field.sql_name()), literal(&type_text), "__rows".to_owned(), format!("|__row| &__row.{}", field.name)];
            w.call(&format!("__insert.{verb}::<{}, _, _>(", field.markers()), &arguments, ";");
        }
        self.write_end(w);
    }

    fn write_start(&self, w: &mut Writer) {
        let sql = format!("insert into {}", sql_relation(self.input, self.relation.id));
        w.assign("const __SQL: &::core::primitive::str", &literal(&sql));
        w.assign("const __RETURNING: &::core::primitive::str", &literal(&self.fields.select_list()));
    }

    fn write_end(&self, w: &mut Writer) {
        w.line("__insert.returning(__RETURNING, |__row| __row.part(0))");
        w.close("}");
    }
}
