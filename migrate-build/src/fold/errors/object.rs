//! What is refused of the names of objects: missing ones, and ones of another kind.

use crate::analyze::type_name::name_text;
use crate::catalog::Catalog;
use crate::catalog::describe::simple_word;
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{RelationKind, SimpleKind};
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::syntax::name::{OperatorName, QualifiedName};
use crate::syntax::statement::object::{RelationPart, RelationWord, RoutineWord};
use crate::text::{Gather, Name};

/// The word for a kind of relation, with its article.
pub(in crate::fold) const fn a_word(word: RelationWord) -> &'static str {
    match word {
        RelationWord::Table => "a table",
        RelationWord::View => "a view",
        RelationWord::MaterializedView => "a materialized view",
        RelationWord::Index => "an index",
        RelationWord::Sequence => "a sequence",
        RelationWord::ForeignTable => "a foreign table",
    }
}

/// A relation of another kind than the word says.
pub(in crate::fold) fn not_a(name: &Name, word: RelationWord) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not {}", a_word(word))).about(SubjectKind::Relation, name)
}

/// A type that is no domain.
pub(in crate::fold) fn not_a_domain(name: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not a domain"))
}

/// A column that is not there, of a relation as it was written.
pub(in crate::fold) fn column_missing_in(column: &Name, relation: &QualifiedName) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" of relation \"{}\" does not exist", name_text(relation)))
        .about_part(SubjectKind::Column, column, &relation.name.name)
}

/// A trigger, policy, rule or constraint that is not there.
pub(in crate::fold) fn part_missing(catalog: &Catalog, part: RelationPart, name: &Name, on: RelationId) -> Problem {
    let relation = catalog.relation(on).map_or_else(|| Name::from(""), |it| it.name.clone());
    let (word, owner) = match part {
        RelationPart::Trigger => ("trigger", "table"),
        RelationPart::Policy => ("policy", "table"),
        RelationPart::Rule => ("rule", "relation"),
        RelationPart::Constraint => ("constraint", "table"),
    };
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("{word} \"{name}\" for {owner} \"{relation}\" does not exist")).about_part(
        SubjectKind::Part,
        name,
        &relation,
    )
}

/// A constraint of a domain that is not there.
pub(in crate::fold) fn domain_constraint_missing(catalog: &Catalog, name: &Name, domain: TypeId) -> Problem {
    let domain = format_type(catalog, domain, -1);
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("constraint \"{name}\" for domain {domain} does not exist")).about_part(
        SubjectKind::Part,
        name,
        &Name::from(domain),
    )
}

/// A function and its argument types, as messages write them.
// pg: parse_func.c func_signature_string
fn signature(catalog: &Catalog, name: &QualifiedName, types: &[TypeId]) -> String {
    let types: Vec<_> = types.iter().map(|it| format_type(catalog, *it, -1)).gather();
    format!("{}({})", name_text(name), types.join(", "))
}

/// A routine that is not there with these arguments.
pub(in crate::fold) fn routine_missing(catalog: &Catalog, word: RoutineWord, name: &QualifiedName, types: &[TypeId]) -> Problem {
    let kind = if word == RoutineWord::Procedure { "procedure" } else { "function" };
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("{kind} {} does not exist", signature(catalog, name, types)))
        .about(SubjectKind::Function, &name.name.name)
}

/// A routine that is not there by its name.
pub(in crate::fold) fn routine_name_missing(word: RoutineWord, name: &QualifiedName) -> Problem {
    let kind = if word == RoutineWord::Procedure { "procedure" } else { "function" };
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("could not find a {kind} named \"{}\"", name_text(name)))
        .about(SubjectKind::Function, &name.name.name)
}

/// A name that several routines have.
pub(in crate::fold) fn routine_ambiguous(word: RoutineWord, name: &QualifiedName) -> Problem {
    let kind = match word {
        RoutineWord::Function => "function",
        RoutineWord::Procedure => "procedure",
        RoutineWord::Routine => "routine",
    };
    Diagnostic::error(SqlState::AMBIGUOUS_FUNCTION, format!("{kind} name \"{}\" is not unique", name_text(name)))
        .help(format!("specify the argument list to select the {kind} unambiguously"))
        .about(SubjectKind::Function, &name.name.name)
}

