//! The macros that take a query: which tokens are its text, its arguments and the type of its rows.

use crate::emit::{Arguments, emit};
use crate::input::Input;
use crate::place::place;
use crate::refuse::compile_error;
use crate::snapshot::{check_version, snapshot};
use crate::tokens::{Refused, Tokens, bare, named, split_arguments, split_types, within_option};
use migrate_build::expand::cache::Cache;
use migrate_build::expand::literal::Literal;
use migrate_build::expand::query::expand;
use migrate_build::expand::request::{Part, QueryRequest, Shape};
use migrate_build::expand::source::Source;
use migrate_build::text::SourceText;
use proc_macro::{Delimiter, Span, TokenStream, TokenTree};
use std::path::{Path, PathBuf};

/// Where the text of a query is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    Literal,
    File,
}

/// What becomes of its rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    Own,
    As,
    Scalar,
}

/// A query's text, where it is, and the file that the compiler must watch.
struct Text {
    source: Source,
    span: Span,
    file: Option<PathBuf>,
}

pub(crate) fn query(tokens: TokenStream, from: From, rows: Rows) -> TokenStream {
    match try_query(tokens, from, rows) {
        Ok(tokens) => tokens,
        Err(refused) => compile_error(&refused.message, refused.span),
    }
}

fn try_query(tokens: TokenStream, from: From, rows: Rows) -> Result<TokenStream, Refused> {
    let mut input = Input::read(tokens)?;
    let rest = std::mem::take(&mut input.rest);
    let (target, rest) = if rows == Rows::As { target(rest)? } else { (Tokens::new(), rest) };
    let mut parts = split_arguments(rest).into_iter();
    let text = match (from, parts.next()) {
        (From::Literal, Some(part)) => literal(part)?,
        (From::File, Some(part)) => file(part)?,
        (_, None) => return Err(Refused::new(Span::call_site(), "the text of a query belongs here: a string literal")),
    };
    let mut arguments = Arguments::default();
    for part in parts {
        match named(&part) {
            Some((name, value)) => {
                arguments.names.push(name);
                arguments.named.push(value.to_vec());
            }
            None if part.is_empty() => return Err(Refused::new(text.span, "an argument is missing between two commas")),
            None => arguments.positional.push(part),
        }
    }
    let (shape, elements) = shape(rows, target);
    let request = QueryRequest { source: &text.source, shape, positional: arguments.positional.len(), named: &arguments.names };
    check_version(&input.version).map_err(|message| Refused::new(text.span, message))?;
    let cache = Cache::new(Path::new(&input.folder), &input.digest, &request);
    let code = match cache.read() {
        Some(code) => code,
        None => {
            let snapshot = snapshot(&input).map_err(|message| Refused::new(text.span, message))?;
            let expanded = expand(&snapshot.catalog, &snapshot.settings, &request);
            let code = expanded.map_err(|problem| Refused::new(text.span, text.source.render(&problem)))?;
            cache.write(&code);
            code
        }
    };
    let warnings: Vec<String> = code.warnings.iter().map(|warning| text.source.render(warning)).collect();
    Ok(emit(input.module, &code, arguments, elements, &warnings, text.span, text.file.as_deref()))
}

/// The type of the rows, and what stands after its comma.
fn target(tokens: Tokens) -> Result<(Tokens, Tokens), Refused> {
    let mut parts = split_types(tokens.iter().cloned());
    let first = if parts.len() > 1 { parts.swap_remove(0) } else { Tokens::new() };
    if first.is_empty() {
        let span = tokens.first().map_or_else(Span::call_site, TokenTree::span);
        return Err(Refused::new(span, "query_as! takes the type of the rows and then the query: `query_as!(Patient, \"select ...\")`"));
    }
    let rest = tokens.into_iter().skip(first.len() + 1).collect();
    Ok((first, rest))
}

/// What becomes of the rows, and the types that it names.
fn shape(rows: Rows, target: Tokens) -> (Shape, Vec<Tokens>) {
    match (rows, &target[..]) {
        (Rows::Own, _) => (Shape::Row, Vec::new()),
        (Rows::Scalar, _) => (Shape::Scalar, Vec::new()),
        (Rows::As, [TokenTree::Group(group)]) if group.delimiter() == Delimiter::Parenthesis => {
            let elements = split_types(group.stream());
            let part = |element: &Tokens| if within_option(element).is_some() { Part::Optional } else { Part::Plain };
            (Shape::Parts(elements.iter().map(part).collect()), elements)
        }
        (Rows::As, _) => (Shape::Struct, vec![target]),
    }
}

fn literal(part: Tokens) -> Result<Text, Refused> {
    let span = part.first().map_or_else(Span::call_site, TokenTree::span);
    let refused = || Refused::new(span, "the text of a query is one string literal, so that it can be checked where it stands");
    let [token] = <[TokenTree; 1]>::try_from(part).map_err(|_| refused())?;
    let token = bare(token);
    let literal = Literal::read(&token.to_string(), place(token.span())).ok_or_else(refused)?;
    Ok(Text { source: Source::Literal(literal), span: token.span(), file: None })
}

/// The file that a literal names, within the package.
fn file(part: Tokens) -> Result<Text, Refused> {
    let named = literal(part)?;
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let path = Path::new(&folder).join(named.source.text());
    let text = std::fs::read_to_string(&path).map_err(|reason| {
        let message = format!("the file {} cannot be read: {reason}\n\nits path is relative to the folder of Cargo.toml", path.display());
        Refused::new(named.span, message)
    })?;
    let source = Source::File(SourceText::new(named.source.text(), &text));
    Ok(Text { source, span: named.span, file: Some(path) })
}
