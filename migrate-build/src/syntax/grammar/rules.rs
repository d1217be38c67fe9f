//! What are the rules of the grammar: the `.ebnf` files as productions, with what each can begin with.

use super::feature::number_of;
use super::words::{Category, Named, Words};
use crate::text::{Gather, QuickMap, Seek};
use std::sync::OnceLock;

const SOURCES: [&str; 2] = [include_str!("query.ebnf"), include_str!("definition.ebnf")];

/// A class of tokens, written `@name` in the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// The name of a column, table and most other things.
    Name,
    /// Such a name, but not `SET`: an alias before that word needs `AS`.
    NameNotSet,
    /// The name of a type or function.
    TypeOrFunction,
    /// Anything after `AS` or a dot.
    Label,
    /// A column's name without `AS`.
    Bare,
    /// Any word but a reserved one.
    NonReserved,
    /// A reserved word.
    Reserved,
    /// A non-reserved word or a string.
    WordOrString,
    /// One of the tokens that the scanner names.
    Named(Named2),
}

/// A named token, as a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Named2 {
    /// A word that is no keyword, or a quoted name.
    Identifier,
    /// A whole number.
    Integer,
    /// Any other number.
    Float,
    /// A string.
    String,
    /// A bit string.
    Bits,
    /// `$1`.
    Parameter,
    /// An operator of more than arithmetic.
    Operator,
}

/// What stands in a production.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Symbol {
    /// Another rule.
    Rule(u16),
    /// A terminal, by its place in the list of terminals.
    Terminal(u16),
}

/// A terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Terminal {
    Token(u16),
    Class(Class),
}

/// A set of terminals.
pub(super) type Terminals = [u64];

/// One way to write a rule.
#[derive(Debug)]
pub(super) struct Production {
    pub(super) rule: u16,
    pub(super) symbols: Vec<Symbol>,
    /// The feature that a version must have to know it.
    pub(super) feature: Option<u8>,
}

/// The grammar of one version.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) productions: Vec<Production>,
    pub(super) of_rule: Vec<Vec<u16>>,
    pub(super) nullable: Vec<bool>,
    pub(super) start: u16,
    /// What each production can begin with, one set after the other.
    first: Vec<u64>,
    terminals: Vec<Terminal>,
    /// What each token may stand for, once it was asked.
    matching: Vec<OnceLock<Box<Terminals>>>,
}

impl Rules {
    /// Reads the files for the words of a version.
    pub(super) fn read(words: &Words) -> Self {
        let mut builder = Builder {
            words,
            rules: 0,
            named: QuickMap::default(),
            terminals: QuickMap::default(),
            list: Vec::new(),
            productions: Vec::new(),
        };
        for source in SOURCES {
            let lines = source.lines().filter(|line| !line.starts_with('#'));
            let tokens: Vec<&'static str> = lines.flat_map(str::split_whitespace).gather();
            for definition in tokens.split(|token| *token == ";").filter(|definition| definition.len() > 2) {
                let rule = builder.rule(definition[0]);
                builder.alternatives(rule, &definition[2..]);
            }
        }
        let start = builder.rule("statement");
        let (rules, terminals, productions) = (usize::from(builder.rules), builder.list, builder.productions);
        let nullable = nullable_rules(&productions, rules);
        let first = first_sets(&productions, &nullable, terminals.len().div_ceil(64));
        let mut of_rule = vec![Vec::new(); rules];
        for (number, production) in productions.iter().enumerate() {
            of_rule[usize::from(production.rule)].push(number as u16);
        }
        let matching = vec![OnceLock::new(); Words::tokens()];
        Self { productions, of_rule, nullable, start, first, terminals, matching }
    }

    /// Which productions need a feature that a version does not have.
    pub(super) fn absent(&self, has: impl Fn(u8) -> bool) -> Vec<bool> {
        self.productions.iter().map(|production| production.feature.is_some_and(|feature| !has(feature))).gather()
    }

    /// What a production can begin with.
    pub(super) fn first(&self, production: u16) -> &Terminals {
        let width = self.terminals.len().div_ceil(64);
        &self.first[usize::from(production) * width..][..width]
    }

    /// The terminals that a token may stand for.
    pub(super) fn matching(&self, words: &Words, token: u16) -> &Terminals {
        let place = usize::from(token).min(self.matching.len() - 1);
        self.matching[place].get_or_init(|| {
            let mut set = vec![0; self.terminals.len().div_ceil(64)];
            for (at, terminal) in self.terminals.iter().enumerate() {
                let matches = match terminal {
                    Terminal::Token(wanted) => *wanted == token,
                    Terminal::Class(class) => is_of_class(words, *class, token),
                };
                if matches {
                    set[at / 64] |= 1 << (at % 64);
                }
            }
            set.into_boxed_slice()
        })
    }
}

