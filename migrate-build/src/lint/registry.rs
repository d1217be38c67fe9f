//! Which rules are there: a line a rule.

use super::rule::{Check, Rule, StatementCheck, UnitCheck};
use super::rules::ALL;
use crate::text::Gather;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Every rule, family by family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().flat_map(|family| family.iter().copied())
}

/// The rule of a name or code.
#[must_use]
pub fn rule_named(name: &str) -> Option<&'static Rule> {
    rule_index(name).map(rule_at)
}

static LISTED: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| rules().gather());

static INDEXES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let named = LISTED.iter().enumerate().flat_map(|(index, rule)| [(rule.name, index), (rule.code, index)]);
    named.gather()
});

static OF_STATEMENTS: LazyLock<Vec<(usize, &'static Rule, StatementCheck)>> = LazyLock::new(|| {
    let check = |(index, rule): (usize, &'static Rule)| match rule.check {
        Check::Statement(check) => Some((index, rule, check)),
        _ => None,
    };
    rules().enumerate().filter_map(check).gather()
});

static OF_UNITS: LazyLock<Vec<(usize, &'static Rule, UnitCheck)>> = LazyLock::new(|| {
    let check = |(index, rule): (usize, &'static Rule)| match rule.check {
        Check::Unit(check) => Some((index, rule, check)),
        _ => None,
    };
    rules().enumerate().filter_map(check).gather()
});

/// The rules that look at each statement, with their places.
pub(super) fn rules_of_statements() -> &'static [(usize, &'static Rule, StatementCheck)] {
    &OF_STATEMENTS
}

/// The rules that look at a migration as a whole, with their places.
pub(super) fn rules_of_units() -> &'static [(usize, &'static Rule, UnitCheck)] {
    &OF_UNITS
}

/// The place of a rule, by its name or code.
pub(super) fn rule_index(name: &str) -> Option<usize> {
    INDEXES.get(name).copied()
}

/// The rule at a place.
pub(super) fn rule_at(index: usize) -> &'static Rule {
    LISTED[index]
}
