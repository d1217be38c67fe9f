//! How is a range type of the schema said: its values are those of the runtime's range, and a marker tells which range they are bound as.

use super::describe::{type_code, type_doc};
use super::field::{bind_bound, marker};
use super::input::Input;
use super::rust_type::RustType;
use super::sql_type::write_sql_type;
use super::writer::Writer;
use crate::catalog::id::TypeId;

/// Whether values are one range or a set of them.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// One.
    Range,
    /// A set.
    Multirange,
}

/// A range or multirange over a type.
pub(super) fn write_range(w: &mut Writer, input: &Input<'_>, id: TypeId, name: &str, shape: Shape, over: (TypeId, &RustType)) {
    let (what, runtime) = match shape {
        Shape::Range => ("The range type", "Range"),
        Shape::Multirange => ("The multirange type", "Multirange"),
    };
    let value = format!("__rt::types::{runtime}<{}>", over.1.here());
    let mut doc = type_doc(input, id, what);
    doc[0] = format!("{}, over {}.", doc[0].trim_end_matches('.'), type_code(input, over.0, -1));
    w.doc(&doc);
    w.line("///");
    w.line(&format!("/// It stands for the type where a parameter is bound; values are `{runtime}`s."));
    w.line(&format!("pub enum {name} {{}}"));
    w.line("");
    write_sql_type(w, input, id, name);
    w.line("");
    let bounds = if over.1.needs_feature() { vec![bind_bound(over.1, "__rt::NeverNull")] } else { Vec::new() };
    w.open_impl(&format!("impl<__N> __rt::Bind<{name}, __N>"), &value, &bounds);
    w.open("fn bind(&self, __into: &mut __rt::Encoder<'_>) -> Result<(), __rt::BindError> {");
    w.line(&format!("__into.value::<__rt::sql::{runtime}<{}>, __rt::NeverNull, _>(self)", marker(over.1)));
    w.close("}");
    w.close("}");
}
