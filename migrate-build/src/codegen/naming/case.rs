//! Which words is a name made of, and how are words joined in Rust.

use crate::text::{Collection, Gather};
/// The words of a name in small letters; never none. What no Rust identifier can hold stands between words, and a name of nothing else is spelled
/// by the numbers of its characters.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().gather();
    for (at, c) in chars.iter().enumerate() {
        if !is_letter(*c) {
            words.push(std::mem::take(&mut word));
            if !c.is_ascii() {
                words.push(format!("u{:x}", u32::from(*c)));
            }
            continue;
        }
        if starts_word(&chars, at) {
            words.push(std::mem::take(&mut word));
        }
        word.push(lower(*c));
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        words.put_all(chars.iter().map(|c| format!("u{:x}", u32::from(*c))));
    }
    if words.is_empty() { vec!["empty".to_owned()] } else { words }
}

/// Words joined as fields and functions are.
pub(super) fn snake_case(words: &[String]) -> String {
    words.join("_")
}

/// Words joined as types and variants are; two numbers stay apart.
pub(super) fn camel_case(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { continue };
        if first.is_ascii_digit() && joined.ends_with(|c: char| c.is_ascii_digit()) {
            joined.push('_');
        }
        joined.push(upper(first));
        joined.put_all(chars);
    }
    joined
}

/// Whether a character can stand in an identifier as it is. Of the letters beyond ASCII these are the ones that rustc takes, and that it does not
/// change when it brings an identifier into its normal form, so that two names never become one.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '\u{c0}'..='\u{24f}' | '\u{386}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{561}'..='\u{586}' => c.is_alphabetic(),
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' => true,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        _ => false,
    }
}

/// A hump: a capital after a small letter or digit, or the last of several capitals before a small letter.
fn starts_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let after = chars.get(at + 1).copied();
    chars[at].is_uppercase()
        && before.is_some_and(|before| {
            before.is_lowercase() || before.is_ascii_digit() || (before.is_uppercase() && after.is_some_and(char::is_lowercase))
        })
}

fn lower(c: char) -> char {
    one(c.to_lowercase()).unwrap_or(c)
}

fn upper(c: char) -> char {
    one(c.to_uppercase()).unwrap_or(c)
}

/// A letter whose other case is more than one character stays as it is.
fn one(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next();
    if chars.next().is_some() { None } else { first.filter(|c| is_letter(*c)) }
}
