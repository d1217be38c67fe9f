//! Does a script lose rows or values: what the engine found, and what is read off the words where it found nothing.

use crate::carried::{Effect, EffectKind};
use migrate_model::{TokenKind, tokens};

/// What is dropped with what stands in it.
const HOLDERS: [&str; 6] = ["table", "column", "schema", "database", "materialized", "sequence"];
/// What may follow DROP in ALTER TABLE and is no column.
const NO_COLUMN: [&str; 9] = ["constraint", "not", "default", "expression", "identity", "trigger", "index", "view", "attribute"];

/// What a script loses. The engine tells of tables and columns; rows that are deleted, and blocks, are found by their words in any case.
pub(super) fn losses(sql: &str, found: Option<&[Effect]>) -> Vec<String> {
    let words = statements(sql);
    let Some(effects) = found else { return shown_of(&words, loses) };
    let is_loss = |effect: &&Effect| matches!(effect.kind, EffectKind::RowsLost | EffectKind::ColumnLost(_));
    let of_engine = effects.iter().filter(is_loss).map(ToString::to_string);
    of_engine.chain(shown_of(&words, deletes)).collect()
}

fn shown_of(statements: &[Vec<String>], loses: fn(&[String]) -> bool) -> Vec<String> {
    statements.iter().filter(|words| loses(words)).map(|words| shown(words)).collect()
}

/// The words of each statement.
fn statements(sql: &str) -> Vec<Vec<String>> {
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
    statements
}

fn push(statements: &mut [Vec<String>], word: String) {
    if let Some(last) = statements.last_mut() {
        last.push(word);
    }
}

fn loses(words: &[String]) -> bool {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    match word(0) {
        "truncate" => true,
        "drop" => HOLDERS.contains(&word(1)),
        // `drop column name`, or `drop name`; a column may be called by none of the words that mean something else there.
        "alter" => words.windows(2).any(|pair| pair[0] == "drop" && !NO_COLUMN.contains(&pair[1].as_str())),
        _ => deletes(words),
    }
}

/// Whether a statement deletes rows, or is a block in which something is lost: what it does is not read.
fn deletes(words: &[String]) -> bool {
    match words.first().map_or("", String::as_str) {
        "delete" => true,
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
    use crate::carried::{Effect, EffectKind};

    fn losses(sql: &str) -> Vec<String> {
        super::losses(sql, None)
    }

    #[test]
    fn what_the_engine_found_counts_and_not_the_words() {
        let found = [Effect::new(2, "public.beds", EffectKind::Rewrite), Effect::new(3, "public.beds", EffectKind::ColumnLost("ward"))];
        let losses = super::losses("drop materialized view m;\nalter table beds drop ward; delete from rooms", Some(&found));
        assert_eq!(losses, ["line 3: loses values of column ward of public.beds", "delete from rooms"]);
    }

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
