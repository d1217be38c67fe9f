//! `cargo migrate rebase`: new versions for unreleased migrations, after those that others have.

use crate::git;
use crate::options::Shared;
use crate::output::{Format, Status, refuse, say};
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::project::{Listing, Moment, Renumbered, list_folder, plan_mentions, plan_rebase, read_lock};
use migrate_build::text::{Json, SortedSet};
use std::path::{Path, PathBuf};

/// Give migrations that nobody has yet new versions, after a merge brought others
#[derive(Args)]
#[command(
    after_help = "Example:\n  cargo migrate rebase --onto origin/main\n\nMigrations in migrate.lock never change, and neither do those of the commit that is named."
)]
pub(crate) struct Rebase {
    #[command(flatten)]
    shared: Shared,
    /// A commit whose migrations keep their versions
    #[arg(long, value_name = "COMMIT")]
    onto: Option<String>,
    /// Say what would be renamed, and rename nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(rebase: &Rebase) -> Status {
    let format = rebase.shared.format;
    let located = match rebase.shared.locate() {
        Ok(located) => located,
        Err(status) => return status,
    };
    let listing = list_folder(&located.dir).map_err(|finding| finding.diagnostic);
    let lock = read_lock(&located.dir).map_err(|finding| finding.diagnostic);
    let (listing, lock) = match (listing, lock) {
        (Ok(listing), Ok(lock)) => (listing, lock),
        (Err(problem), _) | (_, Err(problem)) => return refuse(problem, format),
    };
    let published = match rebase.onto.as_deref().map_or_else(|| Ok(SortedSet::new()), |commit| labels_of(&located.dir, commit)) {
        Ok(published) => published,
        Err(problem) => return refuse(*problem, format),
    };
    let renumbered = match plan_rebase(&listing, lock.as_ref(), &published, Moment::now()) {
        Ok(renumbered) => renumbered,
        Err(problem) => return refuse(*problem, format),
    };
    if !rebase.dry_run
        && let Err(reason) = rename(&listing, &renumbered)
    {
        let problem = Diagnostic::rule(Severity::Error, "unwritable_file", format!("a migration cannot be renamed: {reason}"));
        return refuse(*problem.help("`git status` shows what was renamed before"), format);
    }
    told(&renumbered, rebase.dry_run, format);
    Status::Good
}

fn labels_of(dir: &Path, commit: &str) -> Result<SortedSet<String>, Box<Diagnostic>> {
    let checkout = git::checkout(dir, commit)?;
    let listing = list_folder(checkout.path()).map_err(|finding| Box::new(finding.diagnostic))?;
    Ok(listing.migrations.into_iter().map(|listed| listed.label).collect())
}

fn rename(listing: &Listing, renumbered: &[Renumbered]) -> std::io::Result<()> {
    let own = |label: &str| renumbered.iter().any(|renumbered| renumbered.from == label);
    let files: Vec<PathBuf> = listing.migrations.iter().filter(|listed| own(&listed.label)).map(|listed| listed.up.clone()).collect();
    for (path, text) in plan_mentions(&files, renumbered) {
        std::fs::write(path, text)?;
    }
    // The last one first, so that none takes a name that the next one still has.
    for (from, to) in renumbered.iter().rev().flat_map(|renumbered| &renumbered.files) {
        std::fs::rename(from, to)?;
    }
    Ok(())
}

fn told(renumbered: &[Renumbered], dry_run: bool, format: Format) {
    for renumbered in renumbered {
        match format {
            Format::Json => say(&Json::Object(vec![("from", Json::text(&renumbered.from)), ("to", Json::text(&renumbered.to))])),
            Format::Text | Format::Sarif => say(&format!("{} -> {}", renumbered.from, renumbered.to)),
        }
    }
    if format == Format::Json {
        return;
    }
    match (renumbered.is_empty(), dry_run) {
        (true, _) => say(&"nothing to do: every version is free, and none stands before one that was released"),
        (false, true) => say(&"nothing was renamed; leave out --dry-run to do it"),
        (false, false) => say(&"now `cargo migrate check`, then commit the new names"),
    }
}
