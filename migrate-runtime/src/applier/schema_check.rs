//! Is the live schema what the migrations make that somebody says are applied: asked before a history is written by hand.

use super::Applier;
use super::conversation::Conversation;
use super::error::{ApplyError, ApplyErrorKind};
use crate::carried::{Migration, MigrationKind};
use crate::drift::{compare_beside, live};
use migrate_model::{ComparableObject, ComparableSchema, HistoryTable, SchemaDifference};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// With what the live schema is compared before a history is written by hand.
#[derive(Clone, Default)]
pub enum Comparison {
    /// With the schema that was computed when the program was compiled. That is the one of all its migrations, so it is refused to say of a
    /// database that it has only some of them.
    #[default]
    Computed,
    /// With what somebody says who knows the schema of any of them, as the command does, which has the engine.
    By(Arc<dyn SchemaOf>),
    /// With nothing: whoever says something of the database knows it.
    Unchecked,
}

/// Who knows which schema migrations make.
pub trait SchemaOf: Send + Sync {
    /// What these versioned migrations make, one after the other; none where that is not known.
    fn schema_of(&self, applied: &[&'static Migration]) -> Option<ExpectedSchema>;
}

/// A schema that versioned migrations make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedSchema {
    /// Its objects.
    pub schema: ComparableSchema,
    /// The objects that repeatable migrations make or change: they may be there or not, since those run again.
    pub repeated: BTreeSet<ComparableObject>,
}

impl ExpectedSchema {
    /// What versioned migrations make, where that and what stands there after the repeatable ones is known.
    #[must_use]
    pub fn between(versioned: ComparableSchema, repeated: &ComparableSchema) -> Self {
        let differences = versioned.differences(repeated);
        Self { repeated: differences.iter().map(SchemaDifference::object).cloned().collect(), schema: versioned }
    }

    /// In what a live schema differs from it.
    fn differences(&self, found: &ComparableSchema, history: &HistoryTable) -> Vec<SchemaDifference> {
        let mut differences = compare_beside(history, &self.schema, found);
        differences.retain(|difference| !self.is_repeated(difference.object()));
        differences
    }

    fn is_repeated(&self, object: &ComparableObject) -> bool {
        let is_of = |whole: &[String]| self.repeated.iter().any(|repeated| repeated.path == whole);
        self.repeated.contains(object) || object.whole().is_some_and(is_of)
    }
}

impl Comparison {
    /// Holds the live schema against what migrations make; none are given where the history has some that the program does not have.
    pub(super) async fn hold(
        &self,
        talk: &Conversation,
        applier: &Applier,
        applied: Option<&[&'static Migration]>,
    ) -> Result<(), ApplyError> {
        let expected = match self {
            Self::Unchecked => return Ok(()),
            Self::Computed => applied.and_then(|applied| computed(applier, applied)),
            Self::By(who) => applied.and_then(|applied| who.schema_of(applied)),
        };
        let expected = expected.ok_or_else(|| ApplyError::new(ApplyErrorKind::SchemaUnknown))?;
        let question = live::question(live::LIVE, &schemas(applier, &expected.schema));
        let answer = talk.read(question).await.map_err(ApplyError::server)?;
        let found = live::schema_of_texts(answer.rows(0)).ok_or_else(|| ApplyError::unreadable("the schema"))?;
        let differences = expected.differences(&found.schema, &applier.history);
        if differences.is_empty() { Ok(()) } else { Err(ApplyError::new(ApplyErrorKind::SchemaDiffers(differences))) }
    }
}

/// The schemas that are looked through: those of what is expected, and those that other migrations of the program use, of which nothing is.
fn schemas(applier: &Applier, expected: &ComparableSchema) -> BTreeSet<String> {
    let computed = applier.migrations.schema().unwrap_or_default();
    let path = applier.migrations.schemas().iter().filter(|name| **name != "$user").map(|name| (*name).to_owned());
    path.chain(live::schemas_of(expected)).chain(live::schemas_of(&computed)).collect()
}

/// What the program knows: what all of its migrations make, and nothing where only some are applied.
fn computed(applier: &Applier, applied: &[&'static Migration]) -> Option<ExpectedSchema> {
    let versioned = applier.migrations.list().iter().filter(|own| own.kind == MigrationKind::Versioned).count();
    if applied.len() != versioned || applier.migrations.schema_text().is_empty() {
        return None;
    }
    let repeated = ComparableSchema::parse(applier.migrations.repeated_text())?;
    Some(ExpectedSchema { schema: applier.migrations.schema().ok()?, repeated: repeated.objects.into_keys().collect() })
}

impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Computed => "Computed",
            Self::By(_) => "By",
            Self::Unchecked => "Unchecked",
        })
    }
}
