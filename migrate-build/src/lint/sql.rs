//! How are names and changed statements written in the SQL that is shown.

use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Constraint, ConstraintKind, ConstraintOwner};
use crate::text::{Gather, Name, Seek};
use migrate_model::{Token, TokenKind, tokens};

/// A relation as a statement would name it: without its schema where the path leads there.
pub(crate) fn relation_sql(catalog: &Catalog, id: RelationId) -> String {
    let Some(relation) = catalog.relation(id) else { return String::new() };
    let name = quote_identifier(&relation.name);
    let schema = catalog.schema(relation.schema).map(|schema| schema.name.clone());
    match schema {
        Some(schema) if !is_on_path(catalog, &schema) => format!("{}.{name}", quote_identifier(&schema)),
        _ => name,
    }
}

fn is_on_path(catalog: &Catalog, schema: &Name) -> bool {
    catalog.search_path().names.iter().exists(|known| known == schema)
}

/// Columns as a list in SQL.
pub(crate) fn columns_sql<'c>(columns: impl IntoIterator<Item = &'c Column>) -> String {
    columns.into_iter().map(|column| quote_identifier(&column.name)).gather::<Vec<_>>().join(", ")
}

/// The tokens of a statement that say something.
fn words(sql: &str) -> Vec<Token> {
    let says = |token: &Token| !matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment | TokenKind::Blank);
    tokens(sql).into_iter().filter(says).gather()
}

/// The statement with a word put in after the first of another.
pub(crate) fn with_word_after(sql: &str, word: &str, added: &str) -> Option<String> {
    let found = words(sql).into_iter().first_where(|token| sql[token.range.clone()].eq_ignore_ascii_case(word))?;
    let is_lower = sql[found.range.clone()].chars().for_all(char::is_lowercase);
    let added = if is_lower { added.to_lowercase() } else { added.to_owned() };
    let (before, after) = sql.split_at(found.range.end);
    Some(format!("{before} {added}{after}"))
}

/// Whether a statement holds a word.
pub(crate) fn has_word(sql: &str, word: &str) -> bool {
    words(sql).iter().exists(|token| sql[token.range.clone()].eq_ignore_ascii_case(word))
}

/// A constraint as `ADD` takes it; empty where its text is not kept.
pub(crate) fn constraint_sql(catalog: &Catalog, constraint: &Constraint) -> String {
    let ConstraintOwner::Relation(table) = constraint.owner else { return String::new() };
    let name = quote_identifier(&constraint.name);
    let columns = |relation: RelationId, numbers: &[u16]| {
        let of = |number: &u16| catalog.relation(relation)?.columns.get(usize::from(*number).checked_sub(1)?);
        columns_sql(numbers.iter().filter_map(of))
    };
    let own = columns(table, &constraint.columns);
    let body = match &constraint.kind {
        ConstraintKind::Check(check) => format!("CHECK ({})", check.expr.text),
        ConstraintKind::ForeignKey(key) => {
            format!("FOREIGN KEY ({own}) REFERENCES {} ({})", relation_sql(catalog, key.table), columns(key.table, &key.columns))
        }
        ConstraintKind::Unique { .. } => format!("UNIQUE ({own})"),
        ConstraintKind::PrimaryKey { .. } => format!("PRIMARY KEY ({own})"),
        ConstraintKind::NotNull => format!("NOT NULL {own}"),
        ConstraintKind::Exclude | ConstraintKind::Trigger => return String::new(),
    };
    format!("CONSTRAINT {name} {body}")
}
