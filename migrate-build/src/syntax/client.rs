//! What in a file is meant for psql rather than for the server: meta commands, variables, rows of `COPY`.

use crate::text::{Gather, Seek, Span};

/// What to say about a token that only psql understands.
pub(super) struct ClientHelp {
    /// What it is.
    pub(super) label: &'static str,
    /// What to do.
    pub(super) advice: &'static str,
}

/// Whether the token at `at`, which the server refuses, is one that psql would have understood.
pub(super) fn client_help(text: &str, at: usize) -> Option<ClientHelp> {
    let rest = text.get(at..)?.as_bytes();
    let follows = rest.get(1).copied().unwrap_or(b' ');
    match rest.first()? {
        b'\\' => Some(ClientHelp {
            label: "a meta command of psql",
            advice: "migrations are sent to the server without psql; remove the meta command, or write the SQL that it stands for",
        }),
        b':' if follows.is_ascii_alphabetic() || matches!(follows, b'_' | b'\'' | b'"' | b'{') => Some(ClientHelp {
            label: "a variable of psql",
            advice: "migrations are sent to the server without psql; write the value instead of the variable",
        }),
        _ => None,
    }
}

/// The rows after `COPY .. FROM STDIN;`, which end with `\.` or with the text.
pub(super) fn copied_data(text: &str, statement: &str, after: usize) -> Option<Span> {
    let words: Vec<&str> = statement.split_whitespace().gather();
    let reads = words.windows(2).exists(|pair| pair[0].eq_ignore_ascii_case("from") && pair[1].to_ascii_lowercase().starts_with("stdin"));
    if !reads {
        return None;
    }
    let line_end = after + text.get(after..)?.find('\n')? + 1;
    let rows = text.get(line_end..)?;
    let end = rows.find("\n\\.").map(|end| end + 3).or_else(|| rows.starts_with("\\.").then_some(2));
    let length = end?;
    Some(Span::new(line_end as u32, (line_end + length) as u32))
}
