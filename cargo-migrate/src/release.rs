//! `cargo migrate release`: writes down the queries of the program that is released.

use crate::options::Shared;
use crate::output::{Format, Status, counted, report, say};
use clap::Args;
use migrate_build::compile::{Finding, MigrationKind};
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::docs::comparable_schema;
use migrate_build::expand::release::{Unrecorded, read_sources, record};
use migrate_build::project::write_release;
use migrate_build::proof::release::{RELEASE_FILE, Release};
use migrate_build::text::{Json, SourceText, Span};
use std::path::PathBuf;

/// Write down in migrate.release the queries of the program that is released, so that later migrations are held against them
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate release\n\nRun it in the commit that is deployed, and commit the file.")]
pub(crate) struct ReleaseCommand {
    #[command(flatten)]
    shared: Shared,
    /// The folder whose sources are looked through [default: the one that the command is called in]
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
}

pub(crate) fn run(command: &ReleaseCommand) -> Status {
    let (located, mut loaded) = match command.shared.locate().and_then(|located| Ok((located, command.shared.load()?))) {
        Ok(both) => both,
        Err(status) => return status,
    };
    let (dir, migrations) = (loaded.dir.clone(), loaded.migrations.clone());
    // The release before is over once this one is written down.
    loaded.release = None;
    let (compiled, findings) = loaded.compile();
    if report(&findings, command.shared.format) != Status::Good {
        return Status::Errors;
    }
    let (files, queries) = read_sources(command.sources.as_deref().unwrap_or(".".as_ref()));
    let recorded = record(&compiled.catalog, &located.configuration.code_settings(), &files, &queries);
    let left: Vec<Finding> = recorded.unrecorded.iter().map(unrecorded).collect();
    report(&left, command.shared.format);
    let versions = migrations.iter().filter_map(|migration| match &migration.kind {
        MigrationKind::Versioned(version) => Some(version.as_str().to_owned()),
        MigrationKind::Repeatable => None,
    });
    let schema = comparable_schema(&compiled.catalog).fingerprint().to_string();
    let release = Release { schema, versions: versions.collect(), queries: recorded.queries };
    if let Err(finding) = write_release(&dir, &release) {
        report(&[*finding], command.shared.format);
        return Status::Unusable;
    }
    told(&release, command.shared.format);
    Status::Good
}

fn told(release: &Release, format: Format) {
    let (queries, versions) = (release.queries.len(), release.versions.len());
    if format == Format::Json {
        let fields = vec![
            ("file", Json::text(RELEASE_FILE)),
            ("queries", Json::Number(queries as i64)),
            ("migrations", Json::Number(versions as i64)),
        ];
        return say(&Json::Object(fields));
    }
    let (queries, versions) = (counted(queries, "query"), counted(versions, "migration"));
    say(&format!("{RELEASE_FILE} holds {queries} and {versions}; commit it with what is deployed"));
}

fn unrecorded(left: &Unrecorded) -> Finding {
    let message = format!("the query at {} is not recorded: {}", left.place, left.problem);
    let diagnostic = *Diagnostic::rule(Severity::Warning, "unrecorded_query", message);
    Finding { diagnostic, source: SourceText::new("", ""), migration: None, span: Span::default(), mark: None, other: None, fix: None }
}
