//! Does an error only follow from one that was reported before: one mistake gives one message.

use crate::catalog::stored::{stored_enum, stored_struct};
use crate::diag::{Code, Diagnostic, Problem, SqlState, Subject, SubjectKind};
use crate::fold::left_open::{LeftOpen, NamePattern};
use crate::text::{Collection, Name, Seek, SortedSet};
use migrate_model::{Token, TokenKind, tokens};

/// How many texts within texts are looked into.
const DEEPEST_TEXT: usize = 4;

/// The names that are in doubt since an error: what the failed statement named may exist or not, with or without what it would have changed.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    subjects: SortedSet<(SubjectKind, Name)>,
    words: SortedSet<Name>,
    texts: SortedSet<Name>,
    missing: SortedSet<SubjectKind>,
    patterns: Vec<NamePattern>,
}

stored_struct! { Doubts { subjects, words, texts, missing, patterns } }

stored_enum! {
    SubjectKind { 0 Relation, 1 Column, 2 Type, 3 Function, 4 Operator, 5 Schema, 6 Part, 7 Extension, 8 Role, 9 Other, }
}

impl Doubts {
    /// Whether an error may only follow from the ones before.
    #[must_use]
    pub(super) fn explain(&self, problem: &Diagnostic) -> bool {
        let Some(subject) = &problem.subject else { return false };
        let known = |kind, name: &Name| self.subjects.contains(&(kind, name.clone())) || self.words.contains(name);
        known(subject.kind, &subject.name)
            || subject.within.as_ref().is_some_and(|within| known(SubjectKind::Relation, within))
            || (is_missing(problem) && self.missing.contains(&subject.kind))
            || (is_missing(problem) && self.patterns.iter().exists(|pattern| pattern.matches(&subject.name)))
            || ((is_missing(problem) || is_duplicate(problem)) && self.texts.contains(&subject.name))
    }

    /// Takes in an error and the text of the statement that failed.
    pub(super) fn add(&mut self, problem: &Problem, statement: &str) {
        if let Some(Subject { kind, name, .. }) = &problem.subject {
            self.subjects.insert((*kind, name.clone()));
            if is_duplicate(problem) {
                // A statement that makes what is there already may have been meant to make something else, under a name nobody can know.
                self.missing.insert(*kind);
                return;
            }
        }
        self.words.put_all(words_of(statement));
    }

    /// Takes in what a statement does that cannot be followed.
    pub(super) fn add_left_open(&mut self, left: &LeftOpen) {
        self.add_words(&left.text);
        self.patterns.put_all(left.patterns.iter().cloned());
    }

    /// Takes in names of a statement that cannot be followed: what it may have made is unknown, not missing.
    pub(super) fn add_words(&mut self, text: &str) {
        self.words.put_all(words_of(text));
        self.add_texts(text, 0);
    }

    /// Takes in the names in a body, and in the texts in it of which a command is made up.
    fn add_texts(&mut self, text: &str, depth: usize) {
        for token in tokens(text).into_iter().filter(|token| token.kind == TokenKind::Text && depth < DEEPEST_TEXT) {
            let quoted = text[token.range].trim_start_matches(|c: char| c != '\'' && c != '$');
            let quote = quoted.strip_prefix('$').and_then(|rest| rest.find('$')).map_or(1, |end| end + 2);
            if let Some(inner) = quoted.get(quote..quoted.len().saturating_sub(quote)) {
                self.texts.put_all(words_of(inner));
                self.add_texts(inner, depth + 1);
            }
        }
    }
}

fn is_duplicate(problem: &Diagnostic) -> bool {
    let codes = [
        SqlState::DUPLICATE_TABLE,
        SqlState::DUPLICATE_OBJECT,
        SqlState::DUPLICATE_COLUMN,
        SqlState::DUPLICATE_FUNCTION,
        SqlState::DUPLICATE_SCHEMA,
    ];
    codes.iter().exists(|code| problem.code == Code::Sql(*code))
}

/// Whether an error says that something is not there.
pub(super) fn is_missing(problem: &Diagnostic) -> bool {
    let codes = [
        SqlState::UNDEFINED_TABLE,
        SqlState::UNDEFINED_OBJECT,
        SqlState::UNDEFINED_COLUMN,
        SqlState::UNDEFINED_FUNCTION,
        SqlState::INVALID_SCHEMA_NAME,
    ];
    codes.iter().exists(|code| problem.code == Code::Sql(*code))
}

fn words_of(text: &str) -> impl Iterator<Item = Name> + '_ {
    tokens(text).into_iter().filter_map(|token| name_of_token(text, &token))
}

/// The name that a token may be, as PostgreSQL folds it.
pub(super) fn name_of_token(text: &str, token: &Token) -> Option<Name> {
    let word = text.get(token.range.clone())?;
    match token.kind {
        TokenKind::Word if !word.starts_with(|c: char| c.is_ascii_digit()) => Some(Name::from(word.to_lowercase())),
        TokenKind::QuotedName => Some(Name::from(word.trim_matches('"').replace("\"\"", "\""))),
        _ => None,
    }
}
