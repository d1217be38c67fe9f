//! Which words does the parser not know that PostgreSQL does. They are blanked out, and the lowering finds them in the text as it was.

use crate::syntax::tree::{Parse, SyntaxKind, SyntaxNode, SyntaxToken, parse_tree};
use crate::text::{Gather, Seek};

/// The parser's tree without the words that it does not know; none where that is no help.
pub(super) fn without_unknown_words(text: &str, tree: &SyntaxNode) -> Option<Parse> {
    let blanked = blank_unknown_words(text, tree);
    if blanked == text {
        return None;
    }
    let tree = parse_tree(&blanked);
    is_whole(&tree.root()).then_some(tree)
}

/// Whether the parser could place every word.
pub(super) fn is_whole(tree: &SyntaxNode) -> bool {
    tree.descendants().for_all(|node| node.kind() != SyntaxKind::ERROR)
}

fn blank_unknown_words(text: &str, tree: &SyntaxNode) -> String {
    let tokens: Vec<SyntaxToken> = tree.all_tokens().gather();
    let tokens: Vec<SyntaxToken> = tokens.into_iter().filter(|token| !token.kind().is_trivia()).gather();
    let mut bytes = text.as_bytes().to_vec();
    // The parser knows no `USER` for whoever runs an ALTER: the word becomes a name, which the lowering finds in the text again.
    if let Some(user) = tokens.get(4).filter(|_| starts_with(&tokens, &["alter", "user", "mapping", "for", "user"])) {
        bytes[user.span().range()].fill(b'x');
    }
    let mut blank = |tokens: &[SyntaxToken]| {
        for token in tokens {
            bytes[token.span().range()].fill(b' ');
        }
    };
    for (at, token) in tokens.iter().enumerate() {
        match token.kind() {
            SyntaxKind::EXCLUDE_KW => blank_in_exclusions(&tokens[at..], &mut blank),
            SyntaxKind::TRUSTED_KW => blank(&tokens[at..=at]),
            SyntaxKind::STATISTICS_KW if at == 1 && starts_with(&tokens[at + 1..], &["if", "exists"]) => blank(&tokens[at + 1..at + 3]),
            _ => {}
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn starts_with(tokens: &[SyntaxToken], words: &[&str]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).for_all(|(token, word)| token.text().eq_ignore_ascii_case(word))
}

/// Between the key of an exclusion and `WITH` the parser knows nothing: no collation, operator class or direction.
fn blank_in_exclusions(tokens: &[SyntaxToken], blank: &mut impl FnMut(&[SyntaxToken])) {
    let Some(open) = tokens.iter().place_where(|token| token.text() == "(") else { return };
    let mut at = open + 1;
    while at < tokens.len() {
        let key = at + key_length(&tokens[at..]);
        let Some(with) = position(&tokens[key..], |token| token.kind() == SyntaxKind::WITH_KW) else { return };
        blank(&tokens[key..key + with]);
        let rest = key + with;
        let Some(comma) = position(&tokens[rest..], |token| token.text() == ",") else { return };
        at = rest + comma + 1;
    }
}

/// How many tokens a column, a call or a bracketed expression has.
fn key_length(tokens: &[SyntaxToken]) -> usize {
    let name = tokens.iter().take_while(|token| token.text() != "(").count();
    match tokens.first() {
        Some(first) if first.text() == "(" => bracket_length(tokens),
        Some(_) if tokens.get(1).is_some_and(|second| second.text() == "(" || second.text() == ".") => {
            name + bracket_length(&tokens[name..])
        }
        _ => 1,
    }
}

fn bracket_length(tokens: &[SyntaxToken]) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.text() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// The first token outside of inner brackets, before the bracket that closes this list, that is wanted.
fn position(tokens: &[SyntaxToken], wanted: impl Fn(&SyntaxToken) -> bool) -> Option<usize> {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.text() {
            _ if depth == 0 && wanted(token) => return Some(at),
            "(" => depth += 1,
            ")" if depth == 0 => return None,
            ")" => depth -= 1,
            _ => {}
        }
    }
    None
}
