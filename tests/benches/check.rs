//! How long does a check of a whole history take. `cargo bench`, and `cargo bench --profile dev` for what a user's build sees.
//!
//! `MIGRATE_BENCH_DIR` names a folder of real migrations to measure beside the made-up ones.

mod history;

use history::{history, median, say};
use migrate_build::compile::{Migration, Options, compile};
use migrate_build::project::discover;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

fn main() {
    // `cargo test --benches` starts benches too; they have nothing to say there.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    report("434 migrations, 260 KB", &history(434, 600));
    let (few, many) = (history(500, 300), history(5_000, 300));
    let ratio = report("5000 migrations", &many).as_secs_f64() / report("500 migrations", &few).as_secs_f64();
    say(&format!("5000 migrations cost {ratio:.1} times as much as 500"));
    if let Ok(folder) = std::env::var("MIGRATE_BENCH_DIR") {
        match discover(Path::new(&folder)) {
            Ok(found) => drop(report(&folder, &found.migrations)),
            Err(finding) => say(&finding.diagnostic.message),
        }
    }
    say(&format!("peak memory {} MB", peak_memory_kb().unwrap_or(0) / 1024));
}

fn report(name: &str, migrations: &[Migration]) -> Duration {
    let time = median(|| drop(black_box(compile(migrations, &Options::default()))));
    let bytes: usize = migrations.iter().map(|migration| migration.up_sql.len()).sum();
    say(&format!("{name}: {:.1} ms for {} files with {} KB", time.as_secs_f64() * 1000.0, migrations.len(), bytes / 1024));
    time
}

fn peak_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}
