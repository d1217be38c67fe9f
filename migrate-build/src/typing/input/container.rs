//! Which texts are arrays, ranges and rows of values that are valid themselves.

use super::{check, is_space, malformed};
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::text::Gather;
use std::iter::Peekable;
use std::str::Chars;

/// Elements of a container as they are written: none for NULL.
type Elements = Vec<Option<String>>;

// pg: arrayfuncs.c array_in
pub(super) fn check_array(catalog: &Catalog, element: Option<TypeId>, text: &str, depth: u32) -> Result<()> {
    let Some(element) = element.filter(|element| *element != TypeId::BOX) else {
        return Ok(());
    };
    let body = text.trim_matches(is_space);
    // Bounds in front of the braces are rare, and what they must agree with is not looked at.
    if body.starts_with('[') {
        return Ok(());
    }
    let elements = array_elements(body).ok_or_else(|| malformed("array", text))?;
    for value in elements.into_iter().flatten() {
        check(catalog, element, -1, &value, depth)?;
    }
    Ok(())
}

/// The elements at every depth of an array; none where braces, commas or quotes do not fit.
fn array_elements(text: &str) -> Option<Elements> {
    let mut elements = Vec::new();
    let mut characters = text.chars().peekable();
    let mut open = 0_usize;
    let mut shape = Shape::default();
    // Whether an element or a closing brace was just read, after which only a comma or a brace may come.
    let mut complete = false;
    let mut after_comma = false;
    loop {
        skip_space(&mut characters);
        match characters.peek().copied() {
            None => return (open == 0 && complete).then_some(elements),
            Some(_) if open == 0 && complete => return None,
            Some('{') if !complete => {
                shape.count(open);
                open += 1;
                after_comma = false;
                characters.next();
            }
            Some('}') if open > 0 && !after_comma => {
                shape.close(open)?;
                open -= 1;
                complete = true;
                characters.next();
            }
            Some(',') if complete => {
                complete = false;
                after_comma = true;
                characters.next();
            }
            Some(',' | '{' | '}') => return None,
            Some(_) if open == 0 || complete => return None,
            Some(_) => {
                shape.count(open);
                shape.element(open)?;
                elements.push(array_element(&mut characters)?);
                complete = true;
                after_comma = false;
            }
        }
    }
}

/// How many members arrays have at each depth: the same number everywhere, and elements at one depth only.
#[derive(Default)]
struct Shape {
    counts: Vec<usize>,
    expected: Vec<Option<usize>>,
    depth: Option<usize>,
}

impl Shape {
    fn count(&mut self, depth: usize) {
        if self.counts.len() <= depth {
            self.counts.resize(depth + 1, 0);
        }
        self.counts[depth] += 1;
    }

    fn element(&mut self, depth: usize) -> Option<()> {
        (*self.depth.get_or_insert(depth) == depth).then_some(())
    }

    fn close(&mut self, depth: usize) -> Option<()> {
        let members = self.counts.get_mut(depth).map_or(0, std::mem::take);
        if self.expected.len() <= depth {
            self.expected.resize(depth + 1, None);
        }
        (*self.expected[depth].get_or_insert(members) == members).then_some(())
    }
}

fn array_element(characters: &mut Peekable<Chars<'_>>) -> Option<Option<String>> {
    if characters.peek() == Some(&'"') {
        characters.next();
        return quoted(characters).map(Some);
    }
    let mut value = String::new();
    let mut escaped = false;
    while let Some(character) = characters.peek().copied().filter(|character| !matches!(character, ',' | '}')) {
        characters.next();
        match character {
            '{' | '"' => return None,
            '\\' => {
                escaped = true;
                value.push(characters.next()?);
            }
            other => value.push(other),
        }
    }
    let value = value.trim_end_matches(is_space);
    if value.is_empty() {
        return None;
    }
    Some((escaped || !value.eq_ignore_ascii_case("null")).then(|| value.to_owned()))
}

/// The rest of a quoted value.
fn quoted(characters: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut value = String::new();
    loop {
        match characters.next()? {
            '"' => return Some(value),
            '\\' => value.push(characters.next()?),
            other => value.push(other),
        }
    }
}

fn skip_space(characters: &mut Peekable<Chars<'_>>) {
    while characters.next_if(|character| is_space(*character)).is_some() {}
}

// pg: rangetypes.c range_parse
pub(super) fn check_range(catalog: &Catalog, subtype: TypeId, text: &str, depth: u32) -> Result<()> {
    let body = text.trim_matches(is_space);
    if body.eq_ignore_ascii_case("empty") {
        return Ok(());
    }
    let wrong = || malformed("range", text);
    let inner = body.strip_prefix(['[', '(']).and_then(|body| body.strip_suffix([']', ')'])).ok_or_else(wrong)?;
    let bounds = parts(inner, false).ok_or_else(wrong)?;
    if bounds.len() != 2 {
        return Err(wrong());
    }
    for bound in bounds.iter().flatten() {
        check(catalog, subtype, -1, bound, depth)?;
    }
    if let [Some(low), Some(high)] = &bounds[..]
        && let (Ok(low), Ok(high)) = (low.trim().parse::<i64>(), high.trim().parse::<i64>())
        && low > high
    {
        let message = "range lower bound must be less than or equal to range upper bound";
        return Err(Diagnostic::error(SqlState::DATA_EXCEPTION, message));
    }
    Ok(())
}

// pg: multirangetypes.c multirange_in
pub(super) fn check_multirange(text: &str) -> Result<()> {
    let body = text.trim_matches(is_space);
    if body.starts_with('{') && body.ends_with('}') && body.len() > 1 { Ok(()) } else { Err(malformed("multirange", text)) }
}

// pg: rowtypes.c record_in
pub(super) fn check_composite(catalog: &Catalog, relation: RelationId, text: &str, depth: u32) -> Result<()> {
    let wrong = || malformed("record", text);
    let body = text.trim_matches(is_space);
    let inner = body.strip_prefix('(').and_then(|body| body.strip_suffix(')')).ok_or_else(wrong)?;
    let Some(found) = catalog.relation(relation) else {
        return Ok(());
    };
    let columns: Vec<(TypeId, i32)> =
        found.columns.iter().filter_map(|column| column.type_id.map(|type_id| (type_id, column.modifier))).gather();
    let values = if columns.is_empty() && inner.is_empty() { Vec::new() } else { parts(inner, true).ok_or_else(wrong)? };
    for (value, (type_id, modifier)) in values.iter().zip(&columns) {
        if let Some(value) = value {
            check(catalog, *type_id, *modifier, value, depth)?;
        }
    }
    if values.len() == columns.len() { Ok(()) } else { Err(wrong()) }
}

/// Parts that commas divide; an empty one is NULL. Quotes may stand anywhere, and double for one.
fn parts(text: &str, row: bool) -> Option<Elements> {
    let mut found: Elements = Vec::new();
    let mut value: Option<String> = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ',' => found.push(value.take()),
            '(' | ')' if row => return None,
            ')' | ']' if !row => return None,
            '\\' => value.get_or_insert_default().push(characters.next()?),
            '"' => quoted_part(&mut characters, value.get_or_insert_default())?,
            other => value.get_or_insert_default().push(other),
        }
    }
    found.push(value);
    Some(found)
}

fn quoted_part(characters: &mut Peekable<Chars<'_>>, value: &mut String) -> Option<()> {
    loop {
        match characters.next()? {
            '"' if characters.next_if_eq(&'"').is_some() => value.push('"'),
            '"' => return Some(()),
            '\\' => value.push(characters.next()?),
            other => value.push(other),
        }
    }
}
