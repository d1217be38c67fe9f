//! How is a domain of the schema said: a type of its own around the type that it is over.

use super::describe::{type_code, type_doc};
use super::field::{bind_bound_as, decode_bound, marker};
use super::input::Input;
use super::rust_type::RustType;
use super::sql_type::{write_decode_of, write_sql_type};
use super::writer::Writer;
use crate::catalog::id::TypeId;

/// The types of the language that are numbers or like them.
const PLAIN: [&str; 8] = ["bool", "i8", "i16", "i32", "i64", "u32", "f32", "f64"];

/// What a domain is over.
pub(super) struct Base {
    /// The type.
    pub(super) type_id: TypeId,
    /// Its modifier, or -1.
    pub(super) modifier: i32,
    /// Whether the domain refuses NULL.
    pub(super) not_null: bool,
    /// Its Rust type.
    pub(super) rust: RustType,
    /// That of the type under all domains, as which operators take values of the domain; none where a type of the user's stands in between.
    pub(super) lowest: Option<RustType>,
}

/// A domain.
pub(super) fn write_domain(w: &mut Writer, input: &Input<'_>, id: TypeId, name: &str, base: &Base) {
    let mut doc = type_doc(input, id, "The domain");
    let null = if base.not_null { ", never NULL" } else { "" };
    doc[0] = format!("{}, over {}{null}.", doc[0].trim_end_matches('.'), type_code(input, base.type_id, base.modifier));
    w.doc(&doc);
    let value = base.rust.here();
    w.line(&format!("#[derive({})]", derives(&value)));
    w.line(&format!("pub struct {name}(pub {value});"));
    w.line("");
    write_conversions(w, name, &value);
    write_sql_type(w, input, id, name);
    w.line("");
    write_bind(w, name, "Self", base, &base.rust);
    if let Some(lowest) = &base.lowest {
        w.line("");
        write_bind(w, name, &marker(lowest), base, lowest);
    }
    if let Some(borrowed) = plain(&value) {
        for taken in borrowed {
            w.line("");
            write_bind_plain(w, name, taken, &base.rust);
        }
    }
    w.line("");
    write_read(w, input, name, base, &value);
}

fn write_read(w: &mut Writer, input: &Input<'_>, name: &str, base: &Base, value: &str) {
    if base.rust.reader() == "foreign" {
        let told = super::sql_type::parameter_type(input, base.type_id);
        return write_decode_of(w, name, &[], "true", |w| {
            w.assign("const __TYPE: __rt::ParameterType", &told);
            w.line("__rt::decode_foreign(__TYPE, __raw).map(Self)");
        });
    }
    let bounds = if base.rust.needs_feature() { vec![decode_bound(&base.rust)] } else { Vec::new() };
    let accepts = format!("<{value} as __rt::Decode<'__v>>::accepts(__ty)");
    let decode = format!("<{value} as __rt::Decode<'__v>>::decode(__raw).map(Self)");
    write_decode_of(w, name, &bounds, &accepts, |w| w.line(&decode));
}

/// What the values of a type of the language can do, the domain can too.
fn derives(value: &str) -> &'static str {
    match value {
        "f32" | "f64" => "Clone, Copy, Debug, PartialEq, PartialOrd",
        _ if PLAIN.contains(&value) => "Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash",
        "String" => "Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash",
        _ => "Clone, Debug, PartialEq",
    }
}

/// The types of the language that a parameter of a domain over one takes beside the domain itself.
fn plain(value: &str) -> Option<Vec<&str>> {
    match value {
        "String" => Some(vec![value, "str"]),
        _ if PLAIN.contains(&value) => Some(vec![value]),
        _ => None,
    }
}

fn write_conversions(w: &mut Writer, name: &str, value: &str) {
    w.open_impl(&format!("impl From<{value}>"), name, &[]);
    w.open(&format!("fn from(__value: {value}) -> Self {{"));
    w.line("Self(__value)");
    w.close("}");
    w.close("}");
    w.line("");
    w.open_impl("impl ::core::ops::Deref", name, &[]);
    w.line(&format!("type Target = {value};"));
    w.line("");
    w.open("fn deref(&self) -> &Self::Target {");
    w.line("&self.0");
    w.close("}");
    w.close("}");
    w.line("");
    w.open_impl(&format!("impl AsRef<{value}>"), name, &[]);
    w.open(&format!("fn as_ref(&self) -> &{value} {{"));
    w.line("&self.0");
    w.close("}");
    w.close("}");
    w.line("");
}

fn write_bind(w: &mut Writer, name: &str, bound_as: &str, base: &Base, rust: &RustType) {
    let bounds = if base.rust.needs_feature() { vec![bind_bound_as(&base.rust, &marker(rust))] } else { Vec::new() };
    w.open_impl(&format!("impl<__N> __rt::Bind<{bound_as}, __N>"), name, &bounds);
    write_bind_body(w, "&self.0", rust);
    w.close("}");
}

fn write_bind_plain(w: &mut Writer, name: &str, taken: &str, rust: &RustType) {
    w.open_impl(&format!("impl<__N> __rt::Bind<{name}, __N>"), taken, &[]);
    write_bind_body(w, "self", rust);
    w.close("}");
}

fn write_bind_body(w: &mut Writer, value: &str, rust: &RustType) {
    w.open("fn bind(&self, __into: &mut __rt::Encoder<'_>) -> Result<(), __rt::BindError> {");
    w.line(&format!("__into.value::<{}, __rt::NeverNull, _>({value})", marker(rust)));
    w.close("}");
}
