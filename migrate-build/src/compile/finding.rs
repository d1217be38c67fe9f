//! A problem and the file that it stands in.

use crate::diag::Diagnostic;
use crate::lint::Fix;
use crate::text::{LineColumn, SourceText, Span};

/// A diagnostic with its place resolved.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it says.
    pub diagnostic: Diagnostic,
    /// The file; empty of text where it could not be read.
    pub source: SourceText,
    /// The migration, by the name of its file or folder.
    pub migration: Option<String>,
    /// Where it stands: PostgreSQL's place, or the statement's first word.
    pub span: Span,
    /// The name that it is about, where PostgreSQL gives no place: what people are shown.
    pub mark: Option<Span>,
    /// Another place that it speaks of.
    pub other: Option<(SourceText, Span, String)>,
    /// The files as they should be, where a rule knows.
    pub fix: Option<Box<Fix>>,
}

impl Finding {
    /// What people are shown: the name that it is about, or where it stands.
    #[must_use]
    pub fn shown(&self) -> Span {
        self.mark.unwrap_or(self.span)
    }

    /// Where it begins.
    #[must_use]
    pub fn start(&self) -> LineColumn {
        self.source.line_column(self.span.start)
    }

    /// Where it ends.
    #[must_use]
    pub fn end(&self) -> LineColumn {
        self.source.line_column(self.span.end)
    }
}
