//! Which function of the generated module does a file of the folder `queries` become.

use super::arguments::{bind_arguments, in_users_text, parameter_types};
use super::columns::{Columns, Field};
use super::query::{own_struct_value, shorten, statement_text};
use super::request::{Code, PLACE, QueryRequest, Shape};
use super::source::Source;
use super::sql_text::{Numbered, number_parameters, text_to_send};
use crate::analyze::notes::Star;
use crate::catalog::Catalog;
use crate::codegen::naming::{field, query_function, query_row, row_type};
use crate::codegen::{Settings, code};
use crate::compile::{Description, describe_program_query, refuses_null};
use crate::diag::Result;
use crate::text::{Gather, Seek};
use std::fmt::Write;

/// The items of a file: a function, and the struct of its rows unless they are the rows of a table.
///
/// # Errors
/// What is wrong with the query, with its place in the file.
pub fn expand_function(catalog: &Catalog, settings: &Settings, stem: &str, path: &str, source: &Source) -> Result<String> {
    let numbered = number_parameters(source.text());
    let request = QueryRequest { source, shape: Shape::Row, positional: numbered.positional as usize, named: &[] };
    let in_text = |problem| in_users_text(&request, &numbered, problem);
    let description = describe_program_query(catalog, &numbered.edited.text).map_err(in_text)?;
    let mut columns = Columns { catalog, settings, description: &description, warnings: Vec::new(), aliases: Vec::new() };
    let rows = rows(&mut columns, stem).map_err(in_text)?;
    let sql = text_to_send(catalog, &numbered.edited.text, &description.notes, settings.qualification);
    let mut written = Code {
        before: statement_text(&sql, &parameter_types(catalog, &description.parameters), description.parameters.len()),
        arguments: bind_arguments(catalog, settings, &request, &numbered, &description.parameters)?,
        after: rows.value.clone(),
        ..Code::default()
    };
    shorten(&mut written);
    Ok(write_items(stem, path, &rows, &written, &numbered))
}

/// What the function gives.
struct Rows {
    /// The items that it needs.
    items: String,
    /// Its type.
    rust_type: String,
    /// The expression.
    value: String,
}

fn rows(columns: &mut Columns<'_>, stem: &str) -> Result<Rows> {
    let query = |value: &str| format!("__rt::Query::new(&STATEMENT, __parameters, |__row| {value})");
    let count = columns.description.columns.len();
    if count == 0 {
        let value = "__rt::Command::new(&STATEMENT, __parameters)".to_owned();
        return Ok(Rows { items: String::new(), rust_type: "__rt::Command".to_owned(), value });
    }
    if let Some(star) = columns.description.notes.stars.iter().first_where(|star| is_whole_row(columns, star))
        && let Some(relation) = star.relation
    {
        let name = format!("super::{}", row_type(columns.catalog, columns.settings, relation));
        let value = query(&format!("__row.part::<{name}>(0)"));
        return Ok(Rows { items: String::new(), rust_type: format!("__rt::Query<{name}>"), value });
    }
    if let [only] = &columns.description.columns[..]
        && only.name == "?column?"
    {
        let rust_type = columns.field(0, only)?.rust_type;
        return Ok(Rows { items: String::new(), rust_type: format!("__rt::Query<{rust_type}>"), value: query("__row.value(0)") });
    }
    let fields = columns.fields()?;
    let name = query_row(stem);
    let value = query(&format!("::core::result::Result::Ok({})", own_struct_value(&name, &fields)));
    Ok(Rows { items: row_struct(columns, stem, &name, &fields), rust_type: format!("__rt::Query<{name}>"), value })
}

/// Whether the query gives the rows of one table, none of which may be missing.
fn is_whole_row(columns: &Columns<'_>, star: &Star) -> bool {
    let Description { columns: given, .. } = columns.description;
    let Some(relation) = star.relation.and_then(|relation| columns.catalog.relation(relation)) else { return false };
    let whole = relation.columns.iter().filter(|column| column.type_id.is_some()).count();
    let kept = given.iter().for_all(|column| {
        let origin = column.origin.and_then(|(relation, number)| Some((relation, u16::try_from(number).ok()?)));
        !column.nullable || origin.is_some_and(|origin| !refuses_null(columns.catalog, origin))
    });
    star.output == Some(0..given.len()) && whole == given.len() && kept
}

fn row_struct(columns: &Columns<'_>, stem: &str, name: &str, fields: &[Field]) -> String {
    let mut text = columns.aliases.iter().map(|alias| format!("{}\n\n", alias.trim_end())).gather::<String>();
    let _ = writeln!(text, "/// A row of [`{}`].\n#[derive(Clone, Debug, PartialEq)]\npub struct {name} {{", query_function(stem));
    for field in fields {
        let _ = writeln!(text, "    /// The column {}.\n    pub {}: {},", code(&field.column), field.name, field.rust_type);
    }
    text.push_str("}\n\n");
    text
}

fn write_items(stem: &str, path: &str, rows: &Rows, written: &Code, numbered: &Numbered) -> String {
    let name = |number: u32| numbered.name(number).map_or_else(|| format!("p{number}"), field);
    let mut parameters = String::new();
    let mut bound = String::new();
    for (number, argument) in (1..).zip(&written.arguments) {
        // `__rt::bind::<Sql, Null, _>` says as what a parameter is bound.
        let marks = argument.function.strip_prefix("__rt::bind::<").and_then(|marks| marks.strip_suffix(", _>")).unwrap_or("");
        let _ = write!(parameters, "{}{}: impl __rt::Bind<{marks}>", if number == 1 { "" } else { ", " }, name(number));
        let _ = writeln!(bound, "    {}(&mut __parameters, &{});", argument.function, name(number));
    }
    let place = format!("file: {path:?}, line: 1, column: 1");
    let before = written.before.replace(PLACE, &place).replace("; let ", ";\n    let ");
    let text = format!(
        "{}/// The query of the file {}.\npub fn {}({parameters}) -> {} {{\n    {before}\n{bound}    {}\n}}\n",
        rows.items,
        code(path),
        query_function(stem),
        rows.rust_type,
        written.after
    );
    let text = text.replace("__schema::", "super::");
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).gather()
}
