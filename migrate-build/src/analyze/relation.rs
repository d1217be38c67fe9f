//! Which relation does a name mean in a statement, and which columns does it have there.

use super::errors::{self, error_at};
use super::state::State;
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::RelationKind;
use crate::catalog::tree::RangeColumn;
use crate::diag::{Result, SqlState};
use crate::syntax::name::QualifiedName;
use crate::text::{Gather, Name, Seek};

/// The relation of a name, for reading or writing.
// pg: parse_relation.c parserOpenTable
pub fn lookup_relation(state: &State<'_>, name: &QualifiedName) -> Result<RelationId> {
    if let (Some(catalog), Some(schema)) = (&name.catalog, &name.schema) {
        let message = format!("cross-database references are not implemented: \"{}.{}.{}\"", catalog.name, schema.name, name.name.name);
        return Err(errors::not_supported(message, name.span));
    }
    let found = match &name.schema {
        Some(schema) => state.catalog.schema_named(&schema.name).and_then(|schema| state.catalog.relation_in(schema, &name.name.name)),
        None => state.catalog.lookup_relation(&name.name.name),
    };
    let Some(id) = found else {
        return Err(missing_relation(state, name));
    };
    check_can_be_opened(state, id, name)?;
    state.note_relation(name, id);
    Ok(id)
}

fn missing_relation(state: &State<'_>, name: &QualifiedName) -> crate::diag::Problem {
    let bare = &name.name.name;
    let problem = errors::no_such_relation(name.schema.as_ref().map(|schema| &schema.name), bare, name.span);
    if name.schema.is_none() && state.levels.iter().exists(|level| level.future_common_tables.contains(bare)) {
        return problem
            .note(format!("there is a WITH item named \"{bare}\", but it cannot be referenced from this part of the query"))
            .help("use WITH RECURSIVE, or re-order the WITH items to remove forward references");
    }
    match similar_relation(state.catalog, bare) {
        Some(similar) => problem.label("no such table or view here").help(format!("there is a table \"{similar}\"")),
        None => problem,
    }
}

fn similar_relation(catalog: &Catalog, name: &Name) -> Option<Name> {
    let mut best: Option<(usize, &Name)> = None;
    for relation in catalog.relations() {
        if matches!(relation.kind, RelationKind::Index | RelationKind::PartitionedIndex | RelationKind::Composite) {
            continue;
        }
        let distance = super::missing::distance(name, &relation.name);
        if distance <= 3 && distance <= name.len() / 2 && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, &relation.name));
        }
    }
    best.map(|(_, name)| name.clone())
}

// pg: table.c table_openrv_extended
fn check_can_be_opened(state: &State<'_>, id: RelationId, name: &QualifiedName) -> Result<()> {
    let Some(relation) = state.catalog.relation(id) else {
        return Ok(());
    };
    let bare = &relation.name;
    let what = match relation.kind {
        RelationKind::Index | RelationKind::PartitionedIndex => "an index",
        RelationKind::Composite => "a composite type",
        _ => return Ok(()),
    };
    let message = match state.version() {
        ..=15 => format!("\"{bare}\" is {what}"),
        _ => format!("cannot open relation \"{bare}\""),
    };
    Err(error_at(SqlState::WRONG_OBJECT_TYPE, message, name.span).label(format!("this is {what}")))
}

/// The columns of a relation as an entry of a range table has them.
#[must_use]
pub fn range_columns(catalog: &Catalog, id: RelationId) -> Vec<RangeColumn> {
    let Some(relation) = catalog.relation(id) else {
        return Vec::new();
    };
    if relation.kind == RelationKind::Sequence && relation.columns.is_empty() {
        let column = |name: &str, type_id| RangeColumn { name: Name::from(name), type_id: Some(type_id), modifier: -1, collation: None };
        return vec![column("last_value", TypeId::INT8), column("log_cnt", TypeId::INT8), column("is_called", TypeId::BOOL)];
    }
    let column = |column: &crate::catalog::object::Column| RangeColumn {
        name: if column.type_id.is_some() { column.name.clone() } else { Name::from("") },
        type_id: column.type_id,
        modifier: column.modifier,
        collation: column.collation,
    };
    relation.columns.iter().map(column).gather()
}

/// The number and type of a system column.
// pg: heap.c SystemAttributeByName
#[must_use]
pub fn system_column(name: &str) -> Option<(i16, TypeId)> {
    Some(match name {
        "ctid" => (-1, TypeId::TID),
        "xmin" => (-2, TypeId::XID),
        "cmin" => (-3, TypeId::CID),
        "xmax" => (-4, TypeId::XID),
        "cmax" => (-5, TypeId::CID),
        "tableoid" => (-6, TypeId::OID),
        _ => return None,
    })
}

/// Whether a relation has a system column: views and composite types have none.
#[must_use]
pub fn has_system_column(catalog: &Catalog, id: RelationId, _number: i16) -> bool {
    catalog.relation(id).is_some_and(|relation| !matches!(relation.kind, RelationKind::View | RelationKind::Composite))
}
