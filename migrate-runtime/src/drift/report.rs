//! What is said of a schema that is not the computed one: object by object.

use migrate_model::SchemaDifference;
use std::fmt;

/// In what a live schema differs from the one that the migrations make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "the differences are not an error by themselves"]
pub struct Drift {
    differences: Vec<SchemaDifference>,
}

impl Drift {
    pub(super) fn new(differences: Vec<SchemaDifference>) -> Self {
        Self { differences }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// The differences, sorted by the kinds and names of the objects: first what is missing or different, then what is not expected.
    #[must_use]
    pub fn differences(&self) -> &[SchemaDifference] {
        &self.differences
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("the schema is the one that the migrations make\n");
        }
        self.differences.iter().try_for_each(|difference| writeln!(f, "{difference}"))
    }
}
