//! What is said of a schema that is not the computed one: object by object.

use migrate_model::{ComparableObject, SchemaDifference};
use std::fmt;

/// In what a live schema differs from the one that the migrations make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "the differences are not an error by themselves"]
pub struct Drift {
    differences: Vec<SchemaDifference>,
    expressions: Expressions,
}

/// What is known of the expressions of a live schema: defaults, checks, views, policies, and the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expressions {
    /// Nothing: the history does not say how they were printed after what is applied now.
    #[default]
    Unknown,
    /// Nothing: another major version of the server printed them then, and each prints in a way of its own.
    OtherServer,
    /// They were compared, and those of these objects are others than after they were applied.
    Compared(Vec<ComparableObject>),
}

impl Drift {
    pub(crate) fn new(differences: Vec<SchemaDifference>) -> Self {
        Self { differences, expressions: Expressions::Unknown }
    }

    pub(crate) fn with_expressions(self, expressions: Expressions) -> Self {
        Self { expressions, ..self }
    }

    /// Whether there is none that is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty() && !matches!(&self.expressions, Expressions::Compared(others) if !others.is_empty())
    }

    /// The differences, sorted by the kinds and names of the objects: first what is missing or different, then what is not expected.
    #[must_use]
    pub fn differences(&self) -> &[SchemaDifference] {
        &self.differences
    }

    /// What is known of the expressions.
    #[must_use]
    pub fn expressions(&self) -> &Expressions {
        &self.expressions
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("the schema is the one that the migrations make\n");
        }
        self.differences.iter().try_for_each(|difference| writeln!(f, "{difference}"))?;
        match &self.expressions {
            Expressions::Compared(others) => others.iter().try_for_each(|object| writeln!(f, "{object} is not as it was applied")),
            Expressions::Unknown | Expressions::OtherServer => Ok(()),
        }
    }
}
