//! Which columns may a view have that replaces another.

use super::cx::Cx;
use super::errors::view as errors;
use crate::catalog::format::format_type;
use crate::catalog::id::CollationId;
use crate::catalog::object::Column;
use crate::diag::Result;
use crate::text::Name;

/// Refuses columns that are not those of before, in their order, with any more behind.
// pg: view.c checkViewColumns
pub(super) fn check_columns(cx: &Cx<'_>, before: &[Column], after: &[Column]) -> Result<()> {
    if after.len() < before.len() {
        return Err(errors::drops_columns());
    }
    for (old, new) in before.iter().zip(after) {
        let Some((old_type, new_type)) = old.type_id.zip(new.type_id) else {
            return Err(errors::drops_columns());
        };
        if old.name != new.name {
            return Err(errors::renames_column(&old.name, &new.name));
        }
        if (old_type, old.modifier) != (new_type, new.modifier) {
            let spell = |type_id, modifier| format_type(&cx.catalog, type_id, modifier);
            return Err(errors::retypes_column(&old.name, &spell(old_type, old.modifier), &spell(new_type, new.modifier)));
        }
        if let Some((from, to)) = old.collation.zip(new.collation)
            && from != to
        {
            return Err(errors::recollates_column(&old.name, &collation_name(cx, from), &collation_name(cx, to)));
        }
    }
    Ok(())
}

fn collation_name(cx: &Cx<'_>, id: CollationId) -> Name {
    cx.catalog.collation(id).map_or_else(|| Name::from("default"), |found| found.name.clone())
}
