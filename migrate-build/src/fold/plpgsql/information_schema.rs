//! What would a query of the information schema find.

use super::catalog_table::{column_names, name_value, relation_name, row, schema_name};
use super::value::{Row, Value};
use crate::catalog::Catalog;
use crate::catalog::format::format_type;
use crate::catalog::object::{Column, Constraint, ConstraintKind, ConstraintOwner, Function, FunctionKind, Relation, RelationKind};
use crate::text::{Collection, Gather};

/// The rows of a view of the information schema; none where it is not one that is known.
pub(super) fn rows_of(catalog: &Catalog, name: &str) -> Option<Vec<Row>> {
    let relations = || catalog.relations().into_iter();
    Some(match name {
        "schemata" => catalog.schemas().into_iter().map(|it| row(&[("schema_name", name_value(&it.name))])).gather(),
        "tables" => relations().filter_map(|it| table_row(catalog, it)).gather(),
        "views" => relations().filter(|it| it.kind == RelationKind::View).map(|it| relation_row(catalog, it, "table")).gather(),
        "sequences" => relations().filter(|it| it.kind == RelationKind::Sequence).map(|it| relation_row(catalog, it, "sequence")).gather(),
        "columns" => relations().flat_map(|it| column_rows(catalog, it)).gather(),
        "table_constraints" => constraints(catalog).map(|it| constraint_row(catalog, it, &[])).gather(),
        "key_column_usage" | "constraint_column_usage" => constraints(catalog).flat_map(|it| usage_rows(catalog, it, name)).gather(),
        "referential_constraints" => constraints(catalog)
            .filter(|it| matches!(it.kind, ConstraintKind::ForeignKey(_)))
            .map(|it| constraint_row(catalog, it, &[]))
            .gather(),
        "check_constraints" => constraints(catalog)
            .filter(|it| matches!(it.kind, ConstraintKind::Check(_)))
            .map(|it| constraint_row(catalog, it, &[]))
            .gather(),
        "routines" => catalog.functions().into_iter().filter_map(|it| routine_row(catalog, it)).gather(),
        "triggers" => triggers(catalog),
        _ => return None,
    })
}

fn relation_row(catalog: &Catalog, it: &Relation, prefix: &str) -> Row {
    row(&[(&format!("{prefix}_schema"), schema_name(catalog, it.schema)), (&format!("{prefix}_name"), name_value(&it.name))])
}

fn table_row(catalog: &Catalog, it: &Relation) -> Option<Row> {
    let kind = match it.kind {
        RelationKind::Table | RelationKind::PartitionedTable => "BASE TABLE",
        RelationKind::View => "VIEW",
        RelationKind::ForeignTable => "FOREIGN",
        _ => return None,
    };
    let mut columns = relation_row(catalog, it, "table");
    columns.put_all(row(&[("table_type", Value::text(kind))]));
    Some(columns)
}

fn column_rows(catalog: &Catalog, it: &Relation) -> Vec<Row> {
    let listed = [RelationKind::Table, RelationKind::PartitionedTable, RelationKind::View, RelationKind::ForeignTable];
    if !listed.contains(&it.kind) {
        return Vec::new();
    }
    let one = |(number, column): (i64, &Column)| {
        let type_id = column.type_id?;
        let user = catalog.type_(type_id)?;
        let data_type = match &user.kind {
            crate::catalog::object::TypeKind::Array => "ARRAY".to_owned(),
            _ if user.schema == crate::catalog::PG_CATALOG => format_type(catalog, type_id, -1),
            _ => "USER-DEFINED".to_owned(),
        };
        let mut columns = relation_row(catalog, it, "table");
        columns.put_all(row(&[
            ("column_name", name_value(&column.name)),
            ("ordinal_position", Value::Integer(number)),
            ("is_nullable", Value::text(if column.not_null { "NO" } else { "YES" })),
            ("data_type", Value::text(&data_type)),
            ("udt_name", name_value(&user.name)),
            ("udt_schema", schema_name(catalog, user.schema)),
            ("column_default", if column.default.is_some() { Value::Unknown } else { Value::Null }),
            ("is_identity", Value::text(if column.identity.is_some() { "YES" } else { "NO" })),
            ("character_maximum_length", maximum_length(&data_type, column.modifier)),
        ]));
        Some(columns)
    };
    (1..).zip(&it.columns).filter_map(one).gather()
}

