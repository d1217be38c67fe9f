//! How are problems of DDL said that the grammar's own actions refuse.

use crate::diag::{Diagnostic, Problem, Severity, SqlState};
use crate::syntax::errors::refused_by_grammar;
use crate::syntax::grammar::Grammar;
use crate::syntax::lower::Lowering;
use crate::text::{Name, Span};

/// The parser's tree lacks a part that the grammar promises; it stands for the statement's first word.
#[must_use]
pub fn incomplete() -> Problem {
    Diagnostic::rule(Severity::Error, "not-understood", "this form of statement is not understood")
        .help("write it in a more usual form, or report it: PostgreSQL itself may well accept it")
}

/// Up to 17 PostgreSQL points nowhere where the list that it complains of may be empty.
pub fn pointing_from_18(cx: &Lowering<'_>, problem: Problem) -> Problem {
    if cx.grammar() >= Grammar::V18 { problem } else { Box::new(Diagnostic { span: None, ..*problem }) }
}

/// `DEFERRABLE` and its kin where no constraint stands that could have it.
#[must_use]
pub fn misplaced_clause(clause: &str, span: Span) -> Problem {
    refused_by_grammar(format!("misplaced {clause} clause"), span)
}

/// `DEFERRABLE` and its kin twice.
#[must_use]
pub fn multiple_clauses(clauses: &str, span: Span) -> Problem {
    refused_by_grammar(format!("multiple {clauses} clauses not allowed"), span)
}

/// `INITIALLY DEFERRED` beside `NOT DEFERRABLE`.
#[must_use]
pub fn deferred_must_be_deferrable(span: Span) -> Problem {
    refused_by_grammar("constraint declared INITIALLY DEFERRED must be DEFERRABLE", span)
}

/// An attribute and its opposite.
#[must_use]
pub fn conflicting_properties(span: Span) -> Problem {
    refused_by_grammar("conflicting constraint properties", span)
}

/// An attribute that this kind of constraint cannot have.
#[must_use]
pub fn cannot_be_marked(kind: &str, attribute: &str, span: Span) -> Problem {
    not_supported(format!("{kind} constraints cannot be marked {attribute}"), span)
}

/// A feature of the standard that PostgreSQL's grammar knows and refuses.
#[must_use]
pub fn not_supported(message: impl Into<String>, span: Span) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).at(span)
}

/// `MODULUS` or `REMAINDER` twice.
#[must_use]
pub fn hash_bound_repeated(word: &Name, span: Span) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("{word} for hash partition provided more than once")).at(span)
}

/// Another word than `MODULUS` and `REMAINDER`.
#[must_use]
pub fn hash_bound_unknown(word: &Name, span: Span) -> Problem {
    refused_by_grammar(format!("unrecognized hash partition bound specification \"{word}\""), span)
}

/// `MODULUS` or `REMAINDER` missing.
#[must_use]
pub fn hash_bound_missing(word: &str, span: Span) -> Problem {
    refused_by_grammar(format!("{word} for hash partition must be specified"), span)
}

/// `OWNED BY` with a lone name.
#[must_use]
pub fn invalid_owned_by() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "invalid OWNED BY option").help("say OWNED BY table.column or OWNED BY NONE")
}

/// A lone name where `relation.column` must stand.
#[must_use]
pub fn column_must_be_qualified(name: &Name) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "column name must be qualified").help(format!("say table.{name}"))
}

/// `NONE` as the name of a role.
#[must_use]
pub fn reserved_role(name: &Name, span: Span) -> Problem {
    Diagnostic::error(SqlState::RESERVED_NAME, format!("role name \"{name}\" is reserved")).at(span)
}

/// A word where only the name of a role may stand: `CURRENT_USER`.
#[must_use]
pub fn not_a_role_name(word: &str, span: Span) -> Problem {
    Diagnostic::error(SqlState::RESERVED_NAME, format!("{word} cannot be used as a role name here")).at(span)
}

/// One operand where both must be named.
#[must_use]
pub fn missing_operand(span: Span) -> Problem {
    refused_by_grammar("missing argument", span).help("use NONE to denote the missing argument of a unary operator")
}

/// A word that is no option of a role.
#[must_use]
pub fn unrecognized_role_option(word: &str, span: Span) -> Problem {
    refused_by_grammar(format!("unrecognized role option \"{word}\""), span)
}

/// `[NOT] ENFORCED` on a domain's constraint.
#[must_use]
pub fn domain_enforceability(span: Span) -> Problem {
    let message = "specifying constraint enforceability not supported for domains";
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message).at(span)
}

/// A word after `AS` that is neither `PERMISSIVE` nor `RESTRICTIVE`.
#[must_use]
pub fn unrecognized_policy_kind(word: &Name, span: Span) -> Problem {
    refused_by_grammar(format!("unrecognized row security option \"{word}\""), span)
        .help("only PERMISSIVE or RESTRICTIVE policies are supported")
}

/// An option twice.
#[must_use]
pub fn conflicting_options(span: Span) -> Problem {
    refused_by_grammar("conflicting or redundant options", span)
}

/// The same event twice; PostgreSQL points at the token where it noticed.
#[must_use]
pub fn duplicate_trigger_events(token: &str, span: Span) -> Problem {
    refused_by_grammar(format!("duplicate trigger events specified at or near \"{token}\""), span)
}

/// A list of a publication's objects in which one cannot stand where it does.
#[must_use]
pub fn publication_object(message: &str, span: Span) -> Problem {
    refused_by_grammar(message, span)
}

/// `ALTER INDEX ... ALTER COLUMN n` with a number that no column has.
#[must_use]
pub fn column_number_out_of_range(span: Span) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, "column number must be in range from 1 to 32767").at(span)
}

/// `SET TIME ZONE INTERVAL` with other fields than hours and minutes.
#[must_use]
pub fn time_zone_interval(span: Span) -> Problem {
    refused_by_grammar("time zone interval must be HOUR or HOUR TO MINUTE", span)
}

/// A word after `PARTITION BY` that names no strategy.
#[must_use]
pub fn unrecognized_strategy(word: &Name, span: Span) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized partitioning strategy \"{word}\"")).at(span)
}

/// An option of a sequence that cannot be set through its column.
#[must_use]
pub fn sequence_option_not_here(option: &str, span: Span) -> Problem {
    refused_by_grammar(format!("sequence option \"{option}\" not supported here"), span)
}

/// `OUT` in the signature of an aggregate.
#[must_use]
pub fn aggregate_output(span: Span) -> Problem {
    not_supported("aggregates cannot have output arguments", span)
}

/// `OUT` beside `RETURNS TABLE`.
#[must_use]
pub fn output_beside_table(span: Span) -> Problem {
    refused_by_grammar("OUT and INOUT arguments aren't allowed in TABLE functions", span)
}
