//! What are the variants of an enum called.

use super::super::settings::{Settings, entry, part_keys, type_keys};
use super::case::{camel_case, words};
use super::identifier::variant_name;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::text::Name;

/// The variants of an enum's labels, in their order; no two are the same. Labels that differ only in what a variant cannot say are numbered, all of
/// them, so that a program that used the name of one is told when another comes.
#[must_use]
pub fn variants(catalog: &Catalog, settings: &Settings, id: TypeId, labels: &[Name]) -> Vec<String> {
    let keys = type_keys(catalog, id);
    let chosen: Vec<Option<&str>> =
        labels.iter().map(|label| entry(&settings.names, &part_keys(keys.clone(), label)).map(|(_, name)| name)).collect();
    let plain: Vec<String> = labels.iter().map(|label| plain_variant(label)).collect();
    let mut taken: Vec<String> = chosen.iter().flatten().map(|name| (*name).to_owned()).collect();
    let alone = |at: usize| plain.iter().enumerate().all(|(other, name)| other == at || chosen[other].is_some() || *name != plain[at]);
    let alone: Vec<bool> = (0..labels.len()).map(alone).collect();
    taken.extend((0..labels.len()).filter(|at| alone[*at] && chosen[*at].is_none()).map(|at| plain[at].clone()));
    let mut names = Vec::with_capacity(labels.len());
    for (at, name) in plain.iter().enumerate() {
        names.push(match chosen[at] {
            Some(chosen) => chosen.to_owned(),
            None if alone[at] => name.clone(),
            None => numbered(name, &mut taken),
        });
    }
    names
}

fn numbered(name: &str, taken: &mut Vec<String>) -> String {
    let separator = if name.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
    let mut number = 1;
    loop {
        let candidate = format!("{name}{separator}{number}");
        if !taken.contains(&candidate) {
            taken.push(candidate.clone());
            return candidate;
        }
        number += 1;
    }
}

/// Signs that carry the meaning of a label (`A+`, `>=`, `50%`) are said in words; those that only part words are not.
fn plain_variant(label: &str) -> String {
    let count = label.chars().count();
    let spoken: String = label
        .chars()
        .enumerate()
        .map(|(at, c)| match sign(c) {
            Some(word) => format!(" {word} "),
            None if c == '-' && (at == 0 || at + 1 == count) => " minus ".to_owned(),
            None => c.to_string(),
        })
        .collect();
    variant_name(&camel_case(&words(&spoken)))
}

const fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '#' => "sharp",
        '&' => "and",
        '%' => "percent",
        '@' => "at",
        '*' => "star",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "tilde",
        '^' => "caret",
        '|' => "or",
        '$' => "dollar",
        '?' => "question",
        '\u{20ac}' => "euro",
        _ => return None,
    })
}
