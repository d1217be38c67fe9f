//! The macros of migrate. They parse their tokens, call the engine and return tokens; users reach them through the module that `schema!` makes.

mod check_table;
mod emit;
mod input;
mod insert;
mod place;
mod query;
mod refuse;
mod schema;
mod snapshot;
mod test_attribute;
mod tokens;

use proc_macro::TokenStream;
use query::{From, Rows};

/// The module of the schema: `[path of the runtime] name`.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    schema::schema(input)
}

/// A query whose rows are a struct of their own.
#[proc_macro]
pub fn query(input: TokenStream) -> TokenStream {
    query::query(input, From::Literal, Rows::Own)
}

/// A query whose rows are a struct of the user's, or a tuple.
#[proc_macro]
pub fn query_as(input: TokenStream) -> TokenStream {
    query::query(input, From::Literal, Rows::As)
}

/// A query of one column.
#[proc_macro]
pub fn query_scalar(input: TokenStream) -> TokenStream {
    query::query(input, From::Literal, Rows::Scalar)
}

/// A query that stands in a file.
#[proc_macro]
pub fn query_file(input: TokenStream) -> TokenStream {
    query::query(input, From::File, Rows::Own)
}

/// A query that stands in a file, whose rows are a struct of the user's.
#[proc_macro]
pub fn query_file_as(input: TokenStream) -> TokenStream {
    query::query(input, From::File, Rows::As)
}

/// A row for a table, given back as it was inserted.
#[proc_macro]
pub fn insert(input: TokenStream) -> TokenStream {
    insert::insert(input)
}

/// Holds a struct against a table.
#[proc_macro]
pub fn check_table(input: TokenStream) -> TokenStream {
    check_table::check_table(input)
}

/// A test with a migrated database of its own.
#[proc_macro_attribute]
pub fn test(attribute: TokenStream, item: TokenStream) -> TokenStream {
    test_attribute::test(attribute, item)
}
