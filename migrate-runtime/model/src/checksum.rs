//! What identifies the content of a migration: a hash of its tokens, and one of its text.

use crate::canonical::canonical_text;
use crate::token::{TokenKind, tokens};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Checksum(pub [u8; 32]);

impl Checksum {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The hash of a text's tokens: comments, blanks and the case of unquoted words do not count, literals count to the letter.
///
/// ```
/// use migrate_model::token_checksum;
/// assert_eq!(token_checksum("SELECT  'A' -- why"), token_checksum("select 'A'"));
/// assert_ne!(token_checksum("select 'A'"), token_checksum("select 'a'"));
/// ```
#[must_use]
pub fn token_checksum(text: &str) -> Checksum {
    let text = canonical_text(text);
    let mut hasher = Sha256::new();
    for token in tokens(&text) {
        let word = &text[token.range.clone()];
        match token.kind {
            TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment => continue,
            TokenKind::Word => hasher.update(word.to_ascii_lowercase()),
            TokenKind::QuotedName | TokenKind::Text | TokenKind::Symbol => hasher.update(word),
        }
        // A byte that no token can hold keeps `a b` apart from `ab`.
        hasher.update([0]);
    }
    Checksum(hasher.finalize().into())
}

/// The hash of the whole canonical text, which tells an edited comment from an untouched file.
#[must_use]
pub fn text_hash(text: &str) -> Checksum {
    Checksum(Sha256::digest(canonical_text(text).as_bytes()).into())
}

/// The hash of a text to the byte, as a server computes it.
#[must_use]
pub fn text_digest(text: &str) -> Checksum {
    Checksum(Sha256::digest(text.as_bytes()).into())
}

/// The hash of a chain up to a link: that of the links before it, and its own.
#[must_use]
pub fn chain_digest(before: Option<Checksum>, version: &str, content: Checksum) -> Checksum {
    let mut hasher = Sha256::new();
    hasher.update(before.map_or([0; 32], |digest| digest.0));
    hasher.update(version.as_bytes());
    hasher.update([0]);
    hasher.update(content.0);
    Checksum(hasher.finalize().into())
}
