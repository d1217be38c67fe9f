//! Which names does PostgreSQL make up, for what is not named.

use super::expression;
use crate::catalog::Catalog;
use crate::catalog::id::SchemaId;
use crate::catalog::object::SimpleKind;
use crate::syntax::statement::index::{IndexElement, IndexKey};
use crate::text::Name;

/// The longest name, in bytes.
const MAX_NAME: usize = 63;

/// Joins the parts of a made-up name with underscores; the longer of the first two is cut until the whole fits.
// pg: indexcmds.c makeObjectName
pub(super) fn make_object_name(first: &str, second: Option<&str>, label: Option<&str>) -> Name {
    let overhead = second.map_or(0, |_| 1) + label.map_or(0, |label| label.len() + 1);
    let available = MAX_NAME.saturating_sub(overhead);
    let (mut first_len, mut second_len) = (first.len(), second.map_or(0, str::len));
    while first_len + second_len > available {
        if first_len > second_len {
            first_len -= 1;
        } else {
            second_len -= 1;
        }
    }
    let mut name = String::from(clip(first, first_len));
    if let Some(second) = second {
        name.push('_');
        name.push_str(clip(second, second_len));
    }
    if let Some(label) = label {
        name.push('_');
        name.push_str(label);
    }
    Name::from(name)
}

/// A name for a relation that no relation of the schema has, and no constraint either where it is to be one's.
// pg: indexcmds.c ChooseRelationName
pub(super) fn choose_relation_name(
    catalog: &Catalog,
    schema: SchemaId,
    (first, second, label): (&str, Option<&str>, &str),
    is_constraint: bool,
) -> Name {
    first_free(first, second, label, |name| {
        catalog.relation_in(schema, name).is_some() || is_constraint && !catalog.constraints_in(schema, name).is_empty()
    })
}

/// A name for a constraint that no constraint of the schema has, nor any of `others`.
// pg: pg_constraint.c ChooseConstraintName
pub(super) fn choose_constraint_name(
    catalog: &Catalog,
    schema: SchemaId,
    (first, second, label): (&str, Option<&str>, &str),
    others: &[Name],
) -> Name {
    first_free(first, second, label, |name| others.contains(name) || !catalog.constraints_in(schema, name).is_empty())
}

/// A name for extended statistics.
// pg: statscmds.c ChooseExtendedStatisticName
pub(super) fn choose_statistics_name(catalog: &Catalog, schema: SchemaId, table: &str, columns: &[Name]) -> Name {
    first_free(table, Some(&join_column_names(columns)), "stat", |name| {
        catalog.simple_named(SimpleKind::Statistics, Some(schema), name).is_some()
    })
}

/// What an index is for, which decides how it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexPurpose {
    /// That of a primary key.
    Primary,
    /// That of an exclusion constraint.
    Exclusion,
    /// That of a unique constraint.
    Unique,
    /// An index by itself.
    Plain,
}

/// A name for an index.
// pg: indexcmds.c ChooseIndexName
pub(super) fn choose_index_name(catalog: &Catalog, schema: SchemaId, table: &str, columns: &[Name], purpose: IndexPurpose) -> Name {
    let columns = join_column_names(columns);
    let parts = match purpose {
        IndexPurpose::Primary => (table, None, "pkey"),
        IndexPurpose::Exclusion => (table, Some(columns.as_str()), "excl"),
        IndexPurpose::Unique => (table, Some(columns.as_str()), "key"),
        IndexPurpose::Plain => (table, Some(columns.as_str()), "idx"),
    };
    choose_relation_name(catalog, schema, parts, purpose != IndexPurpose::Plain)
}

/// The names of columns joined by underscores, as far as they can matter.
// pg: indexcmds.c ChooseIndexNameAddition, tablecmds.c ChooseForeignKeyConstraintNameAddition
pub(super) fn join_column_names(columns: &[Name]) -> String {
    let mut joined = String::new();
    for column in columns {
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(column);
        if joined.len() > MAX_NAME {
            break;
        }
    }
    joined
}

/// The name that an element of an index gives its column.
pub(super) fn index_element_name(element: &IndexElement) -> Name {
    match &element.key {
        IndexKey::Column(column) => column.name.clone(),
        IndexKey::Expr(expr) => expression::index_column_name(expr).unwrap_or_else(|| Name::from("expr")),
    }
}

/// Makes the names of the columns of an index distinct: one that is there already gets a number.
// pg: indexcmds.c ChooseIndexColumnNames
pub(super) fn make_distinct(originals: Vec<Name>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for original in originals {
        let mut name = original.clone();
        let mut pass = 0;
        while names.contains(&name) {
            pass += 1;
            let number = pass.to_string();
            name = Name::from(format!("{}{number}", clip(&original, MAX_NAME - number.len())));
        }
        names.push(name);
    }
    names
}

/// The front of a text, at most so many bytes, cut between characters.
pub(super) fn clip(text: &str, mut bytes: usize) -> &str {
    bytes = bytes.min(text.len());
    while !text.is_char_boundary(bytes) {
        bytes -= 1;
    }
    &text[..bytes]
}

fn first_free(first: &str, second: Option<&str>, label: &str, taken: impl Fn(&Name) -> bool) -> Name {
    let mut name = make_object_name(first, second, Some(label));
    let mut pass = 0;
    while taken(&name) {
        pass += 1;
        name = make_object_name(first, second, Some(&format!("{label}{pass}")));
    }
    name
}
