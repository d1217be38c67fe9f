//! How is the generated module made out of the chain.

use crate::catalog::Catalog;
use crate::codegen::Settings;
use crate::diag::Diagnostic;
use crate::project::{Kept, Origin};
use std::fmt::Write;
use std::path::Path;

/// The file of the generated module.
pub(super) const FILE: &str = "schema.rs";
/// The folder of the SQL that a program carries.
pub(super) const CARRIED: &str = "sql";

/// A module's text, and what cannot be said in Rust.
pub(super) struct Generated {
    pub(super) text: String,
    pub(super) findings: Vec<Diagnostic>,
}

const MACROS: [&str; 7] = ["query", "query_as", "query_scalar", "query_file", "query_file_as", "insert", "check_table"];

pub(super) fn generate(_catalog: &Catalog, _settings: &Settings, kept: &Kept, origin: &Origin, out: &Path) -> Generated {
    let Origin { digest, module, version, .. } = origin;
    let mut text = format!("// Made by migrate {version} out of the chain {digest}.\n\n");
    text.push_str("/// The migrations that this program carries.\n");
    text.push_str("pub const MIGRATIONS: __runtime::Migrations = __runtime::Migrations::new(&[\n");
    for record in &kept.records {
        let (version, name) = (record.version.as_deref().unwrap_or_default(), &record.name);
        let _ = writeln!(
            text,
            "    __runtime::Migration {{ version: {version:?}, name: {name:?}, sql: ::core::include_str!({:?}), checksum: {:?} }},",
            format!("{CARRIED}/{}", record.up_carried),
            record.checksum
        );
    }
    text.push_str("]);\n");
    for name in MACROS {
        let _ = write!(
            text,
            "\n#[doc(hidden)]\n#[macro_export]\nmacro_rules! __migrate_{module}_{name} {{\n    ($($t:tt)*) => {{\n        $crate::{module}::__runtime::__macros::{name}! {{ [$crate::{module}] {:?} {digest:?} {version:?} $($t)* }}\n    }};\n}}\n#[doc(inline)]\npub use __migrate_{module}_{name} as {name};\n",
            out.display().to_string()
        );
    }
    Generated { text, findings: Vec::new() }
}
