//! What would a query of the system catalogs find: the rows that migrations made.

use super::value::{ObjectKind, Row, Value};
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::catalog::object::{
    Column, Constraint, ConstraintKind, ConstraintOwner, FunctionKind, Identity, Persistence, Relation, RelationKind, SimpleKind, TypeKind,
};
use crate::text::{Gather, Name};

/// The rows of a system catalog or view; none where it is not one that is known. Columns that are missing here are unknown.
pub(super) fn rows_of(catalog: &Catalog, schema: Option<&str>, name: &str) -> Option<Vec<Row>> {
    match schema {
        Some("information_schema") => return super::information_schema::rows_of(catalog, name),
        None | Some("pg_catalog") => {}
        Some(_) => return None,
    }
    Some(match name {
        "pg_class" => catalog.relations().into_iter().map(class_row).gather(),
        "pg_type" => catalog.types().into_iter().map(|it| type_row(catalog, it.id)).gather(),
        "pg_namespace" => schemas(catalog),
        "pg_constraint" => catalog.constraints().into_iter().map(|it| constraint_row(catalog, it)).gather(),
        "pg_attribute" => catalog.relations().into_iter().flat_map(attribute_rows).gather(),
        "pg_enum" => catalog.types().into_iter().flat_map(|it| enum_rows(it.id, &it.kind)).gather(),
        "pg_index" => catalog.relations().into_iter().filter_map(index_row).gather(),
        "pg_indexes" => catalog.relations().into_iter().filter_map(|it| indexes_row(catalog, it)).gather(),
        "pg_tables" => relations_of(catalog, &[RelationKind::Table, RelationKind::PartitionedTable], "tablename"),
        "pg_views" => relations_of(catalog, &[RelationKind::View], "viewname"),
        "pg_matviews" => relations_of(catalog, &[RelationKind::MaterializedView], "matviewname"),
        "pg_sequences" => relations_of(catalog, &[RelationKind::Sequence], "sequencename"),
        "pg_proc" => functions(catalog),
        "pg_trigger" => triggers(catalog),
        "pg_policies" | "pg_policy" => policies(catalog),
        "pg_extension" => extensions(catalog),
        "pg_roles" | "pg_authid" | "pg_user" => roles(catalog),
        "pg_publication" => simples(catalog, SimpleKind::Publication, "pubname"),
        "pg_event_trigger" => simples(catalog, SimpleKind::EventTrigger, "evtname"),
        "pg_ts_config" => simples(catalog, SimpleKind::TextSearchConfiguration, "cfgname"),
        "pg_collation" => catalog.collations().into_iter().map(|it| row(&[("collname", name_value(&it.name))])).gather(),
        "pg_available_extensions" => {
            catalog.builtins().extension_names().map(|it| row(&[("name", Value::text(it)), ("installed_version", Value::Unknown)])).gather()
        }
        _ => return None,
    })
}

/// A row of these columns.
pub(super) fn row(columns: &[(&str, Value)]) -> Row {
    columns.iter().map(|(name, value)| (Name::from(*name), value.clone())).gather()
}

/// A name as a value.
pub(super) fn name_value(name: &Name) -> Value {
    Value::Text(name.clone())
}

/// The name of a schema as a value.
pub(super) fn schema_name(catalog: &Catalog, id: SchemaId) -> Value {
    catalog.schema(id).map_or(Value::Null, |schema| name_value(&schema.name))
}

/// The name of a relation as a value.
pub(super) fn relation_name(catalog: &Catalog, id: RelationId) -> Value {
    catalog.relation(id).map_or(Value::Null, |relation| name_value(&relation.name))
}

/// The names of columns by their numbers.
pub(super) fn column_names(catalog: &Catalog, relation: RelationId, numbers: &[u16]) -> Vec<Name> {
    let columns = catalog.relation(relation).map_or(&[][..], |relation| relation.columns.as_slice());
    numbers.iter().filter_map(|number| columns.get(usize::from(*number).checked_sub(1)?)).map(|column| column.name.clone()).gather()
}

fn oid(number: u32) -> Value {
    Value::Object(ObjectKind::Plain, number)
}

fn class_row(it: &Relation) -> Row {
    let persistence = match it.persistence {
        Persistence::Permanent => "p",
        Persistence::Unlogged => "u",
        Persistence::Temporary => "t",
    };
    row(&[
        ("oid", oid(it.id.0)),
        ("relname", name_value(&it.name)),
        ("relnamespace", oid(it.schema.0)),
        ("relkind", Value::text(relation_letter(it.kind))),
        ("relpersistence", Value::text(persistence)),
        ("relrowsecurity", Value::Boolean(it.row_security)),
        ("relforcerowsecurity", Value::Boolean(it.force_row_security)),
        ("relispartition", Value::Boolean(it.partition_bound.is_some())),
        ("reltype", oid(it.row_type.map_or(0, |id| id.0))),
    ])
}

