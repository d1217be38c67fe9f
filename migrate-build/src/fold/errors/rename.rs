//! What is refused where an object is renamed, moved or handed over.

use super::object::kind_plural;
use crate::catalog::Catalog;
use crate::catalog::describe::simple_word;
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, SchemaId, TriggerId, TypeId};
use crate::catalog::object::{ConstraintOwner, SimpleKind};
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::syntax::statement::object::RelationPart;
use crate::text::{Gather, Name};

/// A relation of the name is there already.
pub(in crate::fold) fn relation_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_TABLE, format!("relation \"{name}\" already exists")).about(SubjectKind::Relation, name)
}

/// A relation of the name is there already in the schema to which another is moved.
pub(in crate::fold) fn relation_exists_in_schema(catalog: &Catalog, name: &Name, schema: SchemaId) -> Problem {
    Diagnostic::error(
        SqlState::DUPLICATE_TABLE,
        format!("relation \"{name}\" already exists in schema \"{}\"", schema_name(catalog, schema)),
    )
    .about(SubjectKind::Relation, name)
}

/// A type of the name is there already in the schema to which another is moved.
pub(in crate::fold) fn type_exists_in_schema(catalog: &Catalog, name: &Name, schema: SchemaId) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("type \"{name}\" already exists in schema \"{}\"", schema_name(catalog, schema)))
        .about(SubjectKind::Type, name)
}

/// Anything else of the name is there already in the schema.
pub(in crate::fold) fn exists_in_schema(catalog: &Catalog, what: &str, schema: SchemaId, name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("{what} already exists in schema \"{}\"", schema_name(catalog, schema)))
        .about(SubjectKind::Other, name)
}

/// A function of the name and arguments is there already in the schema.
pub(in crate::fold) fn function_exists_in_schema(catalog: &Catalog, name: &Name, types: &[TypeId], schema: SchemaId) -> Problem {
    let types: Vec<_> = types.iter().map(|it| format_type(catalog, *it, -1)).gather();
    Diagnostic::error(
        SqlState::DUPLICATE_FUNCTION,
        format!("function {name}({}) already exists in schema \"{}\"", types.join(", "), schema_name(catalog, schema)),
    )
    .about(SubjectKind::Function, name)
}

/// An object with few properties of the name is there already.
pub(in crate::fold) fn simple_exists(catalog: &Catalog, kind: SimpleKind, schema: Option<SchemaId>, name: &Name) -> Problem {
    let what = format!("{} \"{name}\"", simple_word(kind));
    match schema {
        Some(schema) => exists_in_schema(catalog, &what, schema, name),
        None => Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("{what} already exists")).about(SubjectKind::Other, name),
    }
}

fn schema_name(catalog: &Catalog, schema: SchemaId) -> Name {
    catalog.schema(schema).map_or_else(|| Name::from(""), |it| it.name.clone())
}

fn relation_name(catalog: &Catalog, relation: RelationId) -> Name {
    catalog.relation(relation).map_or_else(|| Name::from(""), |it| it.name.clone())
}

/// A constraint of the name is there already.
pub(in crate::fold) fn constraint_exists(catalog: &Catalog, name: &Name, owner: ConstraintOwner) -> Problem {
    let (message, within) = match owner {
        ConstraintOwner::Relation(relation) => {
            let relation = relation_name(catalog, relation);
            (format!("constraint \"{name}\" for relation \"{relation}\" already exists"), relation)
        }
        ConstraintOwner::Domain(domain) => {
            let domain = Name::from(format_type(catalog, domain, -1));
            (format!("constraint \"{name}\" for domain {domain} already exists"), domain)
        }
    };
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, message).about_part(SubjectKind::Part, name, &within)
}

/// A trigger, policy or rule of the name is there already.
pub(in crate::fold) fn part_exists(catalog: &Catalog, part: RelationPart, name: &Name, on: RelationId) -> Problem {
    let relation = relation_name(catalog, on);
    let (word, owner) = match part {
        RelationPart::Trigger => ("trigger", "relation"),
        RelationPart::Policy => ("policy", "table"),
        RelationPart::Rule => ("rule", "relation"),
        RelationPart::Constraint => ("constraint", "relation"),
    };
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("{word} \"{name}\" for {owner} \"{relation}\" already exists")).about_part(
        SubjectKind::Part,
        name,
        &relation,
    )
}

