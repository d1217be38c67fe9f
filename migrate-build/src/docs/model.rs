//! What do pages and diagrams show of a schema: its tables, views and enums, in the order of their names.

use super::schema_sql::Shown;
use crate::catalog::Catalog;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{
    Column, ConstraintKind, ConstraintOwner, ForeignKey, Identity, Inheritance, Relation, RelationKind, TypeKind,
};
use crate::text::{Gather, Seek, sort_by};

/// A table or view.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Which it is.
    pub(super) id: RelationId,
    /// Its name, with its schema where that is not the usual one.
    pub(super) name: String,
    /// What it is, in a word or two.
    pub(super) kind: &'static str,
    /// The comment on it.
    pub(super) comment: Option<String>,
    /// Its columns.
    pub(super) columns: Vec<TableColumn>,
    /// Its constraints as SQL.
    pub(super) constraints: Vec<String>,
    /// Its indexes as SQL, those of constraints aside.
    pub(super) indexes: Vec<String>,
    /// Its triggers and policies as SQL.
    pub(super) rules: Vec<String>,
    /// What it refers to.
    pub(super) references: Vec<Reference>,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct TableColumn {
    /// Its name.
    pub(super) name: String,
    /// Its type, as SQL.
    pub(super) type_name: String,
    /// Its type.
    pub(super) type_id: TypeId,
    /// Whether it can be NULL.
    pub(super) nullable: bool,
    /// Its default, how it is generated, or its identity, as SQL.
    pub(super) value: Option<String>,
    /// Whether it is part of the primary key.
    pub(super) primary: bool,
    /// The comment on it.
    pub(super) comment: Option<String>,
}

/// A foreign key.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// Its name.
    pub(super) name: String,
    /// Its columns.
    pub(super) columns: Vec<String>,
    /// The table that is referred to.
    pub(super) table: RelationId,
    /// Its columns.
    pub(super) referred: Vec<String>,
    /// Whether there is at most one row for each that is referred to.
    pub(super) unique: bool,
    /// Whether a row may refer to nothing.
    pub(super) optional: bool,
}

/// The tables and views that migrations made.
pub(super) fn tables(catalog: &Catalog) -> Vec<Table> {
    let mut found: Vec<Table> = catalog.relations().into_iter().filter_map(|relation| table_of(catalog, relation)).gather();
    sort_by(&mut found, |a, b| a.name.cmp(&b.name));
    found
}

fn table_of(catalog: &Catalog, relation: &Relation) -> Option<Table> {
    let kind = match relation.kind {
        RelationKind::Table if relation.inheritance == Inheritance::Partition => "partition",
        RelationKind::Table => "table",
        RelationKind::PartitionedTable => "partitioned table",
        RelationKind::ForeignTable => "foreign table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::Index | RelationKind::PartitionedIndex | RelationKind::Sequence | RelationKind::Composite => return None,
    };
    let address = Address::Relation(relation.id);
    let owned = catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Extension);
    let temporary = relation.persistence == crate::catalog::object::Persistence::Temporary;
    if owned || temporary {
        return None;
    }
    let shown = Shown::of(catalog, relation);
    Some(Table {
        id: relation.id,
        name: shown.name,
        kind,
        comment: catalog.comment(address).map(|text| text.to_string()),
        columns: relation
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| column_of(catalog, relation, at as u16 + 1, column))
            .gather(),
        constraints: shown.constraints,
        indexes: shown.indexes,
        rules: shown.rules,
        references: references_of(catalog, relation),
    })
}

fn column_of(catalog: &Catalog, relation: &Relation, number: u16, column: &Column) -> Option<TableColumn> {
    let type_id = column.type_id?;
    let ids = catalog.constraints_of(ConstraintOwner::Relation(relation.id));
    let primary = ids
        .iter()
        .filter_map(|id| catalog.constraint(*id))
        .exists(|constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }) && constraint.columns.contains(&number));
    let value = match (column.generated, column.identity, &column.default) {
        (Some(_), _, Some(expr)) => Some(format!("generated as ({})", expr.text.trim())),
        (_, Some(Identity::Always), _) => Some("identity".to_owned()),
        (_, Some(Identity::ByDefault), _) => Some("identity by default".to_owned()),
        (_, _, Some(expr)) => Some(expr.text.trim().to_owned()),
        _ => None,
    };
    Some(TableColumn {
        name: column.name.to_string(),
        type_name: crate::catalog::format::format_type(catalog, type_id, column.modifier),
        type_id,
        nullable: !column.not_null,
        value,
        primary,
        comment: catalog.comment(Address::Column(relation.id, number)).map(|text| text.to_string()),
    })
}

fn references_of(catalog: &Catalog, relation: &Relation) -> Vec<Reference> {
    let ids = catalog.constraints_of(ConstraintOwner::Relation(relation.id));
    let constraints: Vec<_> = ids.iter().filter_map(|id| catalog.constraint(*id)).gather();
    let is_key = |columns: &[u16]| {
        constraints.iter().exists(|constraint| {
            let key = matches!(constraint.kind, ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. });
            key && constraint.columns.iter().for_all(|column| columns.contains(column))
        })
    };
    let names = |relation: &Relation, numbers: &[u16]| -> Vec<String> {
        let name = |number: &u16| relation.columns.get(usize::from(*number).wrapping_sub(1)).map(|column| column.name.to_string());
        numbers.iter().filter_map(name).gather()
    };
    let mut found = Vec::new();
    for constraint in &constraints {
        let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
        let ForeignKey { table, columns, .. } = &**key;
        if constraint.parent.is_some() {
            continue;
        }
        let optional = constraint
            .columns
            .iter()
            .exists(|number| relation.columns.get(usize::from(*number).wrapping_sub(1)).is_some_and(|it| !it.not_null));
        found.push(Reference {
            name: constraint.name.to_string(),
            columns: names(relation, &constraint.columns),
            table: *table,
            referred: catalog.relation(*table).map(|other| names(other, columns)).unwrap_or_default(),
            unique: is_key(&constraint.columns),
            optional,
        });
    }
    sort_by(&mut found, |a, b| a.name.cmp(&b.name));
    found
}

/// The enums that migrations made, by name, with their labels.
pub(super) fn enums(catalog: &Catalog) -> Vec<(TypeId, String, Vec<String>)> {
    let mut found = Vec::new();
    for type_ in catalog.types() {
        let owned = catalog.dependencies().needs_of(Address::Type(type_.id)).exists(|entry| entry.kind == DependencyKind::Extension);
        if let (TypeKind::Enum { labels }, false) = (&type_.kind, owned) {
            found.push((type_.id, type_.name.to_string(), labels.iter().map(|label| label.to_string()).gather()));
        }
    }
    sort_by(&mut found, |a, b| a.1.cmp(&b.1));
    found
}
