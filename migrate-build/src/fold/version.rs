//! How is something refused that the lowest version asked for does not know: as that version's parser does.

use super::cx::Cx;
use super::errors::lookup::too_new;
use crate::diag::Problem;
use crate::text::{Gather, Span};

/// A syntax error at a word within a span, or at the first token behind the span where the word is left out.
pub(super) fn word_or_next(cx: &Cx<'_>, within: Span, word: &str, needed: u8) -> Problem {
    let lowest = cx.catalog.versions().lowest;
    let text = cx.text.get(within.range()).unwrap_or_default();
    if let Some(at) = text.to_ascii_lowercase().find(word) {
        let start = within.start + at as u32;
        let span = Span::new(start, start + word.len() as u32);
        return too_new(&text[at..at + word.len()], needed, lowest).at(span);
    }
    let rest = cx.text.get(within.end as usize..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    let next: String = rest.trim_start().chars().take(1).gather();
    let start = within.end + blank as u32;
    too_new(&next, needed, lowest).at(Span::new(start, start + next.len() as u32))
}
