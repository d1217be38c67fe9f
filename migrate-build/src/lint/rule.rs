//! What is a rule: its names, its level, its page and its check.

use super::level::Level;
use super::report::Report;
use super::step::Step;
use super::unit::UnitEnd;

/// What a family of rules is about. A level can be set for all of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Locks, rewrites and scans of a table that is in use.
    Locks,
    /// Indexes.
    Indexes,
    /// Constraints.
    Constraints,
    /// Types of columns.
    Types,
    /// Partitions.
    Partitions,
    /// What is lost.
    Destructive,
    /// What breaks the program that is running.
    Breaking,
    /// Transactions, timeouts and the session.
    Transactions,
    /// Changes of rows.
    Data,
    /// Access.
    Security,
    /// Enums, domains and composite types.
    Enums,
    /// Rows that are valid for a time.
    Temporal,
    /// What fails, or differs, on some servers.
    Failing,
    /// The folder and its history.
    Governance,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 14] = [
        Self::Locks,
        Self::Indexes,
        Self::Constraints,
        Self::Types,
        Self::Partitions,
        Self::Destructive,
        Self::Breaking,
        Self::Transactions,
        Self::Data,
        Self::Security,
        Self::Enums,
        Self::Temporal,
        Self::Failing,
        Self::Governance,
    ];

    /// As `migrate.toml` names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Locks => "locks",
            Self::Indexes => "indexes",
            Self::Constraints => "constraints",
            Self::Types => "types",
            Self::Partitions => "partitions",
            Self::Destructive => "destructive",
            Self::Breaking => "breaking",
            Self::Transactions => "transactions",
            Self::Data => "data",
            Self::Security => "security",
            Self::Enums => "enums",
            Self::Temporal => "temporal",
            Self::Failing => "failing",
            Self::Governance => "governance",
        }
    }

    /// Whether its rules are about work that grows with the rows of a table.
    #[must_use]
    pub const fn depends_on_size(self) -> bool {
        matches!(self, Self::Locks | Self::Indexes | Self::Constraints | Self::Types | Self::Partitions | Self::Data)
    }
}

/// A rule.
pub struct Rule {
    /// Its name, which reads well after "allow".
    pub name: &'static str,
    /// The short code that lists of rules use.
    pub code: &'static str,
    /// Its family.
    pub group: Group,
    /// Its level where nothing else is said.
    pub level: Level,
    /// Its page: why, bad, good and near misses, and the fix.
    pub page: &'static str,
    /// What finds it.
    pub(crate) check: Check,
}

impl Rule {
    /// A rule that looks at each statement.
    pub(super) const fn of_statements(
        (name, code): (&'static str, &'static str),
        (group, level): (Group, Level),
        page: &'static str,
        check: fn(&Step<'_>, &mut Report<'_>),
    ) -> Self {
        Self { name, code, group, level, page, check: Check::Statement(check) }
    }

    /// A rule that looks at a migration as a whole.
    pub(super) const fn of_units(
        (name, code): (&'static str, &'static str),
        (group, level): (Group, Level),
        page: &'static str,
        check: fn(&UnitEnd<'_>, &mut Report<'_>),
    ) -> Self {
        Self { name, code, group, level, page, check: Check::Unit(check) }
    }

    /// A rule whose findings come from another layer.
    pub(super) const fn of_other_layers(
        (name, code): (&'static str, &'static str),
        (group, level): (Group, Level),
        page: &'static str,
    ) -> Self {
        Self { name, code, group, level, page, check: Check::Elsewhere }
    }
}

impl Rule {
    /// A rule whose findings come from a proof, which looks at a migration once it was judged.
    pub(super) const fn of_proofs((name, code): (&'static str, &'static str), (group, level): (Group, Level), page: &'static str) -> Self {
        Self { name, code, group, level, page, check: Check::Proof }
    }
}

/// A look at a statement.
pub(crate) type StatementCheck = fn(&Step<'_>, &mut Report<'_>);

/// A look at a migration.
pub(crate) type UnitCheck = fn(&UnitEnd<'_>, &mut Report<'_>);

/// What finds what a rule is against.
pub(crate) enum Check {
    /// A look at each statement.
    Statement(StatementCheck),
    /// A look at a migration once all of it is known.
    Unit(UnitCheck),
    /// Another layer, which reports it under this name.
    Elsewhere,
    /// A proof, after all the others.
    Proof,
}
