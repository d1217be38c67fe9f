//! What becomes of a text when parts of it are replaced, and where was a place of the new text in the old one.

use super::Seek;
use super::{Span, sort_by};

/// A part of a text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The part.
    pub span: Span,
    /// What replaces it.
    pub with: String,
}

/// A text of which parts were replaced.
#[derive(Clone, Debug, Default)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// The replaced parts, in the old text and in the new one.
    parts: Vec<(Span, Span)>,
}

impl Edited {
    /// Replaces parts that do not overlap; of two that do, the first.
    #[must_use]
    pub fn new(text: &str, mut edits: Vec<Edit>) -> Self {
        sort_by(&mut edits, |a, b| (a.span.start, a.span.end).cmp(&(b.span.start, b.span.end)));
        let mut edited = Self { text: String::with_capacity(text.len()), parts: Vec::with_capacity(edits.len()) };
        let mut copied = 0;
        for edit in edits {
            let Some(between) = text.get(copied..edit.span.start as usize) else { continue };
            edited.text.push_str(between);
            let start = edited.text.len() as u32;
            edited.text.push_str(&edit.with);
            edited.parts.push((edit.span, Span::new(start, edited.text.len() as u32)));
            copied = edit.span.end as usize;
        }
        edited.text.push_str(text.get(copied..).unwrap_or(""));
        edited
    }

    /// Where a place of the new text was in the old one: all of a part where it is within what replaced the part.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        Span::new(self.original_byte(span.start, |part| part.start), self.original_byte(span.end, |part| part.end))
    }

    fn original_byte(&self, at: u32, within: impl Fn(Span) -> u32) -> u32 {
        let Some((old, new)) = self.parts.iter().rev().first_where(|(_, new)| new.start <= at) else { return at };
        match at {
            at if at == new.start => old.start,
            at if at < new.end => within(*old),
            at => old.end + (at - new.end),
        }
    }
}
