//! What is said of a down script.

use crate::diag::{Diagnostic, Problem, Severity};
use crate::proof::rollback::{DIFFERENCE, Difference};
use crate::text::Gather;

/// How many differences are named; what follows is counted.
const NAMED: usize = 12;
/// How much of a value is shown.
const SHOWN: usize = 60;

pub(in crate::proof) fn rollback_differs(differences: &[Difference]) -> Problem {
    let message = "rolling back does not give back the schema before this migration";
    let mut problem = Diagnostic::rule(DIFFERENCE, "rollback_differs", message).label("after this script");
    let lines: Vec<String> = differences.iter().flat_map(told).gather();
    for line in lines.iter().take(NAMED) {
        problem = problem.note(line.clone());
    }
    if lines.len() > NAMED {
        problem = problem.note(format!("and {} differences more", lines.len() - NAMED));
    }
    problem.help("complete the down script, or say why there can be none: -- migrate: irreversible: reason")
}

fn told(difference: &Difference) -> Vec<String> {
    match difference {
        Difference::Missing(object) => vec![format!("{object} is missing")],
        Difference::LeftOver(object) => vec![format!("{object} is left over")],
        Difference::Reordered(object) => vec![format!("the columns of {object} stand in another order")],
        Difference::Changed { object, facts } => {
            let line = |(fact, was, is): &(&'static str, Option<String>, Option<String>)| match (was, is) {
                (Some(was), Some(is)) if shown(was) == shown(is) => format!("{object}: {fact} is not what it was"),
                (Some(was), Some(is)) => format!("{object}: {fact} was {}, is {}", shown(was), shown(is)),
                (Some(was), None) => format!("{object}: {fact} was {}, is gone", shown(was)),
                (None, is) => format!("{object}: {fact} was not there, is {}", shown(is.as_deref().unwrap_or_default())),
            };
            facts.iter().map(line).gather()
        }
    }
}

fn shown(value: &str) -> String {
    let line = value.split_whitespace().gather::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

pub(in crate::proof) fn rollback_order(difference: &Difference) -> Problem {
    let message = format!("after rolling back {}", told(difference).join(", "));
    Diagnostic::rule(Severity::Note, "rollback_order", message)
        .note("nothing can put a column back to its place; only `select *` and inserts without a list of columns see the order")
}

pub(in crate::proof) fn rollback_data(lost: &str) -> Problem {
    Diagnostic::rule(Severity::Warning, "rollback_loses_data", format!("rolling back does not bring back {lost}"))
        .label("lost here for good")
        .help("keep a copy until nobody wants to go back, or say so on purpose: -- migrate: irreversible: reason")
}

/// What is told where something in the way of a proof cannot be followed.
pub(in crate::proof) fn rollback_unproved() -> Problem {
    let message = "whether this script gives back the schema before its migration cannot be proved";
    Diagnostic::rule(Severity::Note, "rollback_unproved", message)
        .note("the migration or this script holds a statement that cannot be followed without a database")
}
