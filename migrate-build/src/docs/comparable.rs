//! The schema as a list of objects that can be compared with another, and hashed.

use super::schema_json;
use crate::catalog::Catalog;
use crate::text::Json;
use migrate_model::ComparableSchema;

/// The objects that migrations made and what each of them is.
#[must_use]
pub fn comparable_schema(catalog: &Catalog) -> ComparableSchema {
    let mut schema = ComparableSchema::default();
    let Json::Object(parts) = schema_json(catalog) else { return schema };
    for (part, items) in parts {
        let Json::List(items) = items else { continue };
        for item in items {
            enter(&mut schema, singular(part), "", item);
        }
    }
    schema
}

/// An object is entered under its name; the objects within it are entered as objects of their own.
fn enter(schema: &mut ComparableSchema, kind: &'static str, within: &str, item: Json) {
    let Json::Object(entries) = item else {
        return schema.insert(kind, format!("{within}{}", plain(&item)), "present");
    };
    let field = |name: &str| entries.iter().find(|(key, _)| *key == name).map(|(_, value)| plain(value));
    let mut name = within.to_owned();
    name.extend(field("schema").map(|schema| schema + "."));
    name.extend(field("name"));
    name.extend(field("arguments").map(|arguments| format!("({arguments})")));
    let mut definition = Vec::new();
    for (key, value) in entries {
        match (key, value) {
            ("schema" | "name" | "arguments", _) => {}
            ("columns" | "constraints" | "indexes" | "triggers" | "policies", Json::List(items)) if kind == "relation" => {
                items.into_iter().for_each(|item| enter(schema, singular(key), &format!("{name}."), item));
            }
            (key, value) => definition.push((key, value)),
        }
    }
    schema.insert(kind, name, Json::Object(definition).to_string());
}

fn plain(value: &Json) -> String {
    match value {
        Json::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

fn singular(part: &str) -> &'static str {
    match part {
        "relations" => "relation",
        "columns" => "column",
        "constraints" => "constraint",
        "indexes" => "index",
        "triggers" => "trigger",
        "policies" => "policy",
        "types" => "type",
        "sequences" => "sequence",
        "functions" => "function",
        _ => "extension",
    }
}
