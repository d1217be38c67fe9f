//! What does an environment begin with: the files of `seeds/<environment>/`, held against the schema that their data goes into.

use super::configuration::HeaderStyle;
use super::discover::{Folder, Listed, read_listed};
use crate::catalog::Catalog;
use crate::compile::{Doubts, Finding, Migration, MigrationKind, compile_from};
use crate::diag::{Diagnostic, Problem, Severity};
use crate::fold::step::Run;
use crate::text::{Collection, Gather, sort};
use migrate_model::{Environment, text_hash, token_checksum};
use std::path::{Path, PathBuf};

/// The name of the folder, beside the configuration.
pub const SEEDS_FOLDER: &str = "seeds";

/// A file with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedFile {
    /// Where its data belongs.
    pub environment: Environment,
    /// The name of the file without its ending.
    pub name: String,
    /// The text that is sent.
    pub sql: String,
    /// The checksum of its tokens.
    pub checksum: String,
    /// The hash of its text.
    pub text_hash: String,
}

/// The files of the environments in the order of their names, and what is wrong with them, held against a schema.
#[must_use]
pub fn read_seeds(folder: &Path, environments: &[Environment], catalog: &Catalog) -> (Vec<SeedFile>, Vec<Finding>) {
    let (mut seeds, mut findings) = (Vec::new(), Vec::new());
    for environment in environments {
        let mut read = Folder::default();
        for path in seed_paths(folder, *environment) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let label = format!("{environment}/{name}");
            read_listed(
                &mut read,
                &Listed { kind: MigrationKind::Repeatable, name, label, up: path, down: None, headers: HeaderStyle::Free },
            );
        }
        findings.append(&mut read.findings);
        let folded = compile_from((catalog.clone(), Doubts::default()), &read.migrations, None, &mut |_, _, _| {});
        findings.put_all(folded.findings);
        for (migration, execution) in read.migrations.iter().zip(&folded.executions) {
            if execution.up.run != Run::Whole {
                findings.push(told(migration, *not_one_transaction(&migration.label)));
            }
            seeds.push(SeedFile {
                environment: *environment,
                name: migration.name.clone(),
                sql: execution.up.sent(&migration.up_sql),
                checksum: token_checksum(&migration.up_sql).to_string(),
                text_hash: text_hash(migration.up.text()).to_string(),
            });
        }
    }
    (seeds, findings)
}

/// The files of an environment in the order of their names.
pub(crate) fn seed_paths(folder: &Path, environment: Environment) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(environment.to_string())).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).gather();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "sql"));
    sort(&mut paths);
    paths
}

fn told(migration: &Migration, diagnostic: Diagnostic) -> Finding {
    let (source, span) = (migration.up.clone(), crate::text::Span::default());
    Finding { diagnostic, source, migration: Some(migration.label.clone()), span, mark: None, other: None, fix: None }
}

fn not_one_transaction(label: &str) -> Problem {
    Diagnostic::rule(Severity::Error, "seed_transaction", format!("{label} cannot run in one transaction"))
        .help("data is loaded with its event in one transaction: what cannot run in one belongs into a migration")
}
