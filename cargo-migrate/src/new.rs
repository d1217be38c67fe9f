//! `cargo migrate new`: the next migration, named and begun.

use crate::options::Shared;
use crate::output::{Format, Status, refuse, say};
use clap::{Args, ValueEnum};
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::project::{Moment, NewFile, NewMigration, Scheme, check_name, list_folder, plan_new};
use migrate_build::text::Json;
use std::path::Path;

/// Begin a new migration after the last one, in the folder's own naming scheme
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate new add_patient_email")]
pub(crate) struct New {
    /// What it does, in snake case and with a verb first
    name: String,
    #[command(flatten)]
    shared: Shared,
    /// The naming scheme of a folder that is empty
    #[arg(long, value_enum, default_value = "plain")]
    scheme: SchemeName,
    /// Take the name as it is
    #[arg(long)]
    any_name: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SchemeName {
    /// 001_name.sql
    Plain,
    /// 001_name.up.sql and 001_name.down.sql
    UpDown,
    /// V1__name.sql
    Flyway,
    /// 001_name/up.sql and down.sql
    Folders,
    /// 001_name/migration.sql
    Prisma,
}

impl From<SchemeName> for Scheme {
    fn from(name: SchemeName) -> Self {
        match name {
            SchemeName::Plain => Self::Plain,
            SchemeName::UpDown => Self::UpDown,
            SchemeName::Flyway => Self::Flyway,
            SchemeName::Folders => Self::Folders,
            SchemeName::Prisma => Self::Prisma,
        }
    }
}

pub(crate) fn run(new: &New) -> Status {
    let format = new.shared.format;
    if let (false, Err(problem)) = (new.any_name, check_name(&new.name)) {
        return refuse(*problem, format);
    }
    let located = match new.shared.locate() {
        Ok(located) => located,
        Err(status) => return status,
    };
    let listing = if located.dir.is_dir() { list_folder(&located.dir) } else { Ok(Default::default()) };
    let listing = match listing {
        Ok(listing) => listing,
        Err(finding) => return refuse(finding.diagnostic, format),
    };
    let wanted = NewMigration { name: &new.name, scheme: new.scheme.into(), headers: located.configuration.headers, now: Moment::now() };
    let files = plan_new(&located.dir, &listing, &wanted);
    for file in &files {
        if let Err(reason) = write_new(file) {
            let message = format!("{} cannot be written: {reason}", file.path.display());
            return refuse(
                *Diagnostic::rule(Severity::Error, "unwritable_file", message).help("check that the folder can be written to"),
                format,
            );
        }
    }
    told(&files, format);
    Status::Good
}

/// A file that is there already stays as it is.
fn write_new(file: &NewFile) -> std::io::Result<()> {
    std::fs::create_dir_all(file.path.parent().unwrap_or(Path::new(".")))?;
    let mut made = std::fs::File::create_new(&file.path)?;
    std::io::Write::write_all(&mut made, file.text.as_bytes())
}

fn told(files: &[NewFile], format: Format) {
    let paths: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
    if format == Format::Json {
        return say(&Json::Object(vec![("files", Json::texts(&paths))]));
    }
    paths.iter().for_each(|path| say(&path));
    say(&"write its SQL there, then `cargo migrate check` tells whether PostgreSQL would run it");
}
