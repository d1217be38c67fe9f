//! Which SQL is sent for a query: `:name` as `$n`, stars as lists of columns, and with `qualify = true` the schema of every name.

use super::parameter::{Marker, MarkerKind, find_markers};
use crate::analyze::notes::Notes;
use crate::analyze::written_out::star_edits;
use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::codegen::Qualification;
use crate::text::{Collection, Edit, Edited, Seek, Span, sort_by};

/// A query whose parameters all have numbers.
#[derive(Clone, Debug)]
pub struct Numbered {
    /// The text as PostgreSQL reads it.
    pub edited: Edited,
    /// How many parameters are given by number.
    pub positional: u32,
    /// The names of the others, which have the numbers that follow.
    pub names: Vec<String>,
}

impl Numbered {
    /// The name of a parameter, where it has one.
    #[must_use]
    pub fn name(&self, number: u32) -> Option<&str> {
        let index = number.checked_sub(self.positional + 1)? as usize;
        self.names.get(index).map(String::as_str)
    }
}

/// Gives every named parameter the number after the highest that is written, in the order in which the names first stand in the text.
#[must_use]
pub fn number_parameters(text: &str) -> Numbered {
    let markers = find_markers(text);
    let written = markers.iter().filter_map(|marker| match marker.kind {
        MarkerKind::Number(number) => Some(number),
        MarkerKind::Name(_) => None,
    });
    let positional = written.max().unwrap_or(0);
    let mut names: Vec<String> = Vec::new();
    let mut edits = Vec::new();
    for Marker { span, kind } in &markers {
        let MarkerKind::Name(name) = kind else { continue };
        let index = names.iter().place_where(|known| known == name).unwrap_or_else(|| {
            names.push((*name).to_owned());
            names.len() - 1
        });
        edits.push(Edit { span: *span, with: format!("${}", u64::from(positional) + index as u64 + 1) });
    }
    Numbered { edited: Edited::new(text, edits), positional, names }
}

/// The text that is sent, out of the one that was analyzed.
#[must_use]
pub fn text_to_send(catalog: &Catalog, text: &str, notes: &Notes, qualification: Qualification) -> String {
    let mut edits = star_edits(text, notes);
    if qualification == Qualification::Schema {
        edits.put_all(notes.names.iter().filter_map(|found| {
            let schema = catalog.schema(found.schema)?;
            Some(Edit { span: Span::empty(found.span.start), with: format!("{}.", quote_identifier(&schema.name)) })
        }));
    }
    sort_by(&mut edits, |a, b| (a.span.start, a.span.end).cmp(&(b.span.start, b.span.end)));
    edits.dedup();
    Edited::new(text, edits).text.trim().trim_end_matches(';').trim_end().to_owned()
}