/// Whether two sets have a member in common.
pub(super) fn meet(a: &Terminals, b: &Terminals) -> bool {
    a.iter().zip(b).exists(|(a, b)| a & b != 0)
}

/// Whether a terminal is in a set.
pub(super) fn holds(set: &Terminals, terminal: u16) -> bool {
    set[usize::from(terminal) / 64] & (1 << (terminal % 64)) != 0
}

fn is_of_class(words: &Words, class: Class, token: u16) -> bool {
    let category = words.describe(token).map(|keyword| keyword.category);
    let identifier = token == words.named(Named::Ident) || token == words.named(Named::UnicodeIdent);
    let string = token == words.named(Named::String) || token == words.named(Named::UnicodeString);
    match class {
        Class::Name => identifier || matches!(category, Some(Category::Unreserved | Category::ColumnName)),
        Class::NameNotSet => is_of_class(words, Class::Name, token) && words.keyword("set") != Some(token),
        Class::TypeOrFunction => identifier || matches!(category, Some(Category::Unreserved | Category::TypeOrFunction)),
        Class::Label => identifier || category.is_some(),
        Class::Bare => identifier || words.describe(token).is_some_and(|keyword| keyword.bare),
        Class::NonReserved => identifier || category.is_some_and(|category| category != Category::Reserved),
        Class::Reserved => category == Some(Category::Reserved),
        Class::WordOrString => string || identifier || category.is_some_and(|category| category != Category::Reserved),
        Class::Named(Named2::Identifier) => identifier,
        Class::Named(Named2::Integer) => token == words.named(Named::Integer),
        Class::Named(Named2::Float) => token == words.named(Named::Float),
        Class::Named(Named2::String) => string,
        Class::Named(Named2::Bits) => token == words.named(Named::Bits) || token == words.named(Named::Hex),
        Class::Named(Named2::Parameter) => token == words.named(Named::Parameter),
        Class::Named(Named2::Operator) => token == words.named(Named::Operator),
    }
}

struct Builder<'a> {
    words: &'a Words,
    /// How many rules there are.
    rules: u16,
    named: QuickMap<&'static str, u16>,
    terminals: QuickMap<Terminal, u16>,
    list: Vec<Terminal>,
    productions: Vec<Production>,
}

