//! Which migrations are there, in which order, and what identifies them together.

use crate::checksum::{Checksum, chain_digest};
use crate::version::Version;

/// A migration as the chain knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its version.
    pub version: Version,
    /// Its name, without the version.
    pub name: String,
    /// The hash of its tokens.
    pub checksum: Checksum,
    /// The hash of its text.
    pub text_hash: Checksum,
}

/// Migrations in the order of their versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The links.
    pub links: Vec<Link>,
}

impl Chain {
    /// The hash of all links in order.
    #[must_use]
    pub fn digest(&self) -> Option<Checksum> {
        self.links.iter().fold(None, |before, link| Some(chain_digest(before, link.version.as_str(), link.checksum)))
    }
}
