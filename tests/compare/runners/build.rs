//! Writes the large chains into folders, checks them and embeds them, as the build script of a program does with its own.

#[path = "src/chains.rs"]
mod chains;

use chains::{Chain, Script};
use std::path::{Path, PathBuf};

/// The chains are made up, and their tables are nobody's: what would hurt a system in use is not asked here.
const CONFIGURATION: &str = "migrations = \"migrations\"\n\n[lints]\nlocks = \"allow\"\nindexes = \"allow\"\nconstraints = \"allow\"\n\
     destructive = \"allow\"\nbreaking = \"allow\"\ntransactions = \"allow\"\ndata = \"allow\"\ngovernance = \"allow\"\n";

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names the folder for what is generated"));
    for chain in Chain::ALL {
        let folder = out.join(chain.module());
        write(&folder, &chain.scripts());
        migrate_build::Schema::new(chain.module()).configuration(folder.join("migrate.toml")).run();
    }
    println!("cargo::rerun-if-changed=src/chains.rs");
}

fn write(folder: &Path, scripts: &[Script]) {
    std::fs::create_dir_all(folder.join("migrations")).expect("a folder can be made");
    keep(&folder.join("migrate.toml"), CONFIGURATION);
    for script in scripts {
        keep(&folder.join(format!("migrations/{:04}_{}.sql", script.version, script.name)), &script.sql);
    }
}

/// Writes a file unless it is there: a newer time of modification would make cargo build again.
fn keep(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    std::fs::write(path, text).expect("a file can be written");
}
