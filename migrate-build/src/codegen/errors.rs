//! What is said where a schema cannot become Rust as it stands: each with the line for `migrate.toml` that mends it.

use super::doc_text::code;
use crate::diag::{Diagnostic, Severity};

/// Two objects would have one name.
pub(super) fn same_name(rust: &str, first: &str, second: &str, key: &str) -> Diagnostic {
    let message = format!("{first} and {second} would both be called `{rust}` in Rust");
    let help = format!("call one of them otherwise in migrate.toml: under `[names]` write `{key:?} = \"{rust}2\"`, or any name you like");
    *Diagnostic::rule(Severity::Error, "same_name", message).help(help)
}

/// A name in `[names]` that is none.
pub(super) fn no_identifier(key: &str, name: &str) -> Diagnostic {
    let message = format!("`{name}`, which `[names]` gives {}, cannot be a name in Rust", code(key));
    *Diagnostic::rule(Severity::Error, "no_identifier", message).help("a name is made of letters, digits and `_`, and is no keyword")
}

/// A text in `[types]` that can be no type.
pub(super) fn no_type(key: &str, text: &str) -> Diagnostic {
    let message = format!("`{text}`, which `[types]` gives {}, cannot be a type in Rust", code(key));
    *Diagnostic::rule(Severity::Error, "no_type", message).help("write the path of a type, as in `crate::Email`")
}

/// A key in `[types]` or `[names]` that nothing has.
pub(super) fn no_such_key(table: &str, key: &str) -> Diagnostic {
    let message = format!("nothing in the schema is called {}, which stands under `[{table}]` in migrate.toml", code(key));
    let help = "a key is a type, a table, `table.column` or `enum.label`, with its schema in front where that is not in the search path";
    *Diagnostic::rule(Severity::Warning, "no_such_key", message).help(help)
}
