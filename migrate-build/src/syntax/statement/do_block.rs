//! `DO`, as it is written.

use super::function::{FunctionText, lower_function_text};
use super::support::{ident, text_ident};
use super::{StatementKind, errors};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::Ident;
use crate::syntax::tree::ast::{self, AstNode};

/// `DO [LANGUAGE l] 'text'`.
#[derive(Clone, Debug, PartialEq)]
pub struct DoBlock {
    /// The language; `plpgsql` where it is missing.
    pub language: Option<Ident>,
    /// The text.
    pub text: FunctionText,
}

/// Lowers `DO`.
pub(super) fn lower_do(cx: &Lowering<'_>, node: &ast::Do) -> Result<StatementKind> {
    let mut languages = node.syntax().children().filter_map(ast::DoLanguage::cast);
    let language = languages.next();
    if let Some(second) = languages.next() {
        return Err(errors::conflicting_options(cx.span_of(&second)));
    }
    let language = match language {
        None => None,
        Some(clause) => Some(match clause.literal() {
            Some(literal) => text_ident(cx, Some(literal))?,
            None => ident(cx, clause.language_ref())?,
        }),
    };
    Ok(StatementKind::Do(DoBlock { language, text: lower_function_text(cx, node.body())? }))
}
