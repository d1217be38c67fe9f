//! `cargo migrate check`: would PostgreSQL run the migrations one after the other.

use crate::options::Shared;
use crate::output::{Format, Status, counted, nothing_in, report, say};
use clap::Args;
use migrate_build::compile::Finding;
use migrate_build::diag::Code;

/// Check every migration without a database
#[derive(Args)]
#[command(
    after_help = "Example:\n  cargo migrate check --dir migrations --postgres 15..18\n  cargo migrate check --format sarif > check.sarif"
)]
pub(crate) struct Check {
    #[command(flatten)]
    shared: Shared,
    /// Leave lints out
    #[arg(long)]
    no_lints: bool,
}

pub(crate) fn run(check: &Check) -> Status {
    let mut loaded = match check.shared.load() {
        Ok(loaded) => loaded,
        Err(status) => return status,
    };
    let (count, dir) = (loaded.migrations.len(), loaded.dir.clone());
    if check.no_lints {
        loaded.options.lints = None;
    }
    let (_, mut findings) = loaded.compile();
    if check.no_lints {
        findings.retain(|finding| matches!(finding.diagnostic.code, Code::Sql(_)) || finding.diagnostic.is_error());
    }
    let status = report(&findings, check.shared.format);
    if check.shared.format == Format::Text {
        say(&if count == 0 && findings.is_empty() { nothing_in(&dir) } else { summary(count, &findings) });
    }
    status
}

fn summary(count: usize, findings: &[Finding]) -> String {
    let errors: Vec<&Finding> = findings.iter().filter(|finding| finding.diagnostic.is_error()).collect();
    let checked = format!("{} checked", counted(count, "migration"));
    let Some(first) = errors.first() else { return format!("{checked}, no errors") };
    let code = match first.diagnostic.code {
        Code::Sql(state) => state.to_string(),
        Code::Rule(rule) => rule.to_owned(),
    };
    format!("{checked}, {}; `cargo migrate explain {code}` says more", counted(errors.len(), "error"))
}
