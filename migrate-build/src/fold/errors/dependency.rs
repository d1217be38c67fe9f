//! What is refused because objects need each other.

use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::diag::{Diagnostic, Problem, SqlState};

/// An object that came with the server.
pub(in crate::fold) fn pinned(catalog: &Catalog, object: Address) -> Problem {
    Diagnostic::error(
        SqlState::DEPENDENT_OBJECTS_STILL_EXIST,
        format!("cannot drop {} because it is required by the database system", describe(catalog, object)),
    )
}

/// An object that belongs to another.
pub(in crate::fold) fn requires(catalog: &Catalog, object: Address, owner: Address) -> Problem {
    let owner = describe(catalog, owner);
    Diagnostic::error(
        SqlState::DEPENDENT_OBJECTS_STILL_EXIST,
        format!("cannot drop {} because {owner} requires it", describe(catalog, object)),
    )
    .help(format!("you can drop {owner} instead"))
}

/// One object that others need.
pub(in crate::fold) fn others_depend(catalog: &Catalog, object: Option<Address>, dependents: Vec<String>) -> Problem {
    let message = match object {
        Some(object) => format!("cannot drop {} because other objects depend on it", describe(catalog, object)),
        None => "cannot drop desired object(s) because other objects depend on them".to_owned(),
    };
    let problem = Diagnostic::error(SqlState::DEPENDENT_OBJECTS_STILL_EXIST, message);
    let problem = dependents.into_iter().fold(problem, |problem, dependent| problem.note(dependent));
    problem.help("use DROP ... CASCADE to drop the dependent objects too")
}

/// A chain of dependencies without end.
pub(in crate::fold) fn too_deep() -> Problem {
    Diagnostic::error(SqlState::STATEMENT_TOO_COMPLEX, "stack depth limit exceeded")
}
