//! How is an index made: by CREATE INDEX, for a constraint, or after that of a parent.

use super::constraint_key::{add_key_constraint, check_new_key, refuse_null_in_key};
use super::cx::Cx;
use super::draft::{KeyDraft, KeyKind};
use super::effect::ScanReason;
use super::errors::{constraint as constraint_errors, index as errors, lookup as lookup_errors};
use super::expression::{ExprPlace, ExprTarget, analyze_expr, needed_by, stored, volatility_of};
use super::index::access_method_exists;
use super::index_column::resolve_columns;
use super::names::{IndexPurpose, choose_index_name, index_element_name, make_distinct};
use super::table_define::{empty_relation, plain_column};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Column, ConstraintOwner, Index, IndexColumn, Relation, RelationKind, StoredExpr, Volatility};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::name::{Ident, OperatorName};
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::index::IndexElement;
use crate::text::{Gather, Name, Seek};

/// The most columns that an index can have.
const MAX_COLUMNS: usize = 32;

/// An index that will be made.
#[derive(Clone, Debug, Default)]
pub(super) struct IndexDraft<'s> {
    /// Its name, where one is given.
    pub(super) name: Option<Name>,
    /// Its access method, where one is given.
    pub(super) method: Option<Name>,
    /// The key.
    pub(super) elements: Vec<IndexElementDraft<'s>>,
    /// `INCLUDE`
    pub(super) include: Vec<IndexElementDraft<'s>>,
    /// `UNIQUE`
    pub(super) unique: bool,
    /// The constraint that it is made for.
    pub(super) key: Option<KeyDraft<'s>>,
    /// `WHERE`
    pub(super) filter: Option<&'s Expr>,
    /// `NULLS NOT DISTINCT`
    pub(super) nulls_not_distinct: bool,
    /// `WITH (...)`
    pub(super) options: &'s [DefinitionItem],
    /// `TABLESPACE`
    pub(super) tablespace: Option<&'s Ident>,
    /// `IF NOT EXISTS`
    pub(super) if_not_exists: bool,
    /// `CONCURRENTLY`
    pub(super) concurrently: bool,
    /// `ON ONLY`
    pub(super) only: bool,
}

