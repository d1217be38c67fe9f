//! Which columns does a table take from the composite type that it is of.

use super::cx::Cx;
use super::draft::Draft;
use crate::catalog::id::TypeId;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;

pub(super) fn draft_columns_of_type(_cx: &mut Cx<'_>, _draft: &mut Draft<'_>, _name: &QualifiedName) -> Result<()> {
    Ok(())
}

pub(super) fn type_of(_cx: &Cx<'_>, _name: &QualifiedName) -> Option<TypeId> {
    None
}
