//! Which parts of a file that follows the header contract are run: its verification and its rollback are the sections of the same meaning.

use crate::compile::Header;
use crate::text::{Gather, Span};

/// The SQL of a file with its parts taken apart; each is as long as the file, so that places stay those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContractParts {
    /// What is not part of the verification.
    pub(super) up: String,
    /// The queries after the banner of the verification, where there is one.
    pub(super) verify: Option<String>,
    /// What stands in the comment after the banner of the rollback, where there is one.
    pub(super) down: Option<String>,
}

/// Takes the up section of a file apart.
pub(super) fn contract_parts(header: &Header, text: &str, up: &str) -> ContractParts {
    let verify = header.verification.map(|span| only(up, span));
    let up = header.verification.map_or_else(|| up.to_owned(), |span| without(up, span));
    ContractParts { up, verify, down: header.rollback.map(|span| only(text, span)) }
}

fn only(text: &str, span: Span) -> String {
    let inside = |at: usize| span.range().contains(&at);
    blanked(text, &inside)
}

fn without(text: &str, span: Span) -> String {
    let outside = |at: usize| !span.range().contains(&at);
    blanked(text, &outside)
}

/// The text with blanks in place of all bytes but those that stay.
fn blanked(text: &str, stays: &dyn Fn(usize) -> bool) -> String {
    let byte = |(at, byte): (usize, u8)| if stays(at) || byte == b'\n' { byte } else { b' ' };
    // The spans begin and end at lines and comments, so no character is ever cut.
    String::from_utf8_lossy(&text.bytes().enumerate().map(byte).gather::<Vec<_>>()).into_owned()
}
