//! Which of `DEFERRABLE`, `INITIALLY DEFERRED`, `NOT VALID`, `NO INHERIT`, `NOT ENFORCED` does a constraint have, and which may it not have.

use super::ConstraintAttributes;
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::statement::errors;
use crate::syntax::statement::support::unexpected;
use crate::syntax::tree::ast::{AstNode, ConstraintOption as Word};
use crate::text::Span;

/// What a kind of constraint allows, and what PostgreSQL calls it.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax::statement) struct AttributeRules {
    pub(in crate::syntax::statement) kind: &'static str,
    pub(in crate::syntax::statement) deferrable: bool,
    pub(in crate::syntax::statement) enforceable: bool,
    pub(in crate::syntax::statement) not_valid: bool,
    pub(in crate::syntax::statement) no_inherit: bool,
}

const fn key(kind: &'static str) -> AttributeRules {
    AttributeRules { kind, deferrable: true, enforceable: false, not_valid: false, no_inherit: false }
}

pub(in crate::syntax::statement) const CHECK: AttributeRules =
    AttributeRules { kind: "CHECK", deferrable: false, enforceable: true, not_valid: true, no_inherit: true };
pub(in crate::syntax::statement) const NOT_NULL: AttributeRules =
    AttributeRules { enforceable: false, ..AttributeRules { kind: "NOT NULL", ..CHECK } };
pub(in crate::syntax::statement) const FOREIGN_KEY: AttributeRules =
    AttributeRules { kind: "FOREIGN KEY", deferrable: true, enforceable: true, not_valid: true, no_inherit: false };
pub(in crate::syntax::statement) const UNIQUE: AttributeRules = key("UNIQUE");
pub(in crate::syntax::statement) const PRIMARY_KEY: AttributeRules = key("PRIMARY KEY");
pub(in crate::syntax::statement) const EXCLUDE: AttributeRules = key("EXCLUDE");
pub(in crate::syntax::statement) const TRIGGER: AttributeRules = key("TRIGGER");
/// A default, an identity, `NULL`: nothing can follow.
pub(in crate::syntax::statement) const NO_CONSTRAINT: AttributeRules =
    AttributeRules { kind: "", deferrable: false, enforceable: false, not_valid: false, no_inherit: false };

/// The attributes after a constraint of a table, of a domain or of a trigger.
///
/// pg: gram.y ConstraintAttributeSpec, processCASbits
pub(in crate::syntax::statement) fn lower_table_attributes<'t>(
    cx: &Lowering<'_>,
    rules: AttributeRules,
    words: impl Iterator<Item = Word<'t>>,
) -> Result<ConstraintAttributes> {
    let attributes = lower_any_attributes(cx, words)?;
    let Some(span) = attributes.span else { return Ok(attributes) };
    let refuse = |attribute| Err(errors::pointing_from_18(cx, errors::cannot_be_marked(rules.kind, attribute, span)));
    if !rules.deferrable && (attributes.deferrable == Some(true) || attributes.initially_deferred == Some(true)) {
        return refuse("DEFERRABLE");
    }
    if attributes.not_valid && !rules.not_valid {
        return refuse("NOT VALID");
    }
    if attributes.no_inherit && !rules.no_inherit {
        return refuse("NO INHERIT");
    }
    match attributes.enforced {
        Some(false) if !rules.enforceable => refuse("NOT ENFORCED"),
        Some(true) if !rules.enforceable => refuse("ENFORCED"),
        _ => Ok(attributes),
    }
}

