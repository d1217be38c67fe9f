//! How does a message call an object: `column a of table t`, `constraint c on table t`.

use super::Catalog;
use super::depend::Address;
use super::format::{format_type, quote_identifier};
use super::id::{FunctionId, OperatorId, RelationId, SchemaId, SimpleId};
use super::object::{ConstraintOwner, RelationKind, SimpleKind};
use crate::text::{Gather, Name, Seek};

/// An object in PostgreSQL's words, with the schema only where the object is out of sight.
// pg: objectaddress.c getObjectDescription
#[must_use]
pub fn describe(catalog: &Catalog, address: Address) -> String {
    try_describe(catalog, address).unwrap_or_else(|| "an object".to_owned())
}

/// A relation with the word for its kind.
// pg: objectaddress.c getRelationDescription
#[must_use]
pub fn describe_relation(catalog: &Catalog, id: RelationId) -> String {
    let Some(relation) = catalog.relation(id) else {
        return "relation".to_owned();
    };
    let name = qualified(catalog, relation.schema, &relation.name, catalog.lookup_relation(&relation.name) == Some(id));
    format!("{} {name}", relation_word(relation.kind))
}

/// The word for a kind of relation.
#[must_use]
pub const fn relation_word(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table | RelationKind::PartitionedTable => "table",
        RelationKind::ForeignTable => "foreign table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::Index | RelationKind::PartitionedIndex => "index",
        RelationKind::Sequence => "sequence",
        RelationKind::Composite => "composite type",
    }
}

/// A function with its argument types.
// pg: regproc.c format_procedure
#[must_use]
pub fn format_function(catalog: &Catalog, id: FunctionId) -> String {
    let Some(function) = catalog.function(id) else {
        return "???".to_owned();
    };
    let inputs: Vec<_> = function.input_types().gather();
    let first = catalog
        .lookup_functions(&function.name)
        .into_iter()
        .first_where(|other| catalog.function(*other).is_some_and(|found| found.input_types().eq(inputs.iter().copied())));
    let name = qualified(catalog, function.schema, &function.name, first == Some(id));
    let types: Vec<_> = inputs.iter().map(|type_id| format_type(catalog, *type_id, -1)).gather();
    format!("{name}({})", types.join(","))
}

/// An operator with its argument types.
// pg: regproc.c format_operator
#[must_use]
pub fn format_operator(catalog: &Catalog, id: OperatorId) -> String {
    let Some(operator) = catalog.operator(id) else {
        return "???".to_owned();
    };
    let left = operator.left.map_or_else(|| "NONE".to_owned(), |left| format_type(catalog, left, -1));
    let seen = catalog.is_in_path(operator.schema);
    let schema =
        catalog.schema(operator.schema).filter(|_| !seen).map_or_else(String::new, |it| format!("{}.", quote_identifier(&it.name)));
    format!("{schema}{}({left},{})", operator.name, format_type(catalog, operator.right, -1))
}

