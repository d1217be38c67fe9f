//! `insert!(table { column, other: value })`: which tokens are the table, its columns and their values.

use crate::emit::{Arguments, emit};
use crate::input::Input;
use crate::refuse::compile_error;
use crate::snapshot::snapshot;
use crate::tokens::{Refused, Tokens, bare, split_arguments};
use migrate_build::diag::terminal::{Colours, render};
use migrate_build::expand::insert::{InsertPart, InsertRequest, expand_insert};
use migrate_build::expand::literal::{Literal, LiteralPlace};
use migrate_build::text::{SourceText, Span as TextSpan};
use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

const FORM: &str = "insert! takes a table and its columns: `insert!(patients { first_name, email: None })`";

pub(crate) fn insert(tokens: TokenStream) -> TokenStream {
    match try_insert(tokens) {
        Ok(tokens) => tokens,
        Err(refused) => compile_error(&refused.message, refused.span),
    }
}

fn try_insert(tokens: TokenStream) -> Result<TokenStream, Refused> {
    let mut input = Input::read(tokens)?;
    let mut rest = std::mem::take(&mut input.rest);
    let body = match rest.pop() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => group.stream(),
        token => return Err(Refused::new(token.map_or_else(Span::call_site, |token| token.span()), FORM)),
    };
    let at = rest.first().map_or_else(Span::call_site, TokenTree::span);
    let table: Vec<String> =
        rest.iter().filter(|token| !is_dot(token)).map(name).collect::<Option<_>>().ok_or_else(|| Refused::new(at, FORM))?;
    let mut columns = Vec::new();
    let mut spans = Vec::new();
    let mut arguments = Arguments::default();
    for part in split_arguments(body) {
        let (column, span, value) = column(part)?;
        columns.push(column);
        spans.push(span);
        arguments.positional.push(value);
    }
    let snapshot = snapshot(&input).map_err(|message| Refused::new(at, message))?;
    let request = InsertRequest { table: &table, columns: &columns };
    let code = expand_insert(&snapshot.catalog, &snapshot.settings, &request).map_err(|(problem, part)| {
        let span = match part {
            InsertPart::Table => at,
            InsertPart::Column(index) => spans.get(index).copied().unwrap_or(at),
        };
        Refused::new(span, render(&problem, &SourceText::new("", ""), TextSpan::default(), Colours::None))
    })?;
    Ok(emit(input.module, &code, arguments, Vec::new(), &[], at, None))
}

/// `name`, which takes the variable of that name, or `name: value`.
fn column(part: Tokens) -> Result<(String, Span, Tokens), Refused> {
    let first = part.first().cloned().map(bare);
    let span = first.as_ref().map_or_else(Span::call_site, TokenTree::span);
    let Some(column) = first.as_ref().and_then(name) else { return Err(Refused::new(span, FORM)) };
    match &part[..] {
        [TokenTree::Ident(_)] => Ok((column, span, part)),
        [_, TokenTree::Punct(colon), value @ ..] if colon.as_char() == ':' && !value.is_empty() => Ok((column, span, value.to_vec())),
        _ => Err(Refused::new(span, FORM)),
    }
}

/// The name that an identifier or a string says.
fn name(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string().trim_start_matches("r#").to_owned()),
        TokenTree::Literal(literal) => Literal::read(&literal.to_string(), LiteralPlace::default()).map(|literal| literal.text),
        _ => None,
    }
}

fn is_dot(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '.')
}
