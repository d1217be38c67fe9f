//! What is refused of functions.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

fn invalid(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::INVALID_FUNCTION_DEFINITION, message)
}

/// No language and no body in SQL.
pub(in crate::fold) fn no_language() -> Problem {
    invalid("no language specified")
}

/// A language that is not there.
pub(in crate::fold) fn language_missing(name: &Name) -> Problem {
    let problem =
        Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("language \"{name}\" does not exist")).about(SubjectKind::Other, name);
    if name.starts_with("pl") { problem.help("use CREATE EXTENSION to load the language into the database") } else { problem }
}

/// A property that procedures do not have.
pub(in crate::fold) fn attribute_of_procedure() -> Problem {
    invalid("invalid attribute in procedure definition")
}

/// A cost that is not positive.
pub(in crate::fold) fn must_be_positive(what: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("{what} must be positive"))
}

/// A word after PARALLEL that means nothing.
pub(in crate::fold) fn parallel_unknown() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "parameter \"parallel\" must be SAFE, RESTRICTED, or UNSAFE")
}

/// ROWS of a function that gives one row.
pub(in crate::fold) fn rows_without_set() -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, "ROWS is not applicable when function does not return a set")
}

/// A parameter's type that is not there; PostgreSQL leaves the quotes out here.
pub(in crate::fold) fn parameter_type_missing(name: &str, bare: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("type {name} does not exist")).about(SubjectKind::Type, bare)
}

/// A shell where SQL needs a type.
pub(in crate::fold) fn shell_type(verb: &str, name: &str) -> Problem {
    invalid(format!("SQL function cannot {verb} shell type {name}"))
}

/// A set as an argument.
pub(in crate::fold) fn set_argument(what: &str) -> Problem {
    invalid(format!("{what} cannot accept set arguments"))
}

/// VARIADIC before other inputs.
pub(in crate::fold) fn variadic_not_last() -> Problem {
    invalid("VARIADIC parameter must be the last input parameter")
}

/// VARIADIC of what is no array.
pub(in crate::fold) fn variadic_no_array() -> Problem {
    invalid("VARIADIC parameter must be an array")
}

/// A parameter's name that stands twice.
pub(in crate::fold) fn parameter_twice(name: &Name) -> Problem {
    invalid(format!("parameter name \"{name}\" used more than once"))
}

/// A default of an output.
pub(in crate::fold) fn default_of_output() -> Problem {
    invalid("only input parameters can have default values")
}

/// No default after a default.
pub(in crate::fold) fn default_missing() -> Problem {
    invalid("input parameters after one with a default value must also have defaults")
}

/// An output of a procedure after a parameter with a default.
pub(in crate::fold) fn output_after_default() -> Problem {
    invalid("procedure OUT parameters cannot appear after one with a default value")
}

/// Nothing says what the function returns.
pub(in crate::fold) fn result_missing() -> Problem {
    invalid("function result type must be specified")
}

/// RETURNS and the outputs disagree.
pub(in crate::fold) fn result_by_outputs(type_: &str) -> Problem {
    invalid(format!("function result type must be {type_} because of OUT parameters"))
}

/// A polymorphic result that no input decides.
pub(in crate::fold) fn result_undetermined(type_: &str, inputs: &str) -> Problem {
    invalid("cannot determine result data type").note(format!("a result of type {type_} requires at least one input of type {inputs}"))
}

/// `internal` that anyone could call.
pub(in crate::fold) fn unsafe_internal() -> Problem {
    invalid("unsafe use of pseudo-type \"internal\"").note("a function returning \"internal\" must have at least one \"internal\" argument")
}

/// No body at all.
pub(in crate::fold) fn no_body() -> Problem {
    invalid("no function body specified")
}

/// Two bodies.
pub(in crate::fold) fn two_bodies() -> Problem {
    invalid("duplicate function body specified")
}

/// A parsed body in another language.
pub(in crate::fold) fn inline_body_language() -> Problem {
    invalid("inline SQL function body only valid for language SQL")
}

/// A symbol beside a body.
pub(in crate::fold) fn one_item(language: &Name) -> Problem {
    invalid(format!("only one AS item needed for language \"{language}\""))
}

/// A function of the same name and argument types.
pub(in crate::fold) fn function_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_FUNCTION, format!("function \"{name}\" already exists with same argument types"))
        .about(SubjectKind::Function, name)
}

/// A function that becomes a procedure, or the like.
pub(in crate::fold) fn kind_changes(name: &Name, is: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot change routine kind").note(format!("\"{name}\" is {is}"))
}

/// What `OR REPLACE` cannot change, and the statement that makes room.
pub(in crate::fold) fn cannot_replace(message: impl Into<String>, drop: &str) -> Problem {
    invalid(message).help(format!("use {drop} first"))
}

/// A pseudo-type that a language cannot return.
pub(in crate::fold) fn language_cannot_return(language: &str, type_: &str) -> Problem {
    let message = format!("{language} functions cannot return type {type_}");
    if language == "SQL" { invalid(message) } else { Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message) }
}

/// A pseudo-type that a language cannot take.
pub(in crate::fold) fn language_cannot_accept(language: &str, type_: &str) -> Problem {
    if language == "SQL" {
        invalid(format!("SQL functions cannot have arguments of type {type_}"))
    } else {
        Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("{language} functions cannot accept type {type_}"))
    }
}

/// A body whose last statement gives something else.
pub(in crate::fold) fn return_mismatch(type_: &str, detail: String) -> Problem {
    invalid(format!("return type mismatch in function declared to return {type_}")).note(detail)
}

/// A type that no body in SQL can give.
pub(in crate::fold) fn return_unsupported(type_: &str) -> Problem {
    invalid(format!("return type {type_} is not supported for SQL functions"))
}

/// A statement that a parsed body cannot hold.
pub(in crate::fold) fn not_in_unquoted_body(command: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("{command} is not yet supported in unquoted SQL function body"))
}

/// Arguments of a trigger's function.
pub(in crate::fold) fn trigger_arguments() -> Problem {
    invalid("trigger functions cannot have declared arguments")
        .help("the arguments of the trigger can be accessed through TG_NARGS and TG_ARGV instead")
}

/// Arguments of an event trigger's function.
pub(in crate::fold) fn event_trigger_arguments() -> Problem {
    invalid("event trigger functions cannot have declared arguments")
}

/// An aggregate where a function or procedure is meant.
pub(in crate::fold) fn is_an_aggregate(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is an aggregate function"))
}
