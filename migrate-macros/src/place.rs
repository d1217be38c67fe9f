//! Where in the program does a token stand.

use migrate_build::expand::literal::LiteralPlace;
use proc_macro::Span;

/// The file, line and column of a token, as the compiler shows them.
pub(crate) fn place(span: Span) -> LiteralPlace {
    LiteralPlace { file: span.file(), line: span.line() as u32, column: span.column() as u32 }
}
