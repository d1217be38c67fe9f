//! Which texts are JSON.

use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::Seek;

/// Where the parser stands.
enum Next {
    Value,
    FirstElement,
    FirstKey,
    Key,
    After,
}

// pg: jsonapi.c pg_parse_json
pub(super) fn check_json(text: &str, binary: bool) -> Result<()> {
    let mut reader = Reader { bytes: text.as_bytes(), at: 0, binary };
    let mut open: Vec<u8> = Vec::new();
    let mut next = Next::Value;
    loop {
        reader.skip_space();
        match next {
            Next::Value => next = reader.value(&mut open)?,
            Next::FirstElement if reader.take(b']') => {
                open.pop();
                next = Next::After;
            }
            Next::FirstElement => next = reader.value(&mut open)?,
            Next::FirstKey if reader.take(b'}') => {
                open.pop();
                next = Next::After;
            }
            Next::FirstKey | Next::Key => {
                reader.string()?;
                reader.skip_space();
                if !reader.take(b':') {
                    return Err(wrong());
                }
                next = Next::Value;
            }
            Next::After => match open.last() {
                None => return if reader.at == reader.bytes.len() { Ok(()) } else { Err(wrong()) },
                Some(b'[') if reader.take(b',') => next = Next::Value,
                Some(b'{') if reader.take(b',') => next = Next::Key,
                Some(b'[') if reader.take(b']') => _ = open.pop(),
                Some(b'{') if reader.take(b'}') => _ = open.pop(),
                Some(_) => return Err(wrong()),
            },
        }
    }
}

fn wrong() -> Problem {
    Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    binary: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, open: &mut Vec<u8>) -> Result<Next> {
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                open.push(b'{');
                Ok(Next::FirstKey)
            }
            Some(b'[') => {
                self.at += 1;
                open.push(b'[');
                Ok(Next::FirstElement)
            }
            Some(b'"') => self.string().map(|()| Next::After),
            Some(b'-' | b'0'..=b'9') => self.number().map(|()| Next::After),
            _ => {
                let rest = &self.bytes[self.at..];
                let word = [&b"true"[..], b"false", b"null"].into_iter().first_where(|word| rest.starts_with(word)).ok_or_else(wrong)?;
                self.at += word.len();
                let goes_on = self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80);
                if goes_on { Err(wrong()) } else { Ok(Next::After) }
            }
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Result<()> {
        self.take(b'-');
        let zero = self.peek() == Some(b'0');
        let whole = self.digits();
        if whole == 0 || zero && whole > 1 {
            return Err(wrong());
        }
        if self.take(b'.') && self.digits() == 0 {
            return Err(wrong());
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if self.digits() == 0 {
                return Err(wrong());
            }
        }
        let goes_on = self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80);
        if goes_on { Err(wrong()) } else { Ok(()) }
    }

    fn string(&mut self) -> Result<()> {
        if !self.take(b'"') {
            return Err(wrong());
        }
        let mut high: Option<u32> = None;
        loop {
            let byte = self.peek().ok_or_else(wrong)?;
            self.at += 1;
            let unit = match byte {
                b'"' if high.is_none() || !self.binary => return Ok(()),
                0..=0x1f => return Err(wrong()),
                b'\\' => self.escape()?,
                _ => None,
            };
            if self.binary {
                high = self.surrogate(high, unit, byte == b'"')?;
            }
        }
    }

    fn escape(&mut self) -> Result<Option<u32>> {
        let byte = self.peek().ok_or_else(wrong)?;
        self.at += 1;
        match byte {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(None),
            b'u' => {
                let digits = self.bytes.get(self.at..self.at + 4).ok_or_else(wrong)?;
                if !digits.iter().for_all(u8::is_ascii_hexdigit) {
                    return Err(wrong());
                }
                self.at += 4;
                let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
                u32::from_str_radix(digits, 16).map(Some).map_err(|_| wrong())
            }
            _ => Err(wrong()),
        }
    }

    /// Surrogates must come in pairs, and there is no character number 0, where the text is decoded.
    fn surrogate(&self, high: Option<u32>, unit: Option<u32>, closes: bool) -> Result<Option<u32>> {
        match (high, unit) {
            (None, Some(0)) => Err(Diagnostic::error(SqlState::UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")),
            (None, Some(unit @ 0xD800..=0xDBFF)) => Ok(Some(unit)),
            (None, Some(0xDC00..=0xDFFF)) => Err(wrong()),
            (Some(_), Some(0xDC00..=0xDFFF)) => Ok(None),
            (Some(_), _) => Err(wrong()),
            (None, _) if closes => Err(wrong()),
            (None, _) => Ok(None),
        }
    }
}
