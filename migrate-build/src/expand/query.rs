//! Which Rust does a query in a program become, and what is wrong with it.

use super::arguments::{bind_arguments, check_arguments, in_users_text, parameter_types};
use super::columns::{Columns, Field};
use super::errors;
use super::parts::tuple;
use super::request::{Code, PLACE, QueryRequest, Shape};
use super::sql_text::{Numbered, number_parameters, text_to_send};
use crate::catalog::Catalog;
use crate::codegen::Settings;
use crate::compile::{Description, describe_program_query};
use crate::diag::Result;
use crate::text::{Collection, Gather};
use std::fmt::Write;

/// Checks a query against a schema and writes the Rust that stands in its place. Problems have their places in the text of the request.
pub fn expand(catalog: &Catalog, settings: &Settings, request: &QueryRequest<'_>) -> Result<Code> {
    let numbered = number_parameters(request.source.text());
    let description =
        describe_program_query(catalog, &numbered.edited.text).map_err(|problem| in_users_text(request, &numbered, problem))?;
    check_arguments(request, &numbered)?;
    let mut columns = Columns { catalog, settings, description: &description, warnings: Vec::new(), aliases: Vec::new() };
    let written = write_code(&mut columns, request, &numbered);
    let in_text = |problem| in_users_text(request, &numbered, problem);
    let mut code = written.map_err(in_text)?;
    code.arguments = bind_arguments(catalog, settings, request, &numbered, &description.parameters)?;
    shorten(&mut code);
    code.warnings = columns.warnings.into_iter().map(in_text).gather();
    Ok(code)
}

/// What the compiler reads is what a query costs at every check, so paths are as short as they can be.
pub(super) fn shorten(code: &mut Code) {
    let functions = code.arguments.iter_mut().map(|argument| &mut argument.function);
    for text in functions.chain([&mut code.before, &mut code.after]) {
        *text = text.replace(RUNTIME, "__rt::").replace(TYPES, "__rt::types::");
    }
}

const RUNTIME: &str = "__schema::__runtime::__private::";
const TYPES: &str = "__schema::__runtime::types::";

fn write_code(columns: &mut Columns<'_>, request: &QueryRequest<'_>, numbered: &Numbered) -> Result<Code> {
    let mut code = Code::default();
    let count = columns.description.columns.len();
    match &request.shape {
        Shape::Row if count == 0 => code.after = "__rt::Command::new(&STATEMENT, __parameters)".to_owned(),
        Shape::Row => {
            let fields = columns.fields()?;
            code.before = row_struct(&fields);
            code.after = query(&own_struct_value("Row", &fields));
        }
        Shape::Struct if count == 0 => return Err(errors::no_columns("query_as!")),
        Shape::Struct => code.after = query(&users_struct_value(&columns.fields()?)),
        Shape::Parts(_) if count == 0 => return Err(errors::no_columns("query_as!")),
        Shape::Parts(parts) => {
            let tuple = tuple(columns, parts)?;
            code.after = query(&tuple.text);
            code.unwrapped = tuple.unwrapped;
        }
        Shape::Scalar if count == 0 => return Err(errors::no_columns("query_scalar!")),
        Shape::Scalar if count > 1 => return Err(errors::not_scalar(count)),
        Shape::Scalar => {
            let Field { rust_type, reader, .. } = columns.field(0, &columns.description.columns[0])?;
            code.after = format!("__rt::Query::new(&STATEMENT, __parameters, |__row| __row.{reader}::<{rust_type}>(0))");
        }
    }
    code.before.put_all(columns.aliases.drain(..));
    statement(&mut code.before, columns, &numbered.edited.text);
    Ok(code)
}

fn statement(before: &mut String, columns: &Columns<'_>, text: &str) {
    let Description { parameters, notes, .. } = columns.description;
    let sql = text_to_send(columns.catalog, text, notes, columns.settings.qualification);
    before.push_str(&statement_text(&sql, &parameter_types(columns.catalog, parameters), parameters.len()));
}

/// The statement and the room for its parameters.
pub(super) fn statement_text(sql: &str, types: &str, count: usize) -> String {
    let statement = format!("static STATEMENT: __rt::Statement = __rt::Statement::new({sql:?}, &[{types}], __rt::Place {{ {PLACE} }});");
    match count {
        0 => format!("{statement} let __parameters = __rt::Parameters::default();"),
        count => format!("{statement} let mut __parameters = __rt::Parameters::with_capacity({count});"),
    }
}

/// Each further derive adds to every check of the program as much as all else of the query, so there is one.
fn row_struct(fields: &[Field]) -> String {
    let mut text = "#[derive(Debug)] pub struct Row { ".to_owned();
    for field in fields {
        let _ = write!(text, "pub {}: {}, ", field.name, field.rust_type);
    }
    text.push_str("} ");
    text
}

/// The types of the values follow from the struct.
pub(super) fn own_struct_value(name: &str, fields: &[Field]) -> String {
    let mut text = format!("{name} {{ ");
    for (index, field) in fields.iter().enumerate() {
        let _ = write!(text, "{}: __row.{}({index})?, ", field.name, field.reader);
    }
    text.push('}');
    text
}

/// Each value has the type of its column, and becomes whatever the user's struct holds.
fn users_struct_value(fields: &[Field]) -> String {
    let mut text = "__Row { ".to_owned();
    for (index, field) in fields.iter().enumerate() {
        let _ = write!(text, "{}: __row.{}::<{}>({index})?.into(), ", field.name, field.reader, field.rust_type);
    }
    text.push('}');
    text
}

fn query(value: &str) -> String {
    format!("__rt::Query::new(&STATEMENT, __parameters, |__row| ::core::result::Result::Ok({value}))")
}
