//! `cargo migrate completions`: what a shell needs to complete the command.

use crate::output::{Status, say};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print the completions for a shell
#[derive(Args)]
#[command(
    after_help = "Example:\n  cargo migrate completions bash > ~/.local/share/bash-completion/completions/cargo-migrate\n\nThey complete `cargo-migrate`; as `cargo migrate` the command is cargo's own to complete."
)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(completions: &Completions) -> Status {
    let mut command = crate::Command::command().bin_name("cargo-migrate");
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut command, "cargo-migrate", &mut script);
    say(&String::from_utf8_lossy(&script).trim_end());
    Status::Good
}
