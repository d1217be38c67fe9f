//! One source text: its path, its normalised content, and where its lines begin.

use super::Span;
use std::sync::Arc;

/// A place for people and editors: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A text with LF line ends and no byte order mark, and the path that it is known by.
#[derive(Clone, Debug)]
pub struct SourceText {
    path: Arc<str>,
    text: Arc<str>,
    line_starts: Arc<[u32]>,
}

impl SourceText {
    /// Takes a text as it was read; a byte order mark is dropped, CRLF and lone CR become LF.
    #[must_use]
    pub fn new(path: &str, raw: &str) -> Self {
        let text: Arc<str> = Arc::from(migrate_model::canonical_text(raw));
        let line_starts =
            std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1)).collect();
        Self { path: Arc::from(path), text, line_starts }
    }

    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text in `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn line_column(&self, at: u32) -> LineColumn {
        let at = (at as usize).min(self.text.len()) as u32;
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts[line - 1] as usize;
        let column = self.text[start..at as usize].chars().count() + 1;
        LineColumn { line: line as u32, column: column as u32 }
    }
}
