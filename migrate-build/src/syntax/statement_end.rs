//! How deeply is a statement nested, and may a semicolon end it here.

use super::grammar::{Grammar, Named, Words};
use crate::text::Seek;

/// What is open in a statement.
#[derive(Debug)]
pub(super) struct Nesting {
    words: &'static Words,
    marks: Marks,
    open: usize,
    deepest: usize,
    operators: usize,
    bodies: usize,
    taken: usize,
    before: u16,
    rule: bool,
}

/// The keywords that open, close or nest, looked up once a statement rather than once a token.
#[derive(Debug)]
struct Marks {
    atomic: Option<u16>,
    begin: Option<u16>,
    case: Option<u16>,
    end: Option<u16>,
    rule: Option<u16>,
    links: [Option<u16>; 3],
}

impl Nesting {
    /// Nothing is open.
    pub(super) fn new(grammar: Grammar) -> Self {
        let words = grammar.words();
        let marks = Marks {
            atomic: words.keyword("atomic"),
            begin: words.keyword("begin"),
            case: words.keyword("case"),
            end: words.keyword("end"),
            rule: words.keyword("rule"),
            links: [words.keyword("not"), words.keyword("and"), words.keyword("or")],
        };
        Self { words, marks, open: 0, deepest: 0, operators: 0, bodies: 0, taken: 0, before: 0, rule: false }
    }

    /// Takes a token.
    pub(super) fn step(&mut self, token: u16) {
        let is = |word: Option<u16>| word == Some(token);
        let character = |byte| self.words.character(byte) == token;
        if character(b'(') || character(b'[') {
            self.open += 1;
            self.deepest = self.deepest.max(self.open);
        } else if character(b')') || character(b']') {
            self.open = self.open.saturating_sub(1);
        } else if is(self.marks.atomic) && self.marks.begin == Some(self.before) {
            self.bodies += 1;
        } else if is(self.marks.case) {
            self.bodies += usize::from(self.bodies > 0);
            self.operators += 1;
        } else if is(self.marks.end) {
            self.bodies = self.bodies.saturating_sub(1);
        } else if is(self.marks.rule) && self.taken <= 3 {
            self.rule = true;
        } else if self.is_operator(token) || self.marks.links.contains(&Some(token)) {
            self.operators += 1;
        }
        self.before = token;
        self.taken += 1;
    }

    fn is_operator(&self, token: u16) -> bool {
        let named = [Named::Operator, Named::Typecast, Named::LessEquals, Named::GreaterEquals, Named::NotEquals];
        named.iter().exists(|kind| self.words.named(*kind) == token)
            || b"+-*/%^<>=".iter().exists(|byte| self.words.character(*byte) == token)
    }

    /// Whether a semicolon ends the statement: not within the body of a function or the actions of a rule.
    pub(super) fn may_end(&self) -> bool {
        self.bodies == 0 && !(self.rule && self.open > 0)
    }

    /// How many brackets were open at once.
    pub(super) fn deepest(&self) -> usize {
        self.deepest
    }

    /// How many tokens may each nest what follows.
    pub(super) fn operators(&self) -> usize {
        self.operators
    }
}