fn maximum_length(data_type: &str, modifier: i32) -> Value {
    match data_type {
        "character varying" | "character" if modifier > 4 => Value::Integer(i64::from(modifier) - 4),
        _ => Value::Null,
    }
}

fn constraints(catalog: &Catalog) -> impl Iterator<Item = &Constraint> {
    let listed = |it: &&Constraint| {
        matches!(it.owner, ConstraintOwner::Relation(_)) && !matches!(it.kind, ConstraintKind::Exclude | ConstraintKind::Trigger)
    };
    catalog.constraints().into_iter().filter(listed)
}

fn constraint_row(catalog: &Catalog, it: &Constraint, more: &[(&str, Value)]) -> Row {
    let kind = match &it.kind {
        ConstraintKind::PrimaryKey { .. } => "PRIMARY KEY",
        ConstraintKind::Unique { .. } => "UNIQUE",
        ConstraintKind::ForeignKey(_) => "FOREIGN KEY",
        _ => "CHECK",
    };
    let mut columns = row(&[
        ("constraint_name", name_value(&it.name)),
        ("constraint_schema", schema_name(catalog, it.schema)),
        ("constraint_type", Value::text(kind)),
    ]);
    if let ConstraintOwner::Relation(id) = it.owner
        && let Some(relation) = catalog.relation(id)
    {
        columns.put_all(relation_row(catalog, relation, "table"));
    }
    columns.put_all(row(more));
    columns
}

/// A row a column: of the table itself, or of the table that a foreign key refers to.
fn usage_rows(catalog: &Catalog, it: &Constraint, view: &str) -> Vec<Row> {
    let ConstraintOwner::Relation(own) = it.owner else {
        return Vec::new();
    };
    let (relation, numbers) = match &it.kind {
        ConstraintKind::ForeignKey(key) if view == "constraint_column_usage" => (key.table, key.columns.as_slice()),
        _ => (own, it.columns.as_slice()),
    };
    let one = |(position, name): (i64, crate::text::Name)| {
        row(&[
            ("constraint_name", name_value(&it.name)),
            ("constraint_schema", schema_name(catalog, it.schema)),
            ("table_schema", catalog.relation(relation).map_or(Value::Null, |found| schema_name(catalog, found.schema))),
            ("table_name", relation_name(catalog, relation)),
            ("column_name", name_value(&name)),
            ("ordinal_position", Value::Integer(position)),
        ])
    };
    (1..).zip(column_names(catalog, relation, numbers)).map(one).gather()
}

fn routine_row(catalog: &Catalog, it: &Function) -> Option<Row> {
    let kind = match it.kind {
        FunctionKind::Function => "FUNCTION",
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Aggregate | FunctionKind::Window => return None,
    };
    Some(row(&[
        ("routine_schema", schema_name(catalog, it.schema)),
        ("routine_name", name_value(&it.name)),
        ("routine_type", Value::text(kind)),
    ]))
}

fn triggers(catalog: &Catalog) -> Vec<Row> {
    let one = |it: &crate::catalog::object::Trigger| {
        let schema = catalog.relation(it.relation).map_or(Value::Null, |relation| schema_name(catalog, relation.schema));
        row(&[
            ("trigger_schema", schema.clone()),
            ("trigger_name", name_value(&it.name)),
            ("event_object_schema", schema),
            ("event_object_table", relation_name(catalog, it.relation)),
        ])
    };
    catalog.triggers().into_iter().map(one).gather()
}
