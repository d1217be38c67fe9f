//! What statements does a text hold, and which of them cannot be read.

use super::errors;
use super::lower::Lowering;
use super::statement::Statement;
use super::statement::lower::lower_statement;
use crate::diag::{Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::expr::lower::lower_only_expr;
use crate::syntax::type_name::lower::is_type;
use crate::syntax::type_name::{TypeName, lower_type_name};
use crate::text::Span;
use squawk_syntax::ast::AstNode;
use squawk_syntax::{SourceFile, SyntaxKind};

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

/// Reads one expression that begins `offset` bytes into its file.
pub fn parse_expression(text: &str, offset: u32) -> Result<Expr> {
    let prefix = "select ";
    let wrapped = format!("{prefix}{text}");
    let mut parsed = parse_fragment(&wrapped, 0);
    if let Some(mut problem) = parsed.problems.pop() {
        problem.span = problem.span.map(|span| span.shifted_back(prefix.len() as u32).shifted(offset));
        return Err(problem);
    }
    let parse = SourceFile::parse(&wrapped);
    let cx = Lowering::after_prefix(&wrapped, prefix.len() as u32, offset);
    let root = parse.syntax_node();
    let target = root.descendants().find(|node| node.kind() == SyntaxKind::TARGET);
    lower_only_expr(&cx, &cx.need(target, &root)?)
}

/// Reads one type that begins `offset` bytes into its file.
pub fn parse_type(text: &str, offset: u32) -> Result<TypeName> {
    let prefix = "select null::";
    let wrapped = format!("{prefix}{text}");
    let parse = SourceFile::parse(&wrapped);
    let cx = Lowering::after_prefix(&wrapped, prefix.len() as u32, offset);
    let root = parse.syntax_node();
    let node = root.descendants().find(|node| is_type(node.kind()));
    lower_type_name(&cx, &cx.need(node, &root)?)
}
