//! How is a problem shown to people: as rustc shows its own.

use super::{Code, Diagnostic, Severity};
use crate::text::{Seek, SourceText, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Whether colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// On a terminal.
    Terminal,
    /// Anywhere else.
    None,
}

/// Renders a diagnostic with the place that it stands in.
#[must_use]
pub fn render(diagnostic: &Diagnostic, source: &SourceText, span: Span, colours: Colours) -> String {
    render_from(diagnostic, source, 1, span, colours)
}

/// Renders a diagnostic that stands in a part of a file, which begins in a line of the file.
#[must_use]
pub fn render_from(diagnostic: &Diagnostic, source: &SourceText, first_line: u32, span: Span, colours: Colours) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let code = match diagnostic.code {
        Code::Sql(state) => state.to_string(),
        Code::Rule(rule) => rule.to_owned(),
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(code));
    if !source.text().is_empty() {
        let place = shown(source, span);
        let (line, number) = line_around(source.text(), place.start);
        let mut annotation = AnnotationKind::Primary.span(place.start - line.start..place.end - line.start);
        if let Some(label) = &diagnostic.label {
            annotation = annotation.label(label.as_str());
        }
        let snippet = Snippet::source(&source.text()[line]).path(source.path()).line_start(first_line as usize + number);
        group = group.element(snippet.annotation(annotation));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match colours {
        Colours::Terminal => Renderer::styled(),
        Colours::None => Renderer::plain(),
    };
    renderer.render(&[group])
}

/// The line of a place and how many stand before it: all that is shown of a text, which may be long. Of a text's empty end it is the line before that.
fn line_around(text: &str, at: usize) -> (std::ops::Range<usize>, usize) {
    let inside = if at == text.len() { text.trim_end_matches('\n').len() } else { at };
    let start = text[..inside].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
    (start..end, text[..start].matches('\n').count())
}

/// A place of several lines is shown by its first line alone, so that the caret stays near what is meant.
fn shown(source: &SourceText, span: Span) -> std::ops::Range<usize> {
    let text = source.text();
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).max(start));
    let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line_end
}

fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().first_where(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
