//! At which token does a statement stop being one: Earley's recognizer over the rules, which knows every way to go on at once.

use super::rules::{Rules, Symbol, Terminals, holds, meet};
use super::words::Words;
use crate::text::{Collection, QuickMap, QuickSet, Seek};

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
    /// For each rule the last item that waits for it.
    waiting: QuickMap<u16, u32>,
    /// For each item the one before it that waits for the same rule.
    before: Vec<Option<u32>>,
}

impl Set {
    /// The items that wait for a rule.
    fn waiting(&self, rule: u16) -> impl Iterator<Item = Item> {
        let last = self.waiting.get(&rule).copied();
        std::iter::successors(last, |at| self.before[*at as usize]).map(|at| self.items[at as usize])
    }

    /// Lets an item wait for a rule; whether it is the first to do so.
    fn wait(&mut self, at: usize, rule: u16) -> bool {
        self.before.resize(self.items.len(), None);
        let before = self.waiting.insert(rule, at as u32);
        self.before[at] = before;
        before.is_none()
    }
}

/// A set that is being made, and what it holds.
#[derive(Default)]
struct Growing {
    set: Set,
    known: QuickSet<u64>,
}

impl Growing {
    fn add(&mut self, item: Item) {
        if self.known.insert(item.key()) {
            self.set.items.push(item);
        }
    }
}

/// The place of the first token that cannot stand where it does: the number of tokens where the statement ends too early; none where it is whole.
///
/// `absent` says of each production whether the version does not have it.
pub(super) fn first_refused(rules: &Rules, words: &Words, tokens: &[u16], absent: &[bool]) -> Option<usize> {
    let known = Known { rules, absent };
    let mut sets: Vec<Set> = Vec::with_capacity(tokens.len());
    let (mut growing, mut next) = (Growing::default(), Growing::default());
    for production in known.ways_of(rules.start) {
        growing.add(Item { production, dot: 0, origin: 0 });
    }
    for (at, token) in tokens.iter().enumerate() {
        advance(&known, &sets, &mut growing, Some((rules.matching(words, *token), &mut next)));
        if next.set.items.is_empty() {
            return Some(at);
        }
        sets.push(std::mem::take(&mut growing.set));
        growing.known.clear();
        std::mem::swap(&mut growing, &mut next);
    }
    advance(&known, &sets, &mut growing, None);
    let is_whole = |item: &Item| {
        let production = &rules.productions[usize::from(item.production)];
        item.origin == 0 && production.rule == rules.start && usize::from(item.dot) == production.symbols.len()
    };
    (!growing.set.items.iter().exists(is_whole)).then_some(tokens.len())
}

/// Completes the set before a token, and gives the items that the token moves on; without a token nothing is predicted that needs one.
fn advance(known: &Known<'_>, sets: &[Set], growing: &mut Growing, mut token: Option<(&Terminals, &mut Growing)>) {
    let rules = known.rules;
    let mut completed = Vec::new();
    let mut place = 0;
    while let Some(item) = growing.set.items.get(place).copied() {
        let production = &rules.productions[usize::from(item.production)];
        let moved = Item { dot: item.dot + 1, ..item };
        match production.symbols.get(usize::from(item.dot)) {
            Some(Symbol::Terminal(terminal)) => {
                if let Some((_, next)) = token.as_mut().filter(|(matches, _)| holds(matches, *terminal)) {
                    next.add(moved);
                }
            }
            Some(Symbol::Rule(rule)) => {
                let is_first = growing.set.wait(place, *rule);
                if rules.nullable[usize::from(*rule)] {
                    growing.add(moved);
                }
                if is_first && let Some((matches, _)) = &token {
                    predict(known, growing, *rule, (sets.len(), matches));
                }
            }
            None => {
                let origin = sets.get(item.origin as usize).unwrap_or(&growing.set);
                completed.put_all(origin.waiting(production.rule).map(|item| Item { dot: item.dot + 1, ..item }));
                completed.drain(..).for_each(|item| growing.add(item));
            }
        }
        place += 1;
    }
}

fn predict(known: &Known<'_>, growing: &mut Growing, rule: u16, (at, matches): (usize, &Terminals)) {
    for number in known.ways_of(rule) {
        // An empty production adds nothing: its rule was passed over already, as one that can be empty.
        let begins = meet(known.rules.first(number), matches);
        if begins && !known.rules.productions[usize::from(number)].symbols.is_empty() {
            growing.add(Item { production: number, dot: 0, origin: at as u32 });
        }
    }
}
