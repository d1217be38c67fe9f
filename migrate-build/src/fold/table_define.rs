//! How does a drafted table enter the catalog.

use super::cx::Cx;
use super::draft::{ColumnDraft, Draft};
use super::errors::{column as errors, lookup as lookup_errors, table as table_errors};
use super::lookup::{is_system_column, refuse_system_schema};
use super::new_type::{add_row_type, claim_row_type_name};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::catalog::object::{Column, Inheritance, Persistence, Relation, RelationKind, SimpleKind, TypeKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::table::ForeignTable;
use crate::text::{Gather, Name, SortedMap};

/// The most columns that a table can have.
const MAX_COLUMNS: usize = 1600;

/// What a new table is, beside what its draft says.
#[derive(Clone, Debug)]
pub(super) struct NewTable<'s> {
    /// `OF`
    pub(super) of_type: Option<TypeId>,
    /// The parents.
    pub(super) parents: Vec<RelationId>,
    /// Whether it is a partition of its parent.
    pub(super) partition: bool,
    /// Whether it is partitioned.
    pub(super) partitioned: bool,
    /// What makes it foreign.
    pub(super) foreign: Option<&'s ForeignTable>,
    /// Its storage options.
    pub(super) options: SortedMap<Name, Name>,
    /// `USING`
    pub(super) access_method: Option<&'s Ident>,
}

/// Makes the table of a draft: its columns without defaults and constraints.
// pg: tablecmds.c DefineRelation
pub(super) fn define_table(cx: &mut Cx<'_>, draft: &Draft<'_>, new: NewTable<'_>) -> Result<RelationId> {
    let kind = match (new.foreign, new.partitioned) {
        (Some(_), _) => RelationKind::ForeignTable,
        (None, true) => RelationKind::PartitionedTable,
        (None, false) => RelationKind::Table,
    };
    if kind == RelationKind::PartitionedTable
        && new.access_method.is_some()
        && let Some(help) = cx.grammar().lacks("partitioned_method")
    {
        return Err(table_errors::method_of_partitioned().help(help));
    }
    if let Some(method) = new.access_method
        && method.name != "heap"
        && cx.catalog.simple_named(SimpleKind::AccessMethod, None, &method.name).is_none()
    {
        return Err(lookup_errors::access_method_missing(&method.name));
    }
    let columns = draft.columns.iter().map(column_of).gather();
    let mut relation = empty_relation(RelationId(0), draft.schema, draft.name.clone(), kind, draft.persistence, columns);
    relation.of_type = new.of_type;
    relation.owner = cx.session.role.clone();
    relation.inheritance = match (new.partition, new.parents.is_empty()) {
        (true, _) => Inheritance::Partition,
        (false, false) => Inheritance::Inherits,
        (false, true) => Inheritance::None,
    };
    relation.parents = new.parents;
    relation.options = new.options;
    relation.access_method = match kind {
        RelationKind::Table => Some(new.access_method.map_or_else(|| Name::from("heap"), |method| method.name.clone())),
        _ => new.access_method.map(|method| method.name.clone()),
    };
    if let Some(foreign) = new.foreign
        && cx.catalog.simple_named(SimpleKind::Server, None, &foreign.server.name).is_none()
    {
        return Err(table_errors::server_missing(&foreign.server.name));
    }
    relation.server = new.foreign.map(|foreign| foreign.server.name.clone());
    let id = make_relation(cx, relation)?;
    record_parents(cx, id, new.partition);
    if let Some(server) = new.foreign.and_then(|it| cx.catalog.simple_named(SimpleKind::Server, None, &it.server.name)) {
        cx.record(Address::Relation(id), Address::Simple(server), DependencyKind::Normal);
    }
    Ok(id)
}

