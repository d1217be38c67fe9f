//! Is what the documentation shows true: a page is a project whose files and Rust are compiled, its tables are whole, and the tutorial runs.
//!
//! A block with a path (` ```sql migrations/001_x.sql `) is a file of the page's project. A block of Rust without one is the body of a function
//! with a client `db`; ` ```rust async ` has one of `tokio-postgres`, and ` ```rust refused ` must not compile: the text after it is how the error
//! begins.

use crate::fixture::{Fixture, repository};
use migrate_runtime::testing::Server;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A block of a page: what stands behind the three marks, and what stands in it.
struct Block {
    info: String,
    text: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        found.push(Block { info: info.to_owned(), text: body.join("\n") + "\n" });
    }
    found
}

/// The path of a block that is a file.
fn path_of(block: &Block) -> Option<&str> {
    block.info.split_once(' ').map(|(_, path)| path).filter(|path| path.contains('.'))
}

fn pages() -> Vec<PathBuf> {
    let docs = repository().join("docs");
    let entries =
        [docs.clone(), docs.join("moving")].into_iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
    let mut pages: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_page_is_a_project_that_compiles() {
    let mut fixture = Fixture::new("documentation");
    let mut refused = Vec::new();
    let mut count = 0;
    for page in pages() {
        let blocks = blocks(&read(&page));
        if !blocks.iter().any(|block| path_of(block).is_some()) {
            continue;
        }
        let name = format!("page-{}", page.file_stem().unwrap_or_default().to_string_lossy());
        refused.extend(add_page(&mut fixture, &name, &blocks));
        count += 1;
    }
    assert!(count >= 13, "only {count} pages are projects");
    let mut messages = fixture.check();
    for (target, beginning) in refused {
        let said = messages.remove(&target).unwrap_or_default().concat();
        assert!(said.starts_with(beginning.trim_end()), "{target} says {said}");
    }
    assert!(messages.is_empty(), "{messages:#?}");
}

/// Adds the project of a page, and gives the targets that must be refused with how their errors begin.
fn add_page(fixture: &mut Fixture, name: &str, blocks: &[Block]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut program = String::from("migrate_runtime::schema!();\n\nfn main() {}\n");
    let mut refused = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let body = block.text.lines().map(|line| format!("    {line}\n")).collect::<String>();
        let function =
            |head: &str| format!("\n{head} -> Result<(), Box<dyn std::error::Error>> {{\n    use schema::*;\n{body}    Ok(())\n}}\n");
        match (path_of(block), block.info.as_str()) {
            (Some(path), _) => files.push((path.to_owned(), block.text.clone())),
            (None, "rust") => program.push_str(&function(&format!("fn block_{at}(mut db: postgres::Client)"))),
            (None, "rust async") => program.push_str(&function(&format!("async fn block_{at}(mut db: tokio_postgres::Client)"))),
            (None, "rust refused") => {
                let target = format!("{name}-refused-{at}");
                let text = format!("migrate_runtime::schema!();\n\nfn main() {{}}\n{}", function("fn block(mut db: postgres::Client)"));
                files.push((format!("src/bin/{target}.rs"), text));
                refused.push((target, blocks.get(at + 1).map(|answer| answer.text.clone()).unwrap_or_default()));
            }
            _ => {}
        }
    }
    files.push(("src/main.rs".to_owned(), program));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    fixture.package(name, &files);
    let manifest = fixture.root().join(name).join("Cargo.toml");
    let text = read(&manifest)
        .replace("features = [\"chrono\"]", "features = [\"chrono\", \"uuid\", \"tokio\", \"testing\"]")
        .replace("[build-dependencies]", "tokio-postgres = { version = \"0.7\", default-features = false }\n\n[build-dependencies]");
    std::fs::write(&manifest, text + "\n[lints.rust]\nunused = \"allow\"\n").expect("a manifest can be written");
    refused
}

