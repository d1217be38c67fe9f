//! At which token does a statement stop being one: Earley's recognizer over the rules, which knows every way to go on at once.

use super::rules::{Rules, Symbol, Terminals, holds, meet};
use super::words::Words;
use crate::text::{QuickMap, QuickSet};

/// A production that is under way: how far it has come, and at which token it began.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Item {
    production: u16,
    dot: u16,
    origin: u32,
}

impl Item {
    fn key(self) -> u64 {
        u64::from(self.production) << 48 | u64::from(self.dot) << 32 | u64::from(self.origin)
    }
}

/// The rules, and which of their productions a version does not have.
struct Known<'a> {
    rules: &'a Rules,
    absent: &'a [bool],
}

impl Known<'_> {
    fn ways_of(&self, rule: u16) -> impl Iterator<Item = u16> {
        self.rules.of_rule[usize::from(rule)].iter().copied().filter(|number| !self.absent[usize::from(*number)])
    }
}

/// What can go on before one token.
#[derive(Default)]
struct Set {
    items: Vec<Item>,
    known: QuickSet<u64>,
    waiting: QuickMap<u16, Vec<Item>>,
}

impl Set {
    fn add(&mut self, item: Item) {
        if self.known.insert(item.key()) {
            self.items.push(item);
        }
    }
}

/// The place of the first token that cannot stand where it does: the number of tokens where the statement ends too early; none where it is whole.
///
/// `absent` says of each production whether the version does not have it.
pub(super) fn first_refused(rules: &Rules, words: &Words, tokens: &[u16], absent: &[bool]) -> Option<usize> {
    let known = Known { rules, absent };
    let mut matching: QuickMap<u16, Terminals> = QuickMap::default();
    let mut sets: Vec<Set> = vec![Set::default()];
    for production in known.ways_of(rules.start) {
        sets[0].add(Item { production, dot: 0, origin: 0 });
    }
    for (at, token) in tokens.iter().enumerate() {
        let matches = matching.entry(*token).or_insert_with(|| rules.matching(words, *token)).clone();
        let next = advance(&known, &mut sets, at, Some(&matches));
        if next.items.is_empty() {
            return Some(at);
        }
        sets.push(next);
    }
    let last = tokens.len();
    advance(&known, &mut sets, last, None);
    let is_whole = |item: &Item| {
        let production = &rules.productions[usize::from(item.production)];
        item.origin == 0 && production.rule == rules.start && usize::from(item.dot) == production.symbols.len()
    };
    (!sets[last].items.iter().any(is_whole)).then_some(last)
}

/// Completes one set, and gives the items that the next token moves on; without a token nothing is predicted that needs one.
fn advance(known: &Known<'_>, sets: &mut [Set], at: usize, matches: Option<&Terminals>) -> Set {
    let rules = known.rules;
    let mut next = Set::default();
    let mut set = std::mem::take(&mut sets[at]);
    let mut place = 0;
    while let Some(item) = set.items.get(place).copied() {
        place += 1;
        let production = &rules.productions[usize::from(item.production)];
        let moved = Item { dot: item.dot + 1, ..item };
        match production.symbols.get(usize::from(item.dot)) {
            Some(Symbol::Terminal(terminal)) => {
                if matches.is_some_and(|matches| holds(matches, *terminal)) {
                    next.add(moved);
                }
            }
            Some(Symbol::Rule(rule)) => {
                let waiting = set.waiting.entry(*rule).or_default();
                let predicted = !waiting.is_empty();
                waiting.push(item);
                if rules.nullable[usize::from(*rule)] {
                    set.add(moved);
                }
                if !predicted {
                    predict(known, &mut set, *rule, at, matches);
                }
            }
            None => complete(sets, &mut set, production.rule, item.origin, at),
        }
    }
    sets[at] = set;
    next
}

fn predict(known: &Known<'_>, set: &mut Set, rule: u16, at: usize, matches: Option<&Terminals>) {
    for number in known.ways_of(rule) {
        let production = &known.rules.productions[usize::from(number)];
        // An empty production adds nothing: its rule was passed over already, as one that can be empty.
        let begins = matches.is_some_and(|matches| meet(&production.first, matches));
        if begins && !production.symbols.is_empty() {
            set.add(Item { production: number, dot: 0, origin: at as u32 });
        }
    }
}

fn complete(sets: &[Set], set: &mut Set, rule: u16, origin: u32, at: usize) {
    let waiting = if origin as usize == at { set.waiting.get(&rule) } else { sets[origin as usize].waiting.get(&rule) };
    let moved: Vec<Item> = waiting.into_iter().flatten().map(|item| Item { dot: item.dot + 1, ..*item }).collect();
    moved.into_iter().for_each(|item| set.add(item));
}
