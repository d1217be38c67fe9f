//! Does `cargo check` say of a mistake what the page says: once, with its place, its SQLSTATE and what to do.
//!
//! A page below `compile_fail/` holds cases: a heading, blocks of what the user wrote, and a block of text with what the compiler prints.
//! A case of Rust alone shares the schema of `compile_fail/migrations`; one with other files (` ```sql migrations/001_x.sql `) is a package of
//! its own. `UPDATE=1` writes the answers.

use crate::fixture::{Fixture, Messages};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

struct Case {
    page: PathBuf,
    /// The target of the case: the words of its page and heading.
    name: String,
    files: Vec<(String, String)>,
    rust: String,
    answer: Option<String>,
}

#[test]
fn the_compiler_says_what_the_pages_say() {
    let cases = read_cases();
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    let mut fixture = Fixture::new("compile-fail");
    add_shared(&mut fixture, &cases);
    for case in cases.iter().filter(|case| !case.files.is_empty()) {
        let mut files: Vec<(&str, &str)> = case.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        files.push(("src/lib.rs", &case.rust));
        fixture.package(&case.name, &files);
    }
    let messages = fixture.check();
    if std::env::var_os("UPDATE").is_some() {
        return update(&cases, &messages);
    }
    let mut wrong = String::new();
    for case in &cases {
        let said = said_of(case, &messages);
        if case.answer.as_deref() != Some(said.as_str()) {
            let _ = writeln!(
                wrong,
                "{}: {}\n--- said\n{said}\n--- recorded\n{}",
                case.page.display(),
                case.name,
                case.answer.as_deref().unwrap_or("")
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_case_is_refused_once() {
    for case in read_cases() {
        let answer = case.answer.unwrap_or_default();
        let errors = answer.lines().filter(|line| line.starts_with("error")).count();
        let warnings = answer.lines().filter(|line| line.starts_with("warning")).count();
        assert!(errors + warnings == 1, "{}: {errors} errors and {warnings} warnings", case.name);
    }
}

/// What the compiler printed of a case, without the lines that only speak of where a macro came from or quote the product's own source:
/// those change with every line that is added there.
fn said_of(case: &Case, messages: &Messages) -> String {
    let target = if case.files.is_empty() { case.name.clone() } else { case.name.replace('-', "_") };
    let said = messages.get(&target).map(Vec::as_slice).unwrap_or_default();
    let mut kept = Vec::new();
    let mut quoting = false;
    for line in said.iter().filter(|text| !text.starts_with("error: aborting")).flat_map(|text| text.lines()) {
        quoting = line.contains("--> $REPOSITORY") || line.contains("::: $REPOSITORY") || (quoting && is_quotation(line));
        if !quoting && !line.contains("(in Nightly builds, run with -Z macro-backtrace") {
            kept.push(with_even_margin(line));
        }
    }
    kept.join("\n").trim_end().to_owned()
}

fn is_quotation(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start();
    rest.starts_with('|') || line.starts_with("...")
}

/// rustc makes its margin as wide as the largest line number that it quotes, the product's own included.
fn with_even_margin(line: &str) -> String {
    let rest = line.trim_start();
    let spaces = line.len() - rest.len();
    let number = rest.split(' ').next().filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    match number {
        Some(number) if spaces < 4 && rest[number.len()..].trim_start().starts_with('|') => {
            format!("{number:>3} {}", rest[number.len()..].trim_start())
        }
        None if (1..6).contains(&spaces) && rest.starts_with("-->") => format!("   {rest}"),
        None if (1..6).contains(&spaces) && (rest.starts_with('|') || rest.starts_with("= ")) => format!("    {rest}"),
        _ => line.to_owned(),
    }
}

fn add_shared(fixture: &mut Fixture, cases: &[Case]) {
    let shared = folder().join("migrations");
    let mut files = vec![("src/lib.rs".to_owned(), "migrate_runtime::schema!();\n".to_owned())];
    for entry in std::fs::read_dir(shared).expect("the shared schema is a folder").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a migration is readable");
        files.push((format!("migrations/{}", entry.file_name().to_string_lossy()), text));
    }
    for case in cases.iter().filter(|case| case.files.is_empty()) {
        files.push((format!("src/bin/{}.rs", case.name), program(&case.rust)));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    fixture.package("shared-schema", &files);
}

/// The statements of a case as the body of a program.
fn program(body: &str) -> String {
    let indented: Vec<String> = body.lines().map(|line| format!("    {line}")).collect();
    format!(
        "#![expect(unused)]\nuse shared_schema::schema::{{self, *}};\n\nfn case(db: &mut postgres::Client) -> Result<(), Box<dyn std::error::Error>> {{\n{}\n    Ok(())\n}}\n\nfn main() {{}}\n",
        indented.join("\n")
    )
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("compile_fail")
}

fn pages() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the pages stand in a folder").flatten().map(|entry| entry.path());
    let mut pages: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    pages.sort();
    pages
}

fn read_cases() -> Vec<Case> {
    pages().into_iter().flat_map(|page| read_page(&page)).collect()
}

fn read_page(page: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(page).expect("a page is readable");
    let stem = page.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    text.split("\n## ").skip(1).map(|part| read_case(page, &stem, part)).collect()
}

fn read_case(page: &Path, stem: &str, part: &str) -> Case {
    let (heading, rest) = part.split_once('\n').unwrap_or((part, ""));
    let words: String =
        heading.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let mut case =
        Case { page: page.to_owned(), name: format!("{stem}-{}", words.join("-")), files: Vec::new(), rust: String::new(), answer: None };
    let mut lines = rest.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body = body.join("\n");
        match info.split_once(' ') {
            None if info == "rust" => case.rust = body,
            None if info == "text" => case.answer = Some(body),
            Some((_, path)) => case.files.push((path.to_owned(), body + "\n")),
            None => panic!("{}: a block of {info} needs a path", page.display()),
        }
    }
    if !case.files.is_empty() && case.rust.is_empty() {
        case.rust = "migrate_runtime::schema!();\n".to_owned();
    }
    case
}

fn update(cases: &[Case], messages: &Messages) {
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page is readable");
        let mut parts = text.split("\n## ");
        let mut written = parts.next().unwrap_or_default().to_owned();
        let own = cases.iter().filter(|case| case.page == page);
        for (part, case) in parts.zip(own) {
            let kept = part.split_once("\n```text\n").map_or(part, |(kept, _)| kept).trim_end();
            let _ = write!(written, "\n## {kept}\n```text\n{}\n```\n", said_of(case, messages));
        }
        std::fs::write(&page, written).expect("a page can be written");
    }
}
