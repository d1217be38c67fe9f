//! Why is a migration not made, or not numbered anew.

use super::errors::refused;
use crate::diag::Problem;
use std::path::Path;

pub(super) fn name_is_empty() -> Problem {
    refused("migration_name", "the name of a migration has letters".to_owned()).help("say what it does: `add_patient_email`")
}

pub(super) fn name_is_not_snake_case(name: &str, snake: &str) -> Problem {
    refused("migration_name", format!("the name \"{name}\" is not in snake case")).help(format!("call it `{snake}`"))
}

pub(super) fn name_has_no_verb(name: &str, first: &str) -> Problem {
    let message = format!("the name \"{name}\" does not begin with a verb: \"{first}\" is none that is known");
    refused("migration_name", message)
        .help(format!("say what it does: `add_{name}`, `create_{name}`, `remove_{name}`, `update_{name}` or `rename_{name}`"))
}

pub(super) fn name_is_long(name: &str, longest: usize) -> Problem {
    let message = format!("the name \"{name}\" has {} characters, more than {longest}", name.len());
    refused("migration_name", message).help("say the rest in a comment of the file")
}

pub(super) fn released_twice(version: &str) -> Problem {
    let message = format!("two migrations that are released have the version {version}");
    refused("duplicate_version", message).help("take one of them out of migrate.lock if no database has it")
}

pub(super) fn name_is_taken(path: &Path) -> Problem {
    refused("duplicate_version", format!("there is a file {} already", path.display())).help("move it away first")
}
