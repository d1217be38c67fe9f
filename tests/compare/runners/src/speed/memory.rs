//! How much memory does a process take that does nothing but apply a chain; what it carries is counted with it.

use super::contestant::{Contestant, Loaded};
use crate::database::Database;
use migrate_runners::chains::Chain;
use std::process::Command;

/// The process's side: applies, and says the most that it ever took, in KB.
pub(crate) fn run(contestant: &str, chain: &str, url: &str) {
    let contestant = Contestant::ALL.into_iter().find(|known| known.title() == contestant).expect("a known contestant");
    let chain = Chain::ALL.into_iter().find(|known| known.module() == chain).expect("a known chain");
    Loaded::new(contestant, chain).apply(url, &|| ());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    println!("{}", peak.unwrap_or_default());
}

/// What a process of its own says, in MB.
pub(crate) fn measured(contestant: Contestant, chain: Chain) -> f64 {
    let database = Database::new("memory");
    let program = std::env::current_exe().expect("the program knows where it is");
    let output = Command::new(program).args(["memory", contestant.title(), chain.module(), &database.url]).output();
    let output = output.expect("a process can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let kilobytes: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("it says a number");
    kilobytes / 1024.0
}
