//! Does the command take every command line that the pages show: each is run by a shell in an empty folder, and must not be told how it is used.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The languages of blocks that hold command lines.
const LANGUAGES: [&str; 5] = ["sh", "yaml", "make", "makefile", "console"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the command stands in the workspace")
}

/// The pages that people read.
fn pages() -> Vec<PathBuf> {
    let mut found = vec![repository().join("README.md")];
    let mut folders = vec![repository().join("docs"), repository().join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("there are pages").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The command lines of a page: those of its blocks, and what stands between backticks.
fn command_lines(text: &str) -> Vec<String> {
    let (mut found, mut language) = (Vec::new(), None::<String>);
    let text = text.replace("$(MIGRATE) ", "cargo migrate ");
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), &language) {
            (Some(_), Some(_)) => language = None,
            (Some(info), None) => language = Some(info.split_whitespace().next().unwrap_or_default().to_owned()),
            (None, Some(language)) if LANGUAGES.contains(&language.as_str()) => {
                found.extend(line.find("cargo migrate ").map(|at| line[at..].to_owned()))
            }
            (None, Some(_)) => {}
            (None, None) => {
                let quoted = line.split('`').skip(1).step_by(2).filter(|quoted| quoted.starts_with("cargo migrate "));
                found.extend(quoted.map(str::to_owned));
            }
        }
    }
    found
}

/// The line as a shell in an empty folder can run it: expressions of a workflow and of make become words, and nothing is written or piped.
fn runnable(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("${{").or_else(|| rest.split_once("$(")) {
        text.push_str(before);
        text.push_str("word");
        rest = after.split_once("}}").or_else(|| after.split_once(')')).map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let end = [" > ", " || ", " | ", " && ", "; ", " # "].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let line = text[..end].trim();
    // A subcommand that is only named is there.
    if line.split(' ').count() == 3 { format!("{line} --help") } else { line.to_owned() }
}

#[test]
fn every_command_line_of_the_pages_is_one() {
    let folder = std::env::temp_dir().join(format!("migrate-documented-{}", std::process::id()));
    std::fs::create_dir_all(folder.join(".git")).expect("a scratch folder can be made");
    let (mut count, mut wrong) = (0, Vec::new());
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page can be read");
        for line in command_lines(&text) {
            count += 1;
            let script = format!("cargo() {{ '{}' \"$@\"; }}; {}", env!("CARGO_BIN_EXE_cargo-migrate"), runnable(&line));
            let output = Command::new("sh")
                .args(["-c", &script])
                .current_dir(&folder)
                .env("DATABASE_URL", "postgres://nobody@localhost:1/nothing")
                .stdin(Stdio::null())
                .output()
                .expect("a shell can be started");
            let said = String::from_utf8_lossy(&output.stderr);
            if said.contains("Usage: cargo migrate") || said.contains("syntax error") {
                wrong.push(format!("{}: {line}\n{said}", page.display()));
            }
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    assert!(count >= 60, "only {count} command lines");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_option_in_a_workflow_is_found() {
    let page = "```yaml\n      - run: cargo migrate docs --chekc || true\n```\n`cargo migrate apply --to 007`\n";
    let lines = command_lines(page);
    assert_eq!(lines.iter().map(|line| runnable(line)).collect::<Vec<_>>(), ["cargo migrate docs --chekc", "cargo migrate apply --to 007"]);
}
