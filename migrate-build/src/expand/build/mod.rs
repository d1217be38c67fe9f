//! What does build.rs do: folds the migrations and leaves in `OUT_DIR` what the macros read.

mod flow;
mod module;
mod queries;
mod watch;

use crate::project::Surroundings;
use std::io::Write;
use std::path::PathBuf;

/// Compiles the migrations of the package for the module `schema`. It is all that a build.rs has to call.
///
/// What is wrong with a migration is raised by the compiler where `schema!()` stands; the build script itself ends well, so that an editor keeps
/// what it knew. Only where no source of the package has that macro does the build script fail.
pub fn run() {
    Schema::new("schema").run();
}

/// One of several schemas of a program: each has a module, a `migrate.toml` and migrations of its own.
///
/// ```no_run
/// migrate_build::Schema::new("billing").configuration("billing/migrate.toml").run();
/// ```
#[derive(Clone, Debug)]
pub struct Schema {
    module: String,
    configuration: PathBuf,
}

impl Schema {
    /// The schema of a module; its configuration is `migrate.toml` beside Cargo.toml, which need not exist.
    #[must_use]
    pub fn new(module: &str) -> Self {
        Self { module: module.to_owned(), configuration: PathBuf::from("migrate.toml") }
    }

    /// Another configuration file, relative to Cargo.toml; the folders that it names stand beside it.
    #[must_use]
    pub fn configuration(self, path: impl Into<PathBuf>) -> Self {
        Self { configuration: path.into(), ..self }
    }

    /// Compiles the migrations for the module.
    pub fn run(&self) {
        match Surroundings::from_environment() {
            Ok(surroundings) => self.build_in(&surroundings).lines.iter().for_each(|line| say(line)),
            Err(variable) => say(&format!("cargo::error=migrate_build::run() is for build.rs: {variable} is not set")),
        }
    }

    /// Compiles the migrations for the module of a package, and says what cargo is to be told.
    #[doc(hidden)]
    #[must_use]
    pub fn build_in(&self, surroundings: &Surroundings) -> Report {
        flow::build(self, surroundings)
    }
}

/// What a run did.
#[derive(Clone, Debug, Default)]
#[doc(hidden)]
pub struct Report {
    /// What cargo is told.
    pub lines: Vec<String>,
    /// How many migrations were folded.
    pub folded: usize,
    /// How many files were written.
    pub written: usize,
    /// How many errors there are.
    pub errors: usize,
}

/// A line for cargo, which reads the standard output of a build script.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
