//! Which Rust holds a hand-written struct against a table: each column a field of its type, and no other field.

use super::columns::Columns;
use super::query::shorten;
use super::request::Code;
use super::source::Source;
use crate::catalog::Catalog;
use crate::codegen::Settings;
use crate::compile::{DescribedColumn, describe_query, refuses_null};
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
    let mut code = Code::default();
    let mut values = String::new();
    for (index, field) in fields.iter().enumerate() {
        let (name, rust_type) = (&field.name, &field.rust_type);
        let message = format!("the field `{name}` is `{{Self}}`, and the column {:?} is {}", field.column, plain(rust_type));
        let _ = write!(
            code.before,
            "#[diagnostic::on_unimplemented(message = {:?}, label = {:?})] trait __Is{index} {{}} impl __Is{index} for {rust_type} {{}} \
             fn __value{index}<T: __Is{index}>() -> T {{ loop {{}} }} ",
            braces(&message).replace("{{Self}}", "{Self}"),
            braces(&format!("the field `{name}` must be {}", plain(rust_type)))
        );
        if let Some(declared) = declared_nullable(catalog, &description.columns[index], rust_type) {
            let _ = write!(code.before, "impl __Is{index} for {declared} {{}} ");
        }
        let _ = write!(values, "{name}: __value{index}(), ");
    }
    let _ = write!(code.before, "fn __check() -> __Row {{ __Row {{ {values}}} }}");
    shorten(&mut code);
    Ok(code)
}

/// What is never NULL though its column does not say so may be an `Option` too, as it is in the generated struct.
fn declared_nullable(catalog: &Catalog, column: &DescribedColumn, rust_type: &str) -> Option<String> {
    let (relation, number) = column.origin.filter(|_| !column.nullable)?;
    let refuses = refuses_null(catalog, (relation, u16::try_from(number).ok()?));
    (!refuses).then(|| format!("::core::option::Option<{rust_type}>"))
}

/// A type as people write it.
fn plain(rust_type: &str) -> String {
    const LONG: [&str; 5] = ["::core::primitive::", "::core::option::", "::std::string::", "::std::vec::", "__schema::__runtime::types::"];
    let short = LONG.iter().fold(rust_type.to_owned(), |text, long| text.replace(long, ""));
    format!("`{}`", short.replace("__schema::", "schema::"))
}

/// A text as the compiler's own format of messages takes it.
fn braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