/// Attributes in any order, of which none may contradict another.
pub(in crate::syntax::statement) fn lower_any_attributes<'t>(
    cx: &Lowering<'_>,
    words: impl Iterator<Item = Word<'t>>,
) -> Result<ConstraintAttributes> {
    let mut seen = ConstraintAttributes::default();
    for word in words {
        let span = cx.span_of(&word);
        let first = seen.span.unwrap_or(span);
        let contradicts = match &word {
            Word::DeferrableConstraintOption(_) => seen.deferrable.replace(true) == Some(false),
            Word::NotDeferrableConstraintOption(_) => seen.deferrable.replace(false) == Some(true),
            Word::InitiallyDeferredConstraintOption(_) => seen.initially_deferred.replace(true) == Some(false),
            Word::InitiallyImmediateConstraintOption(_) => seen.initially_deferred.replace(false) == Some(true),
            Word::Enforced(_) => seen.enforced.replace(true) == Some(false),
            Word::NotEnforced(_) => seen.enforced.replace(false) == Some(true),
            Word::NotValid(_) => {
                seen.not_valid = true;
                false
            }
            Word::NoInherit(_) => {
                seen.no_inherit = true;
                false
            }
            Word::Inherit(node) => return Err(unexpected(cx, node.syntax())),
        };
        if seen.deferrable == Some(false) && seen.initially_deferred == Some(true) {
            return Err(errors::deferred_must_be_deferrable(span));
        }
        if contradicts {
            return Err(errors::conflicting_properties(span));
        }
        seen.span = Some(first);
    }
    Ok(seen)
}

/// The attributes after a constraint of a column, which the grammar takes as constraints of their own.
///
/// pg: parse_utilcmd.c transformConstraintAttrs
pub(in crate::syntax::statement) fn lower_column_attributes<'t>(
    cx: &Lowering<'_>,
    rules: AttributeRules,
    words: impl Iterator<Item = Word<'t>>,
) -> Result<ConstraintAttributes> {
    let mut seen = ConstraintAttributes::default();
    for (place, word) in words.enumerate() {
        let span = cx.span_of(&word);
        seen.span.get_or_insert(span);
        match &word {
            Word::DeferrableConstraintOption(_) => deferrability(&mut seen, rules, true, span)?,
            Word::NotDeferrableConstraintOption(_) => deferrability(&mut seen, rules, false, span)?,
            Word::InitiallyDeferredConstraintOption(_) => initially(&mut seen, rules, true, span)?,
            Word::InitiallyImmediateConstraintOption(_) => initially(&mut seen, rules, false, span)?,
            Word::Enforced(_) => enforced(&mut seen, rules, true, span)?,
            Word::NotEnforced(_) => enforced(&mut seen, rules, false, span)?,
            Word::NoInherit(_) if rules.no_inherit && place == 0 => seen.no_inherit = true,
            Word::NoInherit(node) => return Err(unexpected(cx, node.syntax())),
            Word::Inherit(node) => return Err(unexpected(cx, node.syntax())),
            Word::NotValid(node) => return Err(unexpected(cx, node.syntax())),
        }
    }
    Ok(seen)
}

fn deferrability(seen: &mut ConstraintAttributes, rules: AttributeRules, value: bool, span: Span) -> Result<()> {
    if !rules.deferrable {
        return Err(errors::misplaced_clause(if value { "DEFERRABLE" } else { "NOT DEFERRABLE" }, span));
    }
    if seen.deferrable.replace(value).is_some() {
        return Err(errors::multiple_clauses("DEFERRABLE/NOT DEFERRABLE", span));
    }
    consistent(seen, span)
}

fn initially(seen: &mut ConstraintAttributes, rules: AttributeRules, value: bool, span: Span) -> Result<()> {
    if !rules.deferrable {
        return Err(errors::misplaced_clause(if value { "INITIALLY DEFERRED" } else { "INITIALLY IMMEDIATE" }, span));
    }
    if seen.initially_deferred.replace(value).is_some() {
        return Err(errors::multiple_clauses("INITIALLY IMMEDIATE/DEFERRED", span));
    }
    consistent(seen, span)
}

fn consistent(seen: &ConstraintAttributes, span: Span) -> Result<()> {
    match (seen.deferrable, seen.initially_deferred) {
        (Some(false), Some(true)) => Err(errors::deferred_must_be_deferrable(span)),
        _ => Ok(()),
    }
}

fn enforced(seen: &mut ConstraintAttributes, rules: AttributeRules, value: bool, span: Span) -> Result<()> {
    if !rules.enforceable {
        return Err(errors::misplaced_clause(if value { "ENFORCED" } else { "NOT ENFORCED" }, span));
    }
    if seen.enforced.replace(value).is_some() {
        return Err(errors::multiple_clauses("ENFORCED/NOT ENFORCED", span));
    }
    Ok(())
}
