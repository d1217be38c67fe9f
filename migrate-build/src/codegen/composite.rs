//! How is a composite type of the schema said: a struct of which every field may be NULL, for the database holds none of them.

use super::describe::{comment, type_doc};
use super::doc_text::code;
use super::field::{Fields, bind_bound, marker};
use super::input::Input;
use super::sql_type::{write_decode, write_sql_type};
use super::writer::Writer;
use crate::catalog::depend::Address;
use crate::catalog::id::TypeId;
use crate::catalog::object::Relation;

/// A composite type.
pub(super) fn write_composite(w: &mut Writer, input: &Input<'_>, id: TypeId, row: &Relation, name: &str, fields: &Fields<'_>) {
    w.doc(&type_doc(input, id, "The composite type"));
    w.line("#[derive(Clone, Debug, PartialEq)]");
    if fields.all.is_empty() {
        w.line(&format!("pub struct {name} {{}}"));
    } else {
        w.open(&format!("pub struct {name} {{"));
        for field in &fields.all {
            let mut lines = vec![format!("{}: {}.", code(&field.column.name), code(&field.type_text))];
            comment(input, Address::Column(row.id, field.number), &mut lines);
            w.doc(&lines);
            w.field(&format!("pub {}: ", field.name), &field.rust.nullable_here());
        }
        w.close("}");
    }
    w.line("");
    write_sql_type(w, input, id, name);
    w.line("");
    write_bind(w, name, fields);
    w.line("");
    write_decode(w, input, id, name, &fields.decode_bounds(), |w| write_fields(w, fields));
}

fn write_bind(w: &mut Writer, name: &str, fields: &Fields<'_>) {
    let mut bounds: Vec<String> = Vec::new();
    for field in fields.all.iter().filter(|field| field.rust.needs_feature()) {
        let bound = bind_bound(&field.rust, "__rt::NeverNull");
        if !bounds.contains(&bound) {
            bounds.push(bound);
        }
    }
    w.open_impl("impl<__N> __rt::Bind<Self, __N>", name, &bounds);
    w.open("fn bind(&self, __into: &mut __rt::Encoder<'_>) -> Result<(), __rt::BindError> {");
    w.line(&format!("__into.composite({})?;", fields.all.len()));
    for field in &fields.all {
        w.line(&format!("__into.field::<{}, __rt::Nullable, _>(&self.{})?;", marker(&field.rust), field.name));
    }
    w.line("Ok(())");
    w.close("}");
    w.close("}");
}

fn write_fields(w: &mut Writer, fields: &Fields<'_>) {
    let mutable = if fields.all.is_empty() { "" } else { "mut " };
    w.line(&format!("let {mutable}__fields = __rt::Fields::new(__raw, {})?;", fields.all.len()));
    if fields.all.is_empty() {
        w.line("let __value = Self {};");
    } else {
        w.open("let __value = Self {");
        for field in &fields.all {
            let reader = if field.rust.reader() == "foreign" { "foreign" } else { "next" };
            w.line(&format!("{}: __fields.{reader}()?,", field.name));
        }
        w.close("};");
    }
    w.line("__fields.end()?;");
    w.line("Ok(__value)");
}
