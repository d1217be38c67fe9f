//! What does a new table take over from its parents.

use super::cx::Cx;
use super::draft::Draft;
use crate::catalog::id::RelationId;
use crate::diag::Result;

pub(super) fn merge_parents(_cx: &mut Cx<'_>, draft: &mut Draft<'_>, _parents: &[RelationId]) -> Result<()> {
    let mut seen = std::collections::HashSet::new();
    for column in &draft.columns {
        if !seen.insert(&column.name) {
            return Err(super::errors::column::given_twice(&column.name));
        }
    }
    Ok(())
}
