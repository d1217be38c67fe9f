//! What of a tool's history can be taken over, and if anything cannot, why not: pure, from its rows and the folder.

use super::checksum::is_same;
use super::tool::{Record, State, Table, Tool};
use migrate_build::compile::{Migration, MigrationKind};
use migrate_model::Version;

/// What is taken over.
#[derive(Debug, Default)]
pub(crate) struct Adoption {
    /// The migrations that the tool applied, in the order of the folder, with when that was.
    pub(crate) applied: Vec<Adopted>,
    /// What the tool took back.
    pub(crate) rolled_back: Vec<String>,
    /// Why nothing is taken over, where anything stands here.
    pub(crate) problems: Vec<String>,
}

/// A migration that the tool applied.
#[derive(Debug)]
pub(crate) struct Adopted {
    pub(crate) version: String,
    pub(crate) label: String,
    pub(crate) at: Option<String>,
    /// Whether the file is another than it was.
    pub(crate) edited: bool,
}

/// What becomes of a migration whose file is another than the tool applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edits {
    Refuse,
    Accept,
}

/// Holds rows against the folder; `file` reads the file of a migration as it is on the disk.
pub(crate) fn judge(
    table: &Table,
    records: &[Record],
    chain: &[Migration],
    edits: Edits,
    file: &dyn Fn(&Migration) -> std::io::Result<String>,
) -> Adoption {
    let mut adoption = Adoption::default();
    let (tool, name) = (table.tool.word(), &table.name);
    let mut found: Vec<(usize, Adopted)> = Vec::new();
    for record in records {
        let label = &record.label;
        let own = chain.iter().enumerate().find(|(_, migration)| is_of(table.tool, record, migration));
        match (record.state, own) {
            (State::RolledBack, _) => adoption.rolled_back.push(label.clone()),
            (State::Unfinished, _) => adoption.problems.push(format!(
                "{label} was begun by {tool} and did not come to its end: finish or undo by hand what it left, then correct or delete its row in {name}"
            )),
            (State::Applied, None) => adoption
                .problems
                .push(format!("{tool} applied {label}, and the folder has no such migration: bring the file back, or name the right folder with --dir")),
            (State::Applied, Some((at, migration))) => match adopted(table.tool, record, migration, file) {
                Ok(one) if one.edited && edits == Edits::Refuse => adoption.problems.push(format!(
                    "{} was edited after {tool} applied it: take the edit back, or say with --accept-edited that the database has what the file says now",
                    one.label
                )),
                Ok(one) => found.push((at, one)),
                Err(error) => adoption.problems.push(format!("{} cannot be read: {error}", migration.up.path())),
            },
        }
    }
    found.sort_by_key(|(at, _)| *at);
    adoption.applied = found.into_iter().map(|(_, adopted)| adopted).collect();
    adoption
}

fn adopted(
    tool: Tool,
    record: &Record,
    migration: &Migration,
    file: &dyn Fn(&Migration) -> std::io::Result<String>,
) -> std::io::Result<Adopted> {
    let version = match &migration.kind {
        MigrationKind::Versioned(version) => version.to_string(),
        MigrationKind::Repeatable => String::new(),
    };
    let edited = match &record.checksum {
        Some(kept) => !is_same(tool, migration, &record.key, &file(migration)?, kept),
        None => false,
    };
    Ok(Adopted { version, label: migration.label.clone(), at: record.at.clone(), edited })
}

/// Whether a record is of a migration of the folder.
fn is_of(tool: Tool, record: &Record, migration: &Migration) -> bool {
    let MigrationKind::Versioned(version) = &migration.kind else { return false };
    match tool {
        Tool::Prisma => migration.label == record.key,
        // diesel keeps the digits of its dashed dates.
        Tool::Diesel => version.as_str().replace('-', "") == record.key.replace('-', ""),
        Tool::Sqlx | Tool::Refinery => *version == Version::new(&record.key),
    }
}
