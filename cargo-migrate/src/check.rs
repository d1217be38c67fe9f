//! `cargo migrate check`: would PostgreSQL run the migrations one after the other.

use crate::options::Shared;
use crate::output::{Format, Status, report, say};
use clap::Args;

/// Check every migration without a database
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate check --dir migrations --postgres 15..18")]
pub(crate) struct Check {
    #[command(flatten)]
    shared: Shared,
    /// Leave lints out
    #[arg(long)]
    no_lints: bool,
}

pub(crate) fn run(check: &Check) -> Status {
    let loaded = match check.shared.load() {
        Ok(loaded) => loaded,
        Err(status) => return status,
    };
    let count = loaded.migrations.len();
    let (_, mut findings) = loaded.compile();
    if check.no_lints {
        findings.retain(|finding| matches!(finding.diagnostic.code, migrate_build::diag::Code::Sql(_)) || finding.diagnostic.is_error());
    }
    let status = report(&findings, check.shared.format);
    if status == Status::Good && check.shared.format == Format::Text {
        say(&format!("{count} migrations checked, no errors"));
    }
    status
}
