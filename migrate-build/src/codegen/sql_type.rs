//! How does a generated type tell which SQL type it is, and which values it is decoded from.

use super::input::Input;
use super::literal::literal;
use super::rust_type::qualified_name;
use super::writer::Writer;
use crate::catalog::id::TypeId;

/// The type as a parameter is told, and that of arrays of it.
pub(super) fn write_sql_type(w: &mut Writer, input: &Input<'_>, id: TypeId, name: &str) {
    w.open_impl("impl __rt::SqlType", name, &[]);
    w.assign("const TYPE: __rt::ParameterType", &parameter_type(input, id));
    let array = input.catalog.type_(id).and_then(|found| found.array).unwrap_or(id);
    w.assign("const ARRAY: __rt::ParameterType", &parameter_type(input, array));
    w.close("}");
}

/// Decoding from values of the type itself: what tells it is its schema and name, never what it is made of, which a newer release may have changed.
pub(super) fn write_decode(w: &mut Writer, input: &Input<'_>, id: TypeId, name: &str, bounds: &[String], body: impl FnOnce(&mut Writer)) {
    let (schema, type_name) = qualified_name(input.catalog, id);
    let accepts = format!("__rt::is_type(__ty, {}, {})", literal(&schema), literal(&type_name));
    write_decode_of(w, name, bounds, &accepts, body);
}

/// Decoding from values of which an expression tells whether they are the right ones.
pub(super) fn write_decode_of(w: &mut Writer, name: &str, bounds: &[String], accepts: &str, body: impl FnOnce(&mut Writer)) {
    w.open_impl("impl<'__v> __rt::Decode<'__v>", name, bounds);
    w.open("fn accepts(__ty: &__rt::Type) -> bool {");
    w.line(accepts);
    w.close("}");
    w.line("");
    let parameter = "__raw: &'__v [u8]".to_owned();
    w.open_function("fn decode", &[parameter], "Result<Self, __rt::DecodeError>", &[]);
    body(w);
    w.close("}");
    w.close("}");
}

/// A type as a statement tells it.
pub(super) fn parameter_type(input: &Input<'_>, id: TypeId) -> String {
    super::rust_type::parameter_type(input.catalog, id, "__rt::")
}
