//! What are the rules of the grammar: the `.ebnf` files as productions, with what each can begin with.

use super::feature::number_of;
use super::words::{Category, Named, Words};
use std::collections::HashMap;

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
pub(super) type Terminals = Vec<u64>;

/// One way to write a rule.
#[derive(Debug)]
pub(super) struct Production {
    pub(super) rule: u16,
    pub(super) symbols: Vec<Symbol>,
    pub(super) first: Terminals,
    /// The feature that a version must have to know it.
    pub(super) feature: Option<u8>,
}

/// A production before it is known what it can begin with.
struct Raw {
    rule: u16,
    symbols: Vec<Symbol>,
    feature: Option<u8>,
}

/// The grammar of one version.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) productions: Vec<Production>,
    pub(super) of_rule: Vec<Vec<u16>>,
    pub(super) nullable: Vec<bool>,
    pub(super) start: u16,
    terminals: Vec<Terminal>,
}

impl Rules {
    /// Reads the files for the words of a version.
    pub(super) fn read(words: &Words) -> Self {
        let mut builder = Builder { words, rules: HashMap::new(), terminals: HashMap::new(), list: Vec::new(), productions: Vec::new() };
        for source in SOURCES {
            let lines = source.lines().filter(|line| !line.starts_with('#'));
            let tokens: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
            for definition in tokens.split(|token| *token == ";").filter(|definition| definition.len() > 2) {
                let rule = builder.rule(definition[0]);
                builder.alternatives(rule, &definition[2..]);
            }
        }
        let start = builder.rule("statement");
        let count = builder.rules.len();
        let (list, productions) = (builder.list, builder.productions);
        finish(productions, count, list, start)
    }

    /// Which productions need a feature that a version does not have.
    pub(super) fn absent(&self, has: impl Fn(u8) -> bool) -> Vec<bool> {
        self.productions.iter().map(|production| production.feature.is_some_and(|feature| !has(feature))).collect()
    }

    /// The terminals that a token may stand for.
    pub(super) fn matching(&self, words: &Words, token: u16) -> Terminals {
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
        set
    }
}

/// Whether two sets have a member in common.
pub(super) fn meet(a: &Terminals, b: &Terminals) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
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
    rules: HashMap<String, u16>,
    terminals: HashMap<Terminal, u16>,
    list: Vec<Terminal>,
    productions: Vec<Raw>,
}

impl Builder<'_> {
    fn rule(&mut self, name: &str) -> u16 {
        let next = self.rules.len() as u16;
        *self.rules.entry(name.to_owned()).or_insert(next)
    }

    /// A rule without a name of its own, for what stands in brackets.
    fn fresh(&mut self) -> u16 {
        let name = format!(" {}", self.rules.len());
        self.rule(&name)
    }

    fn alternatives(&mut self, rule: u16, tokens: &[&str]) {
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

    fn sequence(&mut self, rule: u16, tokens: &[&str]) {
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
        self.productions.push(Raw { rule, symbols, feature });
    }

    fn always(&mut self, rule: u16, symbols: Vec<Symbol>) {
        self.productions.push(Raw { rule, symbols, feature: None });
    }

    fn group(&mut self, tokens: &[&str]) -> u16 {
        let group = self.fresh();
        self.alternatives(group, tokens);
        group
    }

    fn symbol(&mut self, token: &str) -> Symbol {
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

/// Works out which rules can be empty, and what every production can begin with.
fn finish(raw: Vec<Raw>, rules: usize, terminals: Vec<Terminal>, start: u16) -> Rules {
    let nullable = nullable_rules(&raw, rules);
    let mut first: Vec<Terminals> = vec![vec![0; terminals.len().div_ceil(64)]; rules];
    let beginnings: Vec<Vec<Symbol>> = raw.iter().map(|raw| beginning(&raw.symbols, &nullable)).collect();
    let mut changed = true;
    while changed {
        changed = false;
        // A rule is mostly made of those that are named after it, so that the last ones are settled first.
        for (raw, beginning) in raw.iter().zip(&beginnings).rev() {
            let mut of_rule = std::mem::take(&mut first[usize::from(raw.rule)]);
            for symbol in beginning {
                changed |= include(&mut of_rule, *symbol, &first);
            }
            first[usize::from(raw.rule)] = of_rule;
        }
    }
    let mut of_rule = vec![Vec::new(); rules];
    let mut productions = Vec::with_capacity(raw.len());
    for (Raw { rule, symbols, feature }, beginning) in raw.into_iter().zip(beginnings) {
        let mut begins = vec![0; terminals.len().div_ceil(64)];
        for symbol in beginning {
            include(&mut begins, symbol, &first);
        }
        of_rule[usize::from(rule)].push(productions.len() as u16);
        productions.push(Production { rule, symbols, first: begins, feature });
    }
    Rules { productions, of_rule, nullable, start, terminals }
}

fn nullable_rules(raw: &[Raw], rules: usize) -> Vec<bool> {
    let mut nullable = vec![false; rules];
    let mut changed = true;
    while changed {
        changed = false;
        for Raw { rule, symbols, .. } in raw.iter().rev() {
            let at = usize::from(*rule);
            if !nullable[at] && symbols.iter().all(|symbol| can_be_empty(*symbol, &nullable)) {
                nullable[at] = true;
                changed = true;
            }
        }
    }
    nullable
}

/// The symbols with which a production can begin: all up to the first that cannot be empty.
fn beginning(symbols: &[Symbol], nullable: &[bool]) -> Vec<Symbol> {
    let certain = symbols.iter().position(|symbol| !can_be_empty(*symbol, nullable));
    symbols[..certain.map_or(symbols.len(), |at| at + 1)].to_vec()
}

fn can_be_empty(symbol: Symbol, nullable: &[bool]) -> bool {
    matches!(symbol, Symbol::Rule(rule) if nullable[usize::from(rule)])
}

/// Adds what a symbol can begin with to a set; whether that is anything new.
fn include(set: &mut Terminals, symbol: Symbol, first: &[Terminals]) -> bool {
    let mut changed = false;
    match symbol {
        Symbol::Terminal(terminal) => {
            let (word, bit) = (&mut set[usize::from(terminal) / 64], 1u64 << (terminal % 64));
            changed = *word & bit == 0;
            *word |= bit;
        }
        Symbol::Rule(rule) => {
            for (into, from) in set.iter_mut().zip(&first[usize::from(rule)]) {
                changed |= *into | from != *into;
                *into |= from;
            }
        }
    }
    changed
}
