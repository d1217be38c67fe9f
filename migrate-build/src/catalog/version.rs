//! Which major versions of PostgreSQL is this for.

/// The oldest major version that is supported.
pub const OLDEST: u8 = 14;
/// The newest major version that is supported.
pub const NEWEST: u8 = 18;

/// A range of major versions, both ends included. The fold runs at the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionRange {
    /// The lowest.
    pub lowest: u8,
    /// The highest.
    pub highest: u8,
}

impl Default for VersionRange {
    fn default() -> Self {
        Self { lowest: OLDEST, highest: NEWEST }
    }
}

impl VersionRange {
    /// One version alone.
    #[must_use]
    pub const fn only(version: u8) -> Self {
        Self { lowest: version, highest: version }
    }
}
