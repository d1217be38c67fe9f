//! Which Rust holds a hand-written struct against a table: each column a field of its type, and no other field.

use super::columns::Columns;
use super::query::shorten;
use super::request::Code;
use super::source::Source;
use crate::catalog::Catalog;
use crate::codegen::Settings;
use crate::compile::describe_query;
use crate::diag::{Problem, Result};
use crate::text::Span;
use std::fmt::Write;

const PREFIX: &str = "select * from ";

/// The items that the compiler refuses where the struct, which goes by the name `__Row`, differs from the table that a text names.
///
/// # Errors
/// There is no such table, or a column has no Rust type; the place is within the text.
pub fn expand_check_table(catalog: &Catalog, settings: &Settings, source: &Source) -> Result<Code> {
    let whole = Span::new(0, source.text().len() as u32);
    let in_text = |mut problem: Problem| {
        let inside = problem.span.filter(|span| span.start >= PREFIX.len() as u32);
        problem.span = Some(inside.map_or(whole, |span| span.shifted_back(PREFIX.len() as u32)));
        problem
    };
    let description = describe_query(catalog, &format!("{PREFIX}{}", source.text())).map_err(in_text)?;
    let mut columns = Columns { catalog, settings, description: &description, warnings: Vec::new(), aliases: Vec::new() };
    let fields = columns.fields().map_err(in_text)?;
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let mut code = Code::default();
    let _ = write!(code.before, "fn __check(__row: __Row) {{ let __Row {{ {} }} = __row; ", names.join(", "));
    for field in &fields {
        let _ = write!(code.before, "let _: {} = {}; ", field.rust_type, field.name);
    }
    code.before.push('}');
    shorten(&mut code);
    Ok(code)
}
