//! What is a new migration called, and what do its files hold at first.

use super::configuration::HeaderStyle;
use super::discover::{Listed, Listing};
use super::file_name::Scheme;
use super::new_errors;
use super::next_version::{Moment, next_version};
use super::template;
use crate::compile::MigrationKind;
use crate::diag::Result;
use crate::text::Seek;
use migrate_model::Version;
use std::path::{Path, PathBuf};

/// The longest name that is still read at a glance.
const LONGEST_NAME: usize = 49;
/// What a migration may begin by saying that it does.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "add", "allow", "alter", "analyze", "anonymize", "archive", "attach", "backfill", "change", "clean", "cluster", "comment", "convert", "copy",
    "correct", "create", "deduplicate", "delete", "deny", "deprecate", "detach", "disable", "drop", "enable", "encrypt", "enforce", "expand",
    "extend", "extract", "fill", "fix", "forbid", "generate", "grant", "import", "index", "init", "initialize", "insert", "install", "introduce",
    "limit", "link", "load", "lock", "make", "merge", "migrate", "move", "normalize", "optimize", "partition", "populate", "prepare", "protect",
    "purge", "rebuild", "recreate", "redefine", "refresh", "register", "reindex", "relax", "remove", "rename", "reorder", "replace", "require",
    "reset", "restore", "restrict", "revert", "revoke", "seed", "separate", "set", "setup", "shorten", "simplify", "split", "squash", "store",
    "switch", "tighten", "track", "transform", "truncate", "unify", "update", "upgrade", "use", "validate", "widen",
];

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewMigration<'a> {
    /// Its name, without a version.
    pub name: &'a str,
    /// The convention, where the folder has none yet.
    pub scheme: Scheme,
    /// Whether files begin with the header contract.
    pub headers: HeaderStyle,
    /// When it is made.
    pub now: Moment,
}

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
}

/// Whether a name is in snake case, begins with a verb and is short.
///
/// # Errors
/// It is not, with a name that would be.
pub fn check_name(name: &str) -> Result<()> {
    let snake = snake_case(name);
    if snake.is_empty() {
        return Err(new_errors::name_is_empty());
    }
    if snake != name {
        return Err(new_errors::name_is_not_snake_case(name, &snake));
    }
    let first = name.split('_').next().unwrap_or_default();
    if !VERBS.contains(&first) {
        return Err(new_errors::name_has_no_verb(name, first));
    }
    if name.len() > LONGEST_NAME { Err(new_errors::name_is_long(name, LONGEST_NAME)) } else { Ok(()) }
}

/// Words in lower case with `_` between them; `addPatientEmail` and `Add patient-email` are `add_patient_email`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut after_small = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            after_small = false;
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
            continue;
        }
        if after_small && c.is_ascii_uppercase() {
            snake.push('_');
        }
        after_small = !c.is_ascii_uppercase();
        snake.push(c.to_ascii_lowercase());
    }
    snake.trim_end_matches('_').to_owned()
}

/// The files of a new migration, after the last one of the folder and in its convention.
#[must_use]
pub fn plan_new(dir: &Path, listing: &Listing, wanted: &NewMigration<'_>) -> Vec<NewFile> {
    let last = listing.migrations.iter().rev().first_some(|listed| match &listed.kind {
        MigrationKind::Versioned(version) => Some((version, listed)),
        MigrationKind::Repeatable => None,
    });
    let scheme = listing.scheme.unwrap_or(wanted.scheme);
    let version = next_version(last.map(|(version, _)| version), wanted.now);
    let version = if last.is_none() && scheme == Scheme::Flyway { "1".to_owned() } else { version };
    let label = label_of(scheme, last, &version, wanted.name);
    let file = |path: PathBuf, text: String| NewFile { path: dir.join(path), text };
    let up = |path: PathBuf| file(path, template::up(wanted.name, wanted.headers, wanted.now));
    let down = |path: PathBuf| file(path, template::down(wanted.name));
    let whole = |path: PathBuf| file(path, template::with_down(wanted.name, wanted.headers, wanted.now, style_of(last)));
    let has_down_file = last.is_some_and(|(_, listed)| listed.down.is_some());
    match scheme {
        Scheme::Plain if has_down_file => vec![up(format!("{label}.sql").into()), down(format!("{label}.down.sql").into())],
        Scheme::Plain => vec![whole(format!("{label}.sql").into())],
        Scheme::UpDown => vec![up(format!("{label}.up.sql").into()), down(format!("{label}.down.sql").into())],
        // Flyway runs a whole file, so nothing of it may undo anything.
        Scheme::Flyway if has_down_file => {
            vec![up(format!("{label}.sql").into()), down(format!("U{version}__{}.sql", wanted.name).into())]
        }
        Scheme::Flyway => vec![up(format!("{label}.sql").into())],
        Scheme::Folders => vec![up(Path::new(&label).join("up.sql")), down(Path::new(&label).join("down.sql"))],
        Scheme::Prisma => vec![up(Path::new(&label).join("migration.sql"))],
    }
}

fn label_of(scheme: Scheme, last: Option<(&Version, &Listed)>, version: &str, name: &str) -> String {
    let letter = last.is_some_and(|(_, listed)| listed.label.starts_with('V'));
    match scheme {
        Scheme::Flyway => format!("V{version}__{name}"),
        _ if letter => format!("V{version}_{name}"),
        _ => format!("{version}_{name}"),
    }
}

/// By which marks the files of a folder tell what undoes them.
fn style_of(last: Option<(&Version, &Listed)>) -> template::SectionStyle {
    let text = last.and_then(|(_, listed)| std::fs::read_to_string(&listed.up).ok()).unwrap_or_default();
    let has = |mark: &str| text.lines().exists(|line| line.trim_start().starts_with(mark));
    if has("-- +goose") {
        template::SectionStyle::Goose
    } else if has("-- migrate:up") {
        template::SectionStyle::Dbmate
    } else {
        template::SectionStyle::Own
    }
}
