//! Which elements of a tuple do the stars and columns of a select list become.

use super::columns::{Columns, SCHEMA};
use super::errors;
use super::request::Part;
use crate::analyze::notes::Star;
use crate::catalog::id::RelationId;
use crate::codegen::naming::row_type;
use crate::diag::Result;
use crate::text::Seek;
use std::fmt::Write;

/// A tuple as the text of an expression, and for each element whether its name means what stands within `Option<...>`.
pub(super) struct Tuple {
    pub(super) text: String,
    pub(super) unwrapped: Vec<bool>,
}

/// The tuple of a query's rows.
pub(super) fn tuple(columns: &mut Columns<'_>, parts: &[Part]) -> Result<Tuple> {
    let description = columns.description;
    let mut built = Tuple { text: "(".to_owned(), unwrapped: Vec::new() };
    let mut index = 0;
    while let Some(column) = description.columns.get(index) {
        let element = built.unwrapped.len();
        let part = parts.get(element).copied().unwrap_or(Part::Plain);
        let star = description.notes.stars.iter().first_where(|star| star.output.as_ref().is_some_and(|output| output.start == index));
        match star {
            Some(star) => {
                let (text, unwrapped) = row(columns, star, part, element)?;
                built.text.push_str(&text);
                built.unwrapped.push(unwrapped);
                index = star.output.as_ref().map_or(index + 1, |output| output.end.max(index + 1));
            }
            None => {
                let super::columns::Field { rust_type, reader, .. } = columns.field(index, column)?;
                let _ =
                    write!(built.text, "<__Part{element} as ::core::convert::From<_>>::from(__row.{reader}::<{rust_type}>({index})?), ");
                built.unwrapped.push(false);
                index += 1;
            }
        }
    }
    if built.unwrapped.len() != parts.len() {
        return Err(errors::part_count(built.unwrapped.len(), parts.len()));
    }
    built.text.push(')');
    Ok(built)
}

/// `t.*` as the row of its table, or of nothing where it may be missing.
fn row(columns: &mut Columns<'_>, star: &Star, part: Part, element: usize) -> Result<(String, bool)> {
    let output = star.output.clone().unwrap_or_default();
    let whole = |relation: &RelationId| {
        columns
            .catalog
            .relation(*relation)
            .is_some_and(|found| found.columns.iter().filter(|column| column.type_id.is_some()).count() == output.len())
    };
    let Some(relation) = star.relation.filter(whole) else {
        return Err(errors::not_a_row(star.span));
    };
    let name = format!("{SCHEMA}{}", row_type(columns.catalog, columns.settings, relation));
    let never_missing = output.clone().exists(|index| columns.description.columns.get(index).is_some_and(|column| !column.nullable));
    let may_be_missing = !never_missing && output.clone().exists(|index| refuses_null(columns, index));
    let first = output.start;
    match part {
        Part::Plain if may_be_missing => Err(errors::part_may_be_missing(element, star.span)),
        Part::Plain => Ok((format!("<__Part{element} as ::core::convert::From<_>>::from(__row.part::<{name}>({first})?), "), false)),
        Part::Optional => {
            if never_missing {
                columns.warnings.push(errors::part_never_missing(element, star.span));
            }
            let text = format!("__row.optional_part::<{name}>({first})?.map(<__Part{element} as ::core::convert::From<_>>::from), ");
            Ok((text, true))
        }
    }
}

/// Whether a column of a star is one that its table never lets be NULL.
fn refuses_null(columns: &Columns<'_>, index: usize) -> bool {
    let origin = columns.description.columns.get(index).and_then(|column| column.origin);
    let found = origin
        .and_then(|(relation, number)| columns.catalog.relation(relation)?.columns.get(usize::try_from(number).ok()?.checked_sub(1)?));
    found.is_some_and(|column| column.not_null)
}