fn try_describe(catalog: &Catalog, address: Address) -> Option<String> {
    Some(match address {
        Address::Schema(id) => format!("schema {}", catalog.schema(id)?.name),
        Address::Relation(id) => describe_relation(catalog, id),
        Address::Column(id, number) => describe_column(catalog, id, number)?,
        Address::Default(id, number) => format!("default value for {}", describe_column(catalog, id, number)?),
        Address::Type(id) => format!("type {}", format_type(catalog, id, -1)),
        Address::Function(id) => format!("function {}", format_function(catalog, id)),
        Address::Operator(id) => format!("operator {}", format_operator(catalog, id)),
        Address::OperatorClass(id) => {
            let it = catalog.operator_class(id)?;
            let seen = catalog.lookup_operator_class(&it.method, &it.name) == Some(id);
            format!("operator class {} for access method {}", qualified(catalog, it.schema, &it.name, seen), it.method)
        }
        Address::OperatorFamily(id) => {
            let it = catalog.operator_family(id)?;
            let seen = catalog.lookup_operator_family(&it.method, &it.name) == Some(id);
            format!("operator family {} for access method {}", qualified(catalog, it.schema, &it.name, seen), it.method)
        }
        Address::Collation(id) => {
            let it = catalog.collation(id)?;
            format!("collation {}", qualified(catalog, it.schema, &it.name, catalog.lookup_collation(&it.name) == Some(id)))
        }
        Address::Constraint(id) => {
            let it = catalog.constraint(id)?;
            match it.owner {
                ConstraintOwner::Relation(relation) => format!("constraint {} on {}", it.name, describe_relation(catalog, relation)),
                ConstraintOwner::Domain(_) => format!("constraint {}", it.name),
            }
        }
        Address::Trigger(id) => part(catalog, "trigger", &catalog.trigger(id)?.name, catalog.trigger(id)?.relation),
        Address::Policy(id) => part(catalog, "policy", &catalog.policy(id)?.name, catalog.policy(id)?.relation),
        Address::Rule(id) => part(catalog, "rule", &catalog.rule(id)?.name, catalog.rule(id)?.relation),
        Address::View(id) => format!("rule _RETURN on {}", describe_relation(catalog, id)),
        Address::Cast(id) => {
            let it = catalog.cast_by_id(id)?;
            format!("cast from {} to {}", format_type(catalog, it.source, -1), format_type(catalog, it.target, -1))
        }
        Address::Extension(id) => format!("extension {}", catalog.extension(id)?.name),
        Address::Simple(id) => describe_simple(catalog, id)?,
    })
}

fn part(catalog: &Catalog, word: &str, name: &Name, relation: RelationId) -> String {
    format!("{word} {name} on {}", describe_relation(catalog, relation))
}

fn describe_column(catalog: &Catalog, id: RelationId, number: u16) -> Option<String> {
    let column = catalog.relation(id)?.columns.get(usize::from(number).checked_sub(1)?)?;
    Some(format!("column {} of {}", column.name, describe_relation(catalog, id)))
}

fn describe_simple(catalog: &Catalog, id: SimpleId) -> Option<String> {
    let it = catalog.simple(id)?;
    let name = match it.schema {
        Some(schema) => qualified(catalog, schema, &it.name, catalog.is_in_path(schema)),
        None => it.name.to_string(),
    };
    Some(match it.kind {
        SimpleKind::UserMapping => match it.name.rsplit_once('@') {
            Some((role, server)) => format!("user mapping for {role} on server {server}"),
            None => format!("user mapping for {name}"),
        },
        SimpleKind::Transform => match it.name.rsplit_once(' ') {
            Some((type_name, language)) => format!("transform for {type_name} language {language}"),
            None => format!("transform for {name}"),
        },
        kind => format!("{} {name}", simple_word(kind)),
    })
}

/// The words for a kind of object with few properties.
#[must_use]
pub const fn simple_word(kind: SimpleKind) -> &'static str {
    match kind {
        SimpleKind::Role => "role",
        SimpleKind::Language => "language",
        SimpleKind::AccessMethod => "access method",
        SimpleKind::ForeignDataWrapper => "foreign-data wrapper",
        SimpleKind::Server => "server",
        SimpleKind::UserMapping => "user mapping",
        SimpleKind::EventTrigger => "event trigger",
        SimpleKind::Publication => "publication",
        SimpleKind::Subscription => "subscription",
        SimpleKind::Statistics => "statistics object",
        SimpleKind::Conversion => "conversion",
        SimpleKind::Transform => "transform",
        SimpleKind::TextSearchParser => "text search parser",
        SimpleKind::TextSearchDictionary => "text search dictionary",
        SimpleKind::TextSearchTemplate => "text search template",
        SimpleKind::TextSearchConfiguration => "text search configuration",
    }
}

fn qualified(catalog: &Catalog, schema: SchemaId, name: &Name, visible: bool) -> String {
    match catalog.schema(schema).filter(|_| !visible) {
        Some(schema) => format!("{}.{}", quote_identifier(&schema.name), quote_identifier(name)),
        None => quote_identifier(name),
    }
}
