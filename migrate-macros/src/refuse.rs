//! How does the compiler say what is wrong: one `compile_error!`, or a deprecated item for a warning.

use crate::tokens::{group, parse};
use proc_macro::{Delimiter, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// `::core::compile_error!` with a text, all of it at one place.
pub(crate) fn compile_error(text: &str, span: Span) -> TokenStream {
    let mut message = Literal::string(&without_level(text));
    message.set_span(span);
    let mut tokens: Vec<TokenTree> = Vec::new();
    for name in ["core", "compile_error"] {
        tokens.extend([punct(':', Spacing::Joint, span), punct(':', Spacing::Alone, span)]);
        tokens.push(Ident::new(name, span).into());
    }
    tokens.push(punct('!', Spacing::Alone, span));
    tokens.push(group(Delimiter::Brace, TokenTree::Literal(message).into(), span));
    tokens.into_iter().collect()
}

/// A statement that the compiler warns of with a text.
pub(crate) fn warning(text: &str, span: Span) -> TokenStream {
    let mut note = parse("note =");
    note.extend([TokenTree::Literal(Literal::string(&without_level(text)))]);
    let mut attribute = parse("deprecated");
    attribute.extend([group(Delimiter::Parenthesis, note, span)]);
    let mut tokens = parse("#");
    tokens.extend([group(Delimiter::Bracket, attribute, span)]);
    tokens.extend(parse("const fn __warning() {}"));
    tokens.extend([TokenTree::Ident(Ident::new("__warning", span)), group(Delimiter::Parenthesis, TokenStream::new(), span)]);
    tokens.extend([punct(';', Spacing::Alone, span)]);
    let mut block = TokenStream::new();
    block.extend([group(Delimiter::Brace, tokens, span)]);
    block
}

/// rustc writes the level itself, and would say `error: error[42703]: ...`.
fn without_level(text: &str) -> String {
    let rest = ["error[", "warning["].iter().find_map(|level| text.strip_prefix(level)).and_then(|rest| rest.split_once("]: "));
    rest.map_or_else(|| text.to_owned(), |(code, message)| format!("[{code}] {message}"))
}

fn punct(character: char, spacing: Spacing, span: Span) -> TokenTree {
    let mut punct = Punct::new(character, spacing);
    punct.set_span(span);
    punct.into()
}
