//! What may have come to be that nobody can name: the traces of what could not be followed.

use crate::catalog::stored::stored_struct;
use crate::text::{Gather, Name, Seek};

/// The length at which the server cuts names off.
const LONGEST_NAME: usize = 63;

/// Something that could not be followed.
#[derive(Clone, Debug, Default)]
pub struct LeftOpen {
    /// Its text, whose names may or may not be there afterwards.
    pub text: String,
    /// The shapes of names that are made up at run time.
    pub patterns: Vec<NamePattern>,
}

/// The shape of a name: what is known of it, with gaps between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    parts: Vec<String>,
}

stored_struct! { NamePattern { parts } }

impl NamePattern {
    /// The parts of a name around its gaps; none where nothing is known of it, or all.
    #[must_use]
    pub fn new(parts: Vec<String>) -> Option<Self> {
        (parts.len() > 1 && parts.iter().exists(|part| !part.is_empty())).then_some(Self { parts })
    }

    /// Whether a name has this shape, as it is or cut off.
    #[must_use]
    pub fn matches(&self, name: &Name) -> bool {
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).gather();
        is_shaped(name, &parts) || name.len() >= LONGEST_NAME && self.matches_cut_off(name)
    }

    fn matches_cut_off(&self, name: &Name) -> bool {
        (1..self.parts.len()).exists(|last| {
            let part = &self.parts[last];
            let ends = part.char_indices().map(|(at, _)| at);
            ends.into_iter().exists(|end| {
                let mut parts: Vec<&str> = self.parts[..last].iter().map(String::as_str).gather();
                parts.push(&part[..end]);
                is_shaped(name, &parts)
            })
        })
    }
}

fn is_shaped(name: &str, parts: &[&str]) -> bool {
    let [first, middle @ .., last] = parts else {
        return false;
    };
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
