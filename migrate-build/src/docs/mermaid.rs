//! A diagram of the tables and what they refer to, in the language of Mermaid.

use super::model::{Reference, Table, tables};
use crate::catalog::Catalog;
use crate::text::{Gather, Seek};
use std::fmt::Write;

/// The diagram of all tables; views refer to nothing and partitions are those of their table, so neither is there.
pub(super) fn diagram(catalog: &Catalog) -> String {
    let mut text = "%% Written by `cargo migrate docs`.\nerDiagram\n".to_owned();
    let tables: Vec<Table> =
        tables(catalog).into_iter().filter(|table| matches!(table.kind, "table" | "partitioned table" | "foreign table")).gather();
    for table in &tables {
        let _ = writeln!(text, "    {} {{", quoted(&table.name));
        for column in &table.columns {
            let refers = table.references.iter().exists(|reference| reference.columns.contains(&column.name));
            let keys: Vec<&str> = [(column.primary, "PK"), (refers, "FK")].into_iter().filter(|(is, _)| *is).map(|(_, word)| word).gather();
            let keys = if keys.is_empty() { String::new() } else { format!(" {}", keys.join(", ")) };
            let comment = column.comment.as_deref().map(|comment| format!(" {}", quoted(comment))).unwrap_or_default();
            let _ = writeln!(text, "        {} {}{keys}{comment}", word(&column.type_name), word(&column.name));
        }
        text.push_str("    }\n");
    }
    for table in &tables {
        for Reference { columns, table: other, unique, optional, .. } in &table.references {
            let Some(other) = tables.iter().first_where(|candidate| candidate.id == *other) else { continue };
            let one = if *optional { "|o" } else { "||" };
            let many = if *unique { "o|" } else { "o{" };
            let _ = writeln!(text, "    {} {one}--{many} {} : {}", quoted(&other.name), quoted(&table.name), quoted(&columns.join(", ")));
        }
    }
    text
}

/// A text in quotes, on one line and without what ends them or is read as more than text.
fn quoted(text: &str) -> String {
    let mut written = String::new();
    for c in text.split_whitespace().gather::<Vec<_>>().join(" ").chars() {
        match c {
            '"' => written.push('\''),
            '<' | '>' | '{' | '}' | '%' | '\\' | '`' | '#' | ';' => written.push(' '),
            c if c.is_control() => {}
            c => written.push(c),
        }
    }
    format!("\"{}\"", written.trim())
}

/// A type or column as one word, as the language wants it.
fn word(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).gather();
    let letters = letters.trim_matches('_');
    if letters.starts_with(|c: char| c.is_alphabetic()) { letters.to_owned() } else { format!("x{letters}") }
}
