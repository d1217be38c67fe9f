//! What data does an environment begin with: scripts that run once, and again when they change.

use super::Applier;
use super::apply::under_lock;
use super::conversation::{Conversation, Machine};
use super::error::ApplyError;
use super::event::Event;
use super::facts::{Facts, check_writable};
use super::history::{History, ScriptKey};
use super::run::{Running, Subject, history_of, locked_history};
use super::session::Session;
use super::whole::{Scripted, in_clean_session};
use crate::migrations::Migrations;
use migrate_model::EventKind;

pub use migrate_model::Environment;

/// A script with data, as a file of `seeds/<environment>/` holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Where its data belongs.
    pub environment: Environment,
    /// Its name; scripts run in the order in which they stand.
    pub name: &'static str,
    /// The checksum of its tokens, in hexadecimal digits.
    pub checksum: &'static str,
    /// The hash of its text, in hexadecimal digits.
    pub text_hash: &'static str,
    /// Its text, which runs in one transaction, and again when it changes: so it says `on conflict`.
    pub sql: &'static str,
}

impl Seed {
    /// A script with data.
    #[must_use]
    pub const fn new(
        environment: Environment,
        name: &'static str,
        checksum: &'static str,
        text_hash: &'static str,
        sql: &'static str,
    ) -> Self {
        Self { environment, name, checksum, text_hash, sql }
    }

    /// The name that the history knows it by, which is that of its file.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}/{}", self.environment, self.name)
    }
}

impl Migrations {
    /// Loads what an environment begins with: see [`Applier::seed`]. The scripts are those of `seeds/<environment>/`, which the generated module
    /// holds as `SEEDS`.
    pub fn seed<S: Session>(&self, session: S, seeds: &'static [Seed], environment: Environment) -> S::Answer<Vec<String>> {
        self.applier().seed(session, seeds, environment)
    }
}

impl Applier {
    /// Loads what an environment begins with: what never ran there, and what changed since. Which ran.
    ///
    /// ```no_run
    /// use migrate_runtime::Migrations;
    /// use migrate_runtime::applier::{Environment, Seed};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # static MIGRATIONS: Migrations = Migrations::new(&[]);
    /// # static SEEDS: &[Seed] = &[];
    /// let mut client = postgres::Client::connect("host=localhost user=postgres", postgres::NoTls)?;
    /// MIGRATIONS.applier().seed(&mut client, SEEDS, Environment::Development)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn seed<S: Session>(&self, session: S, seeds: &'static [Seed], environment: Environment) -> S::Answer<Vec<String>> {
        session.drive(self.seed_machine(seeds, environment))
    }

    /// The decisions of [`Self::seed`].
    #[must_use]
    pub fn seed_machine(&self, seeds: &'static [Seed], environment: Environment) -> Machine<Result<Vec<String>, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move { seed(&talk, &applier, seeds, environment).await })
    }
}

/// The seeds of an environment that did not run as they are now.
fn pending<'a>(seeds: &'a [Seed], environment: Environment, history: &History) -> Vec<&'a Seed> {
    let own = seeds.iter().filter(|seed| seed.environment == environment);
    let ran = |seed: &Seed| history.entry(&ScriptKey::Seed(seed.label())).is_some_and(|entry| entry.checksum == seed.checksum);
    own.filter(|seed| !ran(seed)).collect()
}

async fn seed(talk: &Conversation, applier: &Applier, seeds: &'static [Seed], environment: Environment) -> Result<Vec<String>, ApplyError> {
    let facts = Facts::read(talk, applier).await?;
    let history = history_of(talk, applier, &facts).await?;
    if pending(seeds, environment, &history).is_empty() {
        talk.tell(&Event::NothingPending);
        return Ok(Vec::new());
    }
    check_writable(&facts)?;
    under_lock(talk, applier, &facts, async || {
        let history = locked_history(talk, applier, &facts).await?;
        let work = pending(seeds, environment, &history);
        let mut run = Running::new(talk, applier, &facts, history);
        let mut done = Vec::new();
        for seed in work {
            let (label, subject) = (seed.label(), Subject::seed(seed));
            talk.tell(&Event::Started { migration: label.clone() });
            let begun = talk.elapsed();
            let script = Scripted::plain(seed.sql);
            in_clean_session(&mut run, &label, &script, |run| run.event(EventKind::Seeded, &subject))
                .await
                .map_err(|error| error.of(&label))?;
            talk.tell(&Event::Applied { migration: label.clone(), took: talk.elapsed().saturating_sub(begun) });
            done.push(label);
        }
        Ok(done)
    })
    .await
}
