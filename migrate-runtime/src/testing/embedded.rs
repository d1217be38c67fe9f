//! How is the embedded PostgreSQL had and started: a program of its own, which cargo builds where it is needed.
//!
//! It is no dependency, not even an optional one: nobody who has a PostgreSQL should compile it, nor have its 400 crates in a lock file.

use std::io::{BufRead, BufReader};
#[cfg(feature = "embedded")]
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The program, which ends when its input does: when this process is gone, however it went.
#[derive(Debug)]
pub(super) struct Embedded {
    program: Child,
}

impl Embedded {
    /// Starts it, and says where it listens.
    pub(super) fn start() -> Result<(Self, String), String> {
        let mut command = program()?;
        // The interrupt of a terminal is for the tests; the program lives on to tidy up.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut program = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| {
            let why = if error.kind() == std::io::ErrorKind::NotFound { String::new() } else { format!(" ({error})") };
            format!("no PostgreSQL found{why}: {ADVICE}")
        })?;
        let mut url = String::new();
        let heard = program.stdout.take().map(|out| BufReader::new(out).read_line(&mut url));
        match heard {
            Some(Ok(1..)) => Ok((Self { program }, url.trim().to_owned())),
            Some(Ok(0)) | None => Err(format!("the embedded PostgreSQL does not start, see what it says above; {ADVICE}")),
            Some(Err(error)) => Err(format!("the embedded PostgreSQL cannot be heard: {error}")),
        }
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        drop(self.program.stdin.take());
        // It removes what it stored before it ends.
        let _ended_otherwise = self.program.wait();
    }
}

/// What can be done where no server is found.
#[cfg(feature = "embedded")]
const ADVICE: &str = "install one (Debian: apt-get install postgresql; macOS: brew install postgresql), or name one in DATABASE_URL";
#[cfg(not(feature = "embedded"))]
const ADVICE: &str = "install one (Debian: apt-get install postgresql; macOS: brew install postgresql), or name one in DATABASE_URL, or turn on the \
                      feature `embedded` of migrate-runtime, which builds one with cargo";

/// The program of somebody who installed it.
#[cfg(not(feature = "embedded"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it is built, which can fail")]
fn program() -> Result<Command, String> {
    Ok(Command::new("migrate-embedded"))
}

/// The program that belongs to this version, built from the folder beside the sources.
#[cfg(feature = "embedded")]
fn program() -> Result<Command, String> {
    use std::io::Write;
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("embedded");
    let target = target_folder().unwrap_or_else(|| sources.join("target"));
    let program = target.join("debug").join(format!("migrate-embedded{}", std::env::consts::EXE_SUFFIX));
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--locked", "--manifest-path"]).arg(sources.join("Cargo.toml")).arg("--target-dir").arg(&target);
    if program.exists() {
        cargo.arg("--quiet");
    } else {
        let said =
            format!("no PostgreSQL is installed here, so the embedded one is built in {}, once, which takes minutes", target.display());
        // Not by a macro, whose output is kept back in tests.
        let _nobody_listens = writeln!(std::io::stderr(), "{said}");
    }
    // What is said to the compiler for the sake of the program that is tested is not for this one.
    let status = cargo.env_remove("RUSTFLAGS").stdin(Stdio::null()).stdout(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(Command::new(program)),
        Ok(status) => Err(format!("no PostgreSQL found, and the embedded one cannot be built ({status}): {ADVICE}")),
        Err(error) => Err(format!("no PostgreSQL found, and no cargo that builds the embedded one ({error}): {ADVICE}")),
    }
}

/// A folder in the target folder of this program, where `cargo clean` finds it.
#[cfg(feature = "embedded")]
fn target_folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    // Cargo marks a folder by the first when it makes it, and by the second whenever it builds in it.
    let is_target = |folder: &&Path| ["CACHEDIR.TAG", ".rustc_info.json"].iter().any(|file| folder.join(file).exists());
    let target = program.ancestors().find(is_target)?;
    Some(target.join("embedded"))
}