/// The names in a list of the product's source, between two marks: what stands in quotes first in each entry.
fn quoted(file: &str, from: &str, to: &str) -> Vec<String> {
    let text = read(&repository().join(file));
    let list = text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(list, _)| list.to_owned());
    let list = list.unwrap_or_else(|| panic!("{file} holds no list between {from} and {to}"));
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_setting_directive_and_subcommand_is_told_of() {
    let docs = repository().join("docs");
    let configuration = read(&docs.join("configuration.md"));
    let keys = quoted("migrate-build/src/project/configuration.rs", "const KEYS:", ";\n");
    assert!(keys.len() >= 9, "{keys:?}");
    for key in keys {
        let told = [format!("| `{key}` |"), format!("| `[{key}]` |")].iter().any(|form| configuration.contains(form));
        assert!(told, "docs/configuration.md has no line for the key {key}");
    }
    let directives = read(&docs.join("directives.md"));
    let forms = quoted("migrate-runtime/model/src/directive.rs", "const FORMS:", "];\n");
    for form in forms.iter().skip(1).step_by(2) {
        assert!(directives.contains(&format!("| `{form}` |")), "docs/directives.md has no line for {form}");
    }
    let command = read(&docs.join("command.md"));
    let main = read(&repository().join("cargo-migrate/src/lib.rs"));
    let actions = main.split_once("enum Action {").and_then(|(_, rest)| rest.split_once('}')).map_or("", |(actions, _)| actions);
    let subcommands: Vec<String> =
        actions.lines().filter_map(|line| line.trim().split_once('(')).map(|(name, _)| name.to_lowercase()).collect();
    assert!(subcommands.len() >= 8, "{subcommands:?}");
    for subcommand in subcommands {
        assert!(command.contains(&format!("| `cargo migrate {subcommand}` |")), "docs/command.md has no line for {subcommand}");
    }
}

/// Runs the blocks of the tutorial one after the other as a reader would, in an empty folder with the repository beside it.
#[test]
fn the_tutorial_runs() {
    let readme = read(&repository().join("README.md"));
    let tutorial =
        readme.split("\n## Five minutes\n").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("README.md has a tutorial");
    // Outside of the repository, whose workspace would take the new package in.
    let root = std::env::temp_dir().join(format!("migrate-tutorial-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(&root).expect("a scratch folder can be made");
    #[cfg(unix)]
    std::os::unix::fs::symlink(repository(), root.join("migrate")).expect("a link can be made");
    let server = Server::get();
    drop(server.fresh_database("migrate_tutorial"));
    let url = server.url_of("migrate_tutorial");
    let mut folder = root.clone();
    let mut said = String::new();
    let mut ran = 0;
    for block in blocks(tutorial) {
        if let Some(path) = path_of(&block) {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
            std::fs::write(path, &block.text).expect("a file can be written");
        } else if block.info == "text" {
            for line in block.text.lines() {
                assert!(said.lines().any(|other| other.trim_end() == line), "{line}\nis not in what was said:\n{said}");
            }
        } else {
            (said, folder) = shell(&block, &folder, &url);
            ran += 1;
        }
    }
    assert!(ran >= 4, "only {ran} blocks ran");
    server.drop_database("migrate_tutorial");
    std::fs::remove_dir_all(root).expect("a scratch folder can be removed");
}

/// Runs a block of commands: what they print, and the folder in which they end.
fn shell(block: &Block, folder: &Path, url: &str) -> (String, PathBuf) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder stands in the target folder");
    let ends = target.join("tutorial-folder");
    let script = format!("set -e\ntrap 'pwd > {}' EXIT\n{}", ends.display(), block.text);
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true")
        .env("DATABASE_URL", url)
        .env_remove("RUSTFLAGS")
        .output()
        .expect("a shell runs");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.success(), block.info == "sh", "{}\n{said}", block.text);
    let folder = PathBuf::from(read(&ends).trim());
    if folder.join("Cargo.toml").exists() && !folder.join("Cargo.lock").exists() {
        std::fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file can be copied");
    }
    (said, folder)
}

/// Every line of the page about what users do by hand names a test that is there, or says that it waits.
#[test]
fn what_answers_users_is_shown_by_tests() {
    let page = read(&repository().join("docs/seeds.md"));
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| item |"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 150, "only {} lines", rows.len());
    let sources = test_sources();
    for row in rows {
        let [item, here, shown] = row.as_slice() else { panic!("{row:?} has not three columns") };
        let waits = here.contains("*waits*") || here.contains("*wait*");
        assert!(waits || !shown.is_empty(), "{item} is shown by nothing");
        let Some((file, function)) = shown.trim_matches('`').split_once("::") else {
            assert!(shown.is_empty(), "{item}: {shown} is no test");
            continue;
        };
        let wanted = format!("fn {function}(");
        let found = sources.iter().any(|(path, text)| path.file_stem().is_some_and(|stem| stem == file) && text.contains(&wanted));
        assert!(found, "{item}: there is no test {file}::{function}");
    }
}

fn test_sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join("tests"), repository().join("examples"), repository().join("cargo-migrate/tests")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = read(&path);
                found.push((path, text));
            }
        }
    }
    found
}
