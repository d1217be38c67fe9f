//! Which features do only newer versions know, and which of them may a statement use.

use super::words::{Category, Named, Words};
use super::{Grammar, NEWEST_MAJOR};
use crate::syntax::scan::Token;
use crate::text::{Gather, Seek};
use std::sync::OnceLock;

const TABLE: &str = include_str!("features.tsv");

/// Something that can be written since one version.
#[derive(Debug)]
pub struct Feature {
    /// The first major version that has it.
    pub since: u8,
    /// What people call it.
    pub said: &'static str,
    name: &'static str,
    /// One of these stands in each statement that uses it: words, and `@` for any name.
    phrases: Vec<Vec<&'static str>>,
}

impl Feature {
    /// What is said to someone who used it too early.
    #[must_use]
    pub fn help(&self, grammar: Grammar) -> String {
        needs(self.said, self.since, grammar.major())
    }
}

/// What is said of a feature that the oldest supported version does not have.
#[must_use]
pub fn needs(feature: &str, since: u8, lowest: u8) -> String {
    format!("{feature} needs PostgreSQL {since}, and this project supports {lowest} as well (`postgres` in migrate.toml)")
}

/// Every feature, by its number.
pub(super) fn features() -> &'static [Feature] {
    static FEATURES: OnceLock<Vec<Feature>> = OnceLock::new();
    FEATURES.get_or_init(|| TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(read).gather())
}

/// The number of the feature that the rules call by this name.
pub(super) fn number_of(name: &str) -> Option<u8> {
    features().iter().place_where(|feature| feature.name == name).map(|at| at as u8)
}

/// The features newer than a version that a statement may use, by the words in it.
pub(super) fn suspected(text: &str, tokens: &[Token], grammar: Grammar) -> Vec<u8> {
    let newer = phrases_newer_than(grammar);
    let words = Grammar::default().words();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let first = text.as_bytes().get(token.span.start as usize).copied().unwrap_or_default();
        for (number, phrase) in &newer[bucket_of(first)] {
            if stands_at(text, words, &tokens[at..], phrase) && !found.contains(number) {
                found.push(*number);
            }
        }
    }
    found
}

/// The phrases of the features newer than a version, by their first letters: most statements hold no first word of any, which one look at each
/// token tells.
fn phrases_newer_than(grammar: Grammar) -> &'static Phrases {
    static PHRASES: [OnceLock<Phrases>; 5] = [const { OnceLock::new() }; 5];
    PHRASES[grammar as usize].get_or_init(|| {
        let mut phrases = Phrases::default();
        for (number, feature) in (0..).zip(features()) {
            if feature.since <= grammar.major() || feature.since > NEWEST_MAJOR {
                continue;
            }
            for phrase in &feature.phrases {
                let first = phrase.first().and_then(|word| word.bytes().next()).unwrap_or_default();
                phrases[bucket_of(first)].push((number, phrase));
            }
        }
        phrases
    })
}

/// For each letter, and for everything else: the numbers of features, and phrases of theirs.
type Phrases = [Vec<(u8, &'static [&'static str])>; 27];

fn bucket_of(byte: u8) -> usize {
    if byte.is_ascii_alphabetic() { usize::from(byte.to_ascii_lowercase() - b'a') } else { 26 }
}

fn stands_at(text: &str, words: &Words, tokens: &[Token], phrase: &[&str]) -> bool {
    for (at, word) in phrase.iter().enumerate() {
        let Some(token) = tokens.get(at) else { return false };
        // Most words are told apart by their lengths.
        if *word != "@" && word.len() != token.span.range().len() {
            return false;
        }
        let written = text.get(token.span.range()).unwrap_or_default();
        let stands = if *word == "@" { may_be_name(words, token, written) } else { written.eq_ignore_ascii_case(word) };
        if !stands {
            return false;
        }
    }
    true
}

fn may_be_name(words: &Words, token: &Token, written: &str) -> bool {
    match words.keyword(&written.to_ascii_lowercase()) {
        Some(keyword) => {
            words.describe(keyword).is_some_and(|keyword| matches!(keyword.category, Category::Unreserved | Category::ColumnName))
        }
        None => token.kind == words.named(Named::Ident) || token.kind == words.named(Named::UnicodeIdent),
    }
}

fn read(line: &'static str) -> Option<Feature> {
    let mut fields = line.split('\t');
    let (name, since, said, phrases) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let phrases = phrases.split('|').filter(|phrase| !phrase.is_empty()).map(|phrase| phrase.split(' ').gather()).gather();
    Some(Feature { since: since.parse().ok()?, said, name, phrases })
}
