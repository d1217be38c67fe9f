//! How seriously is a rule taken: per rule, per group, or as the rule itself has it.

use super::registry::{rule_at, rule_index, rules};
use super::rule::Group;
use crate::text::{Gather, Seek};
use migrate_model::nearest;

/// What happens where a rule finds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing.
    Allow,
    /// A warning.
    Warn,
    /// An error, once there is something released that could be hurt.
    Deny,
}

impl Level {
    /// As `migrate.toml` has it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }

    /// As `migrate.toml` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// A level more, of what is not allowed.
    pub(super) const fn raised(self) -> Self {
        match self {
            Self::Allow => Self::Allow,
            Self::Warn | Self::Deny => Self::Deny,
        }
    }

    /// A level less.
    pub(super) const fn lowered(self) -> Self {
        match self {
            Self::Deny => Self::Warn,
            Self::Warn | Self::Allow => Self::Allow,
        }
    }
}

/// The level of every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    by_rule: Vec<Level>,
}

impl Default for Levels {
    fn default() -> Self {
        Self { by_rule: rules().map(|rule| rule.level).gather() }
    }
}

/// Neither a rule nor a group has that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What it may have been meant to be.
    pub nearest: Option<&'static str>,
}

impl Levels {
    /// Sets the level of one rule, by name or code, or of a group. What is set for a rule itself is to be set last.
    ///
    /// # Errors
    /// There is neither.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), UnknownRule> {
        if let Some(index) = rule_index(name) {
            self.by_rule[index] = level;
            return Ok(());
        }
        let Some(group) = Group::ALL.into_iter().first_where(|group| group.name() == name) else {
            let known = rules().map(|rule| rule.name).chain(Group::ALL.iter().map(|group| group.name()));
            return Err(UnknownRule { nearest: nearest(name, known) });
        };
        for (own, rule) in self.by_rule.iter_mut().zip(rules()) {
            if rule.group == group {
                *own = level;
            }
        }
        Ok(())
    }

    /// Whether a name is that of a group.
    #[must_use]
    pub fn is_group(name: &str) -> bool {
        Group::ALL.iter().exists(|group| group.name() == name)
    }

    /// The level of a rule, by its place in the registry.
    pub(super) fn of(&self, index: usize) -> Level {
        self.by_rule.get(index).copied().unwrap_or_else(|| rule_at(index).level)
    }

    /// The level of a rule, by its name.
    #[must_use]
    pub fn of_named(&self, name: &str) -> Option<Level> {
        rule_index(name).map(|index| self.of(index))
    }
}
