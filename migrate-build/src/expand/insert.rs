//! Which Rust does `insert!` become: a row for a table, whose columns are held against the schema.

use super::arguments::{bind_arguments, parameter_types};
use super::columns::SCHEMA;
use super::errors;
use super::query::{shorten, statement_text};
use super::request::{self, QueryRequest, Shape};
use super::source::Source;
use super::sql_text::{number_parameters, text_to_send};
use crate::analyze::required::columns_without_value;
use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, RelationKind};
use crate::codegen::Settings;
use crate::codegen::naming::{column_field, row_type, unraw};
use crate::compile::describe_program_query;
use crate::diag::{Code, Problem, SqlState};
use crate::text::{Gather, Seek, SourceText, Span};

/// A row for a table.
#[derive(Clone, Debug)]
pub struct InsertRequest<'a> {
    /// The table, with its schema in front where that is given.
    pub table: &'a [String],
    /// The columns that get a value, by their names in SQL or in Rust.
    pub columns: &'a [String],
}

/// What a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsertPart {
    /// The table, or what is missing of it.
    Table,
    /// The column at a place.
    Column(usize),
}

/// Checks a row against its table and writes the Rust that inserts it and gives it back.
///
/// # Errors
/// What is wrong, and with which part.
pub fn expand_insert(catalog: &Catalog, settings: &Settings, request: &InsertRequest<'_>) -> Result<request::Code, (Problem, InsertPart)> {
    let relation = relation_of(catalog, request.table);
    let columns: Vec<String> = request.columns.iter().map(|name| column_name(catalog, settings, relation, name)).gather();
    let written = Written::new(request.table, &columns);
    let description = describe_program_query(catalog, &written.text).map_err(|problem| written.place(problem))?;
    let whole = |problem: Problem| (problem, InsertPart::Table);
    let Some(relation) = relation.filter(|relation| takes_rows(catalog, *relation)) else {
        return Err(whole(errors::not_a_table(&request.table.join("."))));
    };
    let missing = missing_columns(catalog, relation, &columns);
    if !missing.is_empty() {
        return Err(whole(errors::missing_columns(&request.table.join("."), &missing)));
    }
    let source = Source::File(SourceText::new("", &written.text));
    let asked = QueryRequest { source: &source, shape: Shape::Row, positional: columns.len(), named: &[] };
    let numbered = number_parameters(&written.text);
    let sql = text_to_send(catalog, &written.text, &description.notes, settings.qualification);
    let mut code = request::Code {
        before: statement_text(&sql, &parameter_types(catalog, &description.parameters), columns.len()),
        arguments: bind_arguments(catalog, settings, &asked, &numbered, &description.parameters).map_err(whole)?,
        after: format!(
            "__rt::Query::new(&STATEMENT, __parameters, |__row| __row.part::<{SCHEMA}{}>(0))",
            row_type(catalog, settings, relation)
        ),
        ..request::Code::default()
    };
    shorten(&mut code);
    Ok(code)
}

/// The SQL of a row for a table, as it is written before it is analyzed; columns may be named as in Rust.
#[cfg(feature = "command")]
pub(super) fn insert_text(catalog: &Catalog, settings: &Settings, table: &[String], columns: &[String]) -> String {
    let relation = relation_of(catalog, table);
    let columns: Vec<String> = columns.iter().map(|name| column_name(catalog, settings, relation, name)).gather();
    Written::new(table, &columns).text
}

/// The statement, and where its parts stand in it.
struct Written {
    text: String,
    columns: Vec<Span>,
}

impl Written {
    fn new(table: &[String], columns: &[String]) -> Self {
        let quoted: Vec<String> = table.iter().map(|part| quote_identifier(part)).gather();
        let mut text = format!("insert into {}", quoted.join("."));
        let mut spans = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            text.push_str(if index == 0 { " (" } else { ", " });
            let start = text.len() as u32;
            text.push_str(&quote_identifier(column));
            spans.push(Span::new(start, text.len() as u32));
        }
        if columns.is_empty() {
            text.push_str(" default values");
        } else {
            let numbers: Vec<String> = (1..=columns.len()).map(|number| format!("${number}")).gather();
            text.push_str(&format!(") values ({})", numbers.join(", ")));
        }
        text.push_str(" returning *");
        Self { text, columns: spans }
    }

    /// The problem without its place in a text that the user does not see.
    fn place(&self, mut problem: Problem) -> (Problem, InsertPart) {
        let at = problem.span.take();
        let column = at.and_then(|at| self.columns.iter().place_where(|span| span.start <= at.start && at.start < span.end));
        // Of a generated column PostgreSQL gives no place, but its name.
        let named = || self.columns.iter().place_where(|span| problem.message.contains(&format!("column \"{}\"", self.name(*span))));
        let part = column.or_else(named).map_or(InsertPart::Table, InsertPart::Column);
        if problem.code == Code::Sql(SqlState::GENERATED_ALWAYS) {
            problem.help = vec!["leave it out: the database gives the value".to_owned()];
        }
        (problem, part)
    }

    fn name(&self, span: Span) -> String {
        self.text.get(span.range()).unwrap_or("").trim_matches('"').replace("\"\"", "\"")
    }
}

fn relation_of(catalog: &Catalog, table: &[String]) -> Option<RelationId> {
    match table {
        [name] => catalog.lookup_relation(&name.as_str().into()),
        [schema, name] => catalog.relation_in(catalog.schema_named(&schema.as_str().into())?, &name.as_str().into()),
        _ => None,
    }
}

/// PostgreSQL itself says so only when the statement runs.
// pg: execMain.c CheckValidResultRel
fn takes_rows(catalog: &Catalog, relation: RelationId) -> bool {
    use RelationKind::{ForeignTable, PartitionedTable, Table, View};
    catalog.relation(relation).is_some_and(|found| matches!(found.kind, Table | PartitionedTable | ForeignTable | View))
}

/// The name in SQL of a column that is named as in SQL or as its field in Rust.
fn column_name(catalog: &Catalog, settings: &Settings, relation: Option<RelationId>, name: &str) -> String {
    let columns = relation.and_then(|relation| Some((relation, &catalog.relation(relation)?.columns)));
    let found = columns.and_then(|(relation, columns)| {
        let is_it = |(index, column): &(usize, &Column)| {
            column.type_id.is_some() && unraw(&column_field(catalog, settings, relation, *index)) == name
        };
        let exact = columns.iter().first_where(|column| column.type_id.is_some() && column.name == *name);
        exact.or_else(|| columns.iter().enumerate().first_where(is_it).map(|(_, column)| column))
    });
    found.map_or_else(|| name.to_owned(), |column| column.name.to_string())
}

/// The columns that must have a value and get none.
fn missing_columns(catalog: &Catalog, relation: RelationId, given: &[String]) -> Vec<String> {
    let columns = catalog.relation(relation).map_or(&[][..], |relation| relation.columns.as_slice());
    let name = |number: u16| columns[usize::from(number) - 1].name.to_string();
    columns_without_value(catalog, relation, &|number| given.contains(&name(number))).into_iter().map(name).gather()
}
