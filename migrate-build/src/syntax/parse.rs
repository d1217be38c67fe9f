//! What statements does a text hold, and which of them cannot be read.

use super::errors;
use super::lower::Lowering;
use super::statement::Statement;
use super::statement::lower::lower_statement;
use crate::diag::Problem;
use crate::text::Span;
use squawk_syntax::SourceFile;
use squawk_syntax::ast::AstNode;

/// The statements of a text in their order, and one problem for each statement that cannot be read.
#[derive(Debug, Default)]
pub struct ParsedFile {
    /// The statements that could be read.
    pub statements: Vec<Statement>,
    /// What is wrong with the others; each has a span, which tells where among the statements it stands.
    pub problems: Vec<Problem>,
}

/// Reads a whole file.
#[must_use]
pub fn parse_file(text: &str) -> ParsedFile {
    parse_fragment(text, 0)
}

/// Reads a text that begins `offset` bytes into its file: the body of a function, an assumed statement.
#[must_use]
pub fn parse_fragment(text: &str, offset: u32) -> ParsedFile {
    let mut parsed = ParsedFile::default();
    let parse = SourceFile::parse(text);
    let errors = parse.errors();
    let cx = Lowering::new(text, offset);
    for statement in parse.tree().stmts() {
        let range = statement.syntax().text_range();
        match errors.iter().find(|error| range.contains_inclusive(error.range().start())) {
            Some(error) => {
                let start = u32::from(error.range().start());
                let span = Span::new(start, start + 1);
                parsed.problems.push(errors::syntax_error_near(error.message(), span.shifted(offset)));
            }
            None => match lower_statement(&cx, &statement) {
                Ok(statement) => parsed.statements.extend(statement),
                Err(problem) => parsed.problems.push(problem),
            },
        }
    }
    parsed
}
