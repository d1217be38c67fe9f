//! What are the tokens of a Rust source file: enough of them to find macros and their literals, whatever stands in comments and strings.

use crate::text::Seek;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or keyword, also `r#name`.
    Ident,
    /// A string literal, plain or raw.
    Text,
    /// Any other literal: bytes, C strings, characters, numbers; also a lifetime.
    Other,
    /// A punctuation mark or bracket.
    Mark(char),
}

/// A token and the bytes where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The tokens of a file in order, without blanks and comments. What is no Rust at all gives some tokens, and never a panic.
#[must_use]
pub fn rust_tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, at: 0, found: Vec::new() };
    while scanner.at < text.len() {
        scanner.step();
    }
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Token>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        let start = self.at;
        let (kind, length) = if first.is_whitespace() {
            (None, first.len_utf8())
        } else if rest.starts_with("//") {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (None, comment_length(rest))
        } else if let Some((is_text, length)) = string_length(rest) {
            (Some(if is_text { TokenKind::Text } else { TokenKind::Other }), length)
        } else if first == '\'' {
            (Some(TokenKind::Other), character_length(rest))
        } else if first.is_alphabetic() || first == '_' || rest.starts_with("r#") {
            (Some(TokenKind::Ident), word_length(rest))
        } else if first.is_ascii_digit() {
            (Some(TokenKind::Other), word_length(rest))
        } else {
            (Some(TokenKind::Mark(first)), first.len_utf8())
        };
        self.at += length.max(1);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        if let Some(kind) = kind {
            self.found.push(Token { kind, range: start..self.at });
        }
    }
}

fn comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with(b"*/") {
            (depth, at) = (depth.saturating_sub(1), at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Whether a string literal begins here, with its length, and whether it is one of text rather than of bytes.
fn string_length(text: &str) -> Option<(bool, usize)> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().first_where(|prefix| {
        let after = text.strip_prefix(prefix).unwrap_or("");
        let hashes = if prefix.ends_with('r') { after.trim_start_matches('#') } else { after };
        hashes.starts_with('"')
    })?;
    let is_text = matches!(prefix, "" | "r");
    let after = &text[prefix.len()..];
    if !prefix.ends_with('r') {
        return Some((is_text, prefix.len() + quoted_length(after)));
    }
    let hashes = after.len() - after.trim_start_matches('#').len();
    let close = format!("\"{}", "#".repeat(hashes));
    let body = &after[hashes + 1..];
    let end = body.find(&close).map_or(body.len(), |end| end + close.len());
    Some((is_text, prefix.len() + hashes + 1 + end))
}

fn quoted_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// A character literal, or a lifetime, which has no quote behind it.
fn character_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[2..].char_indices().skip(1).first_where(|(_, c)| *c == '\'').map_or(text.len(), |(end, _)| end + 3),
        Some((_, _)) => match chars.next() {
            Some((end, '\'')) => end + 1,
            _ => 1 + word_length(&text[1..]),
        },
        None => text.len(),
    }
}

fn word_length(text: &str) -> usize {
    let raw = if text.starts_with("r#") { 2 } else { 0 };
    raw + text[raw..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len() - raw)
}
