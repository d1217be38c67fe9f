//! Does a program ever hold other SQL than the files beside it: packages of their own, built by cargo after every kind of change.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A package that carries migrations and prints them.
struct Checkout {
    folder: PathBuf,
    environment: Vec<(&'static str, String)>,
}

/// What a program printed: its migrations, and how often its build script had run.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    migrations: Vec<String>,
    runs: usize,
}

const MAIN: &str = "migrate_runtime::schema!();\n\nfn main() {\n    for migration in schema::MIGRATIONS.list() {\n        \
     println!(\"{}: {}\", migration.name, migration.up.sql.trim());\n    }\n    \
     println!(\"runs {}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/runs\")).len());\n}\n";
const BUILD: &str = "fn main() {\n    migrate_build::run();\n    let runs = std::path::Path::new(&std::env::var_os(\"OUT_DIR\").unwrap()).join(\"runs\");\n    \
     let before = std::fs::read_to_string(&runs).unwrap_or_default();\n    std::fs::write(runs, before + \"x\").unwrap();\n}\n";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace")
}

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("freshness")
}

impl Checkout {
    fn new(path: &str, package: &str) -> Self {
        let folder = scratch().join(path);
        let _ = std::fs::remove_dir_all(&folder);
        let checkout = Self { folder, environment: Vec::new() };
        let repository = repository().display();
        checkout.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\ndescription = \"fixture\"\nlicense = \"MIT\"\n\n[workspace]\n\n\
                 [dependencies]\nmigrate-runtime = {{ path = \"{repository}/migrate-runtime\", version = \"0.1.0\" }}\n\n\
                 [build-dependencies]\nmigrate-build = {{ path = \"{repository}/migrate-build\", version = \"0.1.0\" }}\n\n\
                 [profile.dev]\ndebug = \"line-tables-only\"\n"
            ),
        );
        checkout.write("build.rs", BUILD);
        checkout.write("src/main.rs", MAIN);
        let lock = std::fs::read_to_string(repository_file("Cargo.lock")).expect("the repository has a lock file");
        checkout.write("Cargo.lock", &lock);
        checkout.write("migrations/001_first.sql", "create table first (id integer primary key);\n");
        checkout.write("migrations/002_second.sql", "create table second (id integer primary key);\n");
        checkout
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a scratch folder can be made");
        std::fs::write(path, text).expect("a scratch file can be written");
    }

    fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path(from), self.path(to)).expect("a scratch file can be renamed");
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).expect("a scratch file can be removed");
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder stands in the target folder");
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", target).env("PWD", &self.folder);
        command.env_remove("RUSTFLAGS").envs(self.environment.iter().map(|(name, value)| (*name, value)));
        command.output().expect("cargo runs")
    }

    /// Builds and runs the program. Files that change within the same tick of the clock as a build look unchanged, so time passes first.
    fn seen(&self) -> Seen {
        std::thread::sleep(std::time::Duration::from_millis(20));
        let output = self.cargo(&["run", "--quiet", "--offline"]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut migrations: Vec<String> = text.lines().map(str::to_owned).collect();
        let runs = migrations.pop().and_then(|line| line.strip_prefix("runs ")?.parse().ok()).expect("the program says how often");
        Seen { migrations, runs }
    }

    /// What the compiler says of a program that must not build.
    fn refused(&self) -> String {
        let output = self.cargo(&["check", "--quiet", "--offline"]);
        assert!(!output.status.success(), "it must not build");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "init.defaultBranch=main"];
        let status = Command::new("git").args(identity).args(arguments).current_dir(&self.folder).output().expect("git runs").status;
        assert!(status.success(), "git {arguments:?}");
    }
}

fn repository_file(name: &str) -> PathBuf {
    repository().join(name)
}

fn table(name: &str) -> String {
    format!("{name}: create table {name} (id integer primary key);")
}

