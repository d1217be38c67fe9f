//! `cargo migrate backup`: a dump of the database in a file that says of which, when and after which migration.

use crate::carried::{configured, failed};
use crate::dump_program::{DumpProgram, find};
use crate::options::Shared;
use crate::output::{Format, Status, refuse, say};
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::project::Moment;
use migrate_build::text::Json;
use migrate_runtime::applier::History;
use migrate_runtime::{Config, Migrations};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::SystemTime;

/// Back the database up with pg_dump, into a file that says of which database, when and after which migration
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate backup\n  cargo migrate backup --backups /var/backups/clinic --format json\n  pg_restore --no-owner --dbname=clinic_again backups/clinic_20251009T085320Z_after_025.dump\n\nThe password reaches pg_dump in its environment, never among its arguments. Only who made the file may read it."
)]
pub(crate) struct Backup {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    shared: Shared,
}

/// Where to, and with which program.
#[derive(Args)]
pub(crate) struct Place {
    /// The folder of backups
    #[arg(long = "backups", value_name = "DIR", default_value = "backups")]
    folder: PathBuf,
    /// The pg_dump to run [default: the one in the PATH that is as new as the server, else one that is installed]
    #[arg(long, value_name = "FILE")]
    pg_dump: Option<PathBuf>,
}

pub(crate) fn run(backup: &Backup) -> Status {
    let format = backup.shared.format;
    let done = || -> Result<Status, Status> {
        let config = configured(format)?;
        let mut client = config.connect().map_err(|error| failed(&error.to_string(), format))?;
        let history = backup.shared.locate()?.configuration.history;
        let applier = Migrations::new(&[]).applier().history(&history.schema, &history.table);
        let after = match applier.verify_history(&mut client) {
            Ok(events) => After::of(&crate::carried::history_of(&events, format)?),
            Err(error) => {
                if format != Format::Json {
                    say(&format!("note: {error}; the name of the backup does not say after which migration it was made"));
                }
                After::Unknown
            }
        };
        write(&backup.place, &config, &mut client, &after, format)?;
        Ok(Status::Good)
    };
    done().unwrap_or_else(|status| status)
}

/// After which migration a backup was made.
pub(crate) enum After {
    Version(String),
    Nothing,
    Unknown,
}

impl After {
    pub(crate) fn of(history: &History) -> Self {
        history.latest_version().map_or(Self::Nothing, |version| Self::Version(version.to_string()))
    }

    fn word(&self) -> String {
        match self {
            Self::Version(version) => format!("after_{version}"),
            Self::Nothing => "before_all".to_owned(),
            Self::Unknown => "unknown".to_owned(),
        }
    }
}

/// Writes the backup, and tells of it.
pub(crate) fn write(
    place: &Place,
    config: &Config,
    client: &mut postgres::Client,
    after: &After,
    format: Format,
) -> Result<PathBuf, Status> {
    let server = client.query_one("show server_version_num", &[]).and_then(|row| row.try_get::<_, String>(0));
    let server = server.map_err(|error| failed(&error.to_string(), format))?;
    let major = server.parse::<u32>().unwrap_or_default() / 10_000;
    let program = find(place.pg_dump.as_deref(), major).map_err(|problem| refuse(*problem, format))?;
    let name = file_name(config.database(), &after.word());
    let file = place.folder.join(&name);
    let unwritable = |error: Error| refuse(*unwritable(&file, &error), format);
    prepare(&place.folder).map_err(unwritable)?;
    dump(&program, config, &file).map_err(|error| match error.kind() {
        ErrorKind::Other => refuse(*refused(&program, &error), format),
        _ => unwritable(error),
    })?;
    let bytes = std::fs::metadata(&file).map_err(unwritable)?.len();
    match format {
        Format::Json => say(&Json::Object(vec![
            ("file", Json::text(file.to_string_lossy())),
            ("database", Json::text(config.database())),
            ("state", Json::text(after.word())),
            ("bytes", Json::Number(i64::try_from(bytes).unwrap_or(i64::MAX))),
        ])),
        Format::Text | Format::Sarif => {
            say(&format!("{} was backed up to {} ({bytes} bytes)", config.database(), file.display()));
            say(&"`createdb NAME` and `pg_restore --no-owner --dbname=NAME FILE` bring it back beside the database");
        }
    }
    Ok(file)
}

/// What a file name cannot hold on some machine is left out of it.
fn file_name(database: &str, after: &str) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let moment = Moment::of_seconds(now.as_secs());
    let (date, second) = (moment.date().replace('-', ""), moment.second);
    let time = format!("{:02}{:02}{:02}", second / 3600, second / 60 % 60, second % 60);
    let plain =
        |text: &str| text.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect::<String>();
    format!("{}_{date}T{time}Z_{}.dump", plain(database), plain(after))
}

/// A backup holds all that the database holds: it does not belong into a repository.
fn prepare(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(".gitignore"), "*\n")
}

/// The file has its name when it is whole, and never takes the place of another.
fn dump(program: &DumpProgram, config: &Config, file: &Path) -> std::io::Result<()> {
    let mut partial = file.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    if file.exists() {
        return Err(Error::new(ErrorKind::AlreadyExists, "a file of this name is there"));
    }
    let output = private(&partial)?;
    let mut command = std::process::Command::new(&program.path);
    config.set_environment(&mut command);
    command.args(["--format=custom", "--no-password"]).stdin(Stdio::null()).stdout(output).stderr(Stdio::piped());
    let ended = command.spawn().and_then(std::process::Child::wait_with_output);
    let outcome = match ended {
        Ok(ended) if ended.status.success() => std::fs::rename(&partial, file),
        Ok(ended) => Err(Error::other(String::from_utf8_lossy(&ended.stderr).trim().to_owned())),
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        let _ = std::fs::remove_file(&partial);
    }
    outcome
}

/// A file that nobody else may read.
fn private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn unwritable(file: &Path, error: &Error) -> migrate_build::diag::Problem {
    let message = format!("{} cannot be written: {error}", file.display());
    Diagnostic::rule(Severity::Error, "unwritable_file", message).help("name another folder with --backups")
}

fn refused(program: &DumpProgram, error: &Error) -> migrate_build::diag::Problem {
    let message = format!("{} ended without a backup", program.path.display());
    let lines = error.to_string();
    let problem = Diagnostic::rule(Severity::Error, "backup_failed", message);
    let problem = lines.lines().take(6).fold(problem, |problem, line| problem.note(line.to_owned()));
    problem.help("nothing was written; mend what it says and run `cargo migrate backup` again")
}