/// A procedure where a function is meant.
pub(in crate::fold) fn not_a_function(catalog: &Catalog, name: &QualifiedName, types: &[TypeId]) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{} is not a function", signature(catalog, name, types)))
}

/// A function where a procedure is meant.
pub(in crate::fold) fn not_a_procedure(catalog: &Catalog, name: &QualifiedName, types: &[TypeId]) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{} is not a procedure", signature(catalog, name, types)))
}

/// A function where an aggregate is meant.
pub(in crate::fold) fn not_an_aggregate(catalog: &Catalog, name: &QualifiedName, types: &[TypeId]) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("function {} is not an aggregate", signature(catalog, name, types)))
}

/// An aggregate that is not there.
pub(in crate::fold) fn aggregate_missing(catalog: &Catalog, name: &QualifiedName, types: &[TypeId]) -> Problem {
    let message = match types {
        [] => format!("aggregate {}(*) does not exist", name_text(name)),
        _ => format!("aggregate {} does not exist", signature(catalog, name, types)),
    };
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, message).about(SubjectKind::Function, &name.name.name)
}

/// An operator that is not there with these operands.
// pg: parse_oper.c op_signature_string
pub(in crate::fold) fn operator_missing(catalog: &Catalog, name: &OperatorName, left: Option<TypeId>, right: Option<TypeId>) -> Problem {
    let schema = name.schema.as_ref().map_or_else(String::new, |it| format!("{}.", it.name));
    let spelled = |side: Option<TypeId>| side.map(|it| format_type(catalog, it, -1));
    let parts = [spelled(left), Some(format!("{schema}{}", name.symbol)), spelled(right)];
    let text = parts.into_iter().flatten().gather::<Vec<_>>().join(" ");
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("operator does not exist: {text}")).about(SubjectKind::Operator, &name.symbol)
}

/// A collation that is not there.
pub(in crate::fold) fn collation_missing(name: &QualifiedName) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("collation \"{}\" for encoding \"UTF8\" does not exist", name_text(name)))
        .about(SubjectKind::Other, &name.name.name)
}

/// An operator class or family that is not there.
pub(in crate::fold) fn for_method_missing(word: &str, name: &QualifiedName, method: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("{word} \"{}\" does not exist for access method \"{method}\"", name_text(name)))
        .about(SubjectKind::Other, &name.name.name)
}

/// A cast that is not there.
pub(in crate::fold) fn cast_missing(catalog: &Catalog, source: TypeId, target: TypeId) -> Problem {
    let (source, target) = (format_type(catalog, source, -1), format_type(catalog, target, -1));
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("cast from type {source} to type {target} does not exist"))
}

/// A transform that is not there.
pub(in crate::fold) fn transform_missing(type_name: &str, language: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("transform for type {type_name} language \"{language}\" does not exist"))
}

/// An extension that is not installed.
pub(in crate::fold) fn extension_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("extension \"{name}\" does not exist")).about(SubjectKind::Extension, name)
}

/// An object with few properties that is not there.
pub(in crate::fold) fn simple_missing(kind: SimpleKind, written: &str, bare: &Name) -> Problem {
    let word = simple_word(kind);
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("{word} \"{written}\" does not exist")).about(SubjectKind::Other, bare)
}

/// A column of a relation that takes no comments on its columns.
// pg: comment.c CommentObject, pg_class.c errdetail_relkind_not_supported
pub(in crate::fold) fn cannot_comment(catalog: &Catalog, on: RelationId) -> Problem {
    let (name, kinds) =
        catalog.relation(on).map_or_else(|| (Name::from(""), "these relations"), |it| (it.name.clone(), kind_plural(it.kind)));
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot set comment on relation \"{name}\""))
        .note(format!("this operation is not supported for {kinds}"))
}

/// The word for several relations of a kind.
// pg: pg_class.c errdetail_relkind_not_supported
pub(in crate::fold) const fn kind_plural(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table => "tables",
        RelationKind::PartitionedTable => "partitioned tables",
        RelationKind::ForeignTable => "foreign tables",
        RelationKind::View => "views",
        RelationKind::MaterializedView => "materialized views",
        RelationKind::Index => "indexes",
        RelationKind::PartitionedIndex => "partitioned indexes",
        RelationKind::Sequence => "sequences",
        RelationKind::Composite => "composite types",
    }
}