#[test]
fn a_program_holds_the_migrations_beside_it() {
    let checkout = Checkout::new("changes", "fresh-changes");
    let first = checkout.seen();
    assert_eq!(first.migrations, [table("first"), table("second")]);
    let runs = first.runs;
    // What has nothing to do with migrations runs nothing again.
    checkout.write("src/main.rs", &format!("{MAIN}// An unrelated edit.\n"));
    checkout.write("README.md", "An unrelated file.\n");
    assert_eq!(checkout.seen(), first);
    checkout.write("migrations/003_third.sql", "create table third (id integer primary key);\n");
    assert_eq!(checkout.seen(), Seen { migrations: vec![table("first"), table("second"), table("third")], runs: runs + 1 });
    checkout.write("migrations/003_third.sql", "create table third (id bigint);\n");
    assert_eq!(checkout.seen().migrations[2], "third: create table third (id bigint);");
    // A file that is renamed keeps its time; the list of files does not.
    checkout.rename("migrations/003_third.sql", "migrations/004_fourth.sql");
    assert_eq!(checkout.seen().migrations[2], "fourth: create table third (id bigint);");
    // An older file in the place of another.
    checkout.write("kept.sql", "create table kept (id integer);\n");
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    std::fs::File::options()
        .append(true)
        .open(checkout.path("kept.sql"))
        .and_then(|file| file.set_modified(old))
        .expect("a time can be set");
    checkout.rename("kept.sql", "migrations/004_fourth.sql");
    assert_eq!(checkout.seen().migrations[2], "fourth: create table kept (id integer);");
    checkout.remove("migrations/004_fourth.sql");
    let last = checkout.seen();
    assert_eq!(last, Seen { migrations: vec![table("first"), table("second")], runs: runs + 5 });
    assert_eq!(checkout.seen(), last);
}

#[test]
fn a_configuration_that_comes_changes_or_goes_is_seen() {
    let checkout = Checkout::new("configuration", "fresh-configuration");
    let runs = checkout.seen().runs;
    assert_eq!(checkout.seen().runs, runs, "a file that is not there does not make every build run it");
    checkout.write("db/001_other.sql", "create table other (id integer primary key);\n");
    checkout.write("migrate.toml", "migrations = \"db\"\n");
    let other = Seen { migrations: vec![table("other")], runs: runs + 1 };
    assert_eq!(checkout.seen(), other);
    assert_eq!(checkout.seen(), other);
    checkout.write("migrate.toml", "migrations = \"migrations\"\n");
    assert_eq!(checkout.seen().migrations, [table("first"), table("second")]);
    checkout.write("migrate.toml", "migrations = \"db\"\n");
    assert_eq!(checkout.seen().migrations, [table("other")]);
    checkout.remove("migrate.toml");
    let without = checkout.seen();
    assert_eq!(without.migrations, [table("first"), table("second")]);
    assert_eq!(checkout.seen(), without);
    checkout.write("migrate.toml", "migrations = \"nowhere\"\n");
    assert!(checkout.refused().contains("there is no folder nowhere"));
    checkout.write("migrate.toml", "migration = \"db\"\n");
    assert!(checkout.refused().contains("there is no setting \"migration\""));
}

#[test]
fn a_query_file_that_comes_changes_or_goes_is_seen() {
    let checkout = Checkout::new("queries", "fresh-queries");
    let runs = checkout.seen().runs;
    checkout.write("queries/firsts.sql", "select id from first where id > 0\n");
    checkout.write("src/main.rs", &MAIN.replace("fn main() {\n", "fn main() {\n    let _ = schema::queries::firsts;\n"));
    let with = checkout.seen();
    assert_eq!(with.runs, runs + 1);
    assert_eq!(checkout.seen(), with);
    checkout.write("queries/firsts.sql", "select idd from first\n");
    assert!(checkout.refused().contains("column \"idd\" does not exist"));
    checkout.write("queries/firsts.sql", "select id from first\n");
    assert_eq!(checkout.seen().runs, with.runs + 1, "a check runs a build script of its own");
    checkout.rename("queries/firsts.sql", "queries/others.sql");
    assert!(checkout.refused().contains("`firsts`"));
    checkout.rename("queries/others.sql", "queries/firsts.sql");
    assert_eq!(checkout.seen().migrations, with.migrations);
}

#[test]
fn another_branch_is_seen() {
    let checkout = Checkout::new("branches", "fresh-branches");
    assert_eq!(checkout.seen().migrations, [table("first"), table("second")]);
    checkout.git(&["init", "--quiet"]);
    checkout.git(&["add", "."]);
    checkout.git(&["commit", "--quiet", "--message", "first"]);
    checkout.git(&["checkout", "--quiet", "-b", "other"]);
    checkout.write("migrations/002_second.sql", "create table changed (id integer);\n");
    checkout.write("migrations/003_third.sql", "create table third (id integer primary key);\n");
    checkout.git(&["add", "."]);
    checkout.git(&["commit", "--quiet", "--message", "second"]);
    let other = vec![table("first"), "second: create table changed (id integer);".to_owned(), table("third")];
    assert_eq!(checkout.seen().migrations, other);
    checkout.git(&["checkout", "--quiet", "main"]);
    assert_eq!(checkout.seen().migrations, [table("first"), table("second")]);
    checkout.git(&["checkout", "--quiet", "other"]);
    assert_eq!(checkout.seen().migrations, other);
}

