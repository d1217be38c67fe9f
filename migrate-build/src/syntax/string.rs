//! What does a string literal say, in whichever of PostgreSQL's forms it is written.

use super::lower::{Lowering, own_tokens};
use crate::diag::Result;
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Collection, Name};

/// Lowers a `Literal` that is a string: `'..'`, `E'..'`, `U&'..'`, `N'..'`, `$$..$$`, with its continuations on further lines.
pub fn lower_string(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Name> {
    let mut out = String::new();
    let mut tokens = own_tokens(node).peekable();
    let first = cx.need(tokens.peek().cloned(), node)?;
    let escape = own_tokens(node).skip_while(|token| token.kind() != SyntaxKind::UESCAPE_KW).nth(1);
    let escape = escape.and_then(|token| token.text().trim_matches('\'').chars().next()).unwrap_or('\\');
    for token in tokens {
        let inner = inner_text(token.text());
        match first.kind() {
            _ if token.kind() == SyntaxKind::UESCAPE_KW => break,
            SyntaxKind::DOLLAR_QUOTED_STRING => out.push_str(dollar_inner(token.text())),
            SyntaxKind::ESC_STRING => resolve_backslash_escapes(inner, &mut out),
            SyntaxKind::UNICODE_ESC_STRING => out.push_str(&resolve_unicode_escapes(&inner.replace("''", "'"), escape)),
            _ => out.push_str(&inner.replace("''", "'")),
        }
    }
    Ok(Name::from(out))
}

/// The text between the quotes of a literal, whatever letters stand in front.
#[must_use]
pub fn inner_text(text: &str) -> &str {
    let inner = text.find('\'').map_or(text, |quote| &text[quote + 1..]);
    inner.strip_suffix('\'').unwrap_or(inner)
}

/// The text between the tags of a dollar-quoted literal.
#[must_use]
pub fn dollar_inner(text: &str) -> &str {
    let Some(tag) = text.get(1..).and_then(|rest| rest.find('$')).map(|end| end + 2) else { return text };
    text.len().checked_sub(tag).and_then(|end| text.get(tag..end)).unwrap_or("")
}

/// Resolves `\0041` and `\+000041` with the given escape character.
#[must_use]
pub fn resolve_unicode_escapes(text: &str, escape: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut high: Option<u32> = None;
    while let Some(at) = rest.find(escape) {
        out.push_str(&rest[..at]);
        rest = &rest[at + escape.len_utf8()..];
        if let Some(after) = rest.strip_prefix(escape) {
            out.push(escape);
            rest = after;
            continue;
        }
        let (from, length) = if rest.starts_with('+') { (1, 6) } else { (0, 4) };
        let code = rest.get(from..from + length).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(code) = code {
            push_code(code, &mut high, &mut out);
            rest = &rest[from + length..];
        }
    }
    out.push_str(rest);
    out
}

/// Resolves the escapes of `E'...'`.
fn resolve_backslash_escapes(text: &str, out: &mut String) {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut high: Option<u32> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut buffer = [0; 4];
        if c == '\'' {
            chars.next_if_eq(&'\'');
            bytes.push(b'\'');
            continue;
        }
        if c != '\\' {
            bytes.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        match chars.next() {
            Some('b') => bytes.push(8),
            Some('f') => bytes.push(12),
            Some('n') => bytes.push(b'\n'),
            Some('r') => bytes.push(b'\r'),
            Some('t') => bytes.push(b'\t'),
            Some('v') => bytes.push(11),
            Some('x') => bytes.push(digits(&mut chars, 16, 2).map_or(b'x', |code| code as u8)),
            Some(first @ '0'..='7') => {
                let rest = octal(first, &mut chars);
                bytes.push(rest as u8);
            }
            Some(unicode @ ('u' | 'U')) => {
                let mut resolved = String::new();
                if let Some(code) = digits(&mut chars, 16, if unicode == 'u' { 4 } else { 8 }) {
                    push_code(code, &mut high, &mut resolved);
                }
                bytes.extend_from_slice(resolved.as_bytes());
            }
            Some(other) => bytes.extend_from_slice(other.encode_utf8(&mut buffer).as_bytes()),
            None => {}
        }
    }
    out.push_str(&String::from_utf8_lossy(&bytes));
}

fn octal(first: char, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> u32 {
    let start = first.to_digit(8).unwrap_or(0);
    let mut code = start;
    for _ in 0..2 {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) else { break };
        chars.next();
        code = code * 8 + digit;
    }
    code
}

fn digits(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, radix: u32, most: usize) -> Option<u32> {
    let mut code: Option<u32> = None;
    for _ in 0..most {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(radix)) else { break };
        chars.next();
        code = Some(code.unwrap_or(0).wrapping_mul(radix).wrapping_add(digit));
    }
    code
}

/// Joins the halves of a surrogate pair, and drops what is no character.
fn push_code(code: u32, high: &mut Option<u32>, out: &mut String) {
    match (code, high.take()) {
        (0xD800..=0xDBFF, _) => *high = Some(code),
        (0xDC00..=0xDFFF, Some(first)) => {
            let joined = 0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00);
            out.put_all(char::from_u32(joined));
        }
        _ => out.put_all(char::from_u32(code)),
    }
}