fn relation_letter(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table => "r",
        RelationKind::PartitionedTable => "p",
        RelationKind::ForeignTable => "f",
        RelationKind::View => "v",
        RelationKind::MaterializedView => "m",
        RelationKind::Index => "i",
        RelationKind::PartitionedIndex => "I",
        RelationKind::Sequence => "S",
        RelationKind::Composite => "c",
    }
}

fn type_row(catalog: &Catalog, id: TypeId) -> Row {
    let Some(it) = catalog.type_(id) else {
        return Row::new();
    };
    let (letter, relation) = match &it.kind {
        TypeKind::Base | TypeKind::Array => ("b", 0),
        TypeKind::Enum { .. } => ("e", 0),
        TypeKind::Composite(relation) => ("c", relation.0),
        TypeKind::Domain { .. } => ("d", 0),
        TypeKind::Range { .. } => ("r", 0),
        TypeKind::Multirange { .. } => ("m", 0),
        TypeKind::Pseudo | TypeKind::Shell => ("p", 0),
    };
    row(&[
        ("oid", oid(it.id.0)),
        ("typname", name_value(&it.name)),
        ("typnamespace", oid(it.schema.0)),
        ("typtype", Value::text(letter)),
        ("typrelid", oid(relation)),
        ("typarray", oid(it.array.map_or(0, |id| id.0))),
        ("typelem", oid(it.element.map_or(0, |id| id.0))),
    ])
}

fn schemas(catalog: &Catalog) -> Vec<Row> {
    let builtin = [crate::catalog::PG_CATALOG, crate::catalog::INFORMATION_SCHEMA];
    let all = catalog.schemas().into_iter().chain(builtin.iter().filter_map(|id| catalog.schema(*id)));
    all.map(|it| row(&[("oid", oid(it.id.0)), ("nspname", name_value(&it.name))])).gather()
}

/// The letter of a kind of constraint in `pg_constraint`.
fn constraint_letter(kind: &ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::PrimaryKey { .. } => "p",
        ConstraintKind::Unique { .. } => "u",
        ConstraintKind::ForeignKey(_) => "f",
        ConstraintKind::Check(_) => "c",
        ConstraintKind::Exclude => "x",
        ConstraintKind::NotNull => "n",
        ConstraintKind::Trigger => "t",
    }
}

fn constraint_row(catalog: &Catalog, it: &Constraint) -> Row {
    let (relation, domain) = match it.owner {
        ConstraintOwner::Relation(id) => (id.0, 0),
        ConstraintOwner::Domain(id) => (0, id.0),
    };
    let referenced = match &it.kind {
        ConstraintKind::ForeignKey(key) => key.table.0,
        _ => 0,
    };
    let numbers = it.columns.iter().map(|number| Value::Integer(i64::from(*number))).gather();
    row(&[
        ("oid", oid(it.id.0)),
        ("conname", name_value(&it.name)),
        ("connamespace", oid(it.schema.0)),
        ("contype", Value::text(constraint_letter(&it.kind))),
        ("conrelid", oid(relation)),
        ("contypid", oid(domain)),
        ("confrelid", oid(referenced)),
        ("conindid", oid(it.index.map_or(0, |id| id.0))),
        ("condeferrable", Value::Boolean(it.deferrable)),
        ("convalidated", Value::Boolean(it.validated)),
        ("conkey", Value::List(numbers)),
        ("conparentid", oid(it.parent.and_then(|id| catalog.constraint(id)).map_or(0, |parent| parent.id.0))),
    ])
}

fn attribute_rows(it: &Relation) -> Vec<Row> {
    let one = |(number, column): (i64, &Column)| {
        row(&[
            ("attrelid", oid(it.id.0)),
            ("attname", name_value(&column.name)),
            ("attnum", Value::Integer(number)),
            ("atttypid", column.type_id.map_or(oid(0), |id| oid(id.0))),
            ("atttypmod", Value::Integer(i64::from(column.modifier))),
            ("attnotnull", Value::Boolean(column.not_null)),
            ("attisdropped", Value::Boolean(column.type_id.is_none())),
            ("atthasdef", Value::Boolean(column.default.is_some())),
            ("attidentity", Value::text(identity_letter(column.identity))),
        ])
    };
    (1..).zip(&it.columns).map(one).gather()
}

fn identity_letter(identity: Option<Identity>) -> &'static str {
    match identity {
        None => "",
        Some(Identity::Always) => "a",
        Some(Identity::ByDefault) => "d",
    }
}