#[test]
fn two_checkouts_share_a_target_folder() {
    let one = Checkout::new("shared-one/app", "fresh-shared");
    let two = Checkout::new("shared-two/app", "fresh-shared");
    two.write("migrations/002_second.sql", "create table changed (id integer);\n");
    for _ in 0..2 {
        assert_eq!(one.seen().migrations, [table("first"), table("second")]);
        assert_eq!(two.seen().migrations, [table("first"), "second: create table changed (id integer);".to_owned()]);
    }
}

#[test]
fn a_packed_crate_carries_its_migrations() {
    let checkout = Checkout::new("packed", "fresh-packed");
    let unpack = |checkout: &Checkout| {
        let output = checkout.cargo(&["package", "--quiet", "--offline", "--no-verify", "--allow-dirty", "--exclude-lockfile"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder stands in the target folder");
        let packed = target.join("package/fresh-packed-0.1.0.crate");
        let _ = std::fs::remove_dir_all(scratch().join("fresh-packed-0.1.0"));
        let status = Command::new("tar").arg("-xzf").arg(packed).current_dir(scratch()).status().expect("tar runs");
        assert!(status.success(), "a packed crate can be unpacked");
        let unpacked = Checkout { folder: scratch().join("fresh-packed-0.1.0"), environment: Vec::new() };
        let manifest = std::fs::read_to_string(unpacked.path("Cargo.toml")).expect("a packed crate has a manifest");
        let at = |name: &str| format!("version = \"0.1.0\"\npath = \"{}/{name}\"", repository().display());
        let manifest = manifest
            .replace(
                "[dependencies.migrate-runtime]\nversion = \"0.1.0\"",
                &format!("[dependencies.migrate-runtime]\n{}", at("migrate-runtime")),
            )
            .replace(
                "[build-dependencies.migrate-build]\nversion = \"0.1.0\"",
                &format!("[build-dependencies.migrate-build]\n{}", at("migrate-build")),
            );
        unpacked.write("Cargo.toml", &format!("{manifest}\n[workspace]\n"));
        std::fs::copy(checkout.path("Cargo.lock"), unpacked.path("Cargo.lock")).expect("a lock file can be copied");
        unpacked
    };
    assert_eq!(unpack(&checkout).seen().migrations, [table("first"), table("second")]);
    // Folders outside of the package cannot be carried, be they there or not.
    let outside = scratch().join("outside");
    let _ = std::fs::remove_dir_all(&outside);
    std::fs::rename(checkout.path("migrations"), &outside).expect("a folder can be moved");
    checkout.write("migrate.toml", "migrations = \"../outside\"\n");
    assert_eq!(checkout.seen().migrations, [table("first"), table("second")]);
    let refused = unpack(&checkout).refused();
    assert!(refused.contains("stand outside of the package, and no package can carry them"), "{refused}");
    std::fs::remove_dir_all(&outside).expect("a scratch folder can be removed");
    let refused = unpack(&checkout).refused();
    assert!(refused.contains("this package was packed without its migrations"), "{refused}");
}

#[test]
fn a_wrapper_around_the_compiler_changes_nothing() {
    let mut checkout = Checkout::new("wrapped", "fresh-wrapped");
    checkout.write("wrapper.sh", "#!/bin/sh\nexec \"$@\"\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(checkout.path("wrapper.sh"), std::fs::Permissions::from_mode(0o755)).expect("a script can be made to run");
    }
    checkout.environment.push(("RUSTC_WORKSPACE_WRAPPER", checkout.path("wrapper.sh").display().to_string()));
    assert_eq!(checkout.seen().migrations, [table("first"), table("second")]);
    checkout.write("migrations/003_third.sql", "create table third (id integer primary key);\n");
    assert_eq!(checkout.seen().migrations, [table("first"), table("second"), table("third")]);
}
