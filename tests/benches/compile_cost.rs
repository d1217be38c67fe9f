//! What does a checked query cost `cargo check`, and a cold build everything that a user compiles, beside sqlx on the same crate.
//!
//! Needs the network once, for sqlx, and the `DATABASE_URL` of a scratch database (its schema `public` is dropped), from which sqlx writes its
//! answers before anything is timed. Every figure is the median of several runs, in CPU time of the user and the system, which other programs
//! disturb less than time by the clock; what is compared takes turns.
//!
//! `cargo bench --profile dev --bench compile_cost -- build` measures cold builds alone, `check` checked queries, `optimised` the same with
//! macros and build scripts that are optimised. The profile is only that of this program, which does nothing but wait.

#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TABLES: usize = 30;
const MODULES: usize = 10;
const COUNTS: [usize; 2] = [1, 500];
const RUNS: usize = 5;

/// How the queries of a crate are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Ours,
    OursUnchecked,
    Sqlx,
    SqlxUnchecked,
}

const STYLES: [Style; 4] = [Style::Ours, Style::OursUnchecked, Style::Sqlx, Style::SqlxUnchecked];

/// Whether macros and build scripts are optimised.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Overrides {
    None,
    Optimised,
}

fn main() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-cost");
    let Ok(url) = std::env::var("DATABASE_URL") else {
        eprintln!("DATABASE_URL is not set: sqlx needs it to write its answers, so nothing was measured");
        return;
    };
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let wants = |part: &str| asked.is_empty() || asked.iter().any(|asked| asked == part);
    if wants("build") {
        build_cost(&root);
    }
    if wants("check") {
        check_cost(&root, &url, Overrides::None);
    }
    if wants("optimised") {
        check_cost(&root, &url, Overrides::Optimised);
    }
}

/// Prints what everything costs that a user compiles once.
fn build_cost(root: &Path) {
    println!("cold `cargo build` of an empty program, CPU seconds (median of 3)");
    let (mut ours, mut sqlx) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        ours.push(cold_build(root, "ours", &our_defaults()));
        sqlx.push(cold_build(root, "sqlx", &Style::Sqlx.dependencies()));
    }
    let (ours, sqlx) = (median(ours), median(sqlx));
    println!("  ours {ours:.1}   sqlx {sqlx:.1}   ratio {:.2} (bar 0.80)", ours / sqlx);
}

/// Prints what a query adds to `cargo check` for each style.
fn check_cost(root: &Path, url: &str, overrides: Overrides) {
    println!(
        "`cargo check` after a comment, CPU ms{}",
        if overrides == Overrides::Optimised { ", with build-override opt-level 3" } else { "" }
    );
    let packages: Vec<[Package; 2]> =
        STYLES.iter().map(|style| COUNTS.map(|count| Package::write(root, *style, count, overrides))).collect();
    packages.iter().flatten().for_each(|package| package.prepare(url));
    let mut times = vec![[Vec::new(), Vec::new()]; packages.len()];
    for _ in 0..RUNS {
        for (packages, times) in packages.iter().zip(&mut times) {
            packages.iter().zip(times).for_each(|(package, times)| times.push(package.check_after_comment()));
        }
    }
    let mut a_query = Vec::new();
    for (style, times) in STYLES.iter().zip(times) {
        let [few, many] = times.map(median);
        let each = (many - few) / (COUNTS[1] - COUNTS[0]) as f64;
        println!("  {:16} {}: {few:5.0}   {}: {many:5.0}   a query {each:.2}", style.name(), COUNTS[0], COUNTS[1]);
        a_query.push(each);
    }
    let (ours, sqlx) = (a_query[0] - a_query[1], a_query[2] - a_query[3]);
    println!("  what checking adds to a query: ours {ours:.2}   sqlx {sqlx:.2}   ratio {:.2} (bar 0.33)", ours / sqlx);
}

