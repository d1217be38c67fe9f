//! Where do strings and quoted identifiers end.

use super::{Scanned, Scanner, Token, identifier_length, is_identifier_start};
use crate::syntax::grammar::Named;
use crate::text::{Seek, Span};

impl Scanner<'_> {
    /// A string whose content begins `prefix` bytes after `start`; it may go on after white space with a line break.
    pub(super) fn quoted(&mut self, start: usize, prefix: usize, kind: Named) -> Scanned {
        let text = self.text;
        let bytes = text.as_bytes();
        let escapes = prefix == 2 && kind == Named::String;
        let mut at = start + prefix;
        let mut wrong = None;
        loop {
            match bytes.get(at) {
                Some(b'\\') if escapes => {
                    wrong = wrong.or_else(|| self.check_escape(at));
                    at += 2;
                }
                Some(b'\'') if kind != Named::Bits && kind != Named::Hex && bytes.get(at + 1) == Some(&b'\'') => at += 2,
                Some(b'\'') => match continuation(bytes, at + 1) {
                    Some(next) => at = next,
                    None => break,
                },
                Some(_) => at += 1,
                None => {
                    let what = match kind {
                        Named::Bits => "unterminated bit string literal",
                        Named::Hex => "unterminated hexadecimal string literal",
                        _ => "unterminated quoted string",
                    };
                    return Err(self.error_to(what, start, bytes.len()));
                }
            }
        }
        let span = Span::new(start as u32, (at + 1) as u32);
        self.at = at + 1;
        if let Some(problem) = wrong {
            return Err(problem);
        }
        Ok(Some(Token { kind: self.words.named(kind), span }))
    }

    /// `\u` and `\U` need their digits.
    fn check_escape(&self, at: usize) -> Option<crate::diag::Problem> {
        let rest = self.text.get(at + 1..)?;
        let count = match rest.as_bytes().first()? {
            b'u' => 4,
            b'U' => 8,
            _ => return None,
        };
        let digits = rest.bytes().skip(1).take(count).take_while(u8::is_ascii_hexdigit).count();
        let span = Span::new(at as u32, (at + 2 + digits) as u32);
        if digits == count {
            return None;
        }
        Some(crate::syntax::errors::invalid_unicode_escape(span))
    }

    pub(super) fn quoted_identifier(&mut self, prefix: usize, kind: Named) -> Scanned {
        let start = self.at;
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = start + prefix;
        loop {
            match bytes.get(at) {
                Some(b'"') if bytes.get(at + 1) == Some(&b'"') => at += 2,
                Some(b'"') => break,
                Some(_) => at += 1,
                None => return Err(self.error_to("unterminated quoted identifier", start, bytes.len())),
            }
        }
        if at == start + prefix {
            return Err(self.error_to("zero-length delimited identifier", start, at + 1));
        }
        Ok(Some(self.token(kind, at + 1 - start)))
    }

    /// A dollar-quoted string, a parameter, or a lone dollar.
    pub(super) fn dollar(&mut self) -> Scanned {
        let start = self.at;
        let text = self.text;
        let rest = &text.as_bytes()[start + 1..];
        if rest.first().is_some_and(u8::is_ascii_digit) {
            return self.parameter();
        }
        let tag = match rest.first() {
            Some(first) if is_identifier_start(*first) => tag_length(rest),
            _ => 0,
        };
        if rest.get(tag) != Some(&b'$') {
            return Ok(Some(self.character(b'$')));
        }
        let delimiter = &text[start..start + tag + 2];
        match text[start + tag + 2..].find(delimiter) {
            Some(inner) => Ok(Some(self.token(Named::String, inner + 2 * delimiter.len()))),
            None => Err(self.error_to("unterminated dollar-quoted string", start, text.len())),
        }
    }
}

fn tag_length(bytes: &[u8]) -> usize {
    let length = identifier_length(bytes);
    bytes[..length].iter().place_where(|byte| *byte == b'$').unwrap_or(length)
}

/// A string goes on in another pair of quotes where a line break stands between.
fn continuation(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut line_break = false;
    loop {
        match bytes.get(at)? {
            b'\n' | b'\r' => line_break = true,
            b' ' | b'\t' | 11 | 12 => {}
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                at += bytes[at..].iter().place_where(|byte| *byte == b'\n')?;
                continue;
            }
            b'\'' if line_break => return Some(at + 1),
            _ => return None,
        }
        at += 1;
    }
}
