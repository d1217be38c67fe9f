//! What is refused of transaction control, and of statements within a transaction.

use crate::diag::{Diagnostic, Problem, Severity, SqlState};
use crate::text::Name;

/// The rule about transaction control in a migration.
const RULE: &str = "transaction_control";

/// A migration that begins or ends its own transaction in the middle.
pub(in crate::fold) fn own_transaction(command: &str) -> Problem {
    Diagnostic::rule(
        Severity::Warning,
        RULE,
        format!("{command} in the middle of a migration, which therefore runs statement by statement"),
    )
    .note("what was committed stays when the rest fails")
    .help(
        "one BEGIN ... COMMIT around the whole file is fine; parts that need transactions of their own are better migrations of their own",
    )
}

/// A transaction that begins or ends where the statements run in one that somebody else ends.
pub(in crate::fold) fn controls_transaction(command: &str) -> Problem {
    Diagnostic::rule(Severity::Error, RULE, format!("{command} within a migration, which runs in a transaction of its own"))
        .help("leave it out")
}

/// A migration that takes back what it did.
pub(in crate::fold) fn undoes_itself(command: &str) -> Problem {
    Diagnostic::rule(Severity::Error, RULE, format!("{command} within a migration, which would take back what it did"))
        .help("leave it out: a migration that fails is rolled back as a whole")
}

/// Two-phase commit.
pub(in crate::fold) fn two_phase(command: &str) -> Problem {
    Diagnostic::rule(Severity::Error, RULE, format!("{command} within a migration, which would leave its transaction to somebody else"))
}

/// A savepoint that is not there.
pub(in crate::fold) fn savepoint_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_SAVEPOINT_SPECIFICATION, format!("savepoint \"{name}\" does not exist"))
}

/// A statement that needs a transaction block.
pub(in crate::fold) fn outside_of_block(command: &str) -> Problem {
    Diagnostic::error(SqlState::NO_ACTIVE_SQL_TRANSACTION, format!("{command} can only be used in transaction blocks"))
}

/// A statement that cannot run in one.
pub(in crate::fold) fn inside_of_block(command: &str) -> Problem {
    Diagnostic::error(SqlState::ACTIVE_SQL_TRANSACTION, format!("{command} cannot run inside a transaction block"))
        .help("put it into a migration of its own, with the line: -- migrate: no-transaction")
}

/// A statement that would let go of what the applier holds.
pub(in crate::fold) fn releases_lock(what: &str) -> Problem {
    Diagnostic::rule(
        Severity::Error,
        "session_reset",
        format!("{what} within a migration, which would let go of the lock that the migration runs under"),
    )
    .help("leave it out: a migration's session ends with it")
}
