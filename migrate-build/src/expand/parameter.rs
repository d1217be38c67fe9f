//! Where in the text of a query do parameters stand: `$1`, and `:name`, which PostgreSQL does not know.

use crate::syntax::scan::{identifier_length, is_identifier_start};
use crate::text::{Seek, Span};

/// A parameter in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker<'t> {
    /// Where it stands.
    pub span: Span,
    /// Which it is.
    pub kind: MarkerKind<'t>,
}

/// How a parameter is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind<'t> {
    /// `$1`
    Number(u32),
    /// `:name`
    Name(&'t str),
}

/// The parameters of a text in their order. What is in literals, quoted names and comments is none, and neither is a name directly after the colon
/// of a cast, of a slice or of SQL/JSON's `key: value`.
#[must_use]
pub fn find_markers(text: &str) -> Vec<Marker<'_>> {
    let mut finder = Finder { text, at: 0, brackets: Vec::new(), last: Last::Nothing, found: Vec::new() };
    while finder.at < text.len() {
        finder.step();
    }
    finder.found
}

/// Where the first token of a text stands, which is pointed at where nothing nearer is known.
#[must_use]
pub fn first_token(text: &str) -> Span {
    let mut finder = Finder { text, at: 0, brackets: Vec::new(), last: Last::Nothing, found: Vec::new() };
    while finder.at < text.len() {
        let start = finder.at;
        if !finder.skip_space() {
            finder.step();
            return Span::new(start as u32, finder.at.max(start) as u32);
        }
    }
    Span::empty(text.len() as u32)
}

/// What stands before the byte at hand, comments and white space aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// `ARRAY`
    Array,
    /// `JSON_OBJECT` or `JSON_OBJECTAGG`
    JsonObject,
    /// `VALUE`, which separates a key as a colon does.
    Value,
    /// The end of a value: a name, a literal, a closing bracket.
    Operand,
    /// What a value follows: an operator, a comma, an opening bracket.
    Operator,
}

/// A bracket that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Round,
    /// Around the elements of `ARRAY[...]`.
    Elements,
    /// Around an index or a slice.
    Subscript,
    /// Of `JSON_OBJECT(...)`; whether the key at hand was separated from its value.
    JsonObject(bool),
}

struct Finder<'t> {
    text: &'t str,
    at: usize,
    brackets: Vec<Bracket>,
    last: Last,
    found: Vec<Marker<'t>>,
}

impl<'t> Finder<'t> {
    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn step(&mut self) {
        if self.skip_space() {
            return;
        }
        let rest = self.rest();
        let second = rest.get(1).copied().unwrap_or(0);
        match rest[0] {
            b'\'' => self.literal(1, false),
            b'e' | b'E' if second == b'\'' => self.literal(2, true),
            b'"' => self.quoted_name(),
            b'$' => self.dollar(),
            b':' => self.colon(second),
            b'(' | b'[' => self.open(rest[0]),
            b')' | b']' => {
                self.brackets.pop();
                self.end(1, Last::Operand);
            }
            b',' => {
                if let Some(Bracket::JsonObject(separated)) = self.brackets.last_mut() {
                    *separated = false;
                }
                self.end(1, Last::Operator);
            }
            byte if is_identifier_start(byte) => self.word(),
            byte if byte.is_ascii_digit() => {
                let length = rest.iter().place_where(|byte| !byte.is_ascii_alphanumeric() && !b"._".contains(byte)).unwrap_or(rest.len());
                self.end(length, Last::Operand);
            }
            _ => self.end(1, Last::Operator),
        }
    }

    fn end(&mut self, length: usize, last: Last) {
        self.at += length;
        self.last = last;
    }

    /// Skips white space or one comment; false where there is none.
    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        let length = match rest {
            [b' ' | b'\t' | b'\n' | b'\r' | 11 | 12, ..] => 1,
            [b'-', b'-', ..] => rest.iter().place_where(|byte| *byte == b'\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => comment_length(rest),
            _ => return false,
        };
        self.at += length;
        true
    }

