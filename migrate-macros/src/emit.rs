//! How does the Rust of a query become tokens: the engine's texts, and the user's tokens with their places.

use crate::place::place;
use crate::refuse::warning;
use crate::tokens::{Tokens, group, parse, parse_at, within_option};
use migrate_build::expand::request::{ArgumentValue, BoundArgument, Code, PLACE};
use proc_macro::{Delimiter, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use std::path::Path;

/// The arguments that a user gave.
#[derive(Default)]
pub(crate) struct Arguments {
    /// Those by place.
    pub(crate) positional: Vec<Tokens>,
    /// The names of the others.
    pub(crate) names: Vec<String>,
    /// Their values.
    pub(crate) named: Vec<Tokens>,
}

/// The block that stands for a query.
pub(crate) fn emit(
    module: TokenStream,
    code: &Code,
    mut arguments: Arguments,
    elements: Vec<Tokens>,
    warnings: &[String],
    span: Span,
    file: Option<&Path>,
) -> TokenStream {
    let at = place(span);
    let place = format!("file: {:?}, line: {}, column: {}", at.file, at.line, at.column);
    let watched = file.map_or_else(String::new, |path| format!("const _: &[u8] = include_bytes!({:?});", path.display().to_string()));
    let before = format!("{watched} {}", code.before.replace(PLACE, &place));
    let mut block = start(module, code, &before, span);
    for (index, element) in elements.into_iter().enumerate() {
        block.extend(alias(index, element, code));
    }
    warnings.iter().for_each(|text| block.extend(warning(text, span)));
    for argument in &code.arguments {
        block.extend(bind(argument, &mut arguments, span));
    }
    block.extend(parse_at(&code.after, span));
    TokenStream::from(TokenTree::Group(proc_macro::Group::new(Delimiter::Brace, block)))
}

/// Items that stand for themselves, about one type of the user's.
pub(crate) fn emit_items(module: TokenStream, code: &Code, named: Tokens, span: Span) -> TokenStream {
    let mut block = start(module, code, &code.before, span);
    block.extend(alias(0, named, code));
    let mut items = parse_at("const _: () =", span);
    items.extend([group(Delimiter::Brace, block, span), TokenTree::Punct(Punct::new(';', Spacing::Alone))]);
    items
}

/// What the engine's texts speak of by short names, and the first of them.
fn start(module: TokenStream, code: &Code, before: &str, span: Span) -> TokenStream {
    let mut block = TokenStream::new();
    if names_schema(code) {
        block.extend(parse("use"));
        block.extend(module.clone());
        block.extend(parse("as __schema;"));
    }
    block.extend(parse("use"));
    block.extend(module);
    block.extend(parse_at(&format!("::__runtime::__private as __rt; {before}"), span));
    block
}

/// Whether the generated module is spoken of: most queries need the runtime alone.
fn names_schema(code: &Code) -> bool {
    let functions = code.arguments.iter().map(|argument| &argument.function);
    functions.chain([&code.before, &code.after]).any(|text| text.contains("__schema"))
}

/// The name under which the engine's text speaks of a type that the user named.
fn alias(index: usize, element: Tokens, code: &Code) -> TokenStream {
    let name = if code.unwrapped.is_empty() { "__Row".to_owned() } else { format!("__Part{index}") };
    let unwrapped = code.unwrapped.get(index).copied().unwrap_or(false);
    let meant = if unwrapped { within_option(&element).map(<[TokenTree]>::to_vec) } else { None };
    let mut tokens = parse(&format!("type {name} ="));
    tokens.extend(meant.unwrap_or(element));
    tokens.extend([TokenTree::Punct(Punct::new(';', Spacing::Alone))]);
    tokens
}

/// `function(&mut __parameters, &argument);`, where the compiler points at the argument.
fn bind(argument: &BoundArgument, arguments: &mut Arguments, span: Span) -> TokenStream {
    let value = match &argument.value {
        ArgumentValue::Positional(index) => arguments.positional.get_mut(*index).cloned().unwrap_or_default(),
        ArgumentValue::Named(index) => arguments.named.get_mut(*index).cloned().unwrap_or_default(),
        ArgumentValue::Captured(name) => vec![TokenTree::Ident(variable(name, span))],
    };
    let at = value.first().map_or(span, TokenTree::span);
    // Of a bare `None` the compiler could not tell which `Option` it is.
    if is_none(&value) && argument.function.contains("Nullable") {
        return parse_at("__rt::bind_null(&mut __parameters);", at);
    }
    let mut given = parse_at("&mut __parameters,", at);
    let mut reference = Punct::new('&', Spacing::Alone);
    reference.set_span(at);
    given.extend([TokenTree::Punct(reference)]);
    match value.len() {
        1 => given.extend(value),
        _ => given.extend([group(Delimiter::Parenthesis, value.into_iter().collect(), at)]),
    }
    let mut tokens = parse_at(&argument.function, at);
    tokens.extend([
        group(Delimiter::Parenthesis, given, at.resolved_at(Span::call_site())),
        TokenTree::Punct(Punct::new(';', Spacing::Alone)),
    ]);
    tokens
}

fn is_none(value: &[TokenTree]) -> bool {
    matches!(value, [TokenTree::Ident(name)] if name.to_string() == "None")
}

/// The variable that a query names; it is looked for where the query stands.
fn variable(name: &str, span: Span) -> Ident {
    let is_plain = format!("{name} ").parse::<TokenStream>().is_ok() && !migrate_build::codegen::naming::is_keyword(name);
    if is_plain { Ident::new(name, span) } else { Ident::new_raw(name, span) }
}
