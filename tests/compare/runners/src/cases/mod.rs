//! What goes wrong in the life of a project, and what does each tool leave of it: observed on a server, in a few words.

mod crash;
mod files;
mod stage;
mod starters;

use crate::table::Table;
use crate::tools::Tool;
use stage::Stage;

/// What happens, and how it is observed.
type Case = (&'static str, fn(&mut Stage) -> String);

const CASES: [Case; 12] = [
    ("two starters with CREATE INDEX CONCURRENTLY", starters::with_a_concurrent_index),
    ("lock left after a failure", starters::after_a_failure),
    ("two statements without a transaction", files::two_statements_outside),
    ("older file added later", files::older_file),
    ("duplicate version", files::duplicate_version),
    ("COMMIT inside a migration that fails after it, because of rows that are mended then", files::inner_commit),
    ("CRLF checkout", files::crlf_checkout),
    ("comment edited", files::comment_edited),
    ("statement edited", files::statement_edited),
    ("crash between script and history row", crash::in_a_transaction),
    ("the same outside of a transaction, an UPDATE", crash::of_an_update_outside),
    ("the same outside of a transaction, CREATE INDEX CONCURRENTLY", crash::of_an_index_outside),
];

/// All of them with all tools.
pub(crate) fn table() -> Table {
    let mut table = Table::new([""].into_iter().chain(Tool::ALL.map(Tool::title)));
    for (at, (title, observe)) in CASES.iter().enumerate() {
        let observed = Tool::ALL.map(|tool| observe(&mut Stage::new(tool, &format!("case_{at}"))));
        table.row(std::iter::once((*title).to_owned()).chain(observed));
    }
    table
}
