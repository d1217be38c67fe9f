//! Does a script lose rows or values: read off its words, because what undoes a migration is not summed up as what the migration does.

use migrate_model::{TokenKind, tokens};

/// What is dropped with what stands in it.
const HOLDERS: [&str; 6] = ["table", "column", "schema", "database", "materialized", "sequence"];
/// What may follow DROP in ALTER TABLE and is no column.
const NO_COLUMN: [&str; 9] = ["constraint", "not", "default", "expression", "identity", "trigger", "index", "view", "attribute"];

/// The statements that lose something, by their first words.
pub(super) fn losses(sql: &str) -> Vec<String> {
    let mut statements: Vec<Vec<String>> = vec![Vec::new()];
    for token in tokens(sql) {
        let word = &sql[token.range.clone()];
        match token.kind {
            TokenKind::Symbol if word == ";" => statements.push(Vec::new()),
            TokenKind::Word => push(&mut statements, word.to_ascii_lowercase()),
            TokenKind::QuotedName | TokenKind::Symbol | TokenKind::Text => push(&mut statements, word.to_owned()),
            TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment => {}
        }
    }
    statements.iter().filter(|words| loses(words)).map(|words| shown(words)).collect()
}

fn push(statements: &mut [Vec<String>], word: String) {
    if let Some(last) = statements.last_mut() {
        last.push(word);
    }
}

fn loses(words: &[String]) -> bool {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match word(0) {
        "truncate" | "delete" => true,
        "drop" => HOLDERS.contains(&word(1)),
        // `drop column name`, or `drop name`; a column may be called by none of the words that mean something else there.
        "alter" => words.windows(2).any(|pair| pair[0] == "drop" && !NO_COLUMN.contains(&pair[1].as_str())),
        // What a block does is not read.
        "do" => words.iter().any(|text| ["drop table", "drop column", "delete from", "truncate"].iter().any(|loss| contains(text, loss))),
        _ => false,
    }
}

fn contains(text: &str, words: &str) -> bool {
    text.to_ascii_lowercase().split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
}

fn shown(words: &[String]) -> String {
    const WORDS: usize = 8;
    let first = words.iter().take(WORDS).map(|word| if word.starts_with('$') { "..." } else { word });
    let shown = first.collect::<Vec<_>>().join(" ").replace(" . ", ".").replace(" (", "(");
    if words.len() > WORDS { format!("{shown} ...") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::losses;

    #[test]
    fn what_is_dropped_with_its_rows_is_lost() {
        let found = losses("drop index i; drop table if exists app.visits; alter table a drop constraint c, alter b drop not null");
        assert_eq!(found, ["drop table if exists app.visits"]);
        assert_eq!(losses("alter table a drop b; ALTER TABLE a DROP COLUMN c; drop function f; drop type t").len(), 2);
        assert_eq!(losses("do $$ begin Drop  Table a; end $$"), ["do ..."]);
        assert_eq!(losses("delete from a where b = 'x'").len(), 1);
        assert!(losses("alter domain d drop constraint c; update a set b = 1").is_empty());
    }
}
