//! `cargo migrate diff`: in which objects do two states of the schema differ.

use crate::diff_database::{self, Shown};
use crate::git;
use crate::options::Shared;
use crate::output::{Format, Status, counted, refuse, report, say};
use clap::Args;
use migrate_build::compile::{Migration, Options, compile_history};
use migrate_build::docs::definitions;
use migrate_build::project::discover;
use migrate_build::text::Json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Say in which objects the schema of the folder differs from that of an older commit, of another folder or of the live database
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate diff --from origin/main\n  cargo migrate diff --from ../release/migrations --format json\n  cargo migrate diff --database\n  cargo migrate diff --database --sql > back.sql\n\nIt ends with 1 where they differ."
)]
pub(crate) struct Diff {
    #[command(flatten)]
    shared: Shared,
    /// A commit, branch or tag of git, or a folder of migrations
    #[arg(long, value_name = "COMMIT or DIR", default_value = "HEAD")]
    from: String,
    /// Compare the live database with the folder
    #[arg(long, conflicts_with = "from")]
    database: bool,
    /// Write one script that takes back what was changed by hand in the database, and nothing else
    #[arg(long, requires = "database")]
    sql: bool,
}

/// An object whose definition is not the same on both sides.
struct Difference {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

pub(crate) fn run(diff: &Diff) -> Status {
    let format = diff.shared.format;
    if diff.database {
        return diff_database::run(&diff.shared, if diff.sql { Shown::Script } else { Shown::Differences });
    }
    let loaded = match diff.shared.load() {
        Ok(loaded) => loaded,
        Err(status) => return status,
    };
    let other = PathBuf::from(&diff.from);
    let before = if other.is_dir() {
        folder(&other, format)
    } else {
        match git::checkout(&loaded.dir, &diff.from) {
            Ok(checkout) => folder(checkout.path(), format),
            Err(problem) => return refuse(*problem, format),
        }
    };
    let sides =
        before.and_then(|before| Ok((schema(&before, &loaded.options, format)?, schema(&loaded.migrations, &loaded.options, format)?)));
    match sides {
        Ok((before, after)) => told(&differences(&before, &after), &diff.from, format),
        Err(status) => status,
    }
}

fn folder(dir: &Path, format: Format) -> Result<Vec<Migration>, Status> {
    match discover(dir) {
        Ok(folder) => Ok(folder.migrations),
        Err(finding) => Err(refuse(finding.diagnostic, format)),
    }
}

/// The definitions of all objects by their names.
fn schema(migrations: &[Migration], options: &Options, format: Format) -> Result<BTreeMap<String, String>, Status> {
    let (compiled, history) = compile_history(migrations, options);
    if compiled.has_errors() {
        report(&compiled.findings, format);
        return Err(Status::Errors);
    }
    Ok(definitions(&compiled.catalog, &history).into_iter().map(|definition| (definition.name, definition.sql)).collect())
}

fn differences(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<Difference> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let names = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    names.map(|name| Difference { name: name.clone(), before: before.get(name).cloned(), after: after.get(name).cloned() }).collect()
}

fn told(differences: &[Difference], from: &str, format: Format) -> Status {
    for difference in differences {
        match format {
            Format::Json => say(&Json::Object(vec![
                ("object", Json::text(&difference.name)),
                ("before", Json::optional(difference.before.as_deref())),
                ("after", Json::optional(difference.after.as_deref())),
            ])),
            Format::Text | Format::Sarif => say(&shown(difference)),
        }
    }
    if format != Format::Json {
        match differences.len() {
            0 => say(&format!("the same schema as in {from}")),
            count => say(&format!("{} differ from {from}", counted(count, "object"))),
        }
    }
    if differences.is_empty() { Status::Good } else { Status::Errors }
}

/// The lines that only one side has, in their order.
fn shown(difference: &Difference) -> String {
    let lines = |text: &Option<String>| -> Vec<String> {
        text.iter().flat_map(|text| text.lines()).map(|line| line.trim_end_matches([',', ';']).to_owned()).collect()
    };
    let (before, after) = (lines(&difference.before), lines(&difference.after));
    let sign = match (&difference.before, &difference.after) {
        (None, _) => "+",
        (_, None) => "-",
        _ => "~",
    };
    let mut text = format!("{sign} {}", difference.name);
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n    - {}", line.trim()));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n    + {}", line.trim()));
    text.extend(gone.chain(new));
    text
}
