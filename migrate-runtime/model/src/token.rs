//! Where do the tokens of a SQL text begin and end, as PostgreSQL's scanner has them.

use std::ops::Range;

/// What a token is, as far as a checksum or a directive has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Blanks and line ends.
    Blank,
    /// `-- ...` without its line end.
    LineComment,
    /// `/* ... */`, nested.
    BlockComment,
    /// A keyword, an unquoted name or a number.
    Word,
    /// `"name"`, with any prefix.
    QuotedName,
    /// `'text'`, `E'text'`, `$tag$text$tag$`, with any prefix.
    Text,
    /// Any other character.
    Symbol,
}

/// A token and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The tokens of a text, without gaps. A literal or comment that is not closed ends with the text.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (kind, end) = token_at(text, at);
        found.push(Token { kind, range: at..end });
        at = end;
    }
    found
}

fn token_at(text: &str, at: usize) -> (TokenKind, usize) {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied();
    match bytes[at] {
        b if b.is_ascii_whitespace() => (TokenKind::Blank, end_while(bytes, at, |b| b.is_ascii_whitespace())),
        b'-' if next == Some(b'-') => (TokenKind::LineComment, end_while(bytes, at, |b| b != b'\n')),
        b'/' if next == Some(b'*') => (TokenKind::BlockComment, end_of_block_comment(bytes, at)),
        b'\'' => (TokenKind::Text, end_of_quoted(bytes, at, Escapes::Doubled)),
        b'"' => (TokenKind::QuotedName, end_of_quoted(bytes, at, Escapes::Doubled)),
        b'$' => dollar_quoted(bytes, at).map_or((TokenKind::Symbol, at + 1), |end| (TokenKind::Text, end)),
        b'e' | b'E' if next == Some(b'\'') => (TokenKind::Text, end_of_quoted(bytes, at + 1, Escapes::Backslash)),
        b'b' | b'B' | b'x' | b'X' | b'n' | b'N' if next == Some(b'\'') => (TokenKind::Text, end_of_quoted(bytes, at + 1, Escapes::Doubled)),
        b'u' | b'U' if next == Some(b'&') && matches!(bytes.get(at + 2), Some(b'\'' | b'"')) => {
            let kind = if bytes[at + 2] == b'"' { TokenKind::QuotedName } else { TokenKind::Text };
            (kind, end_of_quoted(bytes, at + 2, Escapes::Doubled))
        }
        b if is_word(b) => (TokenKind::Word, end_while(bytes, at, |b| is_word(b) || b == b'$')),
        _ => (TokenKind::Symbol, at + text[at..].chars().next().map_or(1, char::len_utf8)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Doubled,
    Backslash,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn end_while(bytes: &[u8], from: usize, holds: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|b| !holds(*b)).map_or(bytes.len(), |length| from + length)
}

fn end_of_quoted(bytes: &[u8], open: usize, escapes: Escapes) -> usize {
    let quote = bytes[open];
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes == Escapes::Backslash => at += 2,
            b if b == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
            b if b == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_block_comment(bytes: &[u8], open: usize) -> usize {
    let (mut depth, mut at) = (0usize, open);
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            (b'*', Some(b'/')) => {
                (depth, at) = (depth - 1, at + 2);
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

fn dollar_quoted(bytes: &[u8], open: usize) -> Option<usize> {
    let tag_end = end_while(bytes, open + 1, is_word);
    if bytes.get(tag_end) != Some(&b'$') || bytes.get(open + 1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let tag = &bytes[open..=tag_end];
    let body = &bytes[tag_end + 1..];
    let close = body.windows(tag.len()).position(|window| window == tag);
    Some(close.map_or(bytes.len(), |at| tag_end + 1 + at + tag.len()))
}
