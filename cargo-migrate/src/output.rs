//! How does the command say things, and with which exit status does it end.

use crate::sarif;
use migrate_build::compile::Finding;
use migrate_build::diag::json::to_json;
use migrate_build::diag::terminal::{Colours, render};
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::text::{SourceText, Span};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// Findings as one SARIF log, for code scanning; anything else as text.
    Sarif,
}

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// All is good.
    Good,
    /// The SQL has errors, or what was compared differs.
    Errors,
    /// Wrong usage or unreadable input.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Good => 0,
            Status::Errors => 1,
            Status::Unusable => 2,
        })
    }
}

/// Writes a line to standard output; a reader that has gone away is no error.
pub(crate) fn say(line: &dyn std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// A number of things, as people say it.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    match thing.strip_suffix('y') {
        _ if count == 1 => format!("1 {thing}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {thing}s"),
    }
}

/// What is said of a folder that was found, and has nothing in it yet.
pub(crate) fn nothing_in(dir: &Path) -> String {
    format!("{} holds no migration yet: `cargo migrate new create_patients` begins the first", dir.display())
}

/// How a sentence about so many objects begins.
pub(crate) fn objects_are(count: usize) -> String {
    if count == 1 { "1 object is".to_owned() } else { format!("{count} objects are") }
}

/// Writes findings: JSON and SARIF to standard output, text for people to standard error.
pub(crate) fn report(findings: &[Finding], format: Format) -> Status {
    let colours = if std::io::stderr().is_terminal() { Colours::Terminal } else { Colours::None };
    if format == Format::Sarif {
        say(&sarif::log(findings));
    }
    for finding in findings {
        match format {
            Format::Sarif => {}
            Format::Json => say(&to_json(&finding.diagnostic, &finding.source, finding.span, finding.migration.as_deref())),
            Format::Text => {
                let text = render(&finding.diagnostic, &finding.source, finding.shown(), colours);
                let _ = writeln!(std::io::stderr().lock(), "{text}\n");
            }
        }
    }
    if findings.iter().any(|finding| finding.diagnostic.severity == Severity::Error) { Status::Errors } else { Status::Good }
}

/// Says why the command cannot do what it was asked to.
pub(crate) fn refuse(problem: Diagnostic, format: Format) -> Status {
    let source = SourceText::new("", "");
    report(&[Finding { diagnostic: problem, source, migration: None, span: Span::default(), mark: None, other: None, fix: None }], format);
    Status::Unusable
}
