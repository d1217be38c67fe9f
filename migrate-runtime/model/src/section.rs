//! Which part of a file is the migration, and which undoes or checks it.

use crate::directive::{Directive, DirectiveError, PlacedDirective, read_directives};
use std::ops::Range;

/// What a part of a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// The migration itself.
    Up,
    /// What undoes it.
    Down,
    /// What must hold afterwards.
    Verify,
    /// What must hold before.
    Require,
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// A file cut into its parts.
#[derive(Clone, Debug)]
pub struct Sections {
    /// The parts in their order.
    pub sections: Vec<Section>,
    /// The directives in their order.
    pub directives: Vec<PlacedDirective>,
    /// Directives that cannot be read.
    pub errors: Vec<DirectiveError>,
}

impl Sections {
    /// Cuts a canonical text by its directives, and by the marks of goose.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (directives, errors) = read_directives(text);
        let mut marks: Vec<(usize, SectionKind)> =
            directives.iter().filter_map(|d| Some((d.range.start, section_of(&d.directive)?))).collect();
        marks.extend(goose_marks(text));
        marks.sort_by_key(|(at, _)| *at);
        let mut sections = Vec::new();
        let (mut start, mut kind) = (0, SectionKind::Up);
        for (at, next) in marks.into_iter().chain([(text.len(), SectionKind::Up)]) {
            if start < at {
                sections.push(Section { kind, range: start..at });
            }
            (start, kind) = (at, next);
        }
        Self { sections, directives, errors }
    }

    /// The text of one kind of section, every other byte blanked out, so that places stay those of the file; none where there is no such section.
    #[must_use]
    pub fn text_of(&self, kind: SectionKind, text: &str) -> Option<String> {
        let mut found = None::<Vec<u8>>;
        for section in self.sections.iter().filter(|section| section.kind == kind) {
            let blank = || text.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
            found.get_or_insert_with(blank)[section.range.clone()].copy_from_slice(&text.as_bytes()[section.range.clone()]);
        }
        // Sections begin and end at comments, so no character is ever cut.
        found.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether the file says that it runs outside a transaction.
    #[must_use]
    pub fn no_transaction(&self) -> bool {
        self.directives.iter().any(|placed| placed.directive == Directive::NoTransaction)
    }
}

fn section_of(directive: &Directive) -> Option<SectionKind> {
    match directive {
        Directive::Up => Some(SectionKind::Up),
        Directive::Down => Some(SectionKind::Down),
        Directive::Verify => Some(SectionKind::Verify),
        Directive::Require => Some(SectionKind::Require),
        _ => None,
    }
}

/// `-- +goose Up` and `-- +goose Down`.
fn goose_marks(text: &str) -> impl Iterator<Item = (usize, SectionKind)> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let words = line.trim().strip_prefix("--")?.trim_start().strip_prefix("+goose")?.trim();
        match words {
            "Up" => Some((at, SectionKind::Up)),
            "Down" => Some((at, SectionKind::Down)),
            _ => None,
        }
    })
}
