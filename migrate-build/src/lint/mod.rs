//! Is what PostgreSQL accepts also safe: rules over the effects of a statement and the catalogs before and after it, never over syntax.

mod allowance;
mod built_key;
mod column_change;
#[cfg(feature = "command")]
mod elsewhere;
#[cfg(feature = "command")]
mod explain;
mod fix;
mod judge;
mod level;
mod new_column;
mod prelude;
mod proof;
mod registry;
mod replaced_column;
mod report;
mod rule;
mod rules;
mod sizes;
mod sql;
mod step;
mod unit;

#[cfg(feature = "command")]
pub use elsewhere::{Elsewhere, ToldBy, elsewhere};
#[cfg(feature = "command")]
pub use explain::explain;
pub use fix::{Fix, FixedFile};
pub use judge::{UnitJudge, UnitText, Verdict};
pub use level::{Level, Levels, UnknownRule};
pub use registry::{rule_named, rules};
pub use rule::{Group, Rule};
pub use sizes::{Sizes, SizesError};

use crate::text::SortedSet;
use migrate_model::Version;

/// Whether what is denied is an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enforcement {
    /// A warning: nothing is known to be released, so nothing can be broken.
    #[default]
    Warn,
    /// An error.
    Deny,
}

/// What migrations are judged by.
#[derive(Clone, Debug, Default)]
pub struct Lints {
    /// The level of every rule.
    pub levels: Levels,
    /// How many rows tables are known to hold.
    pub sizes: Sizes,
    /// What was released, and is not judged again.
    pub released: SortedSet<Version>,
    /// Whether what is denied is an error.
    pub enforcement: Enforcement,
    /// What is told of at all.
    pub told: Told,
}

/// From which level on findings are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// All that is not allowed.
    #[default]
    Everything,
    /// What is denied: a build that speaks of more would not be listened to.
    Denied,
}
