//! `check_table!(Struct, "table")`: which tokens are the struct and the table.

use crate::emit::emit_items;
use crate::input::Input;
use crate::place::place;
use crate::refuse::compile_error;
use crate::snapshot::snapshot;
use crate::tokens::{Refused, bare, split_types};
use migrate_build::expand::check_table::expand_check_table;
use migrate_build::expand::literal::Literal;
use migrate_build::expand::source::Source;
use proc_macro::{Span, TokenStream, TokenTree};

pub(crate) fn check_table(tokens: TokenStream) -> TokenStream {
    match try_check_table(tokens) {
        Ok(tokens) => tokens,
        Err(refused) => compile_error(&refused.message, refused.span),
    }
}

fn try_check_table(tokens: TokenStream) -> Result<TokenStream, Refused> {
    let mut input = Input::read(tokens)?;
    let mut parts = split_types(std::mem::take(&mut input.rest)).into_iter();
    let form = |span| Refused::new(span, "check_table! takes a struct and a table: `check_table!(MyStruct, \"patients\")`");
    let (Some(checked), Some(table), None) = (parts.next(), parts.next(), parts.next()) else { return Err(form(Span::call_site())) };
    let at = checked.first().map_or_else(Span::call_site, TokenTree::span);
    let [token] = <[TokenTree; 1]>::try_from(table).map_err(|_| form(at))?;
    let token = bare(token);
    let source = Source::Literal(Literal::read(&token.to_string(), place(token.span())).ok_or_else(|| form(token.span()))?);
    let snapshot = snapshot(&input).map_err(|message| Refused::new(at, message))?;
    let code = expand_check_table(&snapshot.catalog, &snapshot.settings, &source)
        .map_err(|problem| Refused::new(token.span(), source.render(&problem)))?;
    Ok(emit_items(input.module, &code, checked, at))
}
