//! Which objects do repeatable migrations make or change: a database that has the versioned ones may have them or not.

use crate::catalog::Catalog;
use crate::compile::{Migration, MigrationKind};
use crate::docs::comparable_schema;
use crate::text::{Collection, Gather};
use migrate_model::{ComparableSchema, SchemaDifference};

/// What becomes another by each migration of a chain, as far as it is folded.
pub(crate) struct Repeated<'a> {
    migrations: &'a [Migration],
    /// The schema before the next migration, where that is repeatable.
    before: Option<ComparableSchema>,
    texts: Vec<String>,
}

impl<'a> Repeated<'a> {
    /// Of a chain that begins with a schema.
    pub(crate) fn new(migrations: &'a [Migration], start: &Catalog) -> Self {
        let mut repeated = Self { migrations, before: None, texts: Vec::with_capacity(migrations.len()) };
        repeated.before = repeated.is_repeatable(0).then(|| comparable_schema(start));
        repeated
    }

    /// Takes in the schema after a migration.
    pub(crate) fn after(&mut self, at: usize, catalog: &Catalog) {
        let now = (self.before.is_some() || self.is_repeatable(at + 1)).then(|| comparable_schema(catalog));
        let text = self.before.as_ref().zip(now.as_ref()).map(|(before, now)| changed(before, now).to_text());
        self.texts.push(text.unwrap_or_default());
        self.before = now.filter(|_| self.is_repeatable(at + 1));
    }

    /// The objects that a migration makes or changes; none of one that runs once.
    pub(crate) fn of(&self, at: usize) -> String {
        self.texts.get(at).cloned().unwrap_or_default()
    }

    fn is_repeatable(&self, at: usize) -> bool {
        self.migrations.get(at).is_some_and(|migration| migration.kind == MigrationKind::Repeatable)
    }
}

/// The objects alone: what they are is looked up in the schema.
fn changed(before: &ComparableSchema, now: &ComparableSchema) -> ComparableSchema {
    let differences = before.differences(now);
    let objects = differences.iter().map(SchemaDifference::object).cloned();
    ComparableSchema { objects: objects.map(|object| (object, String::new())).gather() }
}

/// All of what such texts name, as one.
pub(crate) fn together<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut all = ComparableSchema::default();
    texts.filter_map(ComparableSchema::parse).for_each(|one| all.objects.put_all(one.objects));
    all.to_text()
}
