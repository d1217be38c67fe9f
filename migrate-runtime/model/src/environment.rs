//! Where does a database stand, so that it begins with the data that belongs there.

use std::fmt;

/// Where a database stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Environment {
    /// On a developer's machine, or in a test.
    Development,
    /// Where a release is tried.
    Staging,
    /// Where it is used.
    Production,
}

impl Environment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Development, Self::Staging, Self::Production];

    /// Reads its name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.to_string() == name)
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Development => "development",
            Self::Staging => "staging",
            Self::Production => "production",
        })
    }
}
