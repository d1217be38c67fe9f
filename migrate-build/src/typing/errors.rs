//! How are the errors of types, casts, functions and operators said.

use super::common::NoCommonType;
use super::operator::NoOperator;
use super::polymorphic::Mismatch;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::{Gather, Name, Seek};

/// `collations are not supported by type integer`
#[must_use]
pub fn collation_not_supported(catalog: &Catalog, type_id: TypeId) -> Problem {
    mismatch(format!("collations are not supported by type {}", type_text(catalog, type_id)))
}

/// Where a type of that name is, if it is only out of sight.
#[must_use]
pub fn type_hint(catalog: &Catalog, name: &Name) -> Option<String> {
    let hidden = catalog.types().into_iter().first_where(|found| found.name == *name)?;
    let schema = catalog.schema(hidden.schema)?;
    Some(format!("there is a type \"{name}\" in schema \"{}\"", schema.name))
}

/// A type as PostgreSQL spells it in messages.
#[must_use]
pub fn type_text(catalog: &Catalog, type_id: TypeId) -> String {
    crate::catalog::format::format_type(catalog, type_id, -1)
}

/// An error of class "datatype mismatch".
#[must_use]
pub fn mismatch(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, message)
}

/// `cannot cast type integer to date`
#[must_use]
pub fn cannot_cast(catalog: &Catalog, source: TypeId, target: TypeId) -> Problem {
    let message = format!("cannot cast type {} to {}", type_text(catalog, source), type_text(catalog, target));
    Diagnostic::error(SqlState::CANNOT_COERCE, message)
}

/// `UNION could not convert type integer to date`
#[must_use]
pub fn cannot_convert(catalog: &Catalog, construct: &str, source: TypeId, target: TypeId) -> Problem {
    let message = format!("{construct} could not convert type {} to {}", type_text(catalog, source), type_text(catalog, target));
    Diagnostic::error(SqlState::CANNOT_COERCE, message)
}

/// `CASE types integer and text cannot be matched`
#[must_use]
pub fn no_common_type(catalog: &Catalog, construct: &str, failure: NoCommonType) -> Problem {
    let (so_far, other) = (type_text(catalog, failure.so_far), type_text(catalog, failure.other));
    mismatch(format!("{construct} types {so_far} and {other} cannot be matched")).help("cast one of them to the type of the other")
}

/// `argument of WHERE must be type boolean, not type integer`
#[must_use]
pub fn wrong_argument_type(catalog: &Catalog, construct: &str, wanted: TypeId, given: TypeId) -> Problem {
    let (wanted, given) = (type_text(catalog, wanted), type_text(catalog, given));
    mismatch(format!("argument of {construct} must be type {wanted}, not type {given}"))
}

/// `argument of WHERE must not return a set`
#[must_use]
pub fn argument_returns_set(construct: &str) -> Problem {
    mismatch(format!("argument of {construct} must not return a set"))
}

/// `could not find array type for data type x`
#[must_use]
pub fn no_array_type(catalog: &Catalog, element: TypeId) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("could not find array type for data type {}", type_text(catalog, element)))
}

/// Why polymorphic parameters do not go with their arguments.
#[must_use]
pub fn polymorphic_mismatch(catalog: &Catalog, why: Mismatch) -> Problem {
    let text = |type_id| type_text(catalog, type_id);
    match why {
        Mismatch::NotAlike(name, before, given) => {
            mismatch(format!("arguments declared \"{name}\" are not all alike")).note(format!("{} versus {}", text(before), text(given)))
        }
        Mismatch::NotA(name, what, given) => mismatch(format!("argument declared {name} is not {what} but type {}", text(given))),
        Mismatch::Inconsistent(name, other, given, expected) => mismatch(format!(
            "argument declared {name} is not consistent with argument declared {other}"
        ))
        .note(format!("{} versus {}", text(given), text(expected))),
        Mismatch::Undetermined => mismatch("could not determine polymorphic type because input has type unknown")
            .help("cast the argument to the type that is meant"),
        Mismatch::UndeterminedRange(name) => {
            mismatch(format!("could not determine polymorphic type {name} because input has type unknown"))
        }
        Mismatch::UndeterminedElement => mismatch("cannot determine element type of \"anyarray\" argument"),
        Mismatch::Forbidden(name, what, given) => mismatch(format!("type matched to {name} is {what}: {}", text(given))),
        Mismatch::NoArray(element) => no_array_type(catalog, element),
        Mismatch::NoCommon(failure) => {
            mismatch(format!("argument types {} and {} cannot be matched", text(failure.so_far), text(failure.other)))
        }
        Mismatch::NoCommonCast => mismatch("arguments of anycompatible family cannot be cast to a common type"),
        Mismatch::RangeDiffers(name, range, common) => {
            mismatch(format!("{name} type {} does not match anycompatible type {}", text(range), text(common)))
        }
    }
}

