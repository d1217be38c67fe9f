//! Which token may follow which, by version: this finds the very token at which PostgreSQL stops.
//!
//! The rules stand in `query.ebnf` and `definition.ebnf`, the keywords, as servers list them, in `keywords.tsv`. A recognizer that has not come
//! to an end stops at the first token with which no statement can go on, and so does PostgreSQL's parser, however either writes its rules.

mod feature;
mod option;
mod recognizer;
mod rules;
mod words;

pub use feature::{Feature, needs};
pub use words::{Category, Keyword, Named, Words};

use super::scan::{Scanner, Token};
use crate::diag::Problem;
use rules::Rules;
use std::sync::OnceLock;

const NEWEST_MAJOR: u8 = 18;

/// The versions whose grammar is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grammar {
    /// PostgreSQL 14.
    V14,
    /// PostgreSQL 15.
    V15,
    /// PostgreSQL 16.
    V16,
    /// PostgreSQL 17.
    V17,
    /// PostgreSQL 18.
    #[default]
    V18,
}

struct Known {
    words: Words,
    rules: OnceLock<Rules>,
    /// Which productions of the rules the version does not have.
    absent: OnceLock<Vec<bool>>,
}

impl Grammar {
    /// The grammar that is nearest to a major version of the server.
    #[must_use]
    pub fn of_version(major: u32) -> Self {
        match major {
            ..=14 => Self::V14,
            15 => Self::V15,
            16 => Self::V16,
            17 => Self::V17,
            18.. => Self::V18,
        }
    }

    /// The major version of the server.
    #[must_use]
    pub fn major(self) -> u8 {
        match self {
            Self::V14 => 14,
            Self::V15 => 15,
            Self::V16 => 16,
            Self::V17 => 17,
            Self::V18 => NEWEST_MAJOR,
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static Words {
        &self.known().words
    }

    /// The place of the first of a statement's tokens that cannot stand where it does, see [`recognizer::first_refused`].
    #[must_use]
    pub fn first_refused(self, tokens: &[u16]) -> Option<usize> {
        let known = self.known();
        let has = |feature: u8| feature::features().get(usize::from(feature)).is_none_or(|feature| feature.since <= self.major());
        let absent = known.absent.get_or_init(|| known.rules().absent(has));
        recognizer::first_refused(known.rules(), &known.words, tokens, absent)
    }

    /// The newer feature that a statement uses and this version does not have. `tokens` are those of this version.
    #[must_use]
    pub fn newer_feature(self, text: &str, tokens: &[Token]) -> Option<&'static Feature> {
        let suspected = if self == Self::V18 { Vec::new() } else { feature::suspected(text, tokens, self) };
        let (first, last) = tokens.first().zip(tokens.last()).filter(|_| !suspected.is_empty())?;
        let kinds = newest_kinds(text.get(..last.span.end as usize)?, first.span.start as usize)?;
        let newest = Self::V18.known();
        let refused_without = |without: Option<u8>| {
            let absent = newest.rules().absent(|feature| Some(feature) != without);
            recognizer::first_refused(newest.rules(), &newest.words, &kinds, &absent).unwrap_or(usize::MAX)
        };
        let whole = refused_without(None);
        let used = suspected.into_iter().map(|number| (refused_without(Some(number)), number)).filter(|(at, _)| *at < whole);
        used.min().and_then(|(_, number)| feature::features().get(usize::from(number)))
    }

    /// Refuses an option of a statement that only newer versions know.
    #[must_use]
    pub fn newer_option(self, text: &str, tokens: &[Token]) -> Option<Problem> {
        if self == Self::V18 { None } else { option::refuse_newer_option(text, tokens, self) }
    }

    /// Whether this version lacks a feature, by the name that `features.tsv` gives it; what is said of it then.
    #[must_use]
    pub fn lacks(self, name: &str) -> Option<String> {
        let feature = feature::features().get(usize::from(feature::number_of(name)?))?;
        (feature.since > self.major()).then(|| feature.help(self))
    }

    fn known(self) -> &'static Known {
        static KNOWN: [OnceLock<Known>; 5] = [const { OnceLock::new() }; 5];
        let major = self.major();
        KNOWN[self as usize].get_or_init(|| Known { words: Words::of_version(major), rules: OnceLock::new(), absent: OnceLock::new() })
    }
}

impl Known {
    fn rules(&self) -> &Rules {
        self.rules.get_or_init(|| Rules::read(&self.words))
    }
}

/// What the newest version takes the tokens of a statement for.
fn newest_kinds(text: &str, start: usize) -> Option<Vec<u16>> {
    let mut scanner = Scanner::new(text, start, Grammar::V18);
    let mut kinds = Vec::new();
    while let Some(token) = scanner.next_token().ok()? {
        kinds.push(token.kind);
    }
    Some(kinds)
}
