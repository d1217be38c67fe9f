//! Which token may follow which, by version: this finds the very token at which PostgreSQL stops.
//!
//! The rules stand in `query.ebnf` and `definition.ebnf`, the keywords, as servers list them, in `keywords.tsv`. A recognizer that has not come
//! to an end stops at the first token with which no statement can go on, and so does PostgreSQL's parser, however either writes its rules.

mod recognizer;
mod rules;
mod words;

pub use words::{Category, Keyword, Named, Words};

use rules::Rules;
use std::sync::OnceLock;

/// The versions whose grammar is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grammar {
    /// PostgreSQL 15, also for 14.
    V15,
    /// PostgreSQL 17, also for 16.
    V17,
    /// PostgreSQL 18.
    #[default]
    V18,
}

struct Known {
    words: Words,
    rules: OnceLock<Rules>,
}

impl Grammar {
    /// The grammar that is nearest to a major version of the server.
    #[must_use]
    pub fn of_version(major: u32) -> Self {
        match major {
            ..=15 => Self::V15,
            16 | 17 => Self::V17,
            18.. => Self::V18,
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
        let rules = known.rules.get_or_init(|| Rules::read(&known.words));
        recognizer::first_refused(rules, &known.words, tokens)
    }

    fn known(self) -> &'static Known {
        static V15: OnceLock<Known> = OnceLock::new();
        static V17: OnceLock<Known> = OnceLock::new();
        static V18: OnceLock<Known> = OnceLock::new();
        let (slot, major) = match self {
            Self::V15 => (&V15, 15),
            Self::V17 => (&V17, 17),
            Self::V18 => (&V18, 18),
        };
        slot.get_or_init(|| Known { words: Words::of_version(major), rules: OnceLock::new() })
    }
}
