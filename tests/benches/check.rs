//! How long does a check of a whole history take. `cargo bench`, and `cargo bench --profile dev` for what a user's build sees.
//!
//! `MIGRATE_BENCH_DIR` names a folder of real migrations to measure beside the made-up ones.

use migrate_build::compile::{DeclaredTransaction, Migration, MigrationKind, Options, compile};
use migrate_build::project::discover;
use migrate_build::text::SourceText;
use migrate_model::Version;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

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

/// The median of seven runs.
fn report(name: &str, migrations: &[Migration]) -> Duration {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let start = Instant::now();
            black_box(compile(migrations, &Options::default()));
            start.elapsed()
        })
        .collect();
    times.sort();
    let bytes: usize = migrations.iter().map(|migration| migration.up_sql.len()).sum();
    say(&format!("{name}: {:.1} ms for {} files with {} KB", times[3].as_secs_f64() * 1000.0, migrations.len(), bytes / 1024));
    times[3]
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn say(line: &str) {
    println!("{line}");
}

fn peak_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

/// A history as projects have it: tables now and then, columns, indexes, constraints, views and data in between.
fn history(files: usize, bytes: usize) -> Vec<Migration> {
    (0..files).map(|at| migration(at, &padded(statements(at), bytes))).collect()
}

fn statements(at: usize) -> String {
    let table = at / 8;
    match at % 8 {
        0 => format!(
            "create type kind_{table} as enum ('new', 'seen', 'done');\n\
             create table visits_{table} (\n    id bigint generated always as identity primary key,\n    patient text not null,\n    \
             kind kind_{table} not null default 'new',\n    started_at timestamptz not null default now(),\n    \
             check (length(patient) > 0)\n);\n"
        ),
        1 => format!("alter table visits_{table} add column notes text, add column priority int not null default 0;\n"),
        2 => format!("create index visits_{table}_patient_idx on visits_{table} (patient, started_at desc) where kind <> 'done';\n"),
        3 if table > 0 => format!("alter table visits_{table} add column earlier_id bigint references visits_{} (id);\n", table - 1),
        4 => format!(
            "create view open_visits_{table} as\nselect v.id, v.patient, count(*) over (partition by v.patient) as visits, \
             coalesce(v.notes, 'none') as notes\nfrom visits_{table} v\nwhere v.kind <> 'done';\n"
        ),
        5 => format!("update visits_{table} set priority = priority + 1 where kind = 'new' and started_at < now() - interval '1 day';\n"),
        6 => format!("drop view open_visits_{table};\nalter table visits_{table} alter column priority type bigint;\n"),
        _ => format!("alter table visits_{table} rename column notes to remarks;\ncomment on table visits_{table} is 'who was here';\n"),
    }
}

/// Comments and a statement of data fill a file up to its size, as they do in real ones.
fn padded(mut sql: String, bytes: usize) -> String {
    let row = "insert into settings (name, value) values ('a setting of some length', 'and its value');\n";
    while sql.len() + row.len() < bytes {
        sql.push_str(row);
    }
    sql
}

fn migration(at: usize, sql: &str) -> Migration {
    let prelude = if at == 0 { "create table settings (name text, value text);\n" } else { "" };
    let up = SourceText::new(&format!("{at:05}_change.sql"), &format!("{prelude}{sql}"));
    Migration {
        kind: MigrationKind::Versioned(Version::new(&format!("{at:05}"))),
        name: "change".to_owned(),
        label: format!("{at:05}_change"),
        up_sql: up.text().to_owned(),
        up,
        down: None,
        verify: None,
        require: None,
        directives: Vec::new(),
        transaction: DeclaredTransaction::Unsaid,
    }
}
