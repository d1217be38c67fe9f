//! What does the documentation of a generated item say: what it is in SQL, which migration made it, and what COMMENT ON says of it.

use super::doc_text::{code, doc_lines};
use super::field::{Field, Fields};
use super::input::Input;
use crate::catalog::depend::Address;
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Generated, Identity};
use crate::text::Collection;

/// How long a default may be to be told in full.
const DEFAULT_WIDTH: usize = 60;

/// The documentation of a relation's row.
pub(super) fn relation_doc(input: &Input<'_>, id: RelationId, fields: &Fields<'_>) -> Vec<String> {
    let Some(relation) = input.catalog.relation(id) else {
        return Vec::new();
    };
    let word = crate::catalog::describe::relation_word(relation.kind);
    let mut lines = vec![format!("A row of the {word} {}.", code(&qualified(input, id)))];
    origin(input, id.0, Address::Relation(id), &mut lines);
    for left in &fields.left {
        lines.push(String::new());
        let help =
            left.unmapped.line.as_ref().map_or(String::new(), |line| format!(" `[types]` in migrate.toml can map it: {}", code(line)));
        lines.push(format!("Not here: the column {}, {}.{help}", code(&left.name), code(&left.unmapped.to_string())));
    }
    lines
}

/// The documentation of a field.
pub(super) fn field_doc(input: &Input<'_>, id: RelationId, field: &Field<'_>) -> Vec<String> {
    let mut line = format!("{}: {}", code(&field.column.name), code(&field.type_text));
    if !field.nullable {
        line.push_str(", never NULL");
    }
    match (field.column.generated, field.column.identity) {
        (Some(Generated::Stored | Generated::Virtual), _) => line.push_str(", computed from other columns"),
        (_, Some(Identity::Always)) => line.push_str(", always given by the database"),
        (_, Some(Identity::ByDefault)) => line.push_str(", given by the database by default"),
        _ => {
            if let Some(default) = &field.column.default
                && default.text.chars().count() <= DEFAULT_WIDTH
            {
                line.push_str(&format!(", by default {}", code(&default.text)));
            }
        }
    }
    line.push('.');
    let mut lines = vec![line];
    comment(input, Address::Column(id, field.number), &mut lines);
    lines
}

/// The documentation of a type of the schema.
pub(super) fn type_doc(input: &Input<'_>, id: TypeId, what: &str) -> Vec<String> {
    let (schema, name) = super::rust_type::qualified_name(input.catalog, id);
    let mut lines = vec![format!("{what} {}.", code(&format!("{schema}.{name}")))];
    origin(input, id.0, Address::Type(id), &mut lines);
    lines
}

/// A type as PostgreSQL spells it, as code.
pub(super) fn type_code(input: &Input<'_>, id: TypeId, modifier: i32) -> String {
    code(&format_type(input.catalog, id, modifier))
}

/// The name of a relation with its schema.
pub(super) fn qualified(input: &Input<'_>, id: RelationId) -> String {
    let Some(relation) = input.catalog.relation(id) else {
        return String::new();
    };
    let schema = input.catalog.schema(relation.schema).map_or("", |schema| schema.name.as_str());
    format!("{schema}.{}", relation.name)
}

/// What COMMENT ON says, as a paragraph of its own.
pub(super) fn comment(input: &Input<'_>, on: Address, lines: &mut Vec<String>) {
    if let Some(text) = input.catalog.comment(on) {
        let text = doc_lines(text);
        if !text.is_empty() {
            lines.push(String::new());
            lines.put_all(text);
        }
    }
}

fn origin(input: &Input<'_>, id: u32, on: Address, lines: &mut Vec<String>) {
    if let Some(migration) = input.made_by(id) {
        lines.push(String::new());
        lines.push(format!("Made by the migration {}.", code(migration)));
    }
    comment(input, on, lines);
}
