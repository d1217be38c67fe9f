//! How is a program of a user's built by a test: packages in a workspace of their own, which shares what is compiled already.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A workspace of packages that use the product as anyone would.
pub(crate) struct Fixture {
    root: PathBuf,
    packages: Vec<String>,
}

/// What the compiler said of one target, in its order.
pub(crate) type Messages = BTreeMap<String, Vec<String>>;

impl Fixture {
    /// An empty workspace below the target folder, under a name that no other test uses.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&root).expect("a folder below the target folder can be made");
        Self { root, packages: Vec::new() }
    }

    /// Where it stands.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Adds a package with a build script; `files` are paths within it and their texts. What an earlier run left there goes.
    pub(crate) fn package(&mut self, name: &str, files: &[(&str, &str)]) {
        let folder = self.root.join(name);
        let wanted: BTreeMap<PathBuf, String> = files.iter().map(|(path, text)| (folder.join(path), (*text).to_owned())).collect();
        let mut left = Vec::new();
        collect(&folder, &mut left);
        for path in left.into_iter().filter(|path| !wanted.contains_key(path)) {
            std::fs::remove_file(path).expect("a file of an earlier run can be removed");
        }
        for (path, text) in &wanted {
            write(path, text);
        }
        write(&folder.join("Cargo.toml"), &manifest(name));
        write(&folder.join("build.rs"), "fn main() {\n    migrate_build::run()\n}\n");
        self.packages.push(name.to_owned());
    }

    /// Runs cargo in the workspace, without a network.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
        self.write_workspace();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder stands in the target folder");
        Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .env_remove("DATABASE_URL")
            .output()
            .expect("cargo runs")
    }

    /// Checks every package and gives what rustc prints, by the name of the target.
    pub(crate) fn check(&self) -> Messages {
        let output = self.cargo(&["check", "--workspace", "--keep-going", "--offline", "--message-format=json"]);
        let mut messages = Messages::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            let (Some(target), Some(rendered)) = (message["target"]["name"].as_str(), message["message"]["rendered"].as_str()) else {
                continue;
            };
            messages.entry(target.to_owned()).or_default().push(self.without_paths(rendered));
        }
        let broken = String::from_utf8_lossy(&output.stderr);
        assert!(!broken.contains("failed to parse") && !broken.contains("failed to select a version"), "{broken}");
        messages
    }

    fn without_paths(&self, text: &str) -> String {
        let repository = repository();
        text.replace(&format!("{}/", self.root.display()), "").replace(&repository.display().to_string(), "$REPOSITORY")
    }

    fn write_workspace(&self) {
        let members: Vec<String> = self.packages.iter().map(|name| format!("\"{name}\"")).collect();
        let text =
            format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n", members.join(", "));
        write(&self.root.join("Cargo.toml"), &text);
        let lock = std::fs::read_to_string(repository().join("Cargo.lock")).expect("the repository has a lock file");
        if !self.root.join("Cargo.lock").exists() {
            write(&self.root.join("Cargo.lock"), &lock);
        }
    }
}

/// The folder of this repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace")
}

fn manifest(name: &str) -> String {
    let repository = repository().display();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nmigrate-runtime = {{ path = \"{repository}/migrate-runtime\", features = [\"chrono\"] }}\npostgres = {{ version = \"0.19\", default-features = false }}\n\n\
         [build-dependencies]\nmigrate-build = {{ path = \"{repository}/migrate-build\" }}\n"
    )
}

/// Writes a file unless it holds the same already, so that its time of modification speaks the truth.
fn write(path: &Path, text: &str) {
    if std::fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, into) } else { into.push(path) }
    }
}
