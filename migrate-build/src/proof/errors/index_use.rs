//! What is said of an index that no query of the program can use.

use crate::diag::{Diagnostic, Problem, Severity, SubjectKind};
use crate::proof::index_use::UnaskedIndex;

pub(crate) fn unused_operator_class(found: &UnaskedIndex) -> Problem {
    let UnaskedIndex { index, column, answers, asked } = found;
    let message = format!("index \"{index}\" answers {}, and no query of the program asks \"{column}\" so", answers.join(", "));
    let mut problem = Diagnostic::rule(Severity::Warning, "unused_operator_class", message).about(SubjectKind::Relation, index);
    for (how, place) in asked {
        let place = place.as_ref().map_or_else(|| "a query".to_owned(), |place| format!("the query at {place}"));
        problem = problem.note(format!("{place} asks with {how}"));
    }
    problem.help("ask with an operator of the index, or make one of the operator class, or of the expression, that is asked for")
}
