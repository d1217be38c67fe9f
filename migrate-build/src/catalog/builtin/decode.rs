//! What does a row of the data say: types, operators, casts, operator classes and families, collations and the objects with few properties.

use super::table::{Fields, number};
use crate::catalog::id::*;
use crate::catalog::object::*;
use crate::text::{Gather, Name};

/// A type.
pub(super) fn type_(id: u32, mut row: Fields<'_>) -> Option<Type> {
    let (schema, name, kind) = (SchemaId(row.number()), Name::from(row.next()), row.next());
    let category = TypeCategory(row.next().bytes().next()?);
    let preferred = row.flag();
    let array = row.id().map(TypeId);
    let element = row.id().map(TypeId);
    let collation = row.id().map(CollationId);
    let length = row.next().parse().ok()?;
    let mut function = || row.id().map(FunctionId);
    let (modifier_input, input, output) = (function(), function(), function());
    let kind = type_kind(kind, row.next())?;
    let owner = None;
    Some(Type {
        id: TypeId(id),
        schema,
        name,
        kind,
        category,
        preferred,
        array,
        element,
        collation,
        length,
        modifier_input,
        input,
        output,
        owner,
    })
}

fn type_kind(kind: &str, extra: &str) -> Option<TypeKind> {
    let words: Vec<&str> = extra.split(' ').gather();
    let word = |at: usize| words.get(at).copied().unwrap_or("");
    Some(match kind {
        "b" => TypeKind::Base,
        "a" => TypeKind::Array,
        "c" => TypeKind::Composite(RelationId(number(extra))),
        "d" => {
            TypeKind::Domain { base: TypeId(number(word(0))), modifier: word(1).parse().ok()?, not_null: word(2) == "true", default: None }
        }
        "r" => TypeKind::Range {
            subtype: TypeId(number(word(0))),
            multirange: TypeId(number(word(1))),
            operator_class: Some(OperatorClassId(number(word(2)))),
        },
        "m" => TypeKind::Multirange { range: TypeId(number(extra)) },
        "e" => TypeKind::Enum { labels: words.iter().map(|label| Name::from(*label)).gather() },
        "p" => TypeKind::Pseudo,
        _ => TypeKind::Shell,
    })
}

/// An operator.
pub(super) fn operator(id: u32, mut row: Fields<'_>) -> Option<Operator> {
    Some(Operator {
        id: OperatorId(id),
        schema: SchemaId(row.number()),
        name: Name::from(row.next()),
        left: row.id().map(TypeId),
        right: TypeId(row.id()?),
        result: row.id().map(TypeId),
        function: row.id().map(FunctionId),
        commutator: row.id().map(OperatorId),
        negator: row.id().map(OperatorId),
        hashes: row.flag(),
        merges: row.flag(),
    })
}

/// A cast.
pub(super) fn cast(id: u32, mut row: Fields<'_>) -> Option<Cast> {
    let (source, target) = (TypeId(row.id()?), TypeId(row.id()?));
    let (function, method, context) = (row.id().map(FunctionId), row.next(), row.next());
    Some(Cast { id: CastId(id), source, target, method: cast_method(function, method), context: cast_context(context) })
}

/// How a cast works, from `castfunc` and `castmethod`.
pub(super) fn cast_method(function: Option<FunctionId>, method: &str) -> CastMethod {
    match (function, method) {
        (Some(function), "f") => CastMethod::Function(function),
        (_, "i") => CastMethod::InOut,
        _ => CastMethod::Binary,
    }
}

/// When a cast applies by itself, from `castcontext`.
pub(super) fn cast_context(context: &str) -> CastContext {
    match context {
        "i" => CastContext::Implicit,
        "a" => CastContext::Assignment,
        _ => CastContext::Explicit,
    }
}

/// An operator class.
pub(super) fn operator_class(id: u32, mut row: Fields<'_>) -> Option<OperatorClass> {
    Some(OperatorClass {
        id: OperatorClassId(id),
        schema: SchemaId(row.number()),
        name: Name::from(row.next()),
        method: Name::from(row.next()),
        family: OperatorFamilyId(row.id()?),
        input: TypeId(row.id()?),
        stored: row.id().map(TypeId),
        default: row.flag(),
    })
}

/// An operator family.
pub(super) fn operator_family(id: u32, mut row: Fields<'_>) -> Option<OperatorFamily> {
    let (schema, name, method) = (SchemaId(row.number()), Name::from(row.next()), Name::from(row.next()));
    let operators = row.next().split(',').filter_map(class_operator).gather();
    Some(OperatorFamily { id: OperatorFamilyId(id), schema, name, method, operators })
}

fn class_operator(text: &str) -> Option<ClassOperator> {
    let mut words = text.split(' ');
    Some(ClassOperator {
        strategy: words.next()?.parse().ok()?,
        operator: OperatorId(number(words.next()?)),
        left: TypeId(number(words.next()?)),
        right: TypeId(number(words.next()?)),
    })
}

/// A collation.
pub(super) fn collation(id: u32, mut row: Fields<'_>) -> Option<Collation> {
    Some(Collation { id: CollationId(id), schema: SchemaId(row.number()), name: Name::from(row.next()), deterministic: row.flag() })
}

/// An object with few properties.
pub(super) fn simple(id: u32, mut row: Fields<'_>) -> Option<Simple> {
    let (schema, name) = (row.id().map(SchemaId), Name::from(row.next()));
    let kind = simple_kind(row.next())?;
    let properties = row.next().split_once('=').map(|(key, value)| (Name::from(key), Name::from(value))).into_iter().gather();
    Some(Simple { properties, ..Simple::plain(SimpleId(id), kind, schema, name) })
}

/// The kind that the data calls so.
pub(super) fn simple_kind(text: &str) -> Option<SimpleKind> {
    Some(match text {
        "role" => SimpleKind::Role,
        "language" => SimpleKind::Language,
        "access method" => SimpleKind::AccessMethod,
        "foreign data wrapper" => SimpleKind::ForeignDataWrapper,
        "conversion" => SimpleKind::Conversion,
        "transform" => SimpleKind::Transform,
        "text search parser" => SimpleKind::TextSearchParser,
        "text search template" => SimpleKind::TextSearchTemplate,
        "text search dictionary" => SimpleKind::TextSearchDictionary,
        "text search configuration" => SimpleKind::TextSearchConfiguration,
        "event trigger" => SimpleKind::EventTrigger,
        _ => return None,
    })
}