impl Style {
    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::OursUnchecked => "tokio-postgres",
            Self::Sqlx => "sqlx-offline",
            Self::SqlxUnchecked => "sqlx-unchecked",
        }
    }

    fn dependencies(self) -> String {
        let repository = repository();
        match self {
            Self::Ours | Self::OursUnchecked => format!(
                "[dependencies]\nmigrate-runtime = {{ path = \"{repository}/migrate-runtime\", default-features = false, features = [\"macros\", \"tokio\", \"uuid\", \"chrono\", \"json\"] }}\n\
                 tokio-postgres = {{ version = \"0.7\", features = [\"with-uuid-1\", \"with-chrono-0_4\", \"with-serde_json-1\"] }}\n\n\
                 [build-dependencies]\nmigrate-build = {{ path = \"{repository}/migrate-build\" }}\n"
            ),
            Self::Sqlx | Self::SqlxUnchecked => "[dependencies]\nsqlx = { version = \"=0.9.0\", default-features = false, features = [\"postgres\", \"runtime-tokio\", \"macros\", \"migrate\", \"uuid\", \"chrono\", \"json\"] }\n".to_owned(),
        }
    }

    fn function(self, number: usize) -> String {
        let sql = sql(number);
        let (arguments, values) = if number % 3 == 1 { ("id: i64, text: &str", "text, id") } else { ("id: i64", "id") };
        let call = match self {
            Self::Ours => format!("crate::schema::query!(\"{sql}\", {values}).fetch_one(db).await.map(|row| row.c)"),
            Self::Sqlx => format!("sqlx::query!(\"{sql}\", {values}).fetch_one(db).await.map(|row| row.c)"),
            Self::OursUnchecked => {
                let values: Vec<String> = values.split(", ").map(|value| format!("&{value}")).collect();
                format!("db.query_one(\"{sql}\", &[{}]).await.and_then(|row| row.try_get(\"c\"))", values.join(", "))
            }
            Self::SqlxUnchecked => {
                let values: String = values.split(", ").map(|value| format!(".bind({value})")).collect();
                format!("sqlx::query(\"{sql}\"){values}.fetch_one(db).await.and_then(|row| sqlx::Row::try_get(&row, \"c\"))")
            }
        };
        let (client, error) = match self {
            Self::Ours => ("tokio_postgres::Client", "migrate_runtime::Error"),
            Self::OursUnchecked => ("tokio_postgres::Client", "tokio_postgres::Error"),
            Self::Sqlx | Self::SqlxUnchecked => ("sqlx::PgPool", "sqlx::Error"),
        };
        format!("pub async fn query_{number}(db: &{client}, {arguments}) -> Result<i32, {error}> {{\n    {call}\n}}\n")
    }
}

/// What a user of the default features asks for.
fn our_defaults() -> String {
    let repository = repository();
    format!(
        "[dependencies]\nmigrate-runtime = {{ path = \"{repository}/migrate-runtime\" }}\n\n\
         [build-dependencies]\nmigrate-build = {{ path = \"{repository}/migrate-build\" }}\n"
    )
}

fn repository() -> String {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_owned);
    repository.display().to_string()
}

/// A third joins, a third inserts, a third updates; every text is its own.
fn sql(number: usize) -> String {
    let (table, other) = (number % TABLES, (number + 7) % TABLES);
    match number % 3 {
        0 => format!("select a.c, a.a, b.b, b.g, a.h from t{table} a join t{other} b on b.id = a.e where a.id = $1 and b.d < {number}"),
        1 => format!("insert into t{table} (a, e, c, f) values ($1, $2, {number}, true) returning id, c, g, i"),
        _ => format!("update t{table} set d = {number} where id = $1 returning c, d, b, h"),
    }
}

fn schema() -> String {
    (0..TABLES).fold(String::new(), |mut text, table| {
        let _ = writeln!(
            text,
            "create table t{table} (id bigint generated always as identity primary key, a text not null, b text, c integer not null, d integer, \
             e bigint, f boolean not null, g timestamptz not null default now(), h uuid, i jsonb);"
        );
        text
    })
}

struct Package {
    folder: PathBuf,
    style: Style,
}