fn enum_rows(id: TypeId, kind: &TypeKind) -> Vec<Row> {
    let TypeKind::Enum { labels } = kind else {
        return Vec::new();
    };
    let one = |(order, label): (i64, &Name)| {
        row(&[("enumtypid", oid(id.0)), ("enumlabel", name_value(label)), ("enumsortorder", Value::Integer(order))])
    };
    (1..).zip(labels).map(one).gather()
}

fn index_row(it: &Relation) -> Option<Row> {
    let index = it.index.as_ref()?;
    Some(row(&[
        ("indexrelid", oid(it.id.0)),
        ("indrelid", oid(index.table.0)),
        ("indisunique", Value::Boolean(index.unique)),
        ("indisprimary", Value::Boolean(index.primary)),
        ("indisvalid", Value::Boolean(index.valid)),
    ]))
}

fn indexes_row(catalog: &Catalog, it: &Relation) -> Option<Row> {
    let index = it.index.as_ref()?;
    Some(row(&[
        ("schemaname", schema_name(catalog, it.schema)),
        ("tablename", relation_name(catalog, index.table)),
        ("indexname", name_value(&it.name)),
    ]))
}

fn relations_of(catalog: &Catalog, kinds: &[RelationKind], column: &str) -> Vec<Row> {
    let wanted = catalog.relations().into_iter().filter(|it| kinds.contains(&it.kind));
    wanted.map(|it| row(&[("schemaname", schema_name(catalog, it.schema)), (column, name_value(&it.name))])).gather()
}

fn functions(catalog: &Catalog) -> Vec<Row> {
    let letter = |kind| match kind {
        FunctionKind::Function => "f",
        FunctionKind::Procedure => "p",
        FunctionKind::Aggregate => "a",
        FunctionKind::Window => "w",
    };
    let one = |it: &crate::catalog::object::Function| {
        row(&[
            ("oid", oid(it.id.0)),
            ("proname", name_value(&it.name)),
            ("pronamespace", oid(it.schema.0)),
            ("prokind", Value::text(letter(it.kind))),
            ("pronargs", Value::Integer(it.inputs().count() as i64)),
            ("prorettype", oid(it.returns.0)),
        ])
    };
    catalog.functions().into_iter().map(one).gather()
}

fn triggers(catalog: &Catalog) -> Vec<Row> {
    let one = |it: &crate::catalog::object::Trigger| {
        row(&[
            ("oid", oid(it.id.0)),
            ("tgname", name_value(&it.name)),
            ("tgrelid", oid(it.relation.0)),
            ("tgfoid", oid(it.function.0)),
            ("tgisinternal", Value::Boolean(false)),
            ("tgenabled", Value::text(if it.enabled { "O" } else { "D" })),
        ])
    };
    catalog.triggers().into_iter().map(one).gather()
}

fn policies(catalog: &Catalog) -> Vec<Row> {
    let one = |it: &crate::catalog::object::Policy| {
        let schema = catalog.relation(it.relation).map_or(Value::Null, |relation| schema_name(catalog, relation.schema));
        row(&[
            ("oid", oid(it.id.0)),
            ("polname", name_value(&it.name)),
            ("policyname", name_value(&it.name)),
            ("polrelid", oid(it.relation.0)),
            ("tablename", relation_name(catalog, it.relation)),
            ("schemaname", schema),
        ])
    };
    catalog.policies().into_iter().map(one).gather()
}

fn extensions(catalog: &Catalog) -> Vec<Row> {
    let one = |it: &crate::catalog::object::Extension| {
        row(&[("oid", oid(it.id.0)), ("extname", name_value(&it.name)), ("extnamespace", oid(it.schema.0))])
    };
    let mut all: Vec<Row> = catalog.extensions().into_iter().map(one).gather();
    all.push(row(&[("extname", Value::text("plpgsql")), ("extnamespace", oid(crate::catalog::PG_CATALOG.0))]));
    all
}

/// Roles that other migrations or people may have made are not known, but those that exist are.
fn roles(catalog: &Catalog) -> Vec<Row> {
    let own = catalog.simples().into_iter().filter(|it| it.kind == SimpleKind::Role).map(|it| it.name.clone());
    let names = own.chain(std::iter::once(Name::from("postgres")));
    names.map(|name| row(&[("rolname", name_value(&name)), ("usename", name_value(&name))])).gather()
}

fn simples(catalog: &Catalog, kind: SimpleKind, column: &str) -> Vec<Row> {
    let wanted = catalog.simples().into_iter().filter(|it| it.kind == kind);
    wanted.map(|it| row(&[("oid", oid(it.id.0)), (column, name_value(&it.name))])).gather()
}
