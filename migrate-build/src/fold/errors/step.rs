//! What is refused of a script that runs step by step, because it could not be taken up where it was interrupted.

use crate::diag::{Diagnostic, Problem, Severity};

/// The rule about statements that may have to be run twice.
const RULE: &str = "not_repeatable";

/// A statement that cannot run in a transaction, and of which nothing tells whether it is done.
pub(in crate::fold) fn not_repeatable(command: &str) -> Problem {
    let message = format!("{command} cannot run in a transaction, and nothing tells whether it was done when it was interrupted");
    Diagnostic::rule(Severity::Error, RULE, message).help("run it outside of the migrations")
}

/// A subscription that makes a slot on another server.
pub(in crate::fold) fn subscription_makes_slot() -> Problem {
    not_repeatable("CREATE SUBSCRIPTION")
        .note("it makes a replication slot on the other server, which stays there when this one fails")
        .help("make the slot there and write WITH (create_slot = false, slot_name = ...), which can run in a transaction")
}

/// The rule about backfills.
const BACKFILL: &str = "backfill";

/// A backfill of something that cannot be cut into batches.
pub(in crate::fold) fn not_in_batches(why: &str) -> Problem {
    Diagnostic::rule(Severity::Error, BACKFILL, format!("this cannot run in batches: {why}"))
        .help("a backfill is one UPDATE, DELETE or INSERT ... SELECT of which each row is done by itself")
}

/// A backfill whose key cannot lead through the table.
pub(in crate::fold) fn unfit_key(key: &str, why: &str, help: &str) -> Problem {
    Diagnostic::rule(Severity::Error, BACKFILL, format!("\"{key}\" cannot be the key of the batches: {why}")).help(help)
}

/// A backfill that stands before no statement.
#[must_use]
pub(in crate::fold) fn backfill_of_nothing() -> Problem {
    Diagnostic::rule(Severity::Error, BACKFILL, "no statement follows this backfill".to_owned())
        .help("put the line right before the UPDATE, DELETE or INSERT ... SELECT that is to run in batches")
}

/// A backfill in a transaction that the script itself opens.
pub(in crate::fold) fn backfill_in_block() -> Problem {
    Diagnostic::rule(Severity::Error, BACKFILL, "a backfill runs in transactions of its own, and stands in one here".to_owned())
        .help("leave out BEGIN and COMMIT: with a backfill in it a migration runs step by step")
}