impl Builder<'_> {
    fn rule(&mut self, name: &'static str) -> u16 {
        if let Some(known) = self.named.get(name) {
            return *known;
        }
        let rule = self.fresh();
        self.named.insert(name, rule);
        rule
    }

    /// A rule without a name of its own, for what stands in brackets.
    fn fresh(&mut self) -> u16 {
        self.rules += 1;
        self.rules - 1
    }

    fn alternatives(&mut self, rule: u16, tokens: &[&'static str]) {
        let (mut depth, mut start) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            match *token {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                "|" if depth == 0 => {
                    self.sequence(rule, &tokens[start..at]);
                    start = at + 1;
                }
                _ => {}
            }
        }
        self.sequence(rule, &tokens[start..]);
    }

    fn sequence(&mut self, rule: u16, tokens: &[&'static str]) {
        let feature = tokens.first().and_then(|token| number_of(token.strip_prefix('+')?));
        let (mut symbols, mut at) = (Vec::new(), usize::from(feature.is_some()));
        while at < tokens.len() {
            let end = closing(tokens, at);
            let inner = &tokens[at + usize::from(end > at)..end];
            symbols.push(match tokens[at] {
                "(" => Symbol::Rule(self.group(inner)),
                "[" => {
                    let group = self.group(inner);
                    self.always(group, Vec::new());
                    Symbol::Rule(group)
                }
                "{" => {
                    let (item, repeated) = (self.group(inner), self.fresh());
                    self.always(repeated, Vec::new());
                    self.always(repeated, vec![Symbol::Rule(repeated), Symbol::Rule(item)]);
                    Symbol::Rule(repeated)
                }
                token => self.symbol(token),
            });
            at = end + 1;
        }
        self.productions.push(Production { rule, symbols, feature });
    }

    fn always(&mut self, rule: u16, symbols: Vec<Symbol>) {
        self.productions.push(Production { rule, symbols, feature: None });
    }

    fn group(&mut self, tokens: &[&'static str]) -> u16 {
        let group = self.fresh();
        self.alternatives(group, tokens);
        group
    }

    fn symbol(&mut self, token: &'static str) -> Symbol {
        if let Some(quoted) = token.strip_prefix('\'').and_then(|token| token.strip_suffix('\'')) {
            return self.terminal(Terminal::Token(operator(self.words, quoted)));
        }
        if let Some(class) = token.strip_prefix('@') {
            return self.terminal(Terminal::Class(class_of(class)));
        }
        if token.starts_with(|c: char| c.is_ascii_uppercase()) {
            let number = keyword(self.words, token);
            return self.terminal(Terminal::Token(number));
        }
        Symbol::Rule(self.rule(token))
    }

    fn terminal(&mut self, terminal: Terminal) -> Symbol {
        let next = self.list.len() as u16;
        let number = *self.terminals.entry(terminal).or_insert(next);
        if number == next {
            self.list.push(terminal);
        }
        Symbol::Terminal(number)
    }
}

/// The token that closes the bracket at `at`, or `at` itself where there is none.
fn closing(tokens: &[&str], at: usize) -> usize {
    if !matches!(tokens[at], "(" | "[" | "{") {
        return at;
    }
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(at) {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    tokens.len() - 1
}

fn class_of(name: &str) -> Class {
    match name {
        "name" => Class::Name,
        "unset" => Class::NameNotSet,
        "typefunc" => Class::TypeOrFunction,
        "label" => Class::Label,
        "bare" => Class::Bare,
        "nonreserved" => Class::NonReserved,
        "reserved" => Class::Reserved,
        "wordorstring" => Class::WordOrString,
        "identifier" => Class::Named(Named2::Identifier),
        "integer" => Class::Named(Named2::Integer),
        "float" => Class::Named(Named2::Float),
        "string" => Class::Named(Named2::String),
        "bits" => Class::Named(Named2::Bits),
        "param" => Class::Named(Named2::Parameter),
        _ => Class::Named(Named2::Operator),
    }
}

fn operator(words: &Words, text: &str) -> u16 {
    match text {
        "::" => words.named(Named::Typecast),
        ":=" => words.named(Named::ColonEquals),
        "=>" => words.named(Named::EqualsGreater),
        "<=" => words.named(Named::LessEquals),
        ">=" => words.named(Named::GreaterEquals),
        "<>" => words.named(Named::NotEquals),
        other => words.character(other.as_bytes().first().copied().unwrap_or(0)),
    }
}

fn keyword(words: &Words, token: &str) -> u16 {
    match token {
        "NOT_LA" => words.named(Named::NotLookahead),
        "NULLS_LA" => words.named(Named::NullsLookahead),
        "WITH_LA" => words.named(Named::WithLookahead),
        "WITHOUT_LA" => words.named(Named::WithoutLookahead),
        "FORMAT_LA" => words.named(Named::FormatLookahead),
        word => words.keyword(&word.to_ascii_lowercase()).unwrap_or(Words::no_token()),
    }
}

/// What every production can begin with, each set so many words wide.
fn first_sets(productions: &[Production], nullable: &[bool], width: usize) -> Vec<u64> {
    let mut of_rules = vec![0; nullable.len() * width];
    let mut changed = true;
    while changed {
        changed = false;
        // A rule is mostly made of those that are named after it, so that the last ones are settled first.
        for production in productions.iter().rev() {
            for symbol in beginning(&production.symbols, nullable) {
                changed |= include(&mut of_rules, usize::from(production.rule) * width, *symbol, width);
            }
        }
    }
    let mut first = of_rules;
    let own = first.len();
    first.resize(own + productions.len() * width, 0);
    for (number, production) in productions.iter().enumerate() {
        for symbol in beginning(&production.symbols, nullable) {
            include(&mut first, own + number * width, *symbol, width);
        }
    }
    first.split_off(own)
}

fn nullable_rules(productions: &[Production], rules: usize) -> Vec<bool> {
    let mut nullable = vec![false; rules];
    let mut changed = true;
    while changed {
        changed = false;
        for Production { rule, symbols, .. } in productions.iter().rev() {
            let at = usize::from(*rule);
            if !nullable[at] && symbols.iter().for_all(|symbol| can_be_empty(*symbol, &nullable)) {
                nullable[at] = true;
                changed = true;
            }
        }
    }
    nullable
}

/// The symbols with which a production can begin: all up to the first that cannot be empty.
fn beginning<'p>(symbols: &'p [Symbol], nullable: &[bool]) -> &'p [Symbol] {
    let certain = symbols.iter().place_where(|symbol| !can_be_empty(*symbol, nullable));
    &symbols[..certain.map_or(symbols.len(), |at| at + 1)]
}

fn can_be_empty(symbol: Symbol, nullable: &[bool]) -> bool {
    matches!(symbol, Symbol::Rule(rule) if nullable[usize::from(rule)])
}

/// Adds what a symbol can begin with to the set at a place, where those of the rules come first; whether that is anything new.
fn include(sets: &mut [u64], place: usize, symbol: Symbol, width: usize) -> bool {
    let mut changed = false;
    match symbol {
        Symbol::Terminal(terminal) => {
            let (word, bit) = (&mut sets[place + usize::from(terminal) / 64], 1u64 << (terminal % 64));
            changed = *word & bit == 0;
            *word |= bit;
        }
        Symbol::Rule(rule) => {
            for at in 0..width {
                let (into, from) = (sets[place + at], sets[usize::from(rule) * width + at]);
                changed |= into | from != into;
                sets[place + at] = into | from;
            }
        }
    }
    changed
}
