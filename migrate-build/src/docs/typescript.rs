//! Types of TypeScript for the rows of tables and views, as JSON carries them.

use super::model::{enums, tables};
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::{RelationKind, TypeKind};
use crate::text::{Collection, Gather, Seek};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The module with all types.
pub(super) fn types(catalog: &Catalog) -> String {
    let mut text = "// Written by `cargo migrate docs`. Change it by a new migration.\n".to_owned();
    let mut taken = BTreeSet::new();
    let mut names: BTreeMap<TypeId, String> = BTreeMap::new();
    for (id, name, labels) in enums(catalog) {
        let name = type_name(&name, &mut taken);
        let labels: Vec<String> = labels.iter().map(|label| literal(label)).gather();
        let labels = if labels.is_empty() { "never".to_owned() } else { labels.join(" | ") };
        let _ = write!(text, "\nexport type {name} = {labels};\n");
        names.insert(id, name);
    }
    for table in tables(catalog) {
        let name = type_name(&table.name, &mut taken);
        text.push('\n');
        if let Some(comment) = &table.comment {
            let _ = writeln!(text, "/** {} */", comment_text(comment));
        }
        let _ = writeln!(text, "export interface {name} {{");
        for column in &table.columns {
            if let Some(comment) = &column.comment {
                let _ = writeln!(text, "  /** {} */", comment_text(comment));
            }
            let null = if column.nullable { " | null" } else { "" };
            let _ = writeln!(text, "  {}: {}{null};", property(&column.name), type_of(catalog, column.type_id, &names, 0));
        }
        text.push_str("}\n");
    }
    text
}

/// How deep domains over arrays over domains are looked into.
const DEEPEST: u32 = 8;

fn type_of(catalog: &Catalog, id: TypeId, names: &BTreeMap<TypeId, String>, depth: u32) -> String {
    let Some(type_) = catalog.type_(id).filter(|_| depth < DEEPEST) else { return "unknown".to_owned() };
    match &type_.kind {
        TypeKind::Enum { .. } => names.get(&id).cloned().unwrap_or_else(|| "string".to_owned()),
        TypeKind::Domain { base, .. } => type_of(catalog, *base, names, depth + 1),
        TypeKind::Array => {
            let element = type_.element.map_or_else(|| "unknown".to_owned(), |element| type_of(catalog, element, names, depth + 1));
            format!("({element} | null)[]")
        }
        TypeKind::Composite(relation) => {
            let is_composite = catalog.relation(*relation).is_some_and(|relation| relation.kind == RelationKind::Composite);
            if is_composite { "string".to_owned() } else { "unknown".to_owned() }
        }
        _ => match type_.name.as_str() {
            "int2" | "int4" | "float4" | "float8" | "oid" => "number".to_owned(),
            "bool" => "boolean".to_owned(),
            "json" | "jsonb" => "unknown".to_owned(),
            // What JavaScript's numbers cannot hold exactly, dates and all others come as text.
            _ => "string".to_owned(),
        },
    }
}

fn literal(text: &str) -> String {
    crate::text::Json::text(text).to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn property(name: &str) -> String {
    let plain =
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().for_all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { literal(name) }
}

fn comment_text(text: &str) -> String {
    text.split_whitespace().gather::<Vec<_>>().join(" ").replace("*/", "* /")
}

/// `patient_sessions` is `PatientSessions`; of two that come out alike the later one gets a number.
fn type_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut written = String::new();
    let mut upper = true;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            upper = true;
        } else if upper {
            written.put_all(c.to_uppercase());
            upper = false;
        } else {
            written.push(c);
        }
    }
    if !written.starts_with(char::is_alphabetic) {
        written.insert_str(0, "Type");
    }
    let mut candidate = written.clone();
    let mut number = 1;
    while !taken.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{written}{number}");
    }
    candidate
}
