//! How long do processes take, from their start to their end: a program whose database has everything already, and the command on its chain.
//! `cargo bench -p migrate-tests --bench start` builds both as they are released, and asks the server of `DATABASE_URL` or one that is installed.

use migrate_runtime::testing::Server;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 30;
const DATABASE: &str = "bench_start";

fn main() {
    // `cargo test --benches` starts benches too; they have nothing to say there.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace");
    let programs = built(root);
    let server = Server::get();
    drop(server.fresh_database(DATABASE));
    let url = server.url_of(DATABASE);
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(programs.join(program));
        command.args(arguments).current_dir(root.join("examples/clinic")).env("DATABASE_URL", &url);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let status = run("clinic", &["start"]).status().expect("the program can be started");
    assert!(status.success(), "the clinic does not start");
    report("a connection and a query, in this process", || drop(server.connect(DATABASE).simple_query("select 1")));
    report("the clinic starts, and nothing is pending", || finished(&mut run("clinic", &["start"])));
    report("cargo migrate --version", || finished(&mut run("cargo-migrate", &["migrate", "--version"])));
    report("cargo migrate check on the clinic", || finished(&mut run("cargo-migrate", &["migrate", "check"])));
    report("cargo migrate status on the clinic", || finished(&mut run("cargo-migrate", &["migrate", "status"])));
    server.drop_database(DATABASE);
}

fn built(root: &Path) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "-p", "cargo-migrate", "-p", "clinic"]).current_dir(root);
    assert!(cargo.status().expect("cargo can be started").success(), "the programs cannot be built");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("release")
}

fn finished(command: &mut Command) {
    command.status().expect("the program can be started");
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn say(line: &str) {
    println!("{line}");
}

/// The shortest tells what it costs, the middle one what this machine makes of it.
fn report(what: &str, run: impl Fn()) {
    let timed = |_| {
        let since = Instant::now();
        run();
        since.elapsed()
    };
    let mut times: Vec<Duration> = (0..RUNS).map(timed).collect();
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    say(&format!("{what}: {:.1} ms, the shortest {:.1} ms", milliseconds(times[RUNS / 2]), milliseconds(times[0])));
}
