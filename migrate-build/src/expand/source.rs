//! Where does the text of a query stand, and how is a problem in it shown.

use super::literal::Literal;
use super::parameter::first_token;
use crate::diag::Diagnostic;
use crate::diag::terminal::{Colours, render_from};
use crate::text::{SourceText, Span};

/// The text of a query and the place that it comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// A literal in a program.
    Literal(Literal),
    /// A file of its own.
    File(SourceText),
}

impl Source {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Literal(literal) => &literal.text,
            Self::File(file) => file.text(),
        }
    }

    /// Shows a problem as the compiler shows its own; one without a place is shown at the query's first word.
    #[must_use]
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        let span = diagnostic.span.unwrap_or_else(|| first_token(self.text()));
        let span = Span::new(span.start.min(self.text().len() as u32), span.end.min(self.text().len() as u32));
        match self {
            Self::Literal(literal) => {
                let source = literal.source();
                render_from(diagnostic, &source, literal.place().line, literal.shown(span), Colours::None)
            }
            Self::File(file) => render_from(diagnostic, file, 1, span, Colours::None),
        }
    }
}
