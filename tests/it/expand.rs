//! Do the pages of `tests/expand` hold: what queries in a program become, and what is said of those that are wrong. `UPDATE=1` writes the answers.

use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::codegen::{Qualification, Settings};
use migrate_build::diag::terminal::{Colours, render};
use migrate_build::expand::check_table::expand_check_table;
use migrate_build::expand::insert::{InsertRequest, expand_insert};
use migrate_build::expand::literal::{Literal, LiteralPlace};
use migrate_build::expand::query::expand;
use migrate_build::expand::query_function::expand_function;
use migrate_build::expand::request::{Code, PLACE, Part, QueryRequest, Shape};
use migrate_build::expand::source::Source;
use migrate_build::fold::cx::Cx;
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::syntax::parse_file;
use migrate_build::text::{SourceText, Span};
use std::fmt::Write;
use std::path::Path;

#[test]
fn queries_become_what_the_pages_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the pages are in a folder").flatten() {
        let path = entry.path();
        let text = std::fs::read_to_string(&path).expect("a page is a readable file");
        let answered = answer_page(&text);
        if answered != text {
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, answered).expect("a page can be written");
            } else {
                wrong.push(format!("{}:\n{}", path.display(), first_difference(&text, &answered)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn first_difference(expected: &str, found: &str) -> String {
    let mut lines = expected.lines().zip(found.lines()).zip(1..);
    match lines.find(|((expected, found), _)| expected != found) {
        Some(((expected, found), line)) => format!("line {line}\n  expected {expected}\n  found    {found}"),
        None => "one of them is longer".to_owned(),
    }
}

/// The page with every answer as it is now.
fn answer_page(page: &str) -> String {
    let mut out = String::new();
    let mut catalog = Catalog::new(VersionRange::only(18));
    let mut settings = Settings::default();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let fence = line.strip_prefix("```").unwrap_or("");
        let kind = fence.split(' ').next().unwrap_or("");
        if kind == "answer" {
            lines.by_ref().find(|line| *line == "```");
            continue;
        }
        out.push_str(line);
        out.push('\n');
        if !["sql", "query", "toml"].contains(&kind) {
            continue;
        }
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body = body.join("\n");
        let _ = writeln!(out, "{body}\n```");
        match kind {
            "sql" => catalog = fold(&body),
            "toml" => settings = read_settings(&body),
            _ => {
                let _ = writeln!(out, "```answer\n{}\n```", answer(&catalog, &settings, fence, &body).trim_end());
            }
        }
    }
    out
}

fn fold(schema: &str) -> Catalog {
    let mut cx = Cx::new(Catalog::new(VersionRange::only(18)), Session::new(TransactionMode::Statements), schema);
    let parsed = parse_file(schema);
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    for statement in &parsed.statements {
        fold_statement(&mut cx, statement).expect("the schema is sound");
    }
    cx.catalog
}

/// `key = "value"` lines, of which `qualify` is a setting and the rest are types.
fn read_settings(text: &str) -> Settings {
    let mut settings = Settings::default();
    for (key, value) in text.lines().filter_map(|line| line.split_once(" = ")) {
        if key == "qualify" {
            settings.qualification = Qualification::Schema;
        } else {
            settings.types.insert(key.trim_matches('"').to_owned(), value.trim_matches('"').to_owned());
        }
    }
    settings
}

/// The fence says what is asked: `query row`, and the arguments: `2` by place, `name` by name.
fn answer(catalog: &Catalog, settings: &Settings, fence: &str, body: &str) -> String {
    let mut words = fence.split(' ').skip(1);
    match fence.split(' ').nth(1) {
        Some("insert") => return answer_insert(catalog, settings, body),
        Some("function") => return answer_function(catalog, settings, fence.split(' ').nth(2).unwrap_or("unnamed"), body),
        Some("table") => return answer_table(catalog, settings, body),
        _ => {}
    }
    let shape = match words.next().unwrap_or("row") {
        "scalar" => Shape::Scalar,
        "struct" => Shape::Struct,
        "row" => Shape::Row,
        parts => Shape::Parts(parts.split(',').map(|part| if part == "option" { Part::Optional } else { Part::Plain }).collect()),
    };
    let (numbers, named): (Vec<&str>, Vec<&str>) = words.partition(|word| word.parse::<usize>().is_ok());
    let positional = numbers.first().and_then(|word| word.parse().ok()).unwrap_or(0);
    let named: Vec<String> = named.into_iter().map(str::to_owned).collect();
    let token = if body.starts_with('"') || body.starts_with('r') { body.to_owned() } else { format!("r#\"{body}\"#") };
    let source = literal(&token);
    let request = QueryRequest { source: &source, shape, positional, named: &named };
    match expand(catalog, settings, &request) {
        Ok(code) => show(&source, &code),
        Err(problem) => source.render(&problem),
    }
}

/// The table in the first line, and a column in each other.
fn answer_insert(catalog: &Catalog, settings: &Settings, body: &str) -> String {
    let mut lines = body.lines();
    let table: Vec<String> = lines.next().unwrap_or_default().split('.').map(str::to_owned).collect();
    let columns: Vec<String> = lines.map(str::to_owned).collect();
    match expand_insert(catalog, settings, &InsertRequest { table: &table, columns: &columns }) {
        Ok(code) => show(&literal("\"\""), &code),
        Err((problem, part)) => format!("{part:?}\n{}", render(&problem, &SourceText::new("", ""), Span::default(), Colours::None)),
    }
}

fn answer_function(catalog: &Catalog, settings: &Settings, stem: &str, body: &str) -> String {
    let path = format!("queries/{stem}.sql");
    let source = Source::File(SourceText::new(&path, body));
    expand_function(catalog, settings, stem, &path, &source).unwrap_or_else(|problem| source.render(&problem))
}

fn answer_table(catalog: &Catalog, settings: &Settings, body: &str) -> String {
    let source = literal(&format!("{body:?}"));
    match expand_check_table(catalog, settings, &source) {
        Ok(code) => show(&source, &code),
        Err(problem) => source.render(&problem),
    }
}

fn literal(token: &str) -> Source {
    let place = LiteralPlace { file: "src/main.rs".to_owned(), line: 12, column: 9 };
    Source::Literal(Literal::read(token, place).expect("the page holds a literal"))
}

fn show(source: &Source, code: &Code) -> String {
    let mut text = code.before.replace(PLACE, "..").replace("; ", ";\n").replace("} static", "}\nstatic").replace(" #[", "\n#[");
    text.push('\n');
    for argument in &code.arguments {
        let _ = writeln!(text, "{}(.., {:?})", argument.function, argument.value);
    }
    let _ = writeln!(text, "{}", code.after);
    if code.unwrapped.contains(&true) {
        let _ = writeln!(text, "unwrapped: {:?}", code.unwrapped);
    }
    for warning in &code.warnings {
        let _ = writeln!(text, "{}", source.render(warning));
    }
    text
}
