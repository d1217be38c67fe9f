//! `cargo migrate lint`: is what PostgreSQL accepts also safe.

use crate::fix::write_fixes;
use crate::options::Shared;
use crate::output::{Format, Status, counted, report, say};
use clap::Args;
use migrate_build::compile::Finding;
use migrate_build::diag::Severity;
use migrate_build::lint::Enforcement;

/// Say what would hurt a system in use, and how to do the same safely
#[derive(Args)]
#[command(after_help = "Examples:\n  cargo migrate lint\n  cargo migrate lint --fix\n  cargo migrate lint --format sarif > lint.sarif")]
pub(crate) struct Lint {
    #[command(flatten)]
    shared: Shared,
    /// Write the safe way into the files where one is known
    #[arg(long)]
    fix: bool,
    /// Judge what was released, too
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(lint: &Lint) -> Status {
    if lint.fix {
        match write_fixes(|| findings_of(lint)) {
            Ok(count) if lint.shared.format == Format::Text => say(&format!("{} fixed", counted(count, "finding"))),
            Ok(_) => {}
            Err(status) => return status,
        }
    }
    match findings_of(lint) {
        Ok(findings) => {
            let status = report(&findings, lint.shared.format);
            if findings.is_empty() && lint.shared.format == Format::Text {
                say(&"nothing found");
            }
            status
        }
        Err(status) => status,
    }
}

/// What is denied is an error here, whether or not anything was released.
fn findings_of(lint: &Lint) -> Result<Vec<Finding>, Status> {
    let mut loaded = lint.shared.load()?;
    if let Some(lints) = &mut loaded.options.lints {
        lints.enforcement = Enforcement::Deny;
        if lint.all {
            lints.released.clear();
        }
    }
    let (_, mut findings) = loaded.compile();
    findings.retain(|finding| finding.diagnostic.severity != Severity::Note);
    Ok(findings)
}
