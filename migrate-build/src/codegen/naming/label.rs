//! What are variants called: those of an enum's labels and of a table's constraints.

use super::super::settings::{Settings, entry, part_keys, relation_keys, type_keys};
use super::case::{camel_case, words};
use super::constraint_variant;
use super::identifier::variant_name;
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::text::{Collection, Gather, Name};
use std::collections::HashMap;

/// The variants of an enum's labels, in their order; no two are the same.
#[must_use]
pub fn variants(catalog: &Catalog, settings: &Settings, id: TypeId, labels: &[Name]) -> Vec<String> {
    distinct(settings, &type_keys(catalog, id), labels, plain_variant)
}

/// The variants of a table's constraints, in their order; no two are the same. The table's own name is left out of them.
#[must_use]
pub fn constraint_variants(catalog: &Catalog, settings: &Settings, id: RelationId, constraints: &[Name]) -> Vec<String> {
    let table = catalog.relation(id).map(|relation| relation.name.clone());
    let plain = |name: &str| constraint_variant(table.as_deref().unwrap_or_default(), name);
    distinct(settings, &relation_keys(catalog, id), constraints, plain)
}

/// Names that differ only in what a variant cannot say are numbered, all of them, so that a program that used the name of one is told when another
/// comes.
fn distinct(settings: &Settings, keys: &[String], sql: &[Name], plain: impl Fn(&str) -> String) -> Vec<String> {
    let chosen: Vec<Option<&str>> =
        sql.iter().map(|name| entry(&settings.names, &part_keys(keys.to_vec(), name)).map(|(_, chosen)| chosen)).gather();
    let plain: Vec<String> = sql.iter().map(|name| plain(name)).gather();
    let mut taken: Vec<String> = chosen.iter().flatten().map(|name| (*name).to_owned()).gather();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for (name, chosen) in plain.iter().zip(&chosen) {
        *uses.entry(name).or_default() += usize::from(chosen.is_none());
    }
    taken.put_all(plain.iter().filter(|name| uses.get(name.as_str()) == Some(&1)).cloned());
    let mut names = Vec::with_capacity(sql.len());
    for (name, chosen) in plain.iter().zip(&chosen) {
        names.push(match chosen {
            Some(chosen) => (*chosen).to_owned(),
            None if uses.get(name.as_str()) == Some(&1) => name.clone(),
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
        .gather();
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