/// An operator with the types of its operands: `integer + text`.
// pg: parse_oper.c op_signature_string
#[must_use]
pub fn operator_signature(catalog: &Catalog, name: &str, left: Option<TypeId>, right: TypeId) -> String {
    let left = left.map_or_else(String::new, |left| format!("{} ", type_text(catalog, left)));
    format!("{left}{name} {}", type_text(catalog, right))
}

/// `operator does not exist: integer = text`, `operator is not unique: ...`
// pg: parse_oper.c op_error
#[must_use]
pub fn no_operator(catalog: &Catalog, name: &str, left: Option<TypeId>, right: TypeId, why: NoOperator) -> Problem {
    let signature = operator_signature(catalog, name, left, right);
    match why {
        NoOperator::Ambiguous => Diagnostic::error(SqlState::AMBIGUOUS_FUNCTION, format!("operator is not unique: {signature}"))
            .help("could not choose a best candidate operator; you might need to add explicit type casts"),
        NoOperator::Missing => {
            let help = if left.is_none() {
                "no operator matches the given name and argument type; you might need to add an explicit type cast"
            } else {
                "no operator matches the given name and argument types; you might need to add explicit type casts"
            };
            Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("operator does not exist: {signature}")).help(help)
        }
    }
}

/// `operator is only a shell: ...`
#[must_use]
pub fn operator_is_shell(catalog: &Catalog, name: &str, left: Option<TypeId>, right: TypeId) -> Problem {
    let signature = operator_signature(catalog, name, left, right);
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("operator is only a shell: {signature}"))
}

/// `could not identify an ordering operator for type json`
#[must_use]
pub fn no_ordering_operator(catalog: &Catalog, type_id: TypeId) -> Problem {
    let message = format!("could not identify an ordering operator for type {}", type_text(catalog, type_id));
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, message).help("use an explicit ordering operator or modify the query")
}

/// `could not identify an equality operator for type json`
#[must_use]
pub fn no_equality_operator(catalog: &Catalog, type_id: TypeId) -> Problem {
    let message = format!("could not identify an equality operator for type {}", type_text(catalog, type_id));
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, message)
}

/// A function with the types of its arguments: `f(integer, name => text)`.
// pg: parse_func.c func_signature_string
#[must_use]
pub fn function_signature(catalog: &Catalog, name: &str, arguments: &[TypeId], names: &[Name]) -> String {
    let positional = arguments.len().saturating_sub(names.len());
    let argument = |(at, type_id): (usize, &TypeId)| {
        let text = type_text(catalog, *type_id);
        match at.checked_sub(positional).and_then(|at| names.get(at)) {
            Some(name) => format!("{name} => {text}"),
            None => text,
        }
    };
    let arguments: Vec<String> = arguments.iter().enumerate().map(argument).gather();
    format!("{name}({})", arguments.join(", "))
}

/// `function f(integer) does not exist`; `kind` is `function` or `procedure`.
#[must_use]
pub fn function_missing(catalog: &Catalog, kind: &str, signature: &str, name: &Name) -> Problem {
    let problem = Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("{kind} {signature} does not exist"));
    if !catalog.lookup_functions(name).is_empty() {
        return problem.help(format!("no {kind} matches the given name and argument types; you might need to add explicit type casts"));
    }
    let problem = problem.about(SubjectKind::Function, name);
    let hidden = catalog.functions().into_iter().first_where(|found| found.name == *name).and_then(|found| catalog.schema(found.schema));
    match hidden {
        Some(schema) => problem.help(format!("there is a {kind} \"{name}\" in schema \"{}\"", schema.name)),
        None => problem.help(format!("no {kind} of that name exists")),
    }
}

/// `function f(unknown) is not unique`
#[must_use]
pub fn function_ambiguous(kind: &str, signature: &str) -> Problem {
    Diagnostic::error(SqlState::AMBIGUOUS_FUNCTION, format!("{kind} {signature} is not unique"))
        .help(format!("could not choose a best candidate {kind}; you might need to add explicit type casts"))
}
