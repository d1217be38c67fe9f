//! Which tokens is a text made of: PostgreSQL's lexical rules, with its errors.

mod number;
mod operator;
mod quoted;
mod unicode;

use super::grammar::{Grammar, Named, Words};
use crate::diag::Problem;
use crate::text::{Seek, Span};

/// The number of the token that stands for what no token is.
const UNDEFINED: u16 = 2;

/// A token: its number in the grammar and its place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The number that the grammar knows it by.
    pub kind: u16,
    /// Where it stands.
    pub span: Span,
}

/// Reads a text token by token.
#[derive(Debug)]
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    grammar: Grammar,
    words: &'static Words,
    ahead: Option<Token>,
}

/// One token, the end of the text, or what is wrong with the text.
pub type Scanned = Result<Option<Token>, Problem>;

impl<'a> Scanner<'a> {
    /// Reads `text` from the byte `at` on.
    #[must_use]
    pub fn new(text: &'a str, at: usize, grammar: Grammar) -> Self {
        Self { text, at, grammar, words: grammar.words(), ahead: None }
    }

    /// Whether a token is `;`.
    #[must_use]
    pub fn is_semicolon(&self, kind: u16) -> bool {
        kind == self.words.character(b';')
    }

    /// Whether a token is an operator of more than arithmetic.
    #[must_use]
    pub fn is_operator(&self, kind: u16) -> bool {
        kind == self.words.named(Named::Operator)
    }

    /// Reads a token again.
    pub fn back_to(&mut self, token: Token) {
        self.at = token.span.start as usize;
        self.ahead = None;
    }

    /// How far the text was read.
    #[must_use]
    pub fn position(&self) -> usize {
        self.ahead.map_or(self.at, |token| token.span.start as usize)
    }

    /// The next token as the grammar wants it: a few words are joined in thought with the word after them.
    // pg: parser.c base_yylex
    pub fn next_token(&mut self) -> Scanned {
        let token = match self.ahead.take() {
            Some(token) => Some(token),
            None => self.scan()?,
        };
        let Some(mut token) = token else { return Ok(None) };
        let Some(joined) = self.may_join(token) else { return Ok(Some(token)) };
        let unicode = token.kind == self.words.named(Named::UnicodeIdent) || token.kind == self.words.named(Named::UnicodeString);
        let next = self.scan()?;
        if unicode {
            token.kind = self.words.named(joined);
            if next.is_some_and(|next| Some(next.kind) == self.words.keyword("uescape")) {
                return self.finish_escape(token);
            }
            self.ahead = next;
            self.check_escapes(token, '\\')?;
        } else if let Some(next) = next
            && self.joins(joined, next.kind)
        {
            token.kind = self.words.named(joined);
        }
        self.ahead = next;
        Ok(Some(token))
    }

    fn may_join(&self, token: Token) -> Option<Named> {
        let word = match token.span.end - token.span.start {
            3..=7 => self.text.get(token.span.range())?,
            _ => "",
        };
        let known = |word: &str, joined: Named| (self.words.keyword(word) == Some(token.kind)).then_some(joined);
        match word.as_bytes().first().map(u8::to_ascii_lowercase) {
            _ if token.kind == self.words.named(Named::UnicodeIdent) => Some(Named::Ident),
            _ if token.kind == self.words.named(Named::UnicodeString) => Some(Named::String),
            Some(b'n') => known("not", Named::NotLookahead).or_else(|| known("nulls", Named::NullsLookahead)),
            Some(b'w') => known("with", Named::WithLookahead).or_else(|| known("without", Named::WithoutLookahead)),
            Some(b'f') if self.grammar > Grammar::V15 => known("format", Named::FormatLookahead),
            _ => None,
        }
    }

    fn joins(&self, joined: Named, next: u16) -> bool {
        let words: &[&str] = match joined {
            Named::NotLookahead => &["between", "in", "like", "ilike", "similar"],
            Named::NullsLookahead => &["first", "last"],
            Named::WithLookahead => &["time", "ordinality"],
            Named::WithoutLookahead => &["time"],
            Named::FormatLookahead => &["json"],
            _ => &[],
        };
        words.iter().exists(|word| self.words.keyword(word) == Some(next))
    }

