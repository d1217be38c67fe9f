//! How do the macros of a module find its snapshot: each is exported with the folder, the digest and the version written into it.

use super::input::Input;
use super::literal::literal;
use super::writer::Writer;

const MACROS: [(&str, &str); 7] = [
    ("query", "A query whose rows become a struct of its own."),
    ("query_as", "A query whose rows become a struct that is named."),
    ("query_scalar", "A query of one column."),
    ("query_file", "A query that stands in a file, whose rows become a struct of its own."),
    ("query_file_as", "A query that stands in a file, whose rows become a struct that is named."),
    ("insert", "An INSERT of the columns that are named."),
    ("check_table", "Holds a struct against a table."),
];

/// The macros of the module.
pub(super) fn write_macros(w: &mut Writer, input: &Input<'_>) {
    for (name, doc) in MACROS {
        let module = input.module;
        w.line("");
        w.line(&format!("/// {doc}"));
        w.line("#[doc(hidden)]");
        w.line("#[macro_export]");
        w.open(&format!("macro_rules! __migrate_{}_{name} {{", super::naming::unraw(module)));
        w.open("($($__tokens:tt)*) => {");
        w.open(&format!("$crate::{module}::__runtime::__macros::{name}! {{"));
        let (directory, digest, version) = (literal(input.directory), literal(input.digest), literal(input.version));
        w.line(&format!("[$crate::{module}] {directory} {digest} {version} $($__tokens)*"));
        w.close("}");
        w.close("};");
        w.close("}");
        w.line("#[doc(inline)]");
        w.line(&format!("pub use __migrate_{}_{name} as {name};", super::naming::unraw(module)));
    }
}
