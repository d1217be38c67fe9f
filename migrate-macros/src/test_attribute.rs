//! `#[migrate_runtime::test]`: gives a function a database of its own and makes a test of it.

use crate::refuse::compile_error;
use crate::tokens::{Refused, group, named, parse, split_arguments};
use proc_macro::{Delimiter, Ident, Span, TokenStream, TokenTree};

/// A function, taken apart as far as a test needs.
struct Function {
    attributes: Vec<TokenTree>,
    is_async: bool,
    name: Ident,
    /// From `async` or `fn` to the end.
    whole: Vec<TokenTree>,
    /// `-> T`, where it returns something.
    returns: Vec<TokenTree>,
}

pub(crate) fn test(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let expanded = Options::read(attribute).and_then(|options| Ok(emit(&options, Function::read(item.clone())?)));
    // The function stays, so that what it uses is not said to be unused as well.
    expanded.unwrap_or_else(|refused| {
        let mut tokens = compile_error(&refused.message, refused.span);
        tokens.extend(item);
        tokens
    })
}

/// What stands in the brackets: the migrations, and where the runtime is.
struct Options {
    migrations: TokenStream,
    runtime: TokenStream,
}

impl Options {
    fn read(attribute: TokenStream) -> Result<Self, Refused> {
        let mut options = Self { migrations: parse("crate::schema::MIGRATIONS"), runtime: parse("::migrate_runtime") };
        for part in split_arguments(attribute) {
            match named(&part) {
                Some((name, value)) if name == "crate" => options.runtime = value.iter().cloned().collect(),
                Some((name, _)) => {
                    let span = part.first().map_or_else(Span::call_site, TokenTree::span);
                    return Err(Refused::new(
                        span,
                        format!("there is no option \"{name}\": the path of the migrations, or `crate = path`"),
                    ));
                }
                None => options.migrations = part.into_iter().collect(),
            }
        }
        Ok(options)
    }
}

impl Function {
    fn read(item: TokenStream) -> Result<Self, Refused> {
        let no_function = || Refused::new(Span::call_site(), "only a function can be a test");
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        let is_word = |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(ident) if ident.to_string() == word);
        let keyword = tokens.iter().position(|token| is_word(token, "fn")).ok_or_else(no_function)?;
        let is_async = keyword > 0 && is_word(&tokens[keyword - 1], "async");
        let start = keyword - usize::from(is_async);
        let Some(TokenTree::Ident(name)) = tokens.get(keyword + 1) else { return Err(no_function()) };
        let Some(TokenTree::Group(parameters)) = tokens.get(keyword + 2) else {
            return Err(Refused::new(name.span(), "a test has no generic parameters"));
        };
        if parameters.stream().is_empty() {
            let advice = "a test with a database takes it: `&mut postgres::Client`, `&tokio_postgres::Client` where it is async, or \
                          `&migrate_runtime::testing::TestDatabase`";
            return Err(Refused::new(name.span(), advice));
        }
        let body = tokens.len() - 1;
        Ok(Self {
            attributes: tokens[..start].to_vec(),
            is_async,
            name: name.clone(),
            whole: tokens[start..].to_vec(),
            returns: tokens.get(keyword + 3..body).unwrap_or_default().to_vec(),
        })
    }
}

/// `#[test] fn name() -> T { fn name(..) -> T { .. } runtime::testing::run(&MIGRATIONS, name) }`
fn emit(options: &Options, function: Function) -> TokenStream {
    let span = function.name.span();
    let mut arguments = parse("&");
    arguments.extend(options.migrations.clone());
    arguments.extend(parse(","));
    arguments.extend([TokenTree::Ident(function.name.clone())]);
    let mut body: TokenStream = function.whole.into_iter().collect();
    body.extend(options.runtime.clone());
    body.extend(parse(if function.is_async { "::testing::run_async" } else { "::testing::run" }));
    body.extend([group(Delimiter::Parenthesis, arguments, span)]);

    let mut tokens = parse("#[::core::prelude::v1::test]");
    tokens.extend(function.attributes);
    tokens.extend(parse("fn"));
    tokens.extend([TokenTree::Ident(function.name), group(Delimiter::Parenthesis, TokenStream::new(), span)]);
    tokens.extend(function.returns);
    tokens.extend([group(Delimiter::Brace, body, span)]);
    tokens
}
