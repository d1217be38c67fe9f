//! What does a file say of itself: the comments that begin with `-- migrate:`.

use crate::suggest::edit_distance;
use crate::token::{TokenKind, tokens};
use std::ops::Range;

/// A directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// What follows is the migration itself: the form of dbmate.
    Up,
    /// What follows undoes the migration.
    Down,
    /// What follows are queries that must return no row, or a single true, afterwards.
    Verify,
    /// The same, before.
    Require,
    /// The file runs outside a transaction.
    NoTransaction,
    /// A rule is not applied here, and why.
    Allow {
        /// The rule.
        rule: String,
        /// Why.
        reason: String,
    },
    /// A migration that must come before.
    Depends(String),
    /// The migration cannot be undone, and why.
    Irreversible(String),
    /// The statement that follows is run in batches.
    Backfill {
        /// How many rows at once.
        batch: u32,
        /// The column that orders them.
        key: String,
    },
    /// What dynamic SQL will have done.
    Assume(String),
}

/// A directive and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedDirective {
    /// What it says.
    pub directive: Directive,
    /// The bytes of the comment.
    pub range: Range<usize>,
    /// The bytes of its argument, empty where it has none.
    pub argument: Range<usize>,
}

/// What is wrong with a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectiveErrorKind {
    /// No directive of that name.
    Unknown,
    /// It lacks what must follow it, or has what must not.
    Malformed,
}

/// A directive that cannot be read, and how it should look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveError {
    /// What is wrong.
    pub kind: DirectiveErrorKind,
    /// The word that was written.
    pub word: String,
    /// How it should look, or the nearest directive.
    pub expected: &'static str,
    /// The bytes of the comment.
    pub range: Range<usize>,
}

const FORMS: [(&str, &str); 10] = [
    ("up", "-- migrate: up"),
    ("down", "-- migrate: down"),
    ("verify", "-- migrate: verify"),
    ("require", "-- migrate: require"),
    ("no-transaction", "-- migrate: no-transaction"),
    ("allow", "-- migrate: allow(rule): reason"),
    ("depends", "-- migrate: depends 003_name"),
    ("irreversible", "-- migrate: irreversible: reason"),
    ("backfill", "-- migrate: backfill batch=5000 key=id"),
    ("assume", "-- migrate: assume <ddl>"),
];

/// The directives of a file in their order, and those that cannot be read.
#[must_use]
pub fn read_directives(text: &str) -> (Vec<PlacedDirective>, Vec<DirectiveError>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for token in tokens(text).into_iter().filter(|token| token.kind == TokenKind::LineComment) {
        let comment = &text[token.range.clone()];
        let Some(body) = comment.trim_start_matches('-').trim_start().strip_prefix("migrate:") else { continue };
        match read_one(body.trim()) {
            Ok((directive, argument)) => {
                let argument = argument_range(text, argument, &token.range);
                found.push(PlacedDirective { directive, range: token.range, argument });
            }
            Err((kind, word, expected)) => errors.push(DirectiveError { kind, word, expected, range: token.range }),
        }
    }
    (found, errors)
}

fn argument_range(text: &str, argument: &str, comment: &Range<usize>) -> Range<usize> {
    // The argument is the first of its words in the comment; an empty one stands at its end.
    match text[comment.clone()].rfind(argument).filter(|_| !argument.is_empty()) {
        Some(at) => comment.start + at..comment.start + at + argument.len(),
        None => comment.end..comment.end,
    }
}

type Refused = (DirectiveErrorKind, String, &'static str);

fn read_one(body: &str) -> Result<(Directive, &str), Refused> {
    let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(body.len());
    let (word, rest) = body.split_at(end);
    let Some((_, form)) = FORMS.iter().find(|(name, _)| *name == word) else {
        return Err((DirectiveErrorKind::Unknown, word.to_owned(), nearest(word)));
    };
    let malformed = || (DirectiveErrorKind::Malformed, word.to_owned(), *form);
    let after_colon = || rest.trim_start().strip_prefix(':').map(str::trim).filter(|reason| !reason.is_empty());
    let rest = rest.trim();
    let plain = |directive| if rest.is_empty() { Ok((directive, "")) } else { Err(malformed()) };
    match word {
        "up" if rest == "transaction:false" => Ok((Directive::NoTransaction, rest)),
        "up" if matches!(rest, "" | "transaction:true") => Ok((Directive::Up, "")),
        "down" if matches!(rest, "" | "transaction:true" | "transaction:false") => Ok((Directive::Down, "")),
        "verify" => plain(Directive::Verify),
        "require" => plain(Directive::Require),
        "no-transaction" => plain(Directive::NoTransaction),
        "depends" if !rest.is_empty() => Ok((Directive::Depends(rest.to_owned()), rest)),
        "assume" if !rest.is_empty() => Ok((Directive::Assume(rest.to_owned()), rest)),
        "irreversible" => after_colon().map(|reason| (Directive::Irreversible(reason.to_owned()), reason)).ok_or_else(malformed),
        "allow" => read_allow(rest).ok_or_else(malformed),
        "backfill" => read_backfill(rest).ok_or_else(malformed),
        _ => Err(malformed()),
    }
}

fn read_allow(rest: &str) -> Option<(Directive, &str)> {
    let (rule, after) = rest.strip_prefix('(')?.split_once(')')?;
    let reason = after.trim_start().strip_prefix(':')?.trim();
    let (rule, reason_given) = (rule.trim(), !reason.is_empty());
    (reason_given && !rule.is_empty()).then(|| (Directive::Allow { rule: rule.to_owned(), reason: reason.to_owned() }, rule))
}

fn read_backfill(rest: &str) -> Option<(Directive, &str)> {
    let (mut batch, mut key) = (None, None);
    for pair in rest.split_whitespace() {
        match pair.split_once('=')? {
            ("batch", number) => batch = number.parse().ok().filter(|count| *count > 0),
            ("key", column) if !column.is_empty() => key = Some(column.to_owned()),
            _ => return None,
        }
    }
    Some((Directive::Backfill { batch: batch?, key: key? }, rest))
}

fn nearest(word: &str) -> &'static str {
    FORMS.iter().min_by_key(|(name, _)| edit_distance(name, word)).map_or("", |(_, form)| form)
}
