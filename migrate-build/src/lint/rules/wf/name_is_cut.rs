//! Is a name longer than PostgreSQL keeps.

use crate::lint::prelude::*;
use migrate_model::{TokenKind, tokens};

pub(super) const RULE: Rule =
    Rule::of_statements(("name_is_cut", "WF014"), (Group::Failing, Level::Warn), include_str!("name_is_cut.md"), check);

/// PostgreSQL's NAMEDATALEN, less its end.
const LONGEST: usize = 63;

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    if longest_run(step.sql) <= LONGEST {
        return;
    }
    for token in tokens(step.sql) {
        let word = step.sql.get(token.range.clone()).unwrap_or_default();
        let name = match token.kind {
            TokenKind::Word if !word.starts_with(|c: char| c.is_ascii_digit()) => word,
            TokenKind::QuotedName => word.trim_matches('"'),
            _ => continue,
        };
        if name.len() > LONGEST {
            report
                .say(format!("PostgreSQL keeps the first {LONGEST} bytes of \"{name}\" alone"))
                .note("another long name that begins in the same way is the same name")
                .help("take a shorter name");
        }
    }
}

/// The longest run of bytes that a name can have: a look at the text is enough for nearly every statement.
fn longest_run(sql: &str) -> usize {
    let runs = sql.as_bytes().split(|byte| !(byte.is_ascii_alphanumeric() || *byte >= 128 || matches!(byte, b'_' | b'$')));
    runs.map(<[u8]>::len).max().unwrap_or(0)
}
