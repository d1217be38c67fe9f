//! In what does a live schema differ from the one that the folder makes: because something is pending, or because somebody changed it by hand.

use crate::carried::{Session, failed};
use crate::output::{Format, Status};
use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, Options, PrintedDifference, compare_printed, compile, compile_history};
use migrate_build::docs::{Remedies, comparable_schema, object_sql};
use migrate_model::{ComparableObject, ComparableSchema, SchemaDifference};
use migrate_runtime::MigrationKind;
use migrate_runtime::applier::{Entry, EntryState, History, ScriptKey};

/// Why an object is another than the folder makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The migrations that are applied make it otherwise.
    ByHand,
    /// A migration is pending.
    Pending,
    /// It is as a pending migration makes it.
    Early,
}

impl Cause {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ByHand => "by hand",
            Self::Pending => "pending",
            Self::Early => "early",
        }
    }
}

/// A live schema, held against what the migrations make.
pub(crate) struct Drift {
    /// In what it differs from what the applied migrations make.
    pub(crate) by_hand: Vec<SchemaDifference>,
    /// In what it differs only because migrations are pending.
    pub(crate) pending: Vec<SchemaDifference>,
    /// What is there already as pending migrations make it.
    pub(crate) early: Vec<SchemaDifference>,
    /// What was found.
    pub(crate) found: ComparableSchema,
}

/// How a script is known to the history.
pub(crate) fn key_of(migration: &migrate_runtime::Migration) -> ScriptKey {
    match migration.kind {
        MigrationKind::Versioned => ScriptKey::Versioned(migrate_model::Version::new(migration.version)),
        MigrationKind::Repeatable => ScriptKey::Repeatable(migration.name.to_owned()),
    }
}

/// The migrations of the folder that are applied.
pub(crate) fn applied_of(session: &Session, history: &History) -> Vec<Migration> {
    found_of(session, history, |entry| entry.state == EntryState::Applied)
}

/// The migrations of the folder of which the history says something.
pub(crate) fn found_of(session: &Session, history: &History, wanted: impl Fn(&Entry) -> bool) -> Vec<Migration> {
    let both = session.migrations.list().iter().zip(&session.folded.migrations);
    let wanted = both.filter(|(carried, _)| history.entry(&key_of(carried)).is_some_and(&wanted));
    wanted.map(|(_, migration)| migration.clone()).collect()
}

/// Reads the live schema, and holds it against what the applied migrations make and against what all make.
pub(crate) fn drift(session: &mut Session, applied: &[Migration], format: Format) -> Result<Drift, Status> {
    let all = session.migrations.schema().map_err(|error| failed(&error.to_string(), format))?;
    let found = session.migrations.live_schema(&mut session.client).map_err(|error| failed(&error.to_string(), format))?;
    let now = if applied.len() == session.folded.migrations.len() { all.clone() } else { session.folded.fold(applied) };
    let (all, now) = (session.migrations.differences(&all, &found), session.migrations.differences(&now, &found));
    Ok(sorted(all, now, found))
}

fn sorted(all: Vec<SchemaDifference>, now: Vec<SchemaDifference>, found: ComparableSchema) -> Drift {
    let has = |list: &[SchemaDifference], object: &ComparableObject| list.iter().any(|difference| difference.object() == object);
    let (early, by_hand): (Vec<_>, Vec<_>) = now.into_iter().partition(|difference| !has(&all, difference.object()));
    let pending = all.into_iter().filter(|difference| !has(&by_hand, difference.object())).collect();
    Drift { by_hand, pending, early, found }
}

/// Reads what the server prints of expressions, and adds to a comparison of the structure where they say something else. What cannot be read is given
/// back, with the reason.
pub(crate) fn add_expressions(
    session: &mut Session,
    applied: &[Migration],
    drift: &mut Drift,
    format: Format,
) -> Result<Vec<(ComparableObject, String)>, Status> {
    let mut printed = session.migrations.printed_expressions(&mut session.client).map_err(|error| failed(&error.to_string(), format))?;
    let told = |object: &ComparableObject| {
        let lists = [&drift.by_hand, &drift.pending];
        lists.into_iter().flatten().any(|difference| difference.object() == object || object.path.starts_with(&difference.object().path))
    };
    printed.objects.retain(|object, _| !told(object));
    let expected = |migrations: &[Migration]| {
        let catalog = compile(migrations, &Options { versions: session.folded.versions, lints: None }).catalog;
        let mut known = printed.clone();
        let schema = comparable_schema(&catalog);
        known.objects.retain(|object, _| schema.objects.contains_key(object));
        compare_printed(&catalog, &known)
    };
    let all = expected(&session.folded.migrations);
    let now = if applied.len() == session.folded.migrations.len() { all.clone() } else { expected(applied) };
    for difference in all.different {
        let by_hand = now.different.iter().any(|other| other.object == difference.object);
        let PrintedDifference { object, expected, found } = difference;
        let different = SchemaDifference::Different { object, expected: expected.unwrap_or_default(), found };
        if by_hand { drift.by_hand.push(different) } else { drift.pending.push(different) }
    }
    Ok(all.unread)
}

/// What makes objects, and which migration made each of them what it is.
pub(crate) struct Origins {
    compiled: migrate_build::compile::Compiled,
    history: migrate_build::docs::History,
    schemas: Vec<ComparableSchema>,
    labels: Vec<String>,
}

impl Origins {
    pub(crate) fn of(migrations: &[Migration], versions: VersionRange) -> Self {
        let (compiled, history) = compile_history(migrations, &Options { versions, lints: None });
        let schemas = history.states.iter().map(comparable_schema).collect();
        Self { compiled, history, schemas, labels: migrations.iter().map(|migration| migration.label.clone()).collect() }
    }

    /// The statements that make an object.
    pub(crate) fn sql(&self, object: &ComparableObject) -> Option<String> {
        object_sql(&self.compiled.catalog, &self.history, object)
    }

    /// What brings a database, in which something was found to differ, to the schema of these migrations.
    pub(crate) fn remedies<'a>(&'a self, found: &'a ComparableSchema, differences: &'a [SchemaDifference]) -> Remedies<'a> {
        Remedies::new(&self.compiled.catalog, &self.history, found, differences)
    }

    /// The place of the last migration that made or changed an object.
    pub(crate) fn migration(&self, object: &ComparableObject) -> Option<usize> {
        let last = self.schemas.last()?.objects.get(object)?;
        self.schemas.iter().rposition(|schema| schema.objects.get(object) != Some(last)).map_or(Some(0), |before| Some(before + 1))
    }

    /// What that migration is called.
    pub(crate) fn label(&self, object: &ComparableObject) -> Option<&str> {
        self.labels.get(self.migration(object)?).map(String::as_str)
    }
}
