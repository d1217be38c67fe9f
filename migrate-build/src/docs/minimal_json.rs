//! Tables and columns alone, as JSON: for prompts, forms and whatever wants little.

use super::model::{enums, tables};
use crate::catalog::Catalog;
use crate::text::{Gather, Json};

/// Each table with its columns as `name type`, and `?` where a column can be NULL; each enum with its labels.
#[must_use]
pub fn minimal_json(catalog: &Catalog) -> Json {
    let table = |table: super::model::Table| {
        let column = |column: &super::model::TableColumn| {
            let null = if column.nullable { "?" } else { "" };
            format!("{} {}{null}", column.name, column.type_name)
        };
        Json::Object(vec![("name", Json::text(&table.name)), ("columns", Json::texts(table.columns.iter().map(column)))])
    };
    let enum_ =
        |(_, name, labels): (_, String, Vec<String>)| Json::Object(vec![("name", Json::text(name)), ("labels", Json::texts(labels))]);
    Json::Object(vec![
        ("tables", Json::List(tables(catalog).into_iter().map(table).gather())),
        ("enums", Json::List(enums(catalog).into_iter().map(enum_).gather())),
    ])
}
