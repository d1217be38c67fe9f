//! What is refused of policies.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// WITH CHECK for what writes no row.
pub(in crate::fold) fn check_of_select() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "WITH CHECK cannot be applied to SELECT or DELETE")
}

/// USING for what reads no row.
pub(in crate::fold) fn only_check_for_insert() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "only WITH CHECK expression allowed for INSERT")
}

/// WITH CHECK for a policy of what writes no row.
pub(in crate::fold) fn only_using() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "only USING expression allowed for SELECT, DELETE")
}

/// A policy of the name is there already.
pub(in crate::fold) fn policy_exists(policy: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("policy \"{policy}\" for table \"{table}\" already exists")).about_part(
        SubjectKind::Part,
        policy,
        table,
    )
}

/// A policy that is named and not there.
pub(in crate::fold) fn policy_missing(policy: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("policy \"{policy}\" for table \"{table}\" does not exist")).about_part(
        SubjectKind::Part,
        policy,
        table,
    )
}

/// A table of the server itself.
pub(in crate::fold) fn system_catalog(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied: \"{name}\" is a system catalog"))
}
