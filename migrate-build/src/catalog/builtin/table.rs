//! How is a row found in the data: by id or by name, by halving the text itself, so that nothing is read before it is needed.

use crate::text::{Gather, Seek};
use std::cmp::Ordering;
use std::sync::OnceLock;

/// A catalog of the data: its rows by id, and its names.
#[derive(Debug)]
pub(super) struct Table {
    /// A row a line: id, versions, then what the kind has; sorted by id.
    pub(super) rows: &'static str,
    /// Name, schema, id, versions; sorted by name.
    pub(super) names: &'static str,
    /// Where the lines of the names begin: whatever a query names is looked for here first, mostly in vain.
    name_starts: OnceLock<Vec<u32>>,
}

impl Table {
    /// The catalog of two texts.
    pub(super) const fn new(rows: &'static str, names: &'static str) -> Self {
        Self { rows, names, name_starts: OnceLock::new() }
    }

    /// The fields after id and versions of the row of an id.
    pub(super) fn row(&self, id: u32, major: u8) -> Option<Fields<'static>> {
        lines_where(self.rows, |line| number(first_field(line)).cmp(&id)).first_some(|line| {
            let mut fields = Fields::of(line);
            fields.skip();
            holds(fields.next(), major).then_some(fields)
        })
    }

    /// The ids of a name in a schema; a schema of 0 stands for none.
    pub(super) fn named(&self, schema: u32, name: &str, major: u8) -> impl Iterator<Item = u32> {
        let starts = self.name_starts.get_or_init(|| starts_of_lines(self.names));
        let names = self.names.as_bytes();
        let from = starts.partition_point(|at| begins_before(&names[*at as usize..], name.as_bytes()));
        let rest = starts.get(from).map_or("", |at| &self.names[*at as usize..]);
        let is_named = move |line: &&str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with('\t'));
        rest.lines().take_while(is_named).filter_map(move |line| {
            let mut fields = Fields::of(line);
            fields.skip();
            let same_schema = fields.number() == schema;
            let id = fields.number();
            (same_schema && holds(fields.next(), major)).then_some(id)
        })
    }

    /// Every row of a version: its id and the fields after id and versions.
    pub(super) fn all(&self, major: u8) -> impl Iterator<Item = (u32, Fields<'static>)> {
        self.rows.lines().filter_map(move |line| {
            let mut fields = Fields::of(line);
            let id = fields.number();
            holds(fields.next(), major).then_some((id, fields))
        })
    }
}

/// The fields of a line, one after the other; those that are missing are empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    rest: &'a str,
}

impl<'a> Fields<'a> {
    /// The fields of a line.
    pub(super) fn of(line: &'a str) -> Self {
        Self { rest: line }
    }

    /// The next field.
    pub(super) fn next(&mut self) -> &'a str {
        let (field, rest) = self.rest.split_once('\t').unwrap_or((self.rest, ""));
        self.rest = rest;
        field
    }

    /// Passes over a field.
    pub(super) fn skip(&mut self) {
        self.next();
    }

    /// The next field as a number; 0 where it is empty.
    pub(super) fn number(&mut self) -> u32 {
        number(self.next())
    }

    /// The next field as an id, where there is one.
    pub(super) fn id(&mut self) -> Option<u32> {
        Some(self.number()).filter(|id| *id != 0)
    }

    /// Whether the next field says true.
    pub(super) fn flag(&mut self) -> bool {
        self.next() == "t"
    }
}

/// A number, 0 where there is none.
pub(super) fn number(text: &str) -> u32 {
    text.bytes().take_while(u8::is_ascii_digit).fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// The lines that compare as equal, in a text that is sorted by what is compared.
pub(super) fn lines_where(text: &'static str, compare: impl Fn(&'static str) -> Ordering) -> impl Iterator<Item = &'static str> {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = text[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        if compare(&text[start..end]) == Ordering::Less {
            low = (end + 1).min(text.len());
        } else {
            high = start;
        }
    }
    text[low..].lines().take_while(move |line| compare(line) == Ordering::Equal)
}

fn starts_of_lines(text: &str) -> Vec<u32> {
    let mut next = 0;
    let starts = text.split_inclusive('\n').map(|line| {
        next += line.len() as u32;
        next - line.len() as u32
    });
    starts.gather()
}

/// Whether the first field of a line stands before a name: the tab that ends a field is less than whatever a name holds.
fn begins_before(line: &[u8], name: &[u8]) -> bool {
    line[..name.len().min(line.len())] < *name
}

fn first_field(line: &'static str) -> &'static str {
    Fields::of(line).next()
}

/// Whether a range of versions such as `14-18` holds one.
pub(super) fn holds(range: &str, major: u8) -> bool {
    range.split_once('-').is_some_and(|(low, high)| number(low) <= u32::from(major) && u32::from(major) <= number(high))
}
