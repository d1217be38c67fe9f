//! How is a body read token by token, and how are the expressions in it cut out.

use crate::diag::Result;
use crate::syntax::errors;
use crate::syntax::expr::Expr;
use crate::syntax::grammar::Grammar;
use crate::syntax::name::{Ident, fold_identifier};
use crate::syntax::parse::parse_expression;
use crate::syntax::scan::{Scanner, Token, is_identifier_start};
use crate::text::{Seek, Span};

/// How deeply blocks and control structures may nest.
const MAXIMUM_DEPTH: u32 = 100;

/// The tokens of a body, and the one that is read next.
pub(super) struct Reader<'a> {
    text: &'a str,
    offset: u32,
    grammar: Grammar,
    tokens: Vec<Token>,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, offset: u32, grammar: Grammar) -> Result<Self> {
        let mut scanner = Scanner::new(text, 0, grammar);
        let mut tokens = Vec::new();
        loop {
            match scanner.next_token() {
                Ok(Some(token)) => tokens.push(token),
                Ok(None) => return Ok(Self { text, offset, grammar, tokens, at: 0, depth: 0 }),
                Err(mut problem) => {
                    problem.span = problem.span.map(|span| span.shifted(offset));
                    return Err(problem);
                }
            }
        }
    }

    /// The grammar that the body is held against.
    pub(super) fn grammar(&self) -> Grammar {
        self.grammar
    }

    /// Reads something that may hold itself again.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAXIMUM_DEPTH {
            return Err(errors::nested_too_deeply(self.span()));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// The text of the token that is `ahead` tokens away; empty at the end.
    pub(super) fn peek(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.at + ahead).and_then(|token| self.text.get(token.span.range())).unwrap_or("")
    }

    /// Whether the next token is this word or sign.
    pub(super) fn at(&self, word: &str) -> bool {
        self.peek(0).eq_ignore_ascii_case(word)
    }

    pub(super) fn at_any(&self, words: &[&str]) -> bool {
        words.iter().exists(|word| self.at(word))
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Whether the next token can be a name.
    pub(super) fn at_name(&self) -> bool {
        is_name(self.peek(0)) || is_parameter(self.peek(0))
    }

    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// Takes the next token if it is this word or sign.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let found = self.at(word);
        self.at += usize::from(found);
        found
    }

    /// Takes this word or sign, or says that it is missing.
    pub(super) fn expect(&mut self, word: &str) -> Result<()> {
        if self.take(word) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// The error at the next token.
    pub(super) fn unexpected(&self) -> crate::diag::Problem {
        self.refused("syntax error")
    }

    /// An error in PL/pgSQL's own words at the next token.
    pub(super) fn refused(&self, message: &str) -> crate::diag::Problem {
        if self.at_end() {
            let end = Span::empty(self.text.len() as u32 + self.offset);
            return errors::refused_by_grammar(format!("{message} at end of input"), end);
        }
        errors::refused_by_grammar(format!("{message} at or near \"{}\"", self.peek(0)), self.span())
    }

    /// Takes a name.
    pub(super) fn name(&mut self) -> Result<Ident> {
        if !self.at_name() {
            return Err(self.unexpected());
        }
        let ident = Ident { name: fold_identifier(self.peek(0)), span: self.span() };
        self.skip();
        Ok(ident)
    }

    /// Where the next token stands in the file.
    pub(super) fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::empty(self.text.len() as u32), |token| token.span).shifted(self.offset)
    }

    /// Where the last token ended in the file.
    pub(super) fn last_end(&self) -> u32 {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.map_or(0, |token| token.span.end) + self.offset
    }

    /// How many tokens were read.
    pub(super) fn mark(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.at = mark;
    }

    /// The text from the token `from` to the one that is read next, and where it begins in the file.
    pub(super) fn text_since(&self, from: usize) -> (&'a str, u32) {
        let (Some(first), Some(last)) = (self.tokens.get(from), self.at.checked_sub(1).and_then(|at| self.tokens.get(at))) else {
            return ("", self.offset);
        };
        (self.text.get(first.span.start as usize..last.span.end as usize).unwrap_or(""), first.span.start + self.offset)
    }

    /// Goes on to one of these words outside of brackets, and says which.
    // pg: pl_gram.y read_sql_construct
    pub(super) fn skip_until<'w>(&mut self, words: &[&'w str], what: &str) -> Result<&'w str> {
        let mut brackets = 0;
        while !self.at_end() {
            if brackets == 0
                && let Some(word) = words.iter().first_where(|word| self.at(word))
            {
                return Ok(word);
            }
            match self.peek(0) {
                "(" | "[" => brackets += 1,
                ")" | "]" if brackets == 0 => return Err(self.refused("mismatched parentheses")),
                ")" | "]" => brackets -= 1,
                ";" => break,
                _ => {}
            }
            self.skip();
        }
        if brackets > 0 {
            return Err(self.refused("mismatched parentheses"));
        }
        let wanted = words.first().map_or(";".to_owned(), |word| word.to_uppercase());
        Err(errors::refused_by_grammar(format!("missing \"{wanted}\" at end of SQL {what}"), self.span()))
    }

    /// Reads an expression up to one of these words, which is not taken.
    pub(super) fn expr_until<'w>(&mut self, words: &[&'w str]) -> Result<(Expr, &'w str)> {
        let from = self.mark();
        let word = self.skip_until(words, "expression")?;
        if self.mark() == from {
            return Err(self.refused("missing expression"));
        }
        let (text, offset) = self.text_since(from);
        Ok((parse_expression(text, offset, self.grammar)?, word))
    }

    /// Reads an expression and takes the semicolon after it.
    pub(super) fn expr_to_semicolon(&mut self) -> Result<Expr> {
        let (expr, _) = self.expr_until(&[";"])?;
        self.skip();
        Ok(expr)
    }
}

/// Whether a token is an identifier, quoted or not.
pub(super) fn is_name(token: &str) -> bool {
    match token.as_bytes() {
        [b'"', ..] | [b'u' | b'U', b'&', b'"', ..] => true,
        [_, b'\'', ..] | [_, b'&', b'\'', ..] => false,
        [first, ..] => is_identifier_start(*first),
        [] => false,
    }
}

/// Whether a token is `$1` or its like.
pub(super) fn is_parameter(token: &str) -> bool {
    token.strip_prefix('$').is_some_and(|digits| !digits.is_empty() && digits.bytes().for_all(|byte| byte.is_ascii_digit()))
}
