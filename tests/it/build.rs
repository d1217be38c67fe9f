//! What does a build script leave after each change of a chain: the same as if it had never run before.

use migrate_build::Schema;
use migrate_build::docs::schema_json;
use migrate_build::expand::Report;
use migrate_build::project::{Raised, Snapshot, Surroundings, read_diagnostics};
use std::path::{Path, PathBuf};

/// A package and the folder that its build script writes to.
struct Package {
    folder: PathBuf,
    surroundings: Surroundings,
}

impl Package {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("migrate-build-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let surroundings = Surroundings {
            manifest_dir: folder.join("package"),
            out_dir: folder.join("out"),
            package: name.to_owned(),
            engine: "test".to_owned(),
        };
        let package = Self { folder, surroundings };
        package.write("src/main.rs", "migrate_runtime::schema!();\nfn main() {}\n");
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.surroundings.manifest_dir.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    fn run(&self) -> Report {
        Schema::new("schema").build_in(&self.surroundings)
    }

    fn out(&self) -> PathBuf {
        self.surroundings.out_dir.join("migrate/schema")
    }

    fn raised(&self) -> Vec<Raised> {
        read_diagnostics(&self.out()).expect("diagnostics are written")
    }

    /// What a macro reads.
    fn schema(&self) -> String {
        schema_json(&Snapshot::read(&self.out()).expect("a snapshot is written").catalog).to_string()
    }

