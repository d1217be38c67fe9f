//! A page of Markdown for each table, and one that lists them.

use super::model::{Reference, Table, TableColumn, enums, tables};
use crate::catalog::Catalog;
use crate::text::{Gather, Seek};
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a page begins with, by which pages of tables that are gone are known.
pub(super) const MARK: &str = "<!-- Written by `cargo migrate docs`. -->\n";

/// The page that tells of migrations.
pub(super) const MIGRATIONS: &str = "migrations.md";

/// The pages, by their file names.
pub(super) fn pages(catalog: &Catalog) -> Vec<(String, String)> {
    let tables = tables(catalog);
    let mut taken = BTreeSet::from(["readme".to_owned(), "migrations".to_owned()]);
    let files: BTreeMap<_, _> = tables.iter().map(|table| (table.id, file_name(&table.name, &mut taken))).gather();
    let file_of = |table: &Table| files.get(&table.id).cloned().unwrap_or_default();
    let mut list = format!("{MARK}\n# Tables\n\n| Table | Kind | Comment |\n|---|---|---|\n");
    let mut pages = Vec::new();
    for table in &tables {
        let comment = table.comment.as_deref().map(escaped).unwrap_or_default();
        let _ = writeln!(list, "| [{}]({}) | {} | {comment} |", escaped(&table.name), file_of(table), table.kind);
        pages.push((file_of(table), page(catalog, table, &tables, &file_of)));
    }
    let enums = enums(catalog);
    if !enums.is_empty() {
        list.push_str("\n# Enums\n\n| Enum | Labels |\n|---|---|\n");
        for (_, name, labels) in enums {
            let labels: Vec<String> = labels.iter().map(|label| code(label)).gather();
            let _ = writeln!(list, "| {} | {} |", escaped(&name), labels.join(", "));
        }
    }
    pages.push(("README.md".to_owned(), list));
    pages
}

fn page(catalog: &Catalog, table: &Table, tables: &[Table], file_of: &dyn Fn(&Table) -> String) -> String {
    let mut text = format!("{MARK}\n# {}\n\nA {}.\n", escaped(&table.name), table.kind);
    if let Some(comment) = &table.comment {
        let _ = write!(text, "\n{}\n", escaped(comment));
    }
    text.push_str("\n| Column | Type | NULL | Value | Comment |\n|---|---|---|---|---|\n");
    table.columns.iter().for_each(|column| row(&mut text, column));
    let link = |id| match tables.iter().first_where(|other| other.id == id) {
        Some(other) => format!("[{}]({})", escaped(&other.name), file_of(other)),
        None => catalog.relation(id).map_or_else(String::new, |relation| escaped(&relation.name)),
    };
    if !table.references.is_empty() {
        text.push_str("\n## References\n\n");
        for Reference { name, columns, table, referred, .. } in &table.references {
            let _ = writeln!(text, "- {} to {} {} by {}", names(columns), link(*table), names(referred), escaped(name));
        }
    }
    let referring: Vec<(&Table, &Reference)> =
        tables.iter().flat_map(|other| other.references.iter().filter(|it| it.table == table.id).map(move |it| (other, it))).gather();
    if !referring.is_empty() {
        text.push_str("\n## Referred to by\n\n");
        for (other, reference) in referring {
            let _ = writeln!(text, "- {} {}", link(other.id), names(&reference.columns));
        }
    }
    for (title, lines) in [("Constraints", &table.constraints), ("Indexes", &table.indexes), ("Triggers and policies", &table.rules)] {
        if !lines.is_empty() {
            let _ = write!(text, "\n## {title}\n\n");
            lines.iter().for_each(|line| text.push_str(&format!("- {}\n", code(line))));
        }
    }
    text
}

fn row(text: &mut String, column: &TableColumn) {
    let key = if column.primary { " (key)" } else { "" };
    let null = if column.nullable { "yes" } else { "no" };
    let value = column.value.as_deref().map(code).unwrap_or_default();
    let comment = column.comment.as_deref().map(escaped).unwrap_or_default();
    let _ = writeln!(text, "| {}{key} | {} | {null} | {value} | {comment} |", escaped(&column.name), code(&column.type_name));
}

fn names(columns: &[String]) -> String {
    format!("({})", columns.iter().map(|name| escaped(name)).gather::<Vec<_>>().join(", "))
}

/// A text of a schema as text of a page: nothing in it is Markdown, HTML or the end of a cell.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::new();
    for word in text.split_whitespace() {
        if !written.is_empty() {
            written.push(' ');
        }
        for c in word.chars() {
            match c {
                '&' => written.push_str("&amp;"),
                '<' => written.push_str("&lt;"),
                '>' => written.push_str("&gt;"),
                '_' => written.push_str("\\_"),
                c if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ';' | ':' | '\'' | '"' | '/' | '?' | '%' | '(' | ')' | '=') => {
                    written.push('\\');
                    written.push(c);
                }
                c if c.is_control() => {}
                c => written.push(c),
            }
        }
    }
    written
}

/// SQL as a span of code, which its own backticks and bars do not end.
fn code(text: &str) -> String {
    let text = text.split_whitespace().gather::<Vec<_>>().join(" ").replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}

/// A file name for any name: letters that file systems or addresses treat in their own ways are written as numbers.
fn file_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut stem = String::new();
    for c in name.trim_matches('"').chars() {
        match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') => stem.push(c),
            c => {
                let _ = write!(stem, "~{:x}", u32::from(c));
            }
        }
    }
    let stem = format!("{}{stem}", if stem.starts_with('.') || stem.is_empty() { "~" } else { "" });
    let mut candidate = stem.clone();
    let mut number = 1;
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        candidate = format!("{stem}-{number}");
    }
    candidate + ".md"
}