/// Makes a relation whose id is not chosen yet: its columns are checked, its names must be free, it gets its row type, and what it needs is recorded.
// pg: heap.c heap_create_with_catalog
pub(super) fn make_relation(cx: &mut Cx<'_>, mut relation: Relation) -> Result<RelationId> {
    check_columns(cx, &relation)?;
    if cx.catalog.relation_in(relation.schema, &relation.name).is_some() {
        return Err(lookup_errors::relation_exists(&relation.name));
    }
    claim_row_type_name(cx, relation.schema, &relation.name)?;
    refuse_system_schema(cx, relation.schema, &relation.name)?;
    let id = RelationId(cx.catalog.next_id());
    relation.id = id;
    let row_type = add_row_type(cx, id, relation.schema, &relation.name);
    relation.row_type = Some(row_type);
    let (schema, of_type, kind) = (relation.schema, relation.of_type, relation.kind);
    let columns = relation.columns.clone();
    cx.catalog.add_relation(relation);
    let (relation_needs, kind) = (Address::Relation(id), kind);
    if kind == RelationKind::Composite {
        cx.record(relation_needs, Address::Type(row_type), DependencyKind::Internal);
        cx.record_schema(Address::Type(row_type), schema);
    } else {
        cx.record(Address::Type(row_type), relation_needs, DependencyKind::Internal);
        cx.record_schema(relation_needs, schema);
    }
    if let Some(of_type) = of_type {
        cx.record(relation_needs, Address::Type(of_type), DependencyKind::Normal);
    }
    for (at, column) in columns.iter().enumerate() {
        if let Some(type_id) = column.type_id {
            cx.record_column_type(id, at as u16 + 1, type_id, column.collation);
        }
    }
    cx.session.new_relations.insert(id);
    cx.effects.created.push(Address::Relation(id));
    Ok(id)
}

/// A relation with nothing but columns.
pub(super) fn empty_relation(
    id: RelationId,
    schema: SchemaId,
    name: Name,
    kind: RelationKind,
    persistence: Persistence,
    columns: Vec<Column>,
) -> Relation {
    Relation { persistence, columns, ..Relation::plain(id, schema, name, kind) }
}

/// A column with nothing but a type.
pub(super) fn plain_column(name: Name, type_id: TypeId, not_null: bool) -> Column {
    Column { not_null, not_null_valid: true, ..Column::plain(name, type_id) }
}

/// The column of a draft, without its default.
pub(super) fn column_of(draft: &ColumnDraft<'_>) -> Column {
    Column {
        modifier: draft.modifier,
        collation: draft.collation,
        identity: draft.identity,
        generated: draft.generated,
        local: draft.local,
        inherited: draft.inherited,
        storage: draft.storage,
        compression: draft.compression.clone(),
        type_id: draft.type_id,
        ..plain_column(draft.name.clone(), TypeId::UNKNOWN, draft.not_null)
    }
}

/// Refuses names and types that no column of the relation can have.
// pg: heap.c CheckAttributeNamesTypes
fn check_columns(cx: &Cx<'_>, relation: &Relation) -> Result<()> {
    if relation.columns.len() > MAX_COLUMNS {
        return Err(errors::too_many());
    }
    let plain = !matches!(relation.kind, RelationKind::View | RelationKind::Composite);
    for column in &relation.columns {
        if plain && is_system_column(&column.name) {
            return Err(errors::system_name(&column.name));
        }
    }
    let mut seen = std::collections::HashSet::new();
    for column in &relation.columns {
        if !seen.insert(&column.name) {
            return Err(errors::given_twice(&column.name));
        }
    }
    for column in &relation.columns {
        if let Some(type_id) = column.type_id {
            let view = matches!(relation.kind, RelationKind::View);
            check_column_type(cx, &column.name, type_id, (column.collation.is_some(), view), 0)?;
        }
    }
    Ok(())
}

/// Refuses a type that no column can have.
// pg: heap.c CheckAttributeType
pub(super) fn check_column_type(
    cx: &Cx<'_>,
    column: &Name,
    type_id: TypeId,
    (has_collation, _view): (bool, bool),
    depth: u32,
) -> Result<()> {
    let Some(found) = cx.catalog.type_(type_id) else {
        return Ok(());
    };
    match &found.kind {
        TypeKind::Pseudo => return Err(errors::pseudo_type(&cx.catalog, column, type_id)),
        TypeKind::Domain { base, .. } if depth < 32 => check_column_type(cx, column, *base, (has_collation, _view), depth + 1)?,
        _ => {}
    }
    if depth == 0 && found.collation.is_some() && !has_collation {
        return Err(errors::no_collation(&cx.catalog, column, type_id));
    }
    Ok(())
}

// pg: tablecmds.c StoreCatalogInheritance1
fn record_parents(cx: &mut Cx<'_>, id: RelationId, partition: bool) {
    let parents = cx.catalog.relation(id).map(|found| found.parents.clone()).unwrap_or_default();
    let kind = if partition { DependencyKind::Auto } else { DependencyKind::Normal };
    for parent in parents {
        cx.record(Address::Relation(id), Address::Relation(parent), kind);
    }
}
