//! In which ways does a schema not fit a query that was written for another.

use super::file::{ReleasedColumn, ReleasedParameter, ReleasedQuery};
use crate::analyze::describe::{Description, examine_program_query, refuses_null};
use crate::analyze::required::columns_without_value;
use crate::analyze::type_name::analyze_type_name;
use crate::catalog::Catalog;
use crate::catalog::format::format_type_qualified;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::tree::walk::{Child, for_each_child, for_each_child_of_query};
use crate::catalog::tree::{Command, ExprKind, Query, RangeTableKind, Write};
use crate::diag::Problem;
use crate::syntax::Grammar;
use crate::syntax::parse::parse_type;
use crate::text::{Collection, Gather, Name, Seek};

/// A way in which a schema does not fit a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Break {
    /// PostgreSQL refuses it.
    Refused(Problem),
    /// It gives another number of columns.
    Columns {
        /// How many the program reads.
        read: usize,
        /// How many there are.
        given: usize,
    },
    /// A column has a type that the program does not read.
    ColumnType {
        /// The column.
        column: String,
        /// The type that the program reads.
        read: String,
        /// The type that it has.
        given: String,
    },
    /// A column may be NULL, and the program reads a value.
    ColumnNull(String),
    /// A column refuses the NULL that the program may give.
    ParameterNull {
        /// The parameter's number.
        number: usize,
        /// The column that takes it.
        column: String,
    },
    /// A column needs a value and gets none.
    MissingValue(String),
    /// A column refuses the NULL that the query writes.
    NullWritten(String),
}

/// A query against one schema.
pub(super) struct Fit {
    /// In which ways it does not fit.
    pub(super) breaks: Vec<Break>,
    /// What it says; none where it is refused or no query.
    pub(super) query: Option<Query>,
    /// What it takes and gives.
    pub(super) description: Option<Description>,
}

/// Holds a query against a schema, with the parameters as the program sends them.
pub(super) fn fit(catalog: &Catalog, released: &ReleasedQuery) -> Fit {
    let refused = |problem| Fit { breaks: vec![Break::Refused(problem)], query: None, description: None };
    let given: Vec<Option<TypeId>> = released.parameters.iter().map(|parameter| given_type(catalog, parameter)).gather();
    let examined = match examine_program_query(catalog, &released.sql, &given) {
        Ok(examined) => examined,
        Err(problem) => return refused(problem),
    };
    let description = examined.description;
    let mut breaks = columns(&description, &released.columns);
    for ((number, was), is) in (1..).zip(&released.parameters).zip(&description.parameters) {
        if was.nullable && !is.nullable {
            let column = is.written.map_or_else(String::new, |(relation, column)| column_name(catalog, relation, column));
            breaks.push(Break::ParameterNull { number, column });
        }
    }
    if let Some(query) = &examined.query {
        written_values(catalog, query, &mut breaks);
    }
    Fit { breaks, query: examined.query, description: Some(description) }
}

/// The type that a parameter is sent with: that of a user's type is left to the server.
fn given_type(catalog: &Catalog, parameter: &ReleasedParameter) -> Option<TypeId> {
    let written = parse_type(&parameter.type_text, 0, Grammar::of_version(u32::from(catalog.versions().lowest))).ok()?;
    let (type_id, _) = analyze_type_name(catalog, &written).ok()?;
    Some(type_id).filter(|type_id| type_id.is_builtin())
}

fn columns(description: &Description, read: &[ReleasedColumn]) -> Vec<Break> {
    if description.columns.len() != read.len() {
        return vec![Break::Columns { read: read.len(), given: description.columns.len() }];
    }
    let mut breaks = Vec::new();
    for (was, is) in read.iter().zip(&description.columns) {
        if !reads_alike(&was.type_text, &is.type_text) {
            let (read, given) = (was.type_text.clone(), is.type_text.clone());
            breaks.push(Break::ColumnType { column: was.name.clone(), read, given });
        } else if !was.nullable && is.nullable {
            breaks.push(Break::ColumnNull(was.name.clone()));
        }
    }
    breaks
}

