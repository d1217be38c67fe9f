//! How are tokens taken apart: at commas, and out of the groups without brackets that `macro_rules` puts around what it matched.

use proc_macro::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};

/// Tokens between commas.
pub(crate) type Tokens = Vec<TokenTree>;

/// The tokens of an expansion that were read as something with a place.
pub(crate) struct Refused {
    /// Where.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: String,
}

impl Refused {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

/// The parts of a list: expressions, between commas that are not those of a closure's parameters or of `::<A, B>`.
pub(crate) fn split_arguments(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<Tokens> {
    split(tokens, |before, angles| angles > 0 || follows_path(before))
}

/// The parts of a list of types.
pub(crate) fn split_types(tokens: impl IntoIterator<Item = TokenTree>) -> Vec<Tokens> {
    split(tokens, |_, _| true)
}

/// Cuts at commas; `opens` says whether a `<` after some tokens, within some others, is a bracket.
fn split(tokens: impl IntoIterator<Item = TokenTree>, opens: impl Fn(&[TokenTree], usize) -> bool) -> Vec<Tokens> {
    let mut parts = vec![Tokens::new()];
    let (mut angles, mut closure) = (0_usize, false);
    for token in tokens {
        let part = parts.last().map_or(&[][..], Vec::as_slice);
        if let TokenTree::Punct(punct) = &token {
            let arrow =
                matches!(part.last(), Some(TokenTree::Punct(before)) if before.as_char() == '-' && before.spacing() == Spacing::Joint);
            match punct.as_char() {
                '|' if closure => closure = false,
                '|' if starts_closure(part) => closure = true,
                '<' if opens(part, angles) => angles += 1,
                '>' if !arrow => angles = angles.saturating_sub(1),
                ',' if angles == 0 && !closure => {
                    parts.push(Tokens::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    if parts.last().is_some_and(Vec::is_empty) {
        parts.pop();
    }
    parts
}

fn starts_closure(before: &[TokenTree]) -> bool {
    before.iter().all(|token| matches!(token, TokenTree::Ident(word) if word.to_string() == "move"))
}

/// Whether a `<` follows `::`.
fn follows_path(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Punct(first), TokenTree::Punct(second)] if first.as_char() == ':' && second.as_char() == ':')
}

/// The token without groups that have no brackets.
pub(crate) fn bare(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            match (inner.next(), inner.next()) {
                (Some(only), None) => bare(only),
                _ => TokenTree::Group(group),
            }
        }
        token => token,
    }
}

/// `name = value`, where a part is one.
pub(crate) fn named(part: &[TokenTree]) -> Option<(String, &[TokenTree])> {
    let [TokenTree::Ident(name), TokenTree::Punct(equals), value @ ..] = part else { return None };
    let continues =
        equals.spacing() == Spacing::Joint && matches!(value.first(), Some(TokenTree::Punct(next)) if "=>".contains(next.as_char()));
    let is_named = equals.as_char() == '=' && !continues && !value.is_empty();
    is_named.then(|| (name.to_string().trim_start_matches("r#").to_owned(), value))
}

/// What stands in `Option<...>`, where a type is one.
pub(crate) fn within_option(part: &[TokenTree]) -> Option<&[TokenTree]> {
    let open = part.iter().position(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<'))?;
    let is_option = matches!(&part[..open], [.., TokenTree::Ident(name)] if name.to_string() == "Option");
    match part.last() {
        Some(TokenTree::Punct(close)) if is_option && close.as_char() == '>' => part.get(open + 1..part.len() - 1),
        _ => None,
    }
}

/// A group with a span.
pub(crate) fn group(delimiter: Delimiter, stream: TokenStream, span: Span) -> TokenTree {
    let mut group = Group::new(delimiter, stream);
    group.set_span(span);
    TokenTree::Group(group)
}

/// The text as tokens that the compiler shows at a place of the program, where names still mean what they mean to the macro.
pub(crate) fn parse_at(text: &str, span: Span) -> TokenStream {
    placed(parse(text), span.resolved_at(Span::call_site()))
}

fn placed(tokens: TokenStream, span: Span) -> TokenStream {
    let place = |mut token: TokenTree| {
        match &mut token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), placed(group.stream(), span));
                inner.set_span(span);
                *group = inner;
            }
            token => token.set_span(span),
        }
        token
    };
    tokens.into_iter().map(place).collect()
}

/// The text as tokens; the texts are the product's own, so that one that is none stands for nothing.
pub(crate) fn parse(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
