//! What do the files of a chain look like for each tool.

use crate::tools::Tool;
use migrate_runners::chains::Script;
use std::path::{Path, PathBuf};

/// A migration, before it is a file of any tool.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) script: Script,
    pub(crate) transaction: Transaction,
}

/// Whether a migration asks for a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transaction {
    /// It runs in one.
    Own,
    /// It asks to run outside of one, in the words of each tool. refinery has none for that.
    None,
}

impl File {
    pub(crate) fn new(version: u32, name: &str, sql: &str) -> Self {
        Self { script: Script { version, name: name.to_owned(), sql: sql.to_owned() }, transaction: Transaction::Own }
    }

    pub(crate) fn outside(self) -> Self {
        Self { transaction: Transaction::None, ..self }
    }
}

/// Writes a folder anew, as a checkout would leave it.
pub(crate) fn write(tool: Tool, folder: &Path, files: &[File]) {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).expect("a folder can be made");
    for file in files {
        let Script { version, name, sql } = &file.script;
        let outside = file.transaction == Transaction::None;
        let put = |path: PathBuf, text: &str| std::fs::write(path, text).expect("a file can be written");
        match tool {
            Tool::Migrate => {
                let mark = if outside { "-- migrate: no-transaction\n" } else { "" };
                put(folder.join(format!("{version:04}_{name}.sql")), &format!("{mark}{sql}"));
            }
            Tool::Sqlx => {
                let mark = if outside { "-- no-transaction\n" } else { "" };
                put(folder.join(format!("{version:04}_{name}.sql")), &format!("{mark}{sql}"));
            }
            Tool::Refinery => put(folder.join(format!("V{version}__{name}.sql")), sql),
            Tool::Diesel => {
                let folder = folder.join(format!("{version:04}_{name}"));
                std::fs::create_dir_all(&folder).expect("a folder can be made");
                put(folder.join("up.sql"), sql);
                put(folder.join("down.sql"), "SELECT 1;\n");
                if outside {
                    put(folder.join("metadata.toml"), "run_in_transaction = false\n");
                }
            }
        }
    }
}
