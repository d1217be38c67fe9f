//! What is a module generated from, and what comes of it.

use super::Settings;
use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::fold::step::Run;
use crate::fold::summary::Effect;
use migrate_model::Environment;

/// What a module is generated from. The same input gives the same text, byte for byte.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The schema.
    pub catalog: &'a Catalog,
    /// What `migrate.toml` says about generated code.
    pub settings: &'a Settings,
    /// The migrations in their order.
    pub migrations: &'a [CarriedMigration],
    /// The schema that they make, as the text that a program compares a server with.
    pub schema: &'a Sql,
    /// The objects of it that repeatable migrations make or change, as a text of the same kind; empty where there are none.
    pub repeated: &'a str,
    /// What environments begin with.
    pub seeds: &'a [CarriedSeed],
    /// The name of the module.
    pub module: &'a str,
    /// The folder that the macros read.
    pub directory: &'a str,
    /// The digest of all that the module is generated from.
    pub digest: &'a str,
    /// The version of this product.
    pub version: &'a str,
    /// The functions of `queries/*.sql`, each the whole text of its items, which stand in a module within the generated one.
    pub queries: &'a [String],
}

/// A migration as a program carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedMigration {
    /// Its version; none for one that runs again whenever it changes.
    pub version: Option<String>,
    /// Its name without version and endings.
    pub name: String,
    /// The name of its file or folder without endings.
    pub label: String,
    /// What applies it.
    pub up: CarriedScript,
    /// What undoes it.
    pub down: CarriedDown,
    /// The checksum of its tokens.
    pub checksum: String,
    /// The hash of its text.
    pub text_hash: String,
    /// Other checksums under which a database may have applied it.
    pub accepts: Vec<String>,
    /// The queries that must hold before.
    pub require: Vec<String>,
    /// The queries that must hold afterwards.
    pub verify: Vec<String>,
    /// What it does to what was there before it.
    pub effects: Vec<Effect>,
    /// What undoing it does to what was there after it.
    pub undoing: Vec<Effect>,
    /// [`Catalog::first_free_id`] after it: tells which objects it made.
    pub first_free_id: u32,
}

/// Where the module has a text from, SQL most often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sql {
    /// It holds the text itself.
    Text(String),
    /// It takes in a file, whose path begins where the module stands.
    File(String),
}

/// A script with data as a program carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedSeed {
    /// Where its data belongs.
    pub environment: Environment,
    /// Its name.
    pub name: String,
    /// The checksum of its tokens.
    pub checksum: String,
    /// The hash of its text.
    pub text_hash: String,
    /// Its text.
    pub sql: Sql,
}

/// SQL and how it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedScript {
    /// The text.
    pub sql: Sql,
    /// How it is run.
    pub run: Run,
}

/// What undoes a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarriedDown {
    /// Nothing is said of it.
    Missing,
    /// A script does.
    Script(CarriedScript),
    /// Nothing can, and why.
    Irreversible(String),
}

/// A generated module.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its text.
    pub text: String,
    /// What cannot be said in Rust as it stands.
    pub findings: Vec<Diagnostic>,
}

impl Input<'_> {
    /// The migration that made an object of a number.
    pub(super) fn made_by(&self, id: u32) -> Option<&str> {
        if id < crate::catalog::id::FIRST_USER_ID {
            return None;
        }
        let at = self.migrations.partition_point(|migration| migration.first_free_id <= id);
        self.migrations.get(at).map(|migration| migration.label.as_str())
    }
}