/// A column or expression of an index that will be made.
#[derive(Clone, Copy, Debug)]
pub(super) enum IndexElementDraft<'s> {
    /// As it is written.
    Written(&'s IndexElement),
    /// A column of a constraint.
    Column(&'s Name),
    /// An element of an exclusion constraint and its operator.
    Excluded(&'s IndexElement, &'s OperatorName),
}

/// Makes an index, and the constraint that it is for; none where `IF NOT EXISTS` finds its name taken.
// pg: indexcmds.c DefineIndex
pub(super) fn add_index(cx: &mut Cx<'_>, table: RelationId, draft: &IndexDraft<'_>) -> Result<Option<RelationId>> {
    let Some(found) = cx.catalog.relation(table).cloned() else {
        return Ok(None);
    };
    check_table(cx, &found, draft)?;
    if let Some(tablespace) = draft.tablespace.filter(|it| !matches!(it.name.as_str(), "pg_default" | "pg_global")) {
        return Err(super::errors::table::tablespace_missing(&tablespace.name));
    }
    let name = index_name(cx, &found, draft);
    let method = method_of(cx, draft)?;
    check_method(draft, &method)?;
    let filter = draft.filter.map(|filter| resolve_filter(cx, table, filter)).transpose()?;
    let options = super::table_option::check_options(cx, draft.options, super::table_option::OptionsOf::Index(&method))?;
    let (columns, exclusion_operators) = resolve_columns(cx, &found, draft, &method)?;
    let primary = draft.key.as_ref().is_some_and(|key| key.kind == KeyKind::Primary);
    check_new_key(cx, table, primary)?;
    if found.kind == RelationKind::PartitionedTable && (draft.unique || !exclusion_operators.is_empty()) {
        super::partition_key::check_unique_holds_key(cx, &found, draft, &columns)?;
    }
    if cx.catalog.relation_in(found.schema, &name).is_some() {
        return if draft.if_not_exists { Ok(None) } else { Err(lookup_errors::relation_exists(&name)) };
    }
    if draft.key.is_some() && has_constraint(cx, table, &name) {
        return Err(constraint_errors::exists(&name, &found.name));
    }
    let key_columns = draft.elements.len();
    if primary {
        let numbers: Vec<u16> = columns[..key_columns].iter().filter_map(|column| column.column).gather();
        refuse_null_in_key(cx, table, &numbers)?;
    }
    let index = Index {
        table,
        method,
        unique: draft.unique,
        primary,
        exclusion: !exclusion_operators.is_empty(),
        nulls_not_distinct: draft.nulls_not_distinct,
        immediate: draft.key.as_ref().is_none_or(|key| !key.deferrable),
        valid: !(found.kind == RelationKind::PartitionedTable && draft.only && !cx.catalog.children_of(table).is_empty()),
        columns,
        key_columns,
        filter,
        exclusion_operators,
        constraint: None,
    };
    let column_names = index_column_names(draft);
    let id = store_index(cx, &found, name.clone(), index, &column_names);
    cx.catalog.edit_relation(id, |it| it.options = options);
    if let Some(key) = &draft.key {
        add_key_constraint(cx, table, id, name, key, None);
    }
    if found.kind == RelationKind::PartitionedTable && !draft.only {
        super::partition_index::add_to_partitions(cx, table, id)?;
    }
    Ok(Some(id))
}

/// Puts an index into the catalog and records what it needs.
// pg: index.c index_create
pub(super) fn store_index(cx: &mut Cx<'_>, table: &Relation, name: Name, index: Index, column_names: &[Name]) -> RelationId {
    let id = RelationId(cx.catalog.next_id());
    let kind = if table.kind == RelationKind::PartitionedTable { RelationKind::PartitionedIndex } else { RelationKind::Index };
    let address = Address::Relation(id);
    let columns = index.columns.iter().zip(column_names).map(|(column, name)| index_relation_column(column, name)).gather();
    let mut relation = empty_relation(id, table.schema, name, kind, table.persistence, columns);
    let mut any_column = false;
    for column in index.columns.iter().filter_map(|column| column.column) {
        any_column = true;
        cx.record(address, Address::Column(table.id, column), DependencyKind::Auto);
    }
    let expressions: Vec<StoredExpr> = index.columns.iter().filter_map(|column| column.expr.clone()).chain(index.filter.clone()).gather();
    for expr in &expressions {
        for needed in needed_by(cx, &expr.tree, Some(table.id)) {
            let own = matches!(needed, Address::Column(relation, _) | Address::Relation(relation) if relation == table.id);
            any_column |= own;
            cx.record(address, needed, if own { DependencyKind::Auto } else { DependencyKind::Normal });
        }
    }
    if !any_column {
        cx.record(address, Address::Relation(table.id), DependencyKind::Auto);
    }
    for column in &index.columns {
        cx.record_operator_class(address, column.operator_class);
        if let Some(collation) = column.collation {
            cx.record(address, Address::Collation(collation), DependencyKind::Normal);
        }
    }
    for operator in &index.exclusion_operators {
        cx.record(address, Address::Operator(*operator), DependencyKind::Normal);
    }
    relation.access_method = Some(index.method.clone());
    relation.index = Some(Box::new(index));
    cx.catalog.add_relation(relation);
    if !cx.effects.created.contains(&Address::Relation(table.id)) {
        cx.effects.index_builds.push((id, table.id));
    }
    cx.session.new_relations.insert(id);
    cx.effects.created.push(address);
    id
}

/// The names of the columns of an index.
pub(super) fn index_column_names(draft: &IndexDraft<'_>) -> Vec<Name> {
    let names = draft.elements.iter().chain(&draft.include).map(|element| match element {
        IndexElementDraft::Column(name) => (*name).clone(),
        IndexElementDraft::Written(element) | IndexElementDraft::Excluded(element, _) => index_element_name(element),
    });
    make_distinct(names.gather())
}

fn index_name(cx: &Cx<'_>, table: &Relation, draft: &IndexDraft<'_>) -> Name {
    if let Some(name) = &draft.name {
        return name.clone();
    }
    let purpose = match draft.key.as_ref().map(|key| key.kind) {
        Some(KeyKind::Primary) => IndexPurpose::Primary,
        Some(KeyKind::Exclude(_)) => IndexPurpose::Exclusion,
        Some(KeyKind::Unique { .. }) => IndexPurpose::Unique,
        None => IndexPurpose::Plain,
    };
    choose_index_name(&cx.catalog, table.schema, &table.name, &index_column_names(draft), purpose)
}

fn check_table(cx: &Cx<'_>, table: &Relation, draft: &IndexDraft<'_>) -> Result<()> {
    if draft.elements.len() + draft.include.len() > MAX_COLUMNS {
        return Err(errors::too_many_columns());
    }
    let lowest = cx.catalog.versions().lowest;
    match table.kind {
        RelationKind::Table | RelationKind::MaterializedView => Ok(()),
        RelationKind::PartitionedTable if draft.concurrently => Err(errors::concurrently_on_partitioned(&table.name)),
        RelationKind::PartitionedTable => Ok(()),
        kind => Err(errors::wrong_relation(&table.name, lowest, kind == RelationKind::ForeignTable)),
    }
}

fn method_of(cx: &Cx<'_>, draft: &IndexDraft<'_>) -> Result<Name> {
    let name = draft.method.clone().unwrap_or_else(|| Name::from("btree"));
    match name.as_str() {
        "rtree" => Ok(Name::from("gist")),
        _ if access_method_exists(cx, &name) => Ok(name),
        _ => Err(lookup_errors::access_method_missing(&name)),
    }
}

/// What an access method cannot do.
fn check_method(draft: &IndexDraft<'_>, method: &Name) -> Result<()> {
    let exclusion = draft.key.as_ref().is_some_and(|key| matches!(key.kind, KeyKind::Exclude(_)));
    let without_overlaps = draft.key.as_ref().is_some_and(|key| key.without_overlaps);
    if draft.unique && !without_overlaps && *method != "btree" {
        return Err(errors::method_cannot(method, "unique indexes"));
    }
    if !draft.include.is_empty() && matches!(method.as_str(), "hash" | "gin" | "brin") {
        return Err(errors::method_cannot(method, "included columns"));
    }
    if draft.elements.len() > 1 && matches!(method.as_str(), "hash" | "spgist") {
        return Err(errors::method_cannot(method, "multicolumn indexes"));
    }
    if exclusion && matches!(method.as_str(), "gin" | "brin") {
        return Err(errors::method_cannot(method, "exclusion constraints"));
    }
    Ok(())
}

// pg: indexcmds.c CheckPredicate
fn resolve_filter(cx: &Cx<'_>, table: RelationId, filter: &Expr) -> Result<StoredExpr> {
    let expr = analyze_expr(cx, Some(table), filter, ExprPlace::IndexPredicate, ExprTarget::Boolean("WHERE"))?;
    if volatility_of(cx, &expr) > Volatility::Immutable {
        return Err(errors::predicate_not_immutable());
    }
    if super::index_column::names_system_column(&expr) {
        return Err(errors::on_system_column());
    }
    Ok(stored(cx, expr, filter))
}

fn has_constraint(cx: &Cx<'_>, table: RelationId, name: &Name) -> bool {
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(table));
    constraints.iter().exists(|id| cx.catalog.constraint(*id).is_some_and(|it| it.name == *name))
}

fn index_relation_column(column: &IndexColumn, name: &Name) -> Column {
    Column { collation: column.collation, type_id: Some(column.type_id), ..plain_column(name.clone(), TypeId::UNKNOWN, false) }
}

/// Notes that the rows of a table are read to check a constraint of it.
pub(super) fn note_scan(cx: &mut Cx<'_>, table: RelationId, reason: ScanReason) {
    if !cx.effects.created.contains(&Address::Relation(table)) {
        cx.effects.scan(table, reason);
    }
}
