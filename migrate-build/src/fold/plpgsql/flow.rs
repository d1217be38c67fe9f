//! Where does a body go on after a statement, and what is carried along.

use super::super::session::Session;
use super::eval::Scope;
use super::scope::{Rows, Variables};
use super::value::Value;
use crate::catalog::Catalog;
use crate::diag::Problem;
use crate::text::{Gather, Name};

/// The most statements of a body that are followed.
const MOST_STEPS: u32 = 50_000;

/// How deep blocks, loops and calls may stand in one another.
const MOST_DEPTH: u32 = 100;

/// Where a body goes on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Flow {
    /// With the next statement.
    Next,
    /// After a loop or block.
    Exit(Option<Name>),
    /// With the next round of a loop.
    Continue(Option<Name>),
    /// Nowhere.
    Return,
}

/// A body under way.
#[derive(Debug, Default)]
pub(in crate::fold) struct Body {
    /// Its variables.
    pub(super) variables: Variables,
    /// The values of `USING`, for a command that is made up at run time.
    pub(super) parameters: Vec<Value>,
    /// The settings that the session changed.
    pub(super) settings: Vec<Name>,
    /// The error that is being handled.
    pub(super) handled: Option<Problem>,
    /// How deep it stands.
    pub(super) depth: u32,
    steps: u32,
    rows: Rows,
}

impl Body {
    /// What its expressions are evaluated over.
    pub(super) fn scope<'a>(&'a self, catalog: &'a Catalog) -> Scope<'a> {
        Scope { catalog, variables: &self.variables, rows: &self.rows, parameters: &self.parameters, settings: &self.settings }
    }

    /// Counts a statement; false once there were too many to be followed.
    pub(super) fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MOST_STEPS && self.depth <= MOST_DEPTH
    }

    /// Keeps in mind which settings the session changed.
    pub(super) fn note_settings(&mut self, session: &Session) {
        self.settings = session.settings.keys().cloned().gather();
    }

    /// A body that is called from this one.
    pub(super) fn inner(&self) -> Self {
        Self { depth: self.depth + 1, steps: self.steps, settings: self.settings.clone(), ..Self::default() }
    }
}

/// Whether a loop or block of this label is meant.
pub(super) fn is_meant(wanted: Option<&Name>, label: Option<&Name>) -> bool {
    wanted.is_none() || wanted == label
}
