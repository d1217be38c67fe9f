//! How deep do brackets nest, and which of them say nothing: the parser recurses for each, so those that only repeat others are blanked.

use super::errors;
use super::grammar::Grammar;
use super::scan::{Scanner, Token};
use crate::diag::Result;
use crate::text::Collection;
use std::borrow::Cow;

/// How deeply brackets may nest that are not repetitions.
const MAXIMUM_NESTING: usize = 300;

/// How many brackets may repeat each other: of `((((1))))` the inner ones are dropped, the outer may belong to a list.
const KEPT_REPETITIONS: usize = 4;

/// The statement without brackets that only repeat others; every other byte keeps its place. `base` is where it begins in its file.
pub(super) fn without_repeated_brackets(text: &str, base: u32, grammar: Grammar) -> Result<Cow<'_, str>> {
    let repeated = repeated_brackets(text, grammar);
    let mut bytes = text.as_bytes().to_vec();
    for at in &repeated {
        bytes[*at as usize] = b' ';
    }
    let blanked = String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned);
    check_nesting(&blanked, base, grammar)?;
    Ok(blanked)
}

fn check_nesting(text: &str, base: u32, grammar: Grammar) -> Result<()> {
    let mut scanner = Scanner::new(text, 0, grammar);
    let mut nesting = 0_usize;
    while let Ok(Some(token)) = scanner.next_token() {
        match sign(text, token) {
            b'(' | b'[' => nesting += 1,
            b')' | b']' => nesting = nesting.saturating_sub(1),
            _ if is_word(text, token, "case") => nesting += 1,
            _ if is_word(text, token, "end") => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        if nesting > MAXIMUM_NESTING {
            return Err(errors::nested_too_deeply(token.span.shifted(base)));
        }
    }
    Ok(())
}

/// The places of brackets that directly hold nothing but another pair of brackets, and have several such around them.
fn repeated_brackets(text: &str, grammar: Grammar) -> Vec<u32> {
    let mut scanner = Scanner::new(text, 0, grammar);
    let mut open: Vec<Bracket> = Vec::new();
    let mut repeated = Vec::new();
    let mut opened_before = false;
    let mut closed_before: Option<(Bracket, u32)> = None;
    while let Ok(Some(token)) = scanner.next_token() {
        let at = token.span.start;
        let closed = closed_before.take();
        let opened = std::mem::replace(&mut opened_before, false);
        match sign(text, token) {
            b'(' => {
                let run = if opened { open.last().map_or(0, |outer| outer.run + 1) } else { 0 };
                open.push(Bracket { at, run });
                opened_before = true;
            }
            b')' => {
                let Some(outer) = open.pop() else { return Vec::new() };
                if let Some((inner, inner_end)) = closed
                    && inner.run == outer.run + 1
                    && inner.run >= KEPT_REPETITIONS
                {
                    repeated.put_all([inner.at, inner_end]);
                }
                closed_before = Some((outer, at));
            }
            _ => {}
        }
    }
    repeated
}

#[derive(Clone, Copy)]
struct Bracket {
    at: u32,
    /// How many brackets stand directly in front of it.
    run: usize,
}

fn sign(text: &str, token: Token) -> u8 {
    if token.span.end - token.span.start == 1 { text.as_bytes().get(token.span.start as usize).copied().unwrap_or(b' ') } else { b' ' }
}

fn is_word(text: &str, token: Token, word: &str) -> bool {
    text.get(token.span.range()).is_some_and(|found| found.eq_ignore_ascii_case(word))
}
