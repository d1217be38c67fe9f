//! What is said of the queries of a release that a migration breaks.

use crate::diag::{Diagnostic, Problem, Severity};
use crate::proof::release::{Break, Broken, ReleasedQuery};
use crate::text::{Collection, Gather};

/// How much of a query is shown.
const SHOWN: usize = 160;

/// What is to be said of a query: what breaks for certain, and what depends on the rows.
pub(crate) fn release_problems(broken: &Broken<'_>) -> Vec<Problem> {
    let place = broken.query.places.first().map_or_else(|| "the release".to_owned(), ToString::to_string);
    let mut problems = Vec::new();
    problems.put_all(broken.breaks.iter().map(|found| of_break(&place, broken.query, found)));
    for label in &broken.labels {
        let help = "add the new label, deploy a release that knows both, change the rows, and let the old one be";
        let message = format!("the query at {place} of the release that is running breaks: {label}");
        problems.push(told_of(Diagnostic::rule(Severity::Warning, "breaks_release", message), broken.query).help(help));
    }
    for may in &broken.may {
        let message = format!("the query at {place} of the release that is running may break: {may}");
        let help =
            "deploy a release that writes and reads only what the new schema takes, run `cargo migrate release`, and then make this change";
        problems.push(told_of(Diagnostic::rule(Severity::Warning, "may_break_release", message), broken.query).help(help));
    }
    problems
}

/// Whether the program ever gives the NULL that it may give, nobody knows.
fn of_break(place: &str, query: &ReleasedQuery, found: &Break) -> Problem {
    let (said, help) = told(found);
    let (rule, verb) = match found {
        Break::ParameterNull { .. } => ("may_break_release", "may break"),
        _ => ("breaks_release", "breaks"),
    };
    let mut problem =
        Diagnostic::rule(Severity::Warning, rule, format!("the query at {place} of the release that is running {verb}: {said}"));
    if let Break::Refused(reason) = found {
        problem.subject = reason.subject.clone();
    }
    told_of(problem, query).help(help)
}

fn told_of(problem: Problem, query: &ReleasedQuery) -> Problem {
    let text = query.sql.split_whitespace().gather::<Vec<_>>().join(" ");
    let shown = text.char_indices().nth(SHOWN).map_or(text.clone(), |(end, _)| format!("{}...", &text[..end]));
    let problem = problem.note(format!("it says: {shown}"));
    match query.places.get(1..).unwrap_or_default() {
        [] => problem,
        more => problem.note(format!("also at {}", more.iter().map(ToString::to_string).gather::<Vec<_>>().join(", "))),
    }
}

/// What is wrong, and the way in two steps.
fn told(found: &Break) -> (String, &'static str) {
    match found {
        Break::Refused(problem) => (
            problem.message.clone(),
            "expand first: keep what it names, under a view or as a column beside the new one; deploy a release without it, run `cargo migrate release`, and drop it then",
        ),
        Break::Columns { read, given } => (
            format!("it gives {given} columns, and the program reads {read}"),
            "name the columns in the query, deploy that, run `cargo migrate release`, and then make this change",
        ),
        Break::ColumnType { column, read, given } => (
            format!("column \"{column}\" is {given}, and the program reads {read}"),
            "add a column of the new type beside it and fill both; deploy a release that reads the new one, run `cargo migrate release`, and drop the old one then",
        ),
        Break::ColumnNull(column) => (
            format!("column \"{column}\" may be NULL, and the program reads a value"),
            "deploy a release that reads it as an Option, run `cargo migrate release`, and then allow NULL",
        ),
        Break::ParameterNull { number, column } => (
            format!("column {column} refuses NULL, and the program may give one as ${number}"),
            "give the column a default and fill what is there; deploy a release that always gives a value, run `cargo migrate release`, and then refuse NULL",
        ),
        Break::MissingValue(column) => (
            format!("column {column} needs a value, and the program gives none"),
            "let the column have a default or be NULL; deploy a release that gives a value, run `cargo migrate release`, and then refuse NULL",
        ),
        Break::NullWritten(column) => (
            format!("column {column} refuses NULL, which the program writes"),
            "deploy a release that writes a value, run `cargo migrate release`, and then refuse NULL",
        ),
    }
}
