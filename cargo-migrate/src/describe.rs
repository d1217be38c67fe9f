//! `cargo migrate describe`: what queries take and give, against the schema that the migrations result in.

use crate::options::Shared;
use crate::output::{Format, Status, say};
use clap::Args;
use migrate_build::catalog::Catalog;
use migrate_build::compile::{Cardinality, Description, Finding, describe_query};
use migrate_build::diag::{Code, Diagnostic, Problem};
use migrate_build::text::{Json, SourceText, Span};
use std::path::PathBuf;

/// Say which parameters and columns queries have, and what may be NULL
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate describe --dir migrations queries/*.sql")]
pub(crate) struct Describe {
    #[command(flatten)]
    shared: Shared,
    /// Files that hold one query each, with parameters written as $1
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(describe: &Describe) -> Status {
    let loaded = match describe.shared.load() {
        Ok(loaded) => loaded,
        Err(status) => return status,
    };
    let (compiled, findings) = loaded.compile();
    crate::output::report(&findings, Format::Text);
    let mut status = Status::Good;
    for file in &describe.files {
        let path = file.to_string_lossy();
        let Ok(text) = std::fs::read_to_string(file) else {
            let problem = format!("cannot read {path}");
            say(&Json::Object(vec![("file", Json::text(path)), ("ok", Json::Bool(false)), ("error", unreadable(&problem))]));
            status = Status::Unusable;
            continue;
        };
        let answer = answer(&compiled.catalog, &path, &text, describe.shared.format);
        if answer == Status::Errors && status == Status::Good {
            status = Status::Errors;
        }
    }
    status
}

fn unreadable(message: &str) -> Json {
    Json::Object(vec![("code", Json::Null), ("message", Json::text(message))])
}

fn answer(catalog: &Catalog, path: &str, text: &str, format: Format) -> Status {
    let source = SourceText::new(path, text);
    match (describe_query(catalog, source.text()), format) {
        (Ok(description), Format::Json) => {
            say(&described(path, &description));
            Status::Good
        }
        (Ok(description), Format::Text | Format::Sarif) => {
            say(&written(path, &description));
            Status::Good
        }
        (Err(problem), Format::Json) => {
            say(&refused(path, &source, &problem));
            Status::Errors
        }
        (Err(problem), format) => {
            let span = place(&problem, &source);
            crate::output::report(
                &[Finding { diagnostic: *problem, source, migration: None, span, mark: None, other: None, fix: None }],
                format,
            )
        }
    }
}

/// Where PostgreSQL gives no place, the first word stands for the query.
fn place(problem: &Diagnostic, source: &SourceText) -> Span {
    let start = source.text().find(|letter: char| !letter.is_whitespace()).unwrap_or_default() as u32;
    problem.span.unwrap_or(Span::new(start, start))
}

fn described(path: &str, description: &Description) -> Json {
    let parameters = description.parameters.iter().map(|parameter| Json::text(&parameter.type_text)).collect();
    let column = |column: &migrate_build::compile::DescribedColumn| {
        Json::Object(vec![
            ("name", Json::text(column.name.as_str())),
            ("type", Json::text(&column.type_text)),
            ("nullable", Json::Bool(column.nullable)),
        ])
    };
    Json::Object(vec![
        ("file", Json::text(path)),
        ("ok", Json::Bool(true)),
        ("params", Json::List(parameters)),
        ("columns", Json::List(description.columns.iter().map(column).collect())),
        ("cardinality", Json::text(word(description.cardinality))),
    ])
}

fn word(cardinality: Cardinality) -> &'static str {
    match cardinality {
        Cardinality::One => "one",
        Cardinality::Optional => "optional",
        Cardinality::Many => "many",
        Cardinality::None => "none",
    }
}

fn written(path: &str, description: &Description) -> String {
    let mut text = format!("{path}: {} rows", word(description.cardinality));
    for (index, parameter) in description.parameters.iter().enumerate() {
        text.push_str(&format!("\n  ${} {}", index + 1, parameter.type_text));
    }
    for column in &description.columns {
        let null = if column.nullable { "" } else { " not null" };
        text.push_str(&format!("\n  {} {}{null}", column.name, column.type_text));
    }
    text
}

fn refused(path: &str, source: &SourceText, problem: &Problem) -> Json {
    let start = source.line_column(place(problem, source).start);
    let code = match problem.code {
        Code::Sql(state) => Json::text(state.as_str()),
        Code::Rule(_) => Json::Null,
    };
    let help = if problem.help.is_empty() { Json::Null } else { Json::text(problem.help.join("; ")) };
    let error = Json::Object(vec![
        ("code", code),
        ("message", Json::text(&problem.message)),
        ("line", Json::Number(i64::from(start.line))),
        ("column", Json::Number(i64::from(start.column))),
        ("help", help),
    ]);
    Json::Object(vec![("file", Json::text(path)), ("ok", Json::Bool(false)), ("error", error)])
}
