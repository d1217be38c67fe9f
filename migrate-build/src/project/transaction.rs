//! How does a file ask to be run, in the words of the tool that made its folder.

use crate::compile::DeclaredTransaction;
use crate::text::{Seek, SourceText};
use migrate_model::Sections;
use std::path::Path;

/// Reads our directive, the comments of sqlx, goose and dbmate, diesel's `metadata.toml` and Flyway's `.conf`.
pub(super) fn declared_transaction(path: &Path, source: &SourceText, sections: &Sections) -> DeclaredTransaction {
    let said = sections.no_transaction() || comment_says(source.text()) || sidecar_says(path);
    if said { DeclaredTransaction::None } else { DeclaredTransaction::Unsaid }
}

fn comment_says(text: &str) -> bool {
    let sqlx = text.starts_with("-- no-transaction");
    let goose = |line: &str| line.trim().strip_prefix("--").is_some_and(|rest| rest.trim() == "+goose NO TRANSACTION");
    sqlx || text.split('\n').exists(goose)
}

fn sidecar_says(path: &Path) -> bool {
    let setting = |file: &Path, key: &str| {
        std::fs::read_to_string(file).is_ok_and(|text| {
            text.split('\n').filter_map(|line| line.split_once('=')).exists(|(name, value)| name.trim() == key && value.trim() == "false")
        })
    };
    let diesel = path.file_name().is_some_and(|name| name == "up.sql" || name == "down.sql");
    if diesel && let Some(folder) = path.parent() {
        return setting(&folder.join("metadata.toml"), "run_in_transaction");
    }
    let mut flyway = path.as_os_str().to_owned();
    flyway.push(".conf");
    setting(Path::new(&flyway), "executeInTransaction")
}
