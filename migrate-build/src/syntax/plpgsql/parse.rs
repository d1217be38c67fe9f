//! How is a body of PL/pgSQL read.

use super::Block;
use crate::diag::Result;
use crate::syntax::errors;
use crate::text::Span;

/// Reads the body of a function or `DO` block that begins `offset` bytes into its file.
pub fn parse_plpgsql(text: &str, offset: u32) -> Result<Block> {
    Err(errors::not_understood("PL/pgSQL", Span::new(offset, offset + text.len() as u32)))
}
