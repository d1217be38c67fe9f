//! How is an enum of the schema said: an enum, a variant a label.

use super::describe::type_doc;
use super::doc_text::code;
use super::input::Input;
use super::literal::literal;
use super::naming::variants;
use super::sql_type::{write_decode, write_sql_type};
use super::writer::Writer;
use crate::catalog::id::TypeId;
use crate::text::{Gather, Name};

/// An enum. A label that a newer release added fails the row that has it, and no other.
pub(super) fn write_enum(w: &mut Writer, input: &Input<'_>, id: TypeId, name: &str, labels: &[Name]) {
    let variants = variants(input.catalog, input.settings, id, labels);
    w.doc(&type_doc(input, id, "The enum"));
    w.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]");
    if labels.is_empty() {
        w.line(&format!("pub enum {name} {{}}"));
    } else {
        w.open(&format!("pub enum {name} {{"));
        for (label, variant) in labels.iter().zip(&variants) {
            w.line(&format!("/// {}", code_or_empty(label)));
            w.line(&format!("{variant},"));
        }
        w.close("}");
    }
    w.line("");
    w.open(&format!("impl {name} {{"));
    write_all(w, &variants);
    w.line("");
    write_label(w, labels, &variants);
    w.line("");
    write_from_label(w, labels, &variants);
    w.close("}");
    w.line("");
    write_sql_type(w, input, id, name);
    w.line("");
    w.open_impl("impl<__N> __rt::Bind<Self, __N>", name, &[]);
    w.open("fn bind(&self, __into: &mut __rt::Encoder<'_>) -> Result<(), __rt::BindError> {");
    w.line("__into.text(self.label())");
    w.close("}");
    w.close("}");
    w.line("");
    write_decode(w, input, id, name, &[], |w| {
        w.line("__rt::decode_label(__raw, Self::from_label)");
    });
}

fn code_or_empty(label: &str) -> String {
    if label.is_empty() { "The empty label.".to_owned() } else { format!("The label {}.", code(label)) }
}

fn write_all(w: &mut Writer, variants: &[String]) {
    w.line("/// All of them, in the order of the database.");
    let paths: Vec<String> = variants.iter().map(|variant| format!("Self::{variant}")).gather();
    w.list("pub const ALL: &'static [Self]", &paths);
}

fn write_label(w: &mut Writer, labels: &[Name], variants: &[String]) {
    w.line("/// The label in the database.");
    w.open("pub const fn label(self) -> &'static str {");
    if labels.is_empty() {
        w.line("match self {}");
    } else {
        w.open("match self {");
        for (label, variant) in labels.iter().zip(variants) {
            w.arm(&format!("Self::{variant}"), &literal(label));
        }
        w.close("}");
    }
    w.close("}");
}

fn write_from_label(w: &mut Writer, labels: &[Name], variants: &[String]) {
    w.line("/// The variant of a label.");
    let parameter = "__label: &str".to_owned();
    w.open_function("pub fn from_label", &[parameter], "Option<Self>", &[]);
    w.open("match __label {");
    for (label, variant) in labels.iter().zip(variants) {
        w.arm(&literal(label), &format!("Some(Self::{variant})"));
    }
    w.line("_ => None,");
    w.close("}");
    w.close("}");
}
