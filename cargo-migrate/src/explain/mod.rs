//! `cargo migrate explain`: what a SQLSTATE or a rule means, why it matters, what to do.

use crate::output::{Format, Status, refuse, say};
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::lint::{elsewhere, explain, rule_named, rules};
use migrate_build::text::Json;
use migrate_model::nearest;

const CONDITIONS: &str = include_str!("conditions.tsv");
const ADVICE: &str = include_str!("advice.md");

/// Say what a SQLSTATE or a rule means, why it matters and what to do
#[derive(Args)]
#[command(after_help = "Examples:\n  cargo migrate explain 42P01\n  cargo migrate explain edited_migration")]
pub(crate) struct Explain {
    /// A SQLSTATE, the name of a condition, or a rule
    code: String,
    /// How results are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// A code and all that is said of it.
struct Explanation {
    code: String,
    /// The name of PostgreSQL's condition.
    condition: Option<String>,
    /// The class of PostgreSQL's condition.
    class: Option<String>,
    text: String,
}

pub(crate) fn run(asked: &Explain) -> Status {
    let wanted = asked.code.trim().trim_start_matches("error[").trim_end_matches(']');
    let Some(found) = explanation_of(wanted) else {
        let problem = Diagnostic::rule(Severity::Error, "unknown_code", format!("there is no SQLSTATE and no rule \"{wanted}\""));
        return refuse(*problem.help(nearby(wanted)), asked.format);
    };
    match asked.format {
        Format::Json => say(&Json::Object(vec![
            ("code", Json::text(&found.code)),
            ("condition", Json::optional(found.condition)),
            ("class", Json::optional(found.class)),
            ("text", Json::text(&found.text)),
        ])),
        Format::Text | Format::Sarif => {
            let name = found.condition.map(|name| format!(" {name}")).unwrap_or_default();
            let class = found.class.map(|class| format!(" ({class})")).unwrap_or_default();
            say(&format!("{}{name}{class}\n\n{}", found.code, found.text));
        }
    }
    Status::Good
}

fn explanation_of(wanted: &str) -> Option<Explanation> {
    match condition(wanted) {
        Some((code, name, class)) => {
            let text = section(code).or_else(|| section(&format!("class {}", &code[..2])));
            let text = text.unwrap_or_else(|| format!("PostgreSQL's condition {name}."));
            Some(Explanation { code: code.to_owned(), condition: Some(name.to_owned()), class: Some(class.to_owned()), text })
        }
        None => {
            page(wanted).or_else(|| section(wanted)).map(|text| Explanation { code: wanted.to_owned(), condition: None, class: None, text })
        }
    }
}

/// The code, name and class of a condition that is named by its code or its name.
fn condition(wanted: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut class = "";
    for line in CONDITIONS.lines() {
        match line.split_once('\t') {
            Some(("class", rest)) => class = rest.split_once('\t').map_or(rest, |(_, title)| title),
            Some((code, name)) if code.eq_ignore_ascii_case(wanted) || name == wanted => return Some((code, name, class)),
            _ => {}
        }
    }
    None
}

/// The page of a rule that migrations are judged by, by its name or code, or why something has none.
fn page(wanted: &str) -> Option<String> {
    let other = || elsewhere().find(|it| it.code == wanted).map(|it| it.explain());
    rule_named(wanted).map(|rule| explain(rule).trim_end().to_owned()).or_else(other)
}

/// What the page says under a heading.
fn section(heading: &str) -> Option<String> {
    let mut parts = ADVICE.split("\n## ").skip(1);
    parts.find_map(|part| part.split_once('\n').filter(|(title, _)| *title == heading)).map(|(_, text)| text.trim().to_owned())
}

fn nearby(wanted: &str) -> String {
    let rules: Vec<&str> = ADVICE.lines().filter_map(|line| line.strip_prefix("## ")).chain(rules().map(|rule| rule.name)).collect();
    let names: Vec<&str> = CONDITIONS.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
    let near = nearest(wanted, rules.iter().copied()).or_else(|| nearest(wanted, names.iter().copied()));
    near.map_or_else(
        || "take the code from between the brackets of a message: error[42P01]".to_owned(),
        |near| format!("did you mean `{near}`?"),
    )
}
