//! What does PL/pgSQL check of a body when its function is made.

use super::cx::Cx;
use crate::catalog::object::Function;
use crate::diag::Result;
use crate::syntax::statement::function::FunctionText;

/// Checks a body for what the compiler of PL/pgSQL refuses.
// pg: pl_comp.c plpgsql_compile
pub(super) fn check_plpgsql_body(_cx: &Cx<'_>, _function: &Function, _text: &FunctionText) -> Result<()> {
    Ok(())
}