    fn literal(&mut self, prefix: usize, escapes: bool) {
        let rest = self.rest();
        let mut at = prefix;
        while let Some(byte) = rest.get(at) {
            match (byte, rest.get(at + 1)) {
                (b'\\', Some(_)) if escapes => at += 2,
                (b'\'', Some(b'\'')) => at += 2,
                (b'\'', _) => break,
                _ => at += 1,
            }
        }
        self.end((at + 1).min(rest.len()), Last::Operand);
    }

    fn quoted_name(&mut self) {
        let rest = self.rest();
        let length = rest[1..].iter().place_where(|byte| *byte == b'"').map_or(rest.len(), |end| end + 2);
        self.end(length, Last::Operand);
    }

    /// `$1`, or the whole of `$tag$...$tag$`.
    fn dollar(&mut self) {
        let rest = self.rest();
        let digits = rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            let span = Span::new(self.at as u32, (self.at + 1 + digits) as u32);
            let number = self.text[self.at + 1..self.at + 1 + digits].parse().unwrap_or(u32::MAX);
            self.found.push(Marker { span, kind: MarkerKind::Number(number) });
            return self.end(1 + digits, Last::Operand);
        }
        let tag = rest[1..].iter().take_while(|byte| is_identifier_start(**byte) || byte.is_ascii_digit()).count();
        if rest.get(tag + 1) != Some(&b'$') {
            return self.end(1, Last::Operator);
        }
        let opening = &self.text[self.at..self.at + tag + 2];
        let body = &self.text[self.at + opening.len()..];
        let length = body.find(opening).map_or(rest.len(), |end| end + 2 * opening.len());
        self.end(length, Last::Operand);
    }

    fn colon(&mut self, second: u8) {
        if matches!(second, b':' | b'=') {
            return self.end(2, Last::Operator);
        }
        if !is_identifier_start(second) || self.separates() {
            if let Some(Bracket::JsonObject(separated)) = self.brackets.last_mut() {
                *separated = true;
            }
            return self.end(1, Last::Operator);
        }
        let length = name_length(&self.rest()[1..]);
        let span = Span::new(self.at as u32, (self.at + 1 + length) as u32);
        let name = &self.text[self.at + 1..self.at + 1 + length];
        self.found.push(Marker { span, kind: MarkerKind::Name(name) });
        self.end(1 + length, Last::Operand);
    }

    /// Whether a colon right before a name belongs to what is around it.
    fn separates(&self) -> bool {
        let before = self.text[..self.at].trim_end().as_bytes().last().copied();
        match self.brackets.last() {
            // `[1: :name]`: the second colon is the parameter's.
            Some(Bracket::Subscript) => before != Some(b':') || self.last != Last::Operator,
            Some(Bracket::JsonObject(separated)) => !separated && self.last == Last::Operand,
            _ => false,
        }
    }

    fn open(&mut self, byte: u8) {
        let bracket = match (byte, self.last) {
            (b'(', Last::JsonObject) => Bracket::JsonObject(false),
            (b'(', _) => Bracket::Round,
            (_, Last::Array) => Bracket::Elements,
            // An array within an array has no word in front: `ARRAY[[1, 2], [3, 4]]`.
            (_, Last::Operator) if self.brackets.last() == Some(&Bracket::Elements) => Bracket::Elements,
            _ => Bracket::Subscript,
        };
        self.brackets.push(bracket);
        self.end(1, Last::Operator);
    }

    fn word(&mut self) {
        let length = identifier_length(self.rest());
        let word = &self.text[self.at..self.at + length];
        let last = match word.len() {
            5 if word.eq_ignore_ascii_case("array") => Last::Array,
            5 if word.eq_ignore_ascii_case("value") => Last::Value,
            11 if word.eq_ignore_ascii_case("json_object") => Last::JsonObject,
            14 if word.eq_ignore_ascii_case("json_objectagg") => Last::JsonObject,
            _ => Last::Operand,
        };
        self.end(length, last);
    }
}

/// A name ends where an identifier of Rust ends, so without `$`.
fn name_length(bytes: &[u8]) -> usize {
    bytes.iter().place_where(|byte| !is_identifier_start(*byte) && !byte.is_ascii_digit()).unwrap_or(bytes.len())
}

/// Comments between `/*` and `*/` nest.
fn comment_length(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => {
                depth += 1;
                at += 2;
            }
            (b'*', Some(b'/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}