/// A trigger on a partition that the parent's trigger made.
pub(in crate::fold) fn partition_trigger(catalog: &Catalog, trigger: TriggerId, on: RelationId, parent: RelationId) -> Problem {
    let name = catalog.trigger(trigger).map_or_else(|| Name::from(""), |it| it.name.clone());
    let (table, parent) = (relation_name(catalog, on), relation_name(catalog, parent));
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot rename trigger \"{name}\" on table \"{table}\""))
        .help(format!("rename the trigger on the partitioned table \"{parent}\" instead"))
}

/// The rule that makes a view.
pub(in crate::fold) fn select_rule() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "renaming an ON SELECT rule is not allowed")
}

/// A composite type where a table is meant.
pub(in crate::fold) fn is_composite(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is a composite type"))
        .help("use ALTER TYPE instead")
        .about(SubjectKind::Relation, name)
}

/// A relation where a composite type is meant.
pub(in crate::fold) fn not_composite(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not a composite type")).about(SubjectKind::Relation, name)
}

/// The row type of a table.
pub(in crate::fold) fn row_type(catalog: &Catalog, id: TypeId) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{} is a table's row type", format_type(catalog, id, -1)))
        .help("use ALTER TABLE instead")
}

/// The type of another's arrays.
pub(in crate::fold) fn array_type(catalog: &Catalog, id: TypeId, element: TypeId) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot alter array type {}", format_type(catalog, id, -1)))
        .help(format!("you can alter type {}, which will alter the array type as well", format_type(catalog, element, -1)))
}

/// A type that came with the server.
pub(in crate::fold) fn not_owner_of_type(catalog: &Catalog, id: TypeId) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("must be owner of type {}", format_type(catalog, id, -1)))
}

/// A column of a table that is of a type.
pub(in crate::fold) fn typed_table_column() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot rename column of typed table")
}

/// A type that tables are of.
pub(in crate::fold) fn type_of_typed_table(catalog: &Catalog, id: TypeId) -> Problem {
    let name = catalog.type_(id).map_or_else(|| Name::from(""), |it| it.name.clone());
    Diagnostic::error(
        SqlState::DEPENDENT_OBJECTS_STILL_EXIST,
        format!("cannot alter type \"{name}\" because it is the type of a typed table"),
    )
    .help("use ALTER ... CASCADE to alter the typed tables too")
}

/// A relation whose columns have fixed names.
pub(in crate::fold) fn cannot_rename_columns(catalog: &Catalog, id: RelationId) -> Problem {
    let kinds = catalog.relation(id).map_or("these relations", |it| kind_plural(it.kind));
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot rename columns of relation \"{}\"", relation_name(catalog, id)))
        .note(format!("this operation is not supported for {kinds}"))
}

/// A column that is not there.
pub(in crate::fold) fn column_missing(column: &Name, relation: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" does not exist")).about_part(
        SubjectKind::Column,
        column,
        relation,
    )
}

/// A column that every table has.
pub(in crate::fold) fn system_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot rename system column \"{column}\""))
}

/// A name that a column of every table has.
pub(in crate::fold) fn system_column_name(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column name \"{name}\" conflicts with a system column name"))
}

/// A column of the name is there already.
pub(in crate::fold) fn column_exists(name: &Name, relation: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{name}\" of relation \"{relation}\" already exists")).about_part(
        SubjectKind::Column,
        name,
        relation,
    )
}

/// A column that comes from a parent.
pub(in crate::fold) fn inherited_column(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("cannot rename inherited column \"{name}\""))
}

/// A constraint that comes from a parent.
pub(in crate::fold) fn inherited_constraint(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("cannot rename inherited constraint \"{name}\""))
}

/// A sequence that belongs to a column.
pub(in crate::fold) fn owned_sequence(what: &str, name: &Name, table: Option<&Name>) -> Problem {
    let message = if what.contains("owner") { format!("{what} \"{name}\"") } else { what.to_owned() };
    let table = table.map_or("", |it| it.as_str());
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).note(format!("sequence \"{name}\" is linked to table \"{table}\""))
}

/// A schema of temporary objects, into or out of which nothing moves.
pub(in crate::fold) fn temporary_schema() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot move objects into or out of temporary schemas")
}

/// An index, which is where its table is.
pub(in crate::fold) fn index_schema(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot change schema of index \"{name}\""))
        .help("change the schema of the table instead")
}

/// A composite type where a table is meant.
pub(in crate::fold) fn composite_schema(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot change schema of composite type \"{name}\""))
        .help("use ALTER TYPE instead")
}

/// A type that is no domain; ALTER DOMAIN ... RENAME alone spells it without quotes.
pub(in crate::fold) fn type_is_no_domain(catalog: &Catalog, id: TypeId) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{} is not a domain", format_type(catalog, id, -1)))
}
