//! What was released: the lock file, one line a migration, so that branches merge or conflict as they should.

use crate::chain::Chain;
use crate::checksum::Checksum;
use crate::version::Version;
use std::fmt;

const HEADER: &str = "# migrate.lock 1: what was released. Written by `cargo migrate lock`; commit it, and merge it line by line.\n";

/// A migration that was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockEntry {
    /// Its version.
    pub version: Version,
    /// Its name.
    pub name: String,
    /// The hash of its tokens.
    pub checksum: Checksum,
    /// The hash of its text.
    pub text_hash: Checksum,
    /// The fingerprint of the schema after it.
    pub fingerprint: Checksum,
    /// Other checksums that are accepted for it.
    pub alternates: Vec<Checksum>,
    /// Whether its file may be gone.
    pub removed: bool,
}

/// The lock file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockFile {
    /// The entries, by version.
    pub entries: Vec<LockEntry>,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFileError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: LockLineProblem,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockLineProblem {
    /// It is no `migration`, `accept` or `removed` line with all its fields.
    Malformed,
    /// A checksum is not 64 hexadecimal digits.
    Checksum,
    /// The version stands there twice: two branches released it.
    Duplicate,
    /// It speaks of a version that has no line of its own.
    UnknownVersion,
    /// The mark of a merge conflict.
    Conflict,
}

/// How a locked migration differs from what was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockDrift {
    /// Its SQL changed.
    Edited(LockEntry),
    /// Only its comments or blanks changed.
    CommentsEdited(LockEntry),
    /// It was renamed.
    Renamed(LockEntry, String),
    /// Its file is gone.
    Removed(LockEntry),
    /// A new migration stands before one that was released.
    OutOfOrder(Version, Version),
}

impl LockFile {
    /// Reads a lock file.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn parse(text: &str) -> Result<Self, LockFileError> {
        let mut file = Self::default();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            file.read_line(line).map_err(|problem| LockFileError { line: at + 1, problem })?;
        }
        file.entries.sort_by(|a, b| a.version.cmp(&b.version));
        Ok(file)
    }

    fn read_line(&mut self, line: &str) -> Result<(), LockLineProblem> {
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
            return Err(LockLineProblem::Conflict);
        }
        let checksum = |text: &str| Checksum::parse(text).ok_or(LockLineProblem::Checksum);
        let fields: Vec<&str> = line.split(' ').collect();
        match fields.as_slice() {
            ["migration", version, name, tokens, text, fingerprint] => {
                let version = Version::new(version);
                if self.entry(&version).is_some() {
                    return Err(LockLineProblem::Duplicate);
                }
                let (checksum_, text_hash, fingerprint) = (checksum(tokens)?, checksum(text)?, checksum(fingerprint)?);
                let name = (*name).to_owned();
                self.entries.push(LockEntry {
                    version,
                    name,
                    checksum: checksum_,
                    text_hash,
                    fingerprint,
                    alternates: Vec::new(),
                    removed: false,
                });
            }
            ["accept", version, tokens] => {
                let alternate = checksum(tokens)?;
                self.entry_mut(version)?.alternates.push(alternate);
            }
            ["removed", version] => self.entry_mut(version)?.removed = true,
            _ => return Err(LockLineProblem::Malformed),
        }
        Ok(())
    }

    fn entry_mut(&mut self, version: &str) -> Result<&mut LockEntry, LockLineProblem> {
        let version = Version::new(version);
        self.entries.iter_mut().find(|entry| entry.version == version).ok_or(LockLineProblem::UnknownVersion)
    }

    /// The entry of a version.
    #[must_use]
    pub fn entry(&self, version: &Version) -> Option<&LockEntry> {
        self.entries.iter().find(|entry| entry.version == *version)
    }

    /// In what a chain differs from what was released.
    #[must_use]
    pub fn drift(&self, chain: &Chain) -> Vec<LockDrift> {
        let mut drift = Vec::new();
        for entry in &self.entries {
            match chain.links.iter().find(|link| link.version == entry.version) {
                None if entry.removed => {}
                None => drift.push(LockDrift::Removed(entry.clone())),
                Some(link) if link.checksum != entry.checksum && !entry.alternates.contains(&link.checksum) => {
                    drift.push(LockDrift::Edited(entry.clone()));
                }
                Some(link) if link.name != entry.name => drift.push(LockDrift::Renamed(entry.clone(), link.name.clone())),
                Some(link) if link.text_hash != entry.text_hash => drift.push(LockDrift::CommentsEdited(entry.clone())),
                Some(_) => {}
            }
        }
        if let Some(last) = self.entries.last() {
            let early = chain.links.iter().filter(|link| link.version < last.version && self.entry(&link.version).is_none());
            drift.extend(early.map(|link| LockDrift::OutOfOrder(link.version.clone(), last.version.clone())));
        }
        drift
    }
}

impl fmt::Display for LockFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        for entry in &self.entries {
            let LockEntry { version, name, checksum, text_hash, fingerprint, .. } = entry;
            writeln!(f, "migration {version} {name} {checksum} {text_hash} {fingerprint}")?;
            for alternate in &entry.alternates {
                writeln!(f, "accept {version} {alternate}")?;
            }
            if entry.removed {
                writeln!(f, "removed {version}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for LockFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            LockLineProblem::Malformed => "it is no `migration`, `accept` or `removed` line with all its fields",
            LockLineProblem::Checksum => "a checksum is 64 hexadecimal digits",
            LockLineProblem::Duplicate => "the version stands here twice: two branches released it; renumber the one that is not deployed",
            LockLineProblem::UnknownVersion => "the version has no `migration` line above",
            LockLineProblem::Conflict => "a merge conflict is not resolved: keep both lines, in the order of their versions",
        };
        write!(f, "line {} of migrate.lock cannot be read: {problem}", self.line)
    }
}
