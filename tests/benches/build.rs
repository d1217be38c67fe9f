//! What a build script costs with a long chain: the first run, nothing changed, one migration added, the last one edited; and a macro after it.
//!
//! `cargo test -p migrate-tests --bench build` runs it unoptimised, as a user's build scripts are. `CHAIN` names another folder of migrations.

#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

use migrate_build::Schema;
use migrate_build::catalog::object::RelationKind;
use migrate_build::expand::query::expand;
use migrate_build::expand::request::{QueryRequest, Shape};
use migrate_build::expand::source::Source;
use migrate_build::project::{Snapshot, Surroundings};
use migrate_build::text::SourceText;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What this program is told to be what a macro is: new in its process, beside what a build script wrote.
const EXPAND: &str = "--expand";

fn main() {
    if let Some(folder) = std::env::args().skip_while(|argument| argument != EXPAND).nth(1) {
        expand_first(Path::new(&folder));
        return;
    }
    let scratch = std::env::temp_dir().join(format!("migrate-bench-build-{}", std::process::id()));
    let (package, out) = (scratch.join("package"), scratch.join("out"));
    std::fs::create_dir_all(package.join("migrations")).expect("a scratch folder can be made");
    std::fs::create_dir_all(&out).expect("a scratch folder can be made");
    let files = copy_chain(&package.join("migrations"));
    let surroundings =
        Surroundings { manifest_dir: package.clone(), out_dir: out.clone(), package: "bench".to_owned(), engine: String::new() };
    // Real chains follow one version after the other, and the newest understands them all.
    std::fs::write(package.join("migrate.toml"), "postgres = \"18\"\n").expect("a configuration can be written");
    println!("{} migrations", files.len());
    measure("first run", &surroundings, 1, |_| {});
    measure("nothing changed", &surroundings, 7, |_| {});
    let last = files.last().expect("a chain has migrations").clone();
    let text = std::fs::read_to_string(&last).expect("a migration can be read");
    measure("last one edited", &surroundings, 7, |run| {
        std::fs::write(&last, format!("{text}\ncreate table bench_edited (n{run} integer);\n")).expect("a migration can be written");
    });
    measure("one added", &surroundings, 30, |run| {
        let added = package.join("migrations").join(format!("{}_added.sql", 90_000 + run));
        std::fs::write(added, format!("create table bench_added_{run} (id integer primary key, note text);\n")).expect("it can be written");
    });
    let folder = out.join("migrate/schema");
    let start = Clock::start();
    let snapshot = Snapshot::read(&folder).expect("it was just written");
    let opened = start.elapsed();
    let relations = snapshot.catalog.relations().len();
    println!("{:<18} {opened:>8.2} ms, all {relations} relations {:>8.2} ms", "snapshot opened", start.elapsed());
    for _ in 0..3 {
        let program = std::env::current_exe().expect("this program stands somewhere");
        let ran = Command::new(program).arg(EXPAND).arg(&folder).status();
        assert!(ran.is_ok_and(|status| status.success()), "the first expansion goes through");
    }
    for name in ["snapshot.bin", "chain.bin", "schema.rs"] {
        println!("{name:<18} {:>8} bytes", std::fs::metadata(folder.join(name)).map_or(0, |found| found.len()));
    }
    let _ = std::fs::remove_dir_all(&scratch);
}

/// A macro's first query, and what one costs after it.
fn expand_first(folder: &Path) {
    let start = Clock::start();
    let snapshot = Snapshot::read(folder).expect("a build script wrote it");
    let opened = start.elapsed();
    let relations = snapshot.catalog.relations();
    let table = relations.iter().rev().find(|relation| relation.kind == RelationKind::Table).expect("the chain makes tables").name.clone();
    let once = |sql: String| {
        let start = Clock::start();
        let source = Source::File(SourceText::new("query.sql", &sql));
        let request = QueryRequest { source: &source, shape: Shape::Row, positional: 0, named: &[] };
        assert!(expand(&snapshot.catalog, &snapshot.settings, &request).is_ok(), "the query is right");
        start.elapsed()
    };
    let first = once(format!("select * from {table} where now() > 'yesterday'"));
    let second = once(format!("select count(*) from {table} where now() > 'tomorrow'"));
    println!("{:<18} {:>8.2} ms, opening the snapshot {opened:.2} ms of them; another {second:.2} ms", "first expansion", opened + first);
}

/// The time that this thread runs, where the system tells; a busy machine then changes little.
struct Clock {
    started: Instant,
    ran: Option<f64>,
}

impl Clock {
    fn start() -> Self {
        Self { started: Instant::now(), ran: ran() }
    }

    /// Milliseconds.
    fn elapsed(&self) -> f64 {
        let wall = self.started.elapsed().as_secs_f64() * 1000.0;
        self.ran.zip(ran()).map_or(wall, |(before, now)| now - before)
    }
}

fn ran() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}

fn measure(what: &str, surroundings: &Surroundings, runs: usize, before: impl Fn(usize)) {
    let mut times = Vec::new();
    let mut folded = 0;
    for run in 0..runs {
        before(run);
        let start = Clock::start();
        let report = Schema::new("schema").build_in(surroundings);
        times.push(start.elapsed());
        folded = report.folded;
    }
    times.sort_by(f64::total_cmp);
    println!("{what:<18} {:>8.2} ms, {folded} folded", times[runs / 2]);
}

/// The chain that `CHAIN` names, or that of the repository until there are 434.
fn copy_chain(into: &Path) -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the benches stand in the workspace").join("migrations");
    let named = std::env::var_os("CHAIN").map(PathBuf::from);
    let folder = named.clone().unwrap_or(own);
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder can be read").flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    found.sort();
    let mut copied: Vec<PathBuf> = Vec::new();
    for path in &found {
        let to = into.join(path.file_name().unwrap_or_default());
        std::fs::copy(path, &to).expect("a migration can be copied");
        copied.push(to);
    }
    for number in copied.len()..if named.is_some() { 0 } else { 434 } {
        let to = into.join(format!("{number:05}_grow.sql"));
        let table = format!(
            "create table t{number} (id bigint primary key, name text not null default 'x', at timestamptz, n integer check (n > 0));\ncreate index on t{number} (name, at);\ncomment on table t{number} is 'the table number {number}';\n"
        );
        std::fs::write(&to, table).expect("a migration can be written");
        copied.push(to);
    }
    copied
}
