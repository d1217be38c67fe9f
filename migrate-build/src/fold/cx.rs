//! What does a fold work on: the catalog, the session, the effects of the statement at hand.

use super::effect::Effects;
use super::left_open::LeftOpen;
use super::session::Session;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::diag::Problem;
use crate::syntax::Grammar;
use crate::text::{Name, Span};

/// The state that statements change, one after the other.
#[derive(Clone, Debug)]
pub struct Cx<'a> {
    /// The database as it is after the statements before.
    pub catalog: Catalog,
    /// The session that runs them.
    pub session: Session,
    /// What the statement at hand locks, rewrites, makes and loses.
    pub effects: Effects,
    /// Warnings and notes about the statement at hand, which do not stop it.
    pub warnings: Vec<Problem>,
    /// What of the statement at hand could not be followed.
    pub left_open: Vec<LeftOpen>,
    /// The variables of the body that the statement at hand stands in.
    pub variables: Vec<(Option<Name>, TypeId)>,
    /// The text that spans of the statement at hand point into.
    pub text: &'a str,
    /// Where the statement at hand stands.
    pub statement: Span,
}

impl<'a> Cx<'a> {
    /// A context over a catalog and a session.
    #[must_use]
    pub fn new(catalog: Catalog, session: Session, text: &'a str) -> Self {
        let (warnings, left_open, variables) = (Vec::new(), Vec::new(), Vec::new());
        Self { catalog, session, effects: Effects::default(), warnings, left_open, variables, text, statement: Span::default() }
    }

    /// The grammar that texts are held against: that of the lowest version.
    #[must_use]
    pub fn grammar(&self) -> Grammar {
        Grammar::of_version(u32::from(self.catalog.versions().lowest))
    }

    /// The text of a span, for expressions that the catalog keeps.
    #[must_use]
    pub fn text_of(&self, span: Span) -> Name {
        Name::from(self.text.get(span.range()).unwrap_or_default())
    }
}
