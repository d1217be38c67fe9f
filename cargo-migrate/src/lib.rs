//! The `cargo migrate` command, thin wrappers over the engine; and the chain of a folder as a program would carry it, for programs that compare.

mod adopt;
mod apply;
mod backup;
mod carried;
mod check;
mod completions;
mod describe;
mod diff;
mod diff_database;
mod docs;
mod drift;
mod dump;
mod dump_program;
mod explain;
mod fix;
mod folded;
mod git;
mod header;
mod impact;
mod kept;
mod lint;
mod lock;
mod new;
mod options;
mod output;
mod progress;
mod rebase;
mod release;
mod reset;
mod resolve;
mod rollback;
mod sarif;
mod seed;
mod status;
mod verify;

pub use carried::{BuildErrors, migrations_of};

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// PostgreSQL schema migrations, checked without a database.
#[derive(Parser)]
#[command(name = "cargo-migrate", bin_name = "cargo migrate", version, about, max_term_width = 100)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    New(new::New),
    Check(check::Check),
    Lint(lint::Lint),
    Describe(describe::Describe),
    Dump(dump::Dump),
    Docs(docs::Docs),
    Diff(diff::Diff),
    Status(status::StatusCommand),
    Apply(apply::Apply),
    Verify(verify::Verify),
    Rollback(rollback::Rollback),
    Resolve(resolve::Resolve),
    Baseline(resolve::Baseline),
    Seed(seed::SeedCommand),
    Reset(reset::Reset),
    Adopt(adopt::Adopt),
    Backup(backup::Backup),
    Lock(lock::Lock),
    Rebase(rebase::Rebase),
    Release(release::ReleaseCommand),
    Impact(impact::ImpactCommand),
    Explain(explain::Explain),
    Completions(completions::Completions),
}

/// Runs the command with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    // Cargo passes its own subcommand's name as the first argument: `cargo migrate check` runs `cargo-migrate migrate check`.
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|argument| argument == "migrate") {
        arguments.remove(1);
    }
    let status = match Command::parse_from(arguments).action {
        Action::New(new) => new::run(&new),
        Action::Status(status) => status::run(&status),
        Action::Apply(apply) => apply::run(&apply),
        Action::Verify(verify) => verify::run(&verify),
        Action::Rollback(rollback) => rollback::run(&rollback),
        Action::Resolve(resolve) => resolve::run(&resolve),
        Action::Baseline(baseline) => resolve::run_baseline(&baseline),
        Action::Seed(seed) => seed::run(&seed),
        Action::Reset(reset) => reset::run(&reset),
        Action::Adopt(adopt) => adopt::run(&adopt),
        Action::Backup(backup) => backup::run(&backup),
        Action::Check(check) => check::run(&check),
        Action::Lint(lint) => lint::run(&lint),
        Action::Describe(describe) => describe::run(&describe),
        Action::Dump(dump) => dump::run(&dump),
        Action::Docs(docs) => docs::run(&docs),
        Action::Diff(diff) => diff::run(&diff),
        Action::Lock(lock) => lock::run(&lock),
        Action::Rebase(rebase) => rebase::run(&rebase),
        Action::Release(release) => release::run(&release),
        Action::Impact(impact) => impact::run(&impact),
        Action::Explain(explain) => explain::run(&explain),
        Action::Completions(completions) => completions::run(&completions),
    };
    status.into()
}
