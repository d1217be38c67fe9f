//! How is the row of a table or view said: a struct with a field for each column, and how it is read.

use super::describe::{field_doc, relation_doc};
use super::field::Fields;
use super::input::Input;
use super::writer::Writer;
use crate::catalog::object::Relation;

/// The struct of a relation's rows.
pub(super) fn write_row(w: &mut Writer, input: &Input<'_>, relation: &Relation, name: &str, fields: &Fields<'_>) {
    w.doc(&relation_doc(input, relation.id, fields));
    w.line("#[derive(Clone, Debug, PartialEq)]");
    if fields.all.is_empty() {
        w.line(&format!("pub struct {name} {{}}"));
    } else {
        w.open(&format!("pub struct {name} {{"));
        for field in &fields.all {
            w.doc(&field_doc(input, relation.id, field));
            w.field(&format!("pub {}: ", field.name), &field.value());
        }
        w.close("}");
    }
    w.line("");
    write_reader(w, name, fields);
}

fn write_reader(w: &mut Writer, name: &str, fields: &Fields<'_>) {
    w.open_impl("impl __rt::FromColumns", name, &fields.decode_bounds());
    w.line(&format!("const COLUMNS: usize = {};", fields.all.len()));
    w.line("");
    let result = "Result<Self, __rt::Error>";
    let parameters = ["__row: &__rt::Row<'_>".to_owned(), "__first: usize".to_owned()];
    w.open_function("fn from_columns", &parameters, result, &[]);
    if fields.all.is_empty() {
        w.line("let _ = (__row, __first);");
        w.line("Ok(Self {})");
    } else {
        w.open("Ok(Self {");
        for (at, field) in fields.all.iter().enumerate() {
            let place = if at == 0 { "__first".to_owned() } else { format!("__first + {at}") };
            w.line(&format!("{}: __row.{}({place})?,", field.name, field.rust.reader()));
        }
        w.close("})");
    }
    w.close("}");
    w.close("}");
}