    /// `UESCAPE 'c'` after an identifier or string with Unicode escapes.
    fn finish_escape(&mut self, token: Token) -> Scanned {
        let third = self.scan()?;
        let Some(written) = third.filter(|third| third.kind == self.words.named(Named::String)) else {
            let (start, end) =
                third.map_or((self.text.len(), self.text.len()), |third| (third.span.start as usize, third.span.end as usize));
            return Err(self.error_to("UESCAPE must be followed by a simple string literal", start, end));
        };
        let text = self.text.get(written.span.range()).unwrap_or("");
        let mut characters = text.trim_matches('\'').chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) if unicode::may_escape(character) => self.check_escapes(token, character)?,
            _ => return Err(self.error_to("invalid Unicode escape character", written.span.start as usize, written.span.end as usize)),
        }
        Ok(Some(Token { kind: token.kind, span: token.span.to(written.span) }))
    }

    fn check_escapes(&self, token: Token, escape: char) -> Result<(), Problem> {
        match unicode::check_escapes(self.text.get(token.span.range()).unwrap_or(""), token.span.start, escape) {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    fn scan(&mut self) -> Scanned {
        self.skip_space()?;
        let rest = &self.text.as_bytes()[self.at..];
        let Some(first) = rest.first().copied() else { return Ok(None) };
        let second = rest.get(1).copied().unwrap_or(0);
        match first {
            b'\'' => self.quoted(self.at, 1, Named::String),
            b'e' | b'E' if second == b'\'' => self.quoted(self.at, 2, Named::String),
            b'b' | b'B' if second == b'\'' => self.quoted(self.at, 2, Named::Bits),
            b'x' | b'X' if second == b'\'' => self.quoted(self.at, 2, Named::Hex),
            b'n' | b'N' if second == b'\'' => self.national(),
            b'u' | b'U' if second == b'&' && rest.get(2) == Some(&b'\'') => self.quoted(self.at, 3, Named::UnicodeString),
            b'u' | b'U' if second == b'&' && rest.get(2) == Some(&b'"') => self.quoted_identifier(3, Named::UnicodeIdent),
            b'"' => self.quoted_identifier(1, Named::Ident),
            b'$' => self.dollar(),
            b'0'..=b'9' => self.number(),
            b'.' if second.is_ascii_digit() => self.number(),
            _ if is_identifier_start(first) => Ok(Some(self.word())),
            _ if operator::is_operator(first) || matches!(first, b'.' | b':') => self.operator(),
            _ => Ok(Some(self.character(first))),
        }
    }

    fn token(&mut self, kind: Named, length: usize) -> Token {
        self.token_of(self.words.named(kind), length)
    }

    fn token_of(&mut self, kind: u16, length: usize) -> Token {
        let span = Span::new(self.at as u32, (self.at + length) as u32);
        self.at += length;
        Token { kind, span }
    }

    fn character(&mut self, byte: u8) -> Token {
        self.token_of(self.words.character(byte), 1)
    }

    fn word(&mut self) -> Token {
        let length = identifier_length(&self.text.as_bytes()[self.at..]);
        let text = &self.text[self.at..self.at + length];
        let kind = if length > 20 {
            None
        } else if text.bytes().exists(|byte| byte.is_ascii_uppercase()) {
            self.words.keyword(&text.to_ascii_lowercase())
        } else {
            self.words.keyword(text)
        };
        self.token_of(kind.unwrap_or(self.words.named(Named::Ident)), length)
    }

    /// `N'...'` is the keyword `NCHAR` and a string.
    fn national(&mut self) -> Scanned {
        let kind = self.words.keyword("nchar").unwrap_or(UNDEFINED);
        Ok(Some(self.token_of(kind, 1)))
    }

    fn skip_space(&mut self) -> Result<(), Problem> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 12) => self.at += 1,
                Some(11) if self.grammar >= Grammar::V16 => self.at += 1,
                Some(b'-') if bytes.get(self.at + 1) == Some(&b'-') => {
                    let rest = &bytes[self.at..];
                    self.at += rest.iter().place_where(|byte| *byte == b'\n').unwrap_or(rest.len());
                }
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'*') => self.skip_comment()?,
                _ => return Ok(()),
            }
        }
    }

    /// Comments between `/*` and `*/` nest.
    fn skip_comment(&mut self) -> Result<(), Problem> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut depth = 0;
        let mut at = start;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    at += 2;
                }
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        self.at = at;
                        return Ok(());
                    }
                }
                (Some(_), _) => at += 1,
                (None, _) => return Err(self.error_to("unterminated /* comment", start, bytes.len())),
            }
        }
    }

    /// An error at the token that begins at `start` and ends where the text was read to.
    fn error_to(&mut self, message: &str, start: usize, end: usize) -> Problem {
        self.at = end.max(start);
        if start == self.text.len() {
            return super::errors::refused_by_grammar(format!("{message} at end of input"), Span::empty(start as u32));
        }
        super::errors::lexical_error(message, self.text.get(start..end).unwrap_or(""), Span::new(start as u32, end as u32))
    }
}

/// Whether an identifier may begin with this byte.
#[must_use]
pub fn is_identifier_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 128
}

/// How many bytes at the beginning belong to an identifier.
#[must_use]
pub fn identifier_length(bytes: &[u8]) -> usize {
    bytes.iter().place_where(|byte| !(is_identifier_start(*byte) || byte.is_ascii_digit() || *byte == b'$')).unwrap_or(bytes.len())
}
