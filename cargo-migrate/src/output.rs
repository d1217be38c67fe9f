//! How does the command say things, and with which exit status does it end.

use migrate_build::compile::Finding;
use migrate_build::diag::Severity;
use migrate_build::diag::json::to_json;
use migrate_build::diag::terminal::{Colours, render};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// All is good.
    Good,
    /// The SQL has errors.
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

/// Writes findings: JSON to standard output, text for people to standard error.
pub(crate) fn report(findings: &[Finding], format: Format) -> Status {
    let colours = if std::io::stderr().is_terminal() { Colours::Terminal } else { Colours::None };
    for finding in findings {
        match format {
            Format::Json => say(&to_json(&finding.diagnostic, &finding.source, finding.span, finding.migration.as_deref())),
            Format::Text => {
                let text = render(&finding.diagnostic, &finding.source, finding.shown(), colours);
                let _ = writeln!(std::io::stderr().lock(), "{text}\n");
            }
        }
    }
    if findings.iter().any(|finding| finding.diagnostic.severity == Severity::Error) { Status::Errors } else { Status::Good }
}