impl Package {
    fn write(root: &Path, style: Style, count: usize, overrides: Overrides) -> Self {
        let suffix = if overrides == Overrides::Optimised { "-o3" } else { "" };
        let name = format!("{}-{count}{suffix}", style.name());
        let folder = root.join(&name);
        let profile = if overrides == Overrides::Optimised { "\n[profile.dev.build-override]\nopt-level = 3\n" } else { "" };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{}\n[workspace]\n{profile}",
            style.dependencies()
        );
        write(&folder.join("Cargo.toml"), &manifest);
        write(&folder.join("migrations/001_tables.sql"), &schema());
        let mut root_module = String::new();
        if style == Style::Ours {
            root_module.push_str("migrate_runtime::schema!();\n");
            write(&folder.join("build.rs"), "fn main() {\n    migrate_build::run()\n}\n");
        }
        for module in 0..MODULES {
            let functions: Vec<String> =
                (0..count).filter(|number| number % MODULES == module).map(|number| style.function(number)).collect();
            write(&folder.join(format!("src/m{module}.rs")), &functions.join("\n"));
            let _ = writeln!(root_module, "pub mod m{module};");
        }
        write(&folder.join("src/lib.rs"), &root_module);
        Self { folder, style }
    }

    /// Everything that is not timed: dependencies, and the answers that sqlx keeps.
    fn prepare(&self, url: &str) {
        if self.style == Style::Sqlx {
            let script = format!(
                "psql \"$0\" -qc 'drop schema public cascade; create schema public' -f {}",
                self.folder.join("migrations/001_tables.sql").display()
            );
            let applied = Command::new("sh").args(["-c", &script, url]).stdout(Stdio::null()).stderr(Stdio::null()).status();
            assert!(applied.is_ok_and(|status| status.success()), "the schema can be applied with psql");
            let answers = self.folder.join(".sqlx");
            std::fs::create_dir_all(&answers).expect("a folder can be made");
            self.run(&[("DATABASE_URL", url), ("SQLX_OFFLINE", "false"), ("SQLX_OFFLINE_DIR", &answers.display().to_string())]);
        }
        self.check_after_comment();
    }

    fn check_after_comment(&self) -> f64 {
        let module = self.folder.join("src/m0.rs");
        let text = std::fs::read_to_string(&module).expect("a module is readable");
        std::fs::write(&module, text + "// once more\n").expect("a module can be written");
        let output = self.run(&[("SQLX_OFFLINE", "true")]);
        cpu_seconds(&output) * 1000.0
    }

    fn run(&self, environment: &[(&str, &str)]) -> Output {
        let output = timed_cargo("check --quiet")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("target"))
            .env_remove("DATABASE_URL")
            .envs(environment.iter().copied())
            .output()
            .expect("bash runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output
    }
}

/// The CPU seconds of a build of an empty program with everything that a user compiles, compiled as packages from a registry are.
fn cold_build(root: &Path, name: &str, dependencies: &str) -> f64 {
    let folder = root.join("cold").join(name);
    let manifest = format!("[package]\nname = \"cold-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}\n[workspace]\n");
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/main.rs"), "fn main() {}\n");
    write(&folder.join("build.rs"), "fn main() {}\n");
    let fetched = Command::new(env!("CARGO")).args(["fetch", "--quiet"]).current_dir(&folder).status();
    assert!(fetched.is_ok_and(|status| status.success()), "dependencies can be fetched");
    let target = root.join("cold/target");
    let _ = std::fs::remove_dir_all(&target);
    let output = timed_cargo("build --quiet --offline")
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "--cap-lints allow")
        .output()
        .expect("bash runs");
    let _ = std::fs::remove_dir_all(&target);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    cpu_seconds(&output)
}

/// Cargo under the shell's clock of CPU time, which it writes last.
fn timed_cargo(arguments: &str) -> Command {
    let mut command = Command::new("bash");
    command.args(["-c", &format!("TIMEFORMAT='%U %S'; time \"$0\" {arguments}"), env!("CARGO")]);
    command
}

fn cpu_seconds(output: &Output) -> f64 {
    let text = String::from_utf8_lossy(&output.stderr);
    let last = text.lines().last().unwrap_or_default();
    last.split_whitespace().filter_map(|seconds| seconds.parse::<f64>().ok()).sum()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}
