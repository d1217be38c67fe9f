//! What does a row of the data say: functions, and relations with their columns.

use super::table::{Fields, number};
use crate::catalog::id::*;
use crate::catalog::object::*;
use crate::text::{Gather, Name};

/// A function.
pub(super) fn function(id: u32, mut row: Fields<'_>) -> Option<Function> {
    let (schema, name) = (SchemaId(row.number()), Name::from(row.next()));
    let (kind, language) = (function_kind(row.next()), Name::from(row.next()));
    let (strict, returns_set, volatility) = (row.flag(), row.flag(), volatility(row.next()));
    let returns = TypeId(row.id()?);
    let defaults = row.number() as usize;
    let parameters = parameters(row.next(), defaults);
    let aggregate = aggregate(row.next()).map(Box::new);
    Some(Function {
        id: FunctionId(id),
        schema,
        name,
        kind,
        parameters,
        returns,
        returns_set,
        strict,
        volatility,
        language,
        aggregate,
        body: FunctionBody::Opaque,
        owner: None,
        settings: Vec::new(),
        security_definer: false,
        planning: crate::catalog::object::Planning::default(),
    })
}

/// What a function is, from `prokind`.
pub(super) fn function_kind(kind: &str) -> FunctionKind {
    match kind {
        "p" => FunctionKind::Procedure,
        "a" => FunctionKind::Aggregate,
        "w" => FunctionKind::Window,
        _ => FunctionKind::Function,
    }
}

/// How often a result changes, from `provolatile`.
pub(super) fn volatility(text: &str) -> Volatility {
    match text {
        "i" => Volatility::Immutable,
        "s" => Volatility::Stable,
        _ => Volatility::Volatile,
    }
}

/// Parameters such as `25 o23=position`, of which the last inputs have defaults.
fn parameters(text: &str, defaults: usize) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = text.split(' ').filter(|item| !item.is_empty()).map(parameter).gather();
    let inputs = parameters.iter_mut().rev().filter(|parameter| !matches!(parameter.mode, ParameterMode::Out | ParameterMode::Table));
    for parameter in inputs.take(defaults) {
        parameter.default = ParameterDefault::Builtin;
    }
    parameters
}

fn parameter(text: &str) -> Parameter {
    let (mode, rest) = parameter_mode(text);
    let (type_id, name) = rest.split_once('=').map_or((rest, None), |(type_id, name)| (type_id, Some(Name::from(name))));
    Parameter { mode, name, type_id: TypeId(number(type_id)), default: ParameterDefault::None }
}

/// The mode that a letter in front says, and what follows it.
fn parameter_mode(text: &str) -> (ParameterMode, &str) {
    match text.as_bytes().first() {
        Some(b'o') => (ParameterMode::Out, &text[1..]),
        Some(b'b') => (ParameterMode::InOut, &text[1..]),
        Some(b'v') => (ParameterMode::Variadic, &text[1..]),
        Some(b't') => (ParameterMode::Table, &text[1..]),
        _ => (ParameterMode::In, text),
    }
}

/// What makes a function an aggregate, such as `n 0 58`.
fn aggregate(text: &str) -> Option<AggregateInfo> {
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let kind = match words.next()? {
        "o" => AggregateKind::OrderedSet,
        "h" => AggregateKind::HypotheticalSet,
        _ => AggregateKind::Normal,
    };
    let direct_arguments = words.next()?.parse().ok()?;
    let sort_operator = words.next().map(number).filter(|id| *id != 0).map(OperatorId);
    Some(AggregateInfo { kind, direct_arguments, sort_operator })
}

/// A table, view or composite type.
pub(super) fn relation(id: u32, mut row: Fields<'_>) -> Option<Relation> {
    let (schema, name) = (SchemaId(row.number()), Name::from(row.next()));
    let kind = relation_kind(row.next());
    let row_type = row.id().map(TypeId);
    row.skip();
    let columns = row.next().split(',').filter_map(column).gather();
    Some(Relation {
        columns,
        row_type,
        access_method: (kind == RelationKind::Table).then(|| Name::from("heap")),
        ..Relation::plain(RelationId(id), schema, name, kind)
    })
}

fn relation_kind(kind: &str) -> RelationKind {
    match kind {
        "v" => RelationKind::View,
        "m" => RelationKind::MaterializedView,
        "f" => RelationKind::ForeignTable,
        "p" => RelationKind::PartitionedTable,
        "S" => RelationKind::Sequence,
        "c" => RelationKind::Composite,
        _ => RelationKind::Table,
    }
}

/// The primary key of a system table, under the number of the table itself.
pub(super) fn primary_key(id: u32, mut row: Fields<'_>) -> Option<Constraint> {
    let schema = SchemaId(row.number());
    row.skip();
    row.skip();
    row.skip();
    let (name, columns) = row.next().split_once(' ')?;
    Some(Constraint {
        id: ConstraintId(id),
        schema,
        name: Name::from(name),
        owner: ConstraintOwner::Relation(RelationId(id)),
        kind: ConstraintKind::PrimaryKey { period: false },
        columns: columns.split(' ').filter_map(|number| number.parse().ok()).gather(),
        index: None,
        deferrable: false,
        deferred: false,
        validated: true,
        enforced: true,
        parent: None,
        local: true,
        inherited: 0,
        no_inherit: true,
    })
}

/// A column such as `26 -1 true 0 oid`.
fn column(text: &str) -> Option<Column> {
    let mut words = text.split(' ');
    let type_id = TypeId(number(words.next()?));
    let modifier = words.next()?.parse().ok()?;
    let not_null = words.next()? == "true";
    let collation = Some(number(words.next()?)).filter(|id| *id != 0).map(CollationId);
    let column = Column::plain(Name::from(words.next()?), type_id);
    Some(Column { modifier, not_null, not_null_valid: not_null, collation, ..column })
}
