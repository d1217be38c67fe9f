//! What does a string literal of Rust say, and where in the source file does each of its bytes stand.

use crate::text::{Seek, SourceText, Span};

/// A string literal and the place where it stands.
#[derive(Clone, Debug)]
pub struct Literal {
    /// The text that it says.
    pub text: String,
    /// The literal as it is written.
    token: String,
    /// Where what is written stops being the same as what is said: a byte of the text, and the byte of the token where it comes from.
    steps: Vec<(u32, u32)>,
    place: LiteralPlace,
}

/// Where a literal begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiteralPlace {
    /// The file, as the compiler shows it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Literal {
    /// Reads `"..."`, `r"..."` or `r#"..."#`; none for any other token.
    #[must_use]
    pub fn read(token: &str, place: LiteralPlace) -> Option<Self> {
        let (text, steps) = match token.strip_prefix('r') {
            Some(rest) => {
                let hashes = rest.len() - rest.trim_start_matches('#').len();
                let body = rest.get(hashes + 1..rest.len().checked_sub(hashes + 1)?)?;
                rest[hashes..].starts_with('"').then(|| (body.to_owned(), vec![(0, hashes as u32 + 2)]))?
            }
            None => unescape(token.strip_prefix('"')?.strip_suffix('"')?)?,
        };
        Some(Self { text, token: token.to_owned(), steps, place })
    }

    /// Where it begins.
    #[must_use]
    pub fn place(&self) -> &LiteralPlace {
        &self.place
    }

    /// The line that its first character stands on, as far as it is known: what stands before the literal is blank.
    #[must_use]
    pub fn source(&self) -> SourceText {
        let before = self.place.column.saturating_sub(1) as usize;
        SourceText::new(&self.place.file, &format!("{}{}", " ".repeat(before), self.token))
    }

    /// A part of the text as a part of [`Literal::source`].
    #[must_use]
    pub fn shown(&self, span: Span) -> Span {
        let start = self.written(span.start);
        // What is said last ends where it is written, not where the next character begins.
        let end = if span.end > span.start { self.written(span.end - 1) + 1 } else { start };
        let end = (end..).first_where(|at| self.token.is_char_boundary(*at as usize) || *at as usize >= self.token.len()).unwrap_or(end);
        Span::new(start, end.max(start)).shifted(self.place.column.saturating_sub(1))
    }

    fn written(&self, at: u32) -> u32 {
        let index = self.steps.partition_point(|(said, _)| *said <= at).saturating_sub(1);
        self.steps.get(index).map_or(at, |(said, written)| written + (at - said))
    }
}

/// What stands between the quotes of a plain literal; none where an escape is not one of Rust's.
fn unescape(body: &str) -> Option<(String, Vec<(u32, u32)>)> {
    let mut text = String::with_capacity(body.len());
    let mut steps = vec![(0, 1)];
    let mut at = 0;
    while let Some(escape) = body[at..].find('\\') {
        text.push_str(&body[at..at + escape]);
        at += escape + 1;
        let rest = &body[at..];
        let (character, length) = match rest.chars().next()? {
            'n' => (Some('\n'), 1),
            'r' => (Some('\r'), 1),
            't' => (Some('\t'), 1),
            '0' => (Some('\0'), 1),
            c @ ('\\' | '\'' | '"') => (Some(c), 1),
            'x' => (Some(char::from(u8::from_str_radix(rest.get(1..3)?, 16).ok()?)), 3),
            'u' => {
                let end = rest.find('}')?;
                let digits = rest.get(2..end)?.replace('_', "");
                (Some(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?), end + 1)
            }
            '\n' => (None, rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()),
            _ => return None,
        };
        if let Some(character) = character {
            steps.push((text.len() as u32, at as u32));
            text.push(character);
        }
        at += length;
        steps.push((text.len() as u32, at as u32 + 1));
    }
    text.push_str(&body[at..]);
    Some((text, steps))
}
