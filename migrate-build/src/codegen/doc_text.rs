//! How does text of a schema stand in documentation: as text alone, never as markup, a link, HTML or a block of code that `cargo test` would run.

use super::literal::is_unseen;
use crate::text::{Collection, Gather, Seek};

/// The lines of a comment for rustdoc. Every sign that Markdown could take for its own is escaped, and no line begins with a blank.
#[must_use]
pub fn doc_lines(text: &str) -> Vec<String> {
    let is_break = |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut lines: Vec<String> = text.split(is_break).map(|line| escaped(line.trim())).gather();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    lines.drain(..blank);
    lines
}

/// A name or a type of the schema within a sentence: as code where that is safe, otherwise as text.
#[must_use]
pub fn code(text: &str) -> String {
    let plain = text.bytes().for_all(|byte| matches!(byte, b'!'..=b'~') && byte != b'`');
    let safe = !text.is_empty() && (plain || text.trim() == text && !text.chars().exists(|c| c == '`' || is_unseen(c)));
    if safe { format!("`{text}`") } else { escaped(text.trim()) }
}

fn escaped(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\t' => written.push(' '),
            _ if is_unseen(c) => written.push('\u{fffd}'),
            _ if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '?' | '%') => written.put_all(['\\', c]),
            _ => written.push(c),
        }
    }
    written
}
