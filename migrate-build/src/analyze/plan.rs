//! What does the planner refuse that the analysis lets through.

use crate::catalog::tree::Query;
use crate::catalog::tree::walk::{Child, for_each_child_of_query};
use crate::diag::{Diagnostic, Result, SqlState};

/// Refuses what a server would refuse when the statement is planned, rather than when it is prepared.
// pg: plancat.c infer_arbiter_indexes
pub fn check_plan(query: &Query) -> Result<()> {
    if let Some(conflict) = &query.on_conflict
        && conflict.inferred
        && conflict.arbiters.is_empty()
    {
        let message = "there is no unique or exclusion constraint matching the ON CONFLICT specification";
        return Err(Diagnostic::error(SqlState::INVALID_COLUMN_REFERENCE, message)
            .help("name the columns of a primary key, a unique constraint or a unique index"));
    }
    let mut result = Ok(());
    for_each_child_of_query(query, &mut |child| {
        if let (Ok(()), Child::Query(inner)) = (&result, child) {
            result = check_plan(inner);
        }
    });
    result
}
