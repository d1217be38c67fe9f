//! Where does a number or parameter end, and what may not follow it.

use super::{Scanned, Scanner, identifier_length, is_identifier_start};
use crate::diag::Problem;
use crate::syntax::errors;
use crate::syntax::grammar::{Grammar, Named, needs};
use crate::text::{Gather, Span};

const JUNK: &str = "trailing junk after numeric literal";

impl Scanner<'_> {
    // pg: scan.l, the rules for numbers
    pub(super) fn number(&mut self) -> Scanned {
        let start = self.at;
        let text = self.text;
        let bytes = &text.as_bytes()[start..];
        let modern = self.grammar >= Grammar::V16;
        if modern
            && bytes[0] == b'0'
            && let Some(radix) = bytes.get(1).and_then(|letter| radix(*letter))
        {
            return self.prefixed(bytes, radix);
        }
        let mut length = digits(bytes, modern, 10);
        let mut kind = Named::Integer;
        if bytes.get(length) == Some(&b'.') && bytes.get(length + 1) != Some(&b'.') {
            kind = Named::Float;
            length += 1;
            length += digits(&bytes[length..], modern, 10);
        }
        if matches!(bytes.get(length), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            let exponent = digits(bytes.get(length + 1 + sign..).unwrap_or_default(), modern, 10);
            if exponent > 0 {
                kind = Named::Float;
                length += 1 + sign + exponent;
            } else if sign == 1 {
                return Err(self.error_to(JUNK, start, start + length + 2));
            }
        }
        self.without_junk(kind, bytes, length)
    }

    /// `$1`.
    pub(super) fn parameter(&mut self) -> Scanned {
        let start = self.at;
        let text = self.text;
        let bytes = &text.as_bytes()[start + 1..];
        let length = digits(bytes, false, 10);
        if bytes.get(length).is_some_and(|byte| is_identifier_start(*byte)) {
            let junk = length + identifier_length(&bytes[length..]);
            return Err(self.error_to("trailing junk after parameter", start, start + 1 + junk));
        }
        if self.grammar >= Grammar::V18 && text[start + 1..start + 1 + length].parse::<i32>().is_err() {
            return Err(self.error_to("parameter number too large", start, start + 1 + length));
        }
        Ok(Some(self.token(Named::Parameter, 1 + length)))
    }

    fn prefixed(&mut self, bytes: &[u8], radix: u32) -> Scanned {
        let start = self.at;
        let length = digits_with_leading_underscore(&bytes[2..], radix);
        if length == 0 {
            let name = match radix {
                16 => "hexadecimal",
                8 => "octal",
                _ => "binary",
            };
            let whole = identifier_length(&bytes[1..]);
            let underscore = usize::from(bytes.get(2) == Some(&b'_'));
            if whole > 1 + underscore {
                return Err(self.error_to(JUNK, start, start + 1 + whole));
            }
            return Err(self.error_to(&format!("invalid {name} integer"), start, start + 2 + underscore));
        }
        self.without_junk(Named::Integer, bytes, 2 + length)
    }

    /// What follows a number; newer versions read some of it as a part of the number.
    fn junk(&mut self, start: usize, end: usize) -> Problem {
        let problem = self.error_to(JUNK, start, end);
        if self.grammar >= Grammar::V16 {
            return problem;
        }
        match Scanner::new(&self.text[..end], start, Grammar::V18).next_token() {
            Ok(Some(_)) if self.grammar == Grammar::V14 => {
                // The number ends there for PostgreSQL 14, and nowhere but in a select list may a word follow it.
                let number = start + digits(&self.text.as_bytes()[start..end], false, 10);
                errors::syntax_error_near(&self.text[number..end], Span::new(number as u32, end as u32)).help(needs(
                    "a number like 0x1F or 1_000",
                    16,
                    self.grammar.major(),
                ))
            }
            Ok(Some(_)) => problem.help(needs("a number like 0x1F or 1_000", 16, self.grammar.major())),
            _ => problem,
        }
    }

    fn without_junk(&mut self, mut kind: Named, bytes: &[u8], length: usize) -> Scanned {
        let start = self.at;
        if bytes.get(length).is_some_and(|byte| is_identifier_start(*byte)) {
            let end = start + length + identifier_length(&bytes[length..]);
            return Err(self.junk(start, end));
        }
        if kind == Named::Integer && !fits(&self.text[start..start + length]) {
            kind = Named::Float;
        }
        Ok(Some(self.token(kind, length)))
    }
}

fn radix(letter: u8) -> Option<u32> {
    match letter {
        b'x' | b'X' => Some(16),
        b'o' | b'O' => Some(8),
        b'b' | b'B' => Some(2),
        _ => None,
    }
}

/// How many bytes are digits; an underscore may stand between two of them.
fn digits(bytes: &[u8], underscores: bool, radix: u32) -> usize {
    let is_digit = |at: usize| bytes.get(at).is_some_and(|byte| char::from(*byte).is_digit(radix));
    let mut length = 0;
    while is_digit(length) || (underscores && length > 0 && bytes.get(length) == Some(&b'_') && is_digit(length + 1)) {
        length += 1;
    }
    length
}

fn digits_with_leading_underscore(bytes: &[u8], radix: u32) -> usize {
    let skip = usize::from(bytes.first() == Some(&b'_'));
    match digits(&bytes[skip..], true, radix) {
        0 => 0,
        length => skip + length,
    }
}

fn fits(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| *c != '_').gather();
    match plain.as_bytes() {
        [b'0', letter, ..] => match radix(*letter) {
            Some(radix) => i32::from_str_radix(&plain[2..], radix).is_ok(),
            None => plain.parse::<i32>().is_ok(),
        },
        _ => plain.parse::<i32>().is_ok(),
    }
}
