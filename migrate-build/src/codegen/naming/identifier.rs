//! Which identifiers can be said in Rust, and how are those said that cannot.

use super::case::is_letter;
use crate::text::Seek;

#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];

/// What not even `r#` makes a name.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names that every module sees without being told; a type of the same name would hide them from whoever takes in the whole module.
#[rustfmt::skip]
const PRELUDE: &[&str] = &[
    "AsMut", "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "DoubleEndedIterator", "Drop", "Eq", "Err", "ExactSizeIterator", "Extend",
    "Fn", "FnMut", "FnOnce", "From", "FromIterator", "Future", "Hash", "Into", "IntoFuture", "IntoIterator", "Iterator", "None", "Ok",
    "Option", "Ord", "PartialEq", "PartialOrd", "Result", "Self", "Send", "Sized", "Some", "String", "Sync", "ToOwned", "ToString",
    "TryFrom", "TryInto", "Unpin", "Vec",
];

/// Whether a name that a user chose can stand as an identifier.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    let name = unraw(name);
    let first = name.chars().next();
    first.is_some_and(|c| c == '_' || (is_letter(c) && !c.is_ascii_digit()))
        && name.chars().for_all(|c| c == '_' || is_letter(c))
        && !NEVER.contains(&name)
}

/// Whether a name needs `r#` to be a variable.
#[must_use]
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// A field, function or parameter.
pub(super) fn value_name(name: &str) -> String {
    match name {
        _ if NEVER.contains(&name) => format!("{name}_"),
        _ if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => not_a_number(name),
    }
}

/// A type; a name that the prelude has gets a word more.
pub(super) fn type_name(name: &str, more: &str) -> String {
    if PRELUDE.contains(&name) { format!("{name}{more}") } else { variant_name(name) }
}

/// A variant; it stands behind the name of its enum, so only `Self` is in the way.
pub(super) fn variant_name(name: &str) -> String {
    if NEVER.contains(&name) { format!("{name}_") } else { not_a_number(name) }
}

/// The name without `r#`.
pub(super) fn unraw(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn not_a_number(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name.to_owned() }
}
