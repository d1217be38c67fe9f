//! `DO`, as it is written.

use super::function::FunctionText;
use crate::syntax::name::Ident;

/// `DO [LANGUAGE l] 'text'`.
#[derive(Clone, Debug, PartialEq)]
pub struct DoBlock {
    /// The language; `plpgsql` where it is missing.
    pub language: Option<Ident>,
    /// The text.
    pub text: FunctionText,
}
