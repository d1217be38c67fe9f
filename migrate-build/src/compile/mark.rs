//! Where does a person look for what a diagnostic is about: the name in the statement, where PostgreSQL points nowhere.

use super::consequence::{is_missing, name_of_token};
use crate::diag::{Diagnostic, Subject};
use crate::text::{Gather, Name, Seek, Span};
use migrate_model::{Token, tokens};

/// The name that a diagnostic is about, among the words of its statement; none where it is not written, or where several could be meant.
pub(super) fn mark(diagnostic: &Diagnostic, text: &str, statement: Span) -> Option<Span> {
    let subject = diagnostic.subject.as_ref().filter(|_| diagnostic.span.is_none())?;
    let words = names(text, statement);
    let spans: Vec<Span> = words.iter().filter(|(name, _)| *name == subject.name).map(|(_, span)| *span).gather();
    match (spans.as_slice(), relation_of(subject, &words)) {
        ([only], _) => Some(*only),
        (several, Some(relation)) => several.iter().first_where(|span| span.start > relation.start).copied(),
        // What is missing is what something else refers to, which is said last; what is there twice is said first.
        (several, None) if is_missing(diagnostic) => several.last().copied(),
        (several, None) => several.first().copied(),
    }
}

/// Where the relation of a column or a part is said first.
fn relation_of(subject: &Subject, words: &[(Name, Span)]) -> Option<Span> {
    let within = subject.within.as_ref()?;
    words.iter().first_where(|(name, _)| name == within).map(|(_, span)| *span)
}

fn names(text: &str, statement: Span) -> Vec<(Name, Span)> {
    let written = text.get(statement.range()).unwrap_or_default();
    let name = |token: Token| {
        let span = Span::new(token.range.start as u32, token.range.end as u32).shifted(statement.start);
        Some((name_of_token(written, &token)?, span))
    };
    tokens(written).into_iter().filter_map(name).gather()
}