    /// Runs, and holds what it leaves against what a first run leaves.
    fn run_as_if_first(&self) -> Report {
        let report = self.run();
        let fresh = self.folder.join("fresh");
        let _ = std::fs::remove_dir_all(&fresh);
        let anew = Surroundings { out_dir: fresh.clone(), ..self.surroundings.clone() };
        let _ = Schema::new("schema").build_in(&anew);
        let fresh = fresh.join("migrate/schema");
        let schema = schema_json(&Snapshot::read(&fresh).expect("a snapshot is written").catalog).to_string();
        assert_eq!(self.schema(), schema);
        assert_eq!(self.raised(), read_diagnostics(&fresh).expect("diagnostics are written"));
        let module = |folder: &Path| {
            let text = std::fs::read_to_string(folder.join("schema.rs")).expect("a module is written");
            text.replace(&folder.display().to_string(), "OUT")
        };
        assert_eq!(module(&self.out()), module(&fresh));
        report
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a scratch folder can be made");
    std::fs::write(path, text).expect("a scratch file can be written");
}

/// A package with so many tables, each of which refers to the one before.
fn chain(name: &str, length: usize) -> Package {
    let package = Package::new(name);
    for number in 0..length {
        package.write(&format!("migrations/{number:03}_t{number}.sql"), &table(number, ""));
    }
    package
}

fn table(number: usize, more: &str) -> String {
    let refers = if number == 0 { String::new() } else { format!(", before integer references t{}", number - 1) };
    format!("create table t{number} (id integer primary key{refers}{more});\n")
}

#[test]
fn only_what_is_new_is_folded() {
    let package = chain("new", 20);
    let first = package.run_as_if_first();
    assert_eq!((first.folded, first.errors), (20, 0));
    let again = package.run();
    assert_eq!((again.folded, again.written), (0, 0));
    assert_eq!(again.lines, first.lines);
    for number in 20..40 {
        package.write(&format!("migrations/{number:03}_t{number}.sql"), &table(number, ""));
        assert_eq!(package.run_as_if_first().folded, 1);
    }
    for round in 0..10 {
        package.write("migrations/039_t39.sql", &table(39, &format!(", round{round} text")));
        assert_eq!(package.run_as_if_first().folded, 1, "the last one is edited");
    }
    package.write("migrations/035_t35.sql", &table(35, ", edited text"));
    assert!(package.run_as_if_first().folded <= 10, "one near the end is edited");
    package.write("migrations/002_t2.sql", &table(2, ", edited text"));
    assert!(package.run_as_if_first().folded >= 38, "one near the beginning is edited");
    std::fs::remove_file(package.path("migrations/039_t39.sql")).expect("a scratch file can be removed");
    assert_eq!(package.run_as_if_first().folded, 0, "the last one is gone, and the schema before it is kept");
}

#[test]
fn a_mistake_is_raised_until_it_is_mended() {
    let package = chain("mistake", 6);
    assert_eq!(package.run_as_if_first().errors, 0);
    package.write("migrations/004_t4.sql", "create table t4 (id integer primary key, before intger);\n");
    let report = package.run_as_if_first();
    assert_eq!(report.errors, 1, "{:?}", package.raised());
    assert!(package.raised()[0].text.starts_with("error[42704]: type \"intger\" does not exist"), "{:?}", package.raised());
    assert!(report.lines.iter().all(|line| line.starts_with("cargo::rerun-if-")), "`schema!` says what is wrong: {:?}", report.lines);
    // What was right stays known to queries.
    assert!(package.schema().contains("\"t3\"") && !package.schema().contains("\"t4\""));
    assert_eq!(package.run().errors, 1, "and again without a change");
    package.write("migrations/006_t6.sql", "create table t6 (id integer primary key);\n");
    assert_eq!(package.run_as_if_first().errors, 1);
    package.write("migrations/004_t4.sql", &table(4, ""));
    assert_eq!(package.run_as_if_first().errors, 0);
    assert!(package.schema().contains("\"t5\""));
}

#[test]
fn warnings_stay_when_nothing_is_folded() {
    let package = chain("warnings", 3);
    package.write("migrations/001_t1.sql", "-- Only a comment.\n");
    package.write("migrations/002_t2.sql", "create table t2 (id integer primary key);\n");
    let first = package.run_as_if_first();
    assert_eq!((first.errors, package.raised().len()), (0, 1), "{:?}", package.raised());
    package.write("migrations/003_t3.sql", &table(3, ""));
    assert_eq!(package.run_as_if_first().folded, 1);
    assert_eq!(package.raised().len(), 1);
}

#[test]
fn without_the_macro_the_build_script_fails() {
    let package = chain("silent", 1);
    package.write("migrations/000_t0.sql", "create table t0 (id intger);\n");
    package.write("src/main.rs", "fn main() {}\n");
    for _ in 0..2 {
        let lines = package.run().lines;
        assert!(lines.iter().any(|line| line.starts_with("cargo::error=error[42704]: type \"intger\" does not exist")), "{lines:?}");
    }
}

#[test]
fn what_is_left_can_be_lost_or_damaged() {
    let package = chain("damage", 5);
    package.run();
    for name in ["snapshot.bin", "chain.bin", "schema.rs", "diagnostics.bin"] {
        let path = package.out().join(name);
        std::fs::remove_file(&path).expect("it was written");
        package.run_as_if_first();
        assert!(path.exists(), "{name} is written again");
    }
    for name in ["snapshot.bin", "chain.bin"] {
        let path = package.out().join(name);
        let bytes = std::fs::read(&path).expect("it was written");
        for at in (0..bytes.len()).step_by(97) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            std::fs::write(&path, &damaged).expect("it can be written");
            package.write("migrations/005_t5.sql", &format!("create table t5 (id integer primary key, n{at} text);\n"));
            let report = package.run();
            assert_eq!(report.errors, 0);
            assert!(package.schema().contains(&format!("\"n{at}\"")));
        }
    }
    std::fs::remove_dir_all(package.out().join("sql")).expect("it was written");
    package.run_as_if_first();
    assert!(package.out().join("sql").exists());
}

#[test]
fn nothing_is_said_of_what_is_not_there_but_that() {
    let package = Package::new("nothing");
    let report = package.run();
    assert_eq!(report.errors, 1);
    assert!(package.raised()[0].text.contains("there is no folder"), "{:?}", package.raised());
    package.write("migrations/001_first.sql", "create table first (id integer);\n");
    assert_eq!(package.run_as_if_first().errors, 0);
    package.write("migrate.toml", "postgres = \"9\"\nmigrations = \"migrations\"\n");
    assert_eq!(package.run_as_if_first().errors, 1);
    package.write("migrate.toml", "this is not TOML");
    assert_eq!(package.run_as_if_first().errors, 1);
    std::fs::write(package.path("migrations/002_latin.sql"), b"-- caf\xe9\nselect 1;\n").expect("a scratch file can be written");
    std::fs::remove_file(package.path("migrate.toml")).expect("a scratch file can be removed");
    assert_eq!(package.run_as_if_first().errors, 1);
    assert!(package.raised()[0].text.contains("is not UTF-8"), "{:?}", package.raised());
}
