//! Which columns does a table take from the composite type that it is of.

use super::cx::Cx;
use super::draft::{ColumnDraft, DefaultDraft, Draft};
use super::errors::table as errors;
use super::errors::type_::type_missing;
use crate::analyze::type_name::{lookup_named_type, name_text};
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{RelationKind, TypeKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;

/// Adds the attributes of the type to a draft, as columns.
// pg: parse_utilcmd.c transformOfType
pub(super) fn draft_columns_of_type(cx: &Cx<'_>, draft: &mut Draft<'_>, name: &QualifiedName) -> Result<()> {
    let (_, relation) = lookup_of_type(cx, name)?;
    let columns = cx.catalog.relation(relation).map_or(&[][..], |found| found.columns.as_slice());
    for column in columns.iter().filter(|column| column.type_id.is_some()) {
        draft.columns.push(ColumnDraft {
            name: column.name.clone(),
            type_id: column.type_id,
            modifier: column.modifier,
            collation: column.collation,
            not_null: false,
            default: DefaultDraft::None,
            identity: None,
            generated: None,
            storage: None,
            compression: None,
            local: true,
            inherited: 0,
            from_type: true,
        });
    }
    Ok(())
}

/// A type that tables can be of, and its relation.
// pg: tablecmds.c check_of_type
pub(super) fn lookup_of_type(cx: &Cx<'_>, name: &QualifiedName) -> Result<(TypeId, RelationId)> {
    let found = lookup_named_type(&cx.catalog, name, name.span).map_err(super::index_column::without_place)?;
    let Some(type_) = found.and_then(|id| cx.catalog.type_(id)) else {
        return Err(type_missing(&name_text(name), &name.name.name));
    };
    let spelled = format_type(&cx.catalog, type_.id, -1);
    let TypeKind::Composite(relation) = type_.kind else {
        return Err(errors::not_a_composite(&spelled));
    };
    let kind = cx.catalog.relation(relation).map(|it| it.kind);
    if kind == Some(RelationKind::Composite) {
        return Ok((type_.id, relation));
    }
    Err(if cx.catalog.versions().lowest >= 18 { errors::row_type_of_table(&spelled) } else { errors::not_a_composite(&spelled) })
}

/// The type that a table is of.
pub(super) fn type_of(cx: &Cx<'_>, name: &QualifiedName) -> Option<TypeId> {
    lookup_of_type(cx, name).ok().map(|(id, _)| id)
}