/// Types whose values look the same to a program.
fn reads_alike(read: &str, given: &str) -> bool {
    const TEXTS: [&str; 4] = ["text", "character varying", "character", "bpchar"];
    read == given || TEXTS.contains(&read) && TEXTS.contains(&given)
}

/// What an INSERT leaves out or writes as NULL where the schema wants a value.
fn written_values(catalog: &Catalog, query: &Query, breaks: &mut Vec<Break>) {
    for writer in writers(query) {
        let Some(relation) = target_of(writer) else { continue };
        if writer.command == Command::Insert {
            let is_given = |number| writer.writes.iter().exists(|write| write.column == number);
            let missing = columns_without_value(catalog, relation, &is_given);
            breaks.put_all(missing.into_iter().map(|number| Break::MissingValue(column_name(catalog, relation, number))));
        }
        let branches = writer.branches.iter().flat_map(|branch| &branch.writes);
        let conflict = writer.on_conflict.iter().flat_map(|conflict| &conflict.writes);
        for Write { column, values } in writer.writes.iter().chain(branches).chain(conflict) {
            let is_null = values.iter().exists(|value| matches!(value.kind, ExprKind::Constant(None)));
            if is_null && refuses_null(catalog, (relation, *column)) {
                breaks.push(Break::NullWritten(column_name(catalog, relation, *column)));
            }
        }
    }
}

/// The queries that write, within a query and its `WITH`.
pub(super) fn writers(query: &Query) -> Vec<&Query> {
    let mut found: Vec<&Query> = query.with.iter().flat_map(|common| writers(&common.query)).gather();
    if query.command != Command::Select {
        found.push(query);
    }
    found
}

/// The relations that a query writes to, and the columns of each.
#[cfg(feature = "command")]
pub(in crate::proof) fn writes_of(query: &Query) -> Vec<(RelationId, Vec<u16>)> {
    let written = |writer: &Query| Some((target_of(writer)?, writer.writes.iter().map(|write| write.column).gather()));
    writers(query).into_iter().filter_map(written).gather()
}

/// The relation that a query writes to.
pub(super) fn target_of(query: &Query) -> Option<RelationId> {
    match query.target.and_then(|entry| query.tables.get(entry as usize))?.kind {
        RangeTableKind::Relation { id, .. } => Some(id),
        _ => None,
    }
}

/// Every relation that a query reads or writes.
pub(super) fn relations_of(query: &Query) -> Vec<RelationId> {
    let mut found = Vec::new();
    collect_relations(query, &mut found);
    found
}

fn collect_relations(query: &Query, found: &mut Vec<RelationId>) {
    for table in &query.tables {
        if let RangeTableKind::Relation { id, .. } = table.kind
            && !found.contains(&id)
        {
            found.push(id);
        }
    }
    for_each_child_of_query(query, &mut |child| in_child(child, found));
}

fn in_child(child: Child<'_>, found: &mut Vec<RelationId>) {
    match child {
        Child::Query(query) => collect_relations(query, found),
        Child::Expr(expr) => for_each_child(expr, &mut |child| in_child(child, found)),
    }
}

/// A column with its table.
pub(super) fn column_name(catalog: &Catalog, relation: RelationId, number: u16) -> String {
    let relation = catalog.relation(relation);
    let column = relation.and_then(|it| it.columns.get(usize::from(number).checked_sub(1)?));
    match (relation, column) {
        (Some(relation), Some(column)) => format!("\"{}\" of table \"{}\"", column.name, relation.name),
        _ => String::new(),
    }
}

/// The type of a column with its modifier.
pub(super) fn column_type(catalog: &Catalog, relation: RelationId, number: u16) -> Option<(Name, String)> {
    let column = catalog.relation(relation)?.columns.get(usize::from(number).checked_sub(1)?)?;
    Some((column.name.clone(), format_type_qualified(catalog, column.type_id?, column.modifier)))
}
