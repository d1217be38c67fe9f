//! Which rules are there: a line a rule.

use super::rule::Rule;
use super::rules::ALL;
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

static LISTED: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| rules().collect());

static INDEXES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let named = LISTED.iter().enumerate().flat_map(|(index, rule)| [(rule.name, index), (rule.code, index)]);
    named.collect()
});

/// The place of a rule, by its name or code.
pub(super) fn rule_index(name: &str) -> Option<usize> {
    INDEXES.get(name).copied()
}

/// The rule at a place.
pub(super) fn rule_at(index: usize) -> &'static Rule {
    LISTED[index]
}

/// How many rules there are.
pub(super) fn rule_count() -> usize {
    LISTED.len()
}
