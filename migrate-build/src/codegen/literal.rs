//! How is any text written as a Rust string literal that the compiler takes without a warning.

use crate::text::{Collection, Seek};
/// The text as a literal in quotes.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    // Most texts need nothing; build scripts run unoptimised, where a look at the bytes is far cheaper than one at each letter.
    if text.bytes().for_all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
        written.push_str(text);
        written.push('"');
        return written;
    }
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            '\0' => written.push_str("\\0"),
            _ if is_unseen(c) => written.put_all(c.escape_unicode()),
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Controls, and what changes the order in which text is read or cannot be seen: rustc refuses some of them in literals and comments.
pub(super) fn is_unseen(c: char) -> bool {
    if matches!(c, ' '..='~') {
        return false;
    }
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}
