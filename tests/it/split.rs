//! Where do the statements of a block begin and end.

use migrate_model::{TokenKind, tokens};
use std::ops::Range;

/// The bytes of each statement, without its semicolon. `BEGIN ATOMIC ... END` is one.
pub(crate) fn statements(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut end, mut atomic, mut before) = (Vec::new(), None, 0, 0usize, String::new());
    for token in tokens(text) {
        let word = text[token.range.clone()].to_ascii_lowercase();
        match token.kind {
            TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment => continue,
            TokenKind::Symbol if word == ";" && atomic == 0 => {
                found.extend(start.take().map(|start| start..end));
                continue;
            }
            TokenKind::Word if word == "atomic" && before == "begin" => atomic += 1,
            TokenKind::Word if word == "case" && atomic > 0 => atomic += 1,
            TokenKind::Word if word == "end" && atomic > 0 => atomic -= 1,
            _ => {}
        }
        start.get_or_insert(token.range.start);
        end = token.range.end;
        before = word;
    }
    found.extend(start.map(|start| start..end));
    found
}
