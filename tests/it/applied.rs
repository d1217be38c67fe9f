//! Is the applier told to run a migration as its page says. With `UPDATE=1` the answers are written anew.

use migrate_build::compile::{Compiled, Finding, Options, Script, compile};
use migrate_build::fold::step::Run;
use migrate_build::project::{Folder, discover};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What stands between the lines of a block.
struct Block {
    language: String,
    text: String,
}

enum Part {
    Prose(String),
    Block(Block),
}

fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.split_inclusive('\n') {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => parts.extend(open.take().map(Part::Block)),
            (Some(block), None) => block.text.push_str(line),
            (None, Some(language)) => open = Some(Block { language: language.trim().to_owned(), text: String::new() }),
            (None, None) => match parts.last_mut() {
                Some(Part::Prose(prose)) => prose.push_str(line),
                _ => parts.push(Part::Prose(line.to_owned())),
            },
        }
    }
    parts
}

/// The migrations as the files of a folder would be read.
fn read(before: &str, sql: &str) -> Folder {
    let scratch: PathBuf = std::env::temp_dir().join(format!("migrate-applied-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a scratch folder can be made");
    std::fs::write(scratch.join("001_before.sql"), before).expect("a scratch file can be written");
    std::fs::write(scratch.join("002_tested.sql"), sql).expect("a scratch file can be written");
    let folder = discover(&scratch).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message));
    std::fs::remove_dir_all(&scratch).expect("a scratch folder can be removed");
    folder
}

fn answer(before: &str, sql: &str) -> String {
    let folder = read(before, sql);
    let compiled: Compiled = compile(&folder.migrations, &Options::default());
    let mut said = String::new();
    for finding in folder.findings.iter().chain(&compiled.findings) {
        write_finding(&mut said, finding);
    }
    let (Some(migration), Some(execution)) = (folder.migrations.get(1), compiled.executions.get(1)) else { return said };
    write_script(&mut said, "up", &execution.up, &migration.up_sql);
    if let Some((_, down)) = &migration.down {
        write_script(&mut said, "down", &execution.down, down);
    }
    let assertions = [("require", &execution.require), ("verify", &execution.verify)];
    for (what, queries) in assertions {
        queries.iter().for_each(|query| writeln!(said, "{what} {query}").expect("a string takes it"));
    }
    for effect in &execution.effects {
        writeln!(said, "line {} {} {:?}", effect.line, effect.relation, effect.kind).expect("a string takes it");
    }
    said
}

fn write_finding(said: &mut String, finding: &Finding) {
    let (problem, at) = (&finding.diagnostic, finding.start());
    writeln!(said, "{:?} {}:{} {}", problem.severity, at.line, at.column, problem.message).expect("a string takes it");
    problem.help.iter().for_each(|help| writeln!(said, "    {help}").expect("a string takes it"));
}

fn write_script(said: &mut String, what: &str, script: &Script, sql: &str) {
    let Run::Steps(steps) = &script.run else {
        let elided: Vec<&str> = script.elided.iter().map(|span| &sql[span.range()]).collect();
        let without = if elided.is_empty() { String::new() } else { format!(" without {}", elided.join(" and ")) };
        return writeln!(said, "{what} in one transaction{without}").expect("a string takes it");
    };
    for step in steps {
        let text = &sql[step.start as usize..step.end as usize];
        let kind = format!("{:?}", step.kind);
        writeln!(said, "{what} {kind}\n    {}", text.replace('\n', "\n    ")).expect("a string takes it");
    }
}

#[test]
fn migrations_are_run_as_the_pages_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("applied");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path()).collect();
    pages.sort();
    let mut wrong = Vec::new();
    for path in pages {
        let page = std::fs::read_to_string(&path).expect("a page is readable");
        let (mut before, mut last, mut found) = (String::new(), None, String::new());
        for part in parts(&page) {
            match part {
                Part::Prose(prose) => found.push_str(&prose),
                Part::Block(block) if block.language == "text" => {
                    let sql: String = last.take().expect("an answer stands after a migration");
                    write!(found, "```text\n{}```\n", answer(&before, &sql)).expect("a string takes it");
                }
                Part::Block(block) => {
                    write!(found, "```{}\n{}```\n", block.language, block.text).expect("a string takes it");
                    if block.language == "sql before" { before = block.text } else { last = Some(block.text) }
                }
            }
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &found).expect("a page can be written");
        } else if found != page {
            wrong.push(format!("{}\n{}", path.display(), first_difference(&page, &found)));
        }
    }
    assert!(wrong.is_empty(), "these pages have changed; UPDATE=1 writes them anew:\n{}", wrong.join("\n"));
}

fn first_difference(page: &str, found: &str) -> String {
    let pair = page.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    pair.map_or_else(String::new, |(expected, found)| format!("    expected {expected}\n    found    {found}"))
}
