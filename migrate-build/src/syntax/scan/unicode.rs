//! Which Unicode escapes are wrong in `U&'...'` and `U&"..."`.

use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::{Seek, Span};

/// Whether a character may announce escapes.
pub(super) fn may_escape(character: char) -> bool {
    !(character.is_ascii_hexdigit() || matches!(character, '+' | '\'' | '"' | ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'))
}

/// What is wrong with the escapes of a literal that is written as `text` and begins at `start`.
// pg: parser.c str_udeescape
pub(super) fn check_escapes(text: &str, start: u32, escape: char) -> Option<Problem> {
    let quote = text.chars().nth(2)?;
    let inner = text.get(3..text.len().checked_sub(1)?)?;
    let mut high: Option<u32> = None;
    let mut at = 0_usize;
    let mut doubled = 0_usize;
    while let Some(character) = inner.get(at..).and_then(|rest| rest.chars().next()) {
        let place = start + 3 + (at - doubled) as u32;
        let rest = inner.get(at + character.len_utf8()..).unwrap_or("");
        if character != escape || rest.starts_with(escape) {
            if high.is_some() {
                return Some(refused("invalid Unicode surrogate pair", place));
            }
            let pair = character == escape || (character == quote && rest.starts_with(quote));
            doubled += usize::from(character == quote && pair);
            at += character.len_utf8() * (1 + usize::from(pair));
            continue;
        }
        let (from, count) = if rest.starts_with('+') { (1, 6) } else { (0, 4) };
        let digits = rest.get(from..from + count).filter(|digits| digits.bytes().for_all(|byte| byte.is_ascii_hexdigit()));
        let Some(code) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
            return Some(refused("invalid Unicode escape", place).help(r"Unicode escapes must be \XXXX or \+XXXXXX"));
        };
        if code == 0 || code > 0x10_FFFF {
            return Some(refused("invalid Unicode escape value", place));
        }
        high = match (high, code) {
            (None, 0xD800..=0xDBFF) => Some(code),
            (None, 0xDC00..=0xDFFF) => return Some(refused("invalid Unicode surrogate pair", place)),
            (Some(_), 0xDC00..=0xDFFF) | (None, _) => None,
            (Some(_), _) => return Some(refused("invalid Unicode surrogate pair", place)),
        };
        at += character.len_utf8() + from + count;
    }
    high.map(|_| refused("invalid Unicode surrogate pair", start + 3 + (at - doubled) as u32))
}

fn refused(message: &str, at: u32) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(Span::new(at, at + 1))
}
