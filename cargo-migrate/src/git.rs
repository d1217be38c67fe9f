//! What did a folder hold in an older commit: its files, put into a scratch folder.

use migrate_build::diag::{Diagnostic, Problem, Severity};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A folder as it was, removed again when it is not needed any more.
pub(crate) struct Checkout(PathBuf);

impl Checkout {
    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The files of a folder in a commit.
///
/// # Errors
/// The folder is in no repository, or there is no such commit, or the folder was not in it.
pub(crate) fn checkout(dir: &Path, commit: &str) -> Result<Checkout, Problem> {
    let tree = format!("{commit}:./");
    let output = git(dir, &["ls-tree", "--full-tree", "-r", "-z", "--name-only", "--end-of-options", &tree]).output();
    let listed = match output {
        Ok(output) if output.status.success() => output.stdout,
        Ok(output) => return Err(no_such_commit(dir, commit, String::from_utf8_lossy(&output.stderr).trim())),
        Err(reason) => return Err(no_git(&reason)),
    };
    let names: Vec<String> = listed.split(|byte| *byte == 0).filter_map(|name| String::from_utf8(name.to_vec()).ok()).collect();
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let folder = Checkout(std::env::temp_dir().join(format!("cargo-migrate-{}", std::process::id())));
    write_files(dir, commit, &names, &folder.0).map_err(|reason| no_git(&reason))?;
    Ok(folder)
}

fn git(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(dir).args(arguments);
    command
}

/// One process gives all files, one after the other.
fn write_files(dir: &Path, commit: &str, names: &[String], into: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(into)?;
    let mut child = git(dir, &["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let copied = copy_files(&mut child, commit, names, into);
    child.wait()?;
    copied
}

fn copy_files(child: &mut Child, commit: &str, names: &[String], into: &Path) -> std::io::Result<()> {
    let (Some(mut requests), Some(answers)) = (child.stdin.take(), child.stdout.take()) else { return Ok(()) };
    let mut answers = BufReader::new(answers);
    for name in names.iter().filter(|name| !name.contains('\n')) {
        writeln!(requests, "{commit}:./{name}")?;
        requests.flush()?;
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let size = size.ok_or_else(|| std::io::Error::other(head.trim_end().to_owned()))?;
        let mut bytes = vec![0; size + 1];
        answers.read_exact(&mut bytes)?;
        bytes.truncate(size);
        let path = into.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(into))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

fn no_git(reason: &std::io::Error) -> Problem {
    Diagnostic::rule(Severity::Error, "no_repository", format!("git cannot be asked: {reason}"))
        .help("install git, or compare with a folder: `--from DIR`")
}

fn no_such_commit(dir: &Path, commit: &str, said: &str) -> Problem {
    let message = format!("{} cannot be read as it was in \"{commit}\"", dir.display());
    Diagnostic::rule(Severity::Error, "no_repository", message).note(said.to_owned()).help(match said.contains("not a git repository") {
        true => "compare with a folder, `--from DIR`, or with the database, `--database`",
        false => "name a commit, branch or tag that has the folder: `git log --oneline -- DIR` lists them",
    })
}
