//! What do the stars of a statement's text stand for, written out, so that the text means the same when tables have more columns.

use super::notes::{Notes, Star, StarColumn};
use crate::catalog::format::quote_identifier;
use crate::text::{Edit, Gather, Name};

/// The stars of a text, each replaced by its columns.
#[must_use]
pub fn star_edits(text: &str, notes: &Notes) -> Vec<Edit> {
    star_edits_renaming(text, notes, &|_| None)
}

/// The same where columns may be called otherwise by now: the name of the column that is said by its parts.
pub fn star_edits_renaming(text: &str, notes: &Notes, renamed: &dyn Fn(&[Name]) -> Option<Name>) -> Vec<Edit> {
    notes.stars.iter().filter_map(|star| expand_star(text, star, renamed)).gather()
}

/// A star of no columns stays: there is nothing that could stand in its place.
fn expand_star(text: &str, star: &Star, renamed: &dyn Fn(&[Name]) -> Option<Name>) -> Option<Edit> {
    let columns = star.columns.as_ref().filter(|columns| !columns.is_empty())?;
    let written = text.get(star.span.range())?;
    let row = written.strip_suffix('*').map(str::trim_end).and_then(|before| before.strip_suffix('.'));
    let column = |column: &StarColumn| match column {
        StarColumn::Named(parts) => {
            let mut parts = parts.clone();
            if let (Some(name), Some(last)) = (renamed(&parts), parts.last_mut()) {
                *last = name;
            }
            Some(parts.iter().map(|part| quote_identifier(part)).gather::<Vec<_>>().join("."))
        }
        StarColumn::Field(name) => row.map(|row| format!("{row}.{}", quote_identifier(name))),
    };
    let columns: Option<Vec<String>> = columns.iter().map(column).try_gather();
    Some(Edit { span: star.span, with: columns?.join(", ") })
}
