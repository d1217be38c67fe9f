//! Which bodies did a change of the schema break: they could run before it, and fail when they run after it.

use super::gone::Gone;
use super::pieces::{Body, pieces_of, read_body};
use super::reads::tables_of;
use crate::catalog::Catalog;
use crate::catalog::id::{FunctionId, RelationId};
use crate::diag::Problem;
use crate::text::{Collection, Seek, Span};

/// A body that is broken.
#[derive(Clone, Debug)]
pub struct BrokenBody {
    /// The function.
    pub function: FunctionId,
    /// The table for whose trigger it fails; none where it fails whenever it is called.
    pub table: Option<RelationId>,
    /// What PostgreSQL says when it runs.
    pub problem: Problem,
    /// Where in the text of the body.
    pub span: Span,
}

/// The functions whose bodies worked before and do not after; each is told of once. One that the change replaced is not looked at.
#[must_use]
pub fn broken_bodies(before: &Catalog, after: &Catalog) -> Vec<BrokenBody> {
    let gone = Gone::between(before, after);
    if gone.is_empty() {
        return Vec::new();
    }
    let mut broken = Vec::new();
    for function in after.functions().into_iter().filter(|function| gone.may_break((before, after), function)) {
        let Some(body) = read_body(after, function) else { continue };
        let tables = tables_of(after, function.id);
        broken.put_all(tables.into_iter().first_some(|table| first_broken((before, after), function.id, &body, table)));
    }
    broken
}

fn first_broken(
    (before, after): (&Catalog, &Catalog),
    function: FunctionId,
    body: &Body<'_>,
    table: Option<RelationId>,
) -> Option<BrokenBody> {
    let (span, problem) = pieces_of(after, body, table).into_iter().first_some(|piece| Some((piece.span, piece.outcome.err()?)))?;
    // How it was before is only asked where something fails.
    let was = pieces_of(before, body, table);
    let worked = was.iter().exists(|piece| piece.outcome.is_ok() && piece.span == span);
    let failed_before = was.iter().exists(|piece| piece.outcome.is_err());
    // A declaration or the target of an assignment is only told of where it fails.
    let is_new = worked || !failed_before;
    is_new.then(|| BrokenBody { function, table, span: problem.span.unwrap_or(span), problem })
}
