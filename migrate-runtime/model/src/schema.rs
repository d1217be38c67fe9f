//! What makes two schemas the same: a sorted list of objects, each a kind, a name and a definition.

use crate::checksum::Checksum;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// An object as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComparableObject {
    /// Its kind: `table`, `column`, `index`.
    pub kind: &'static str,
    /// Its full name, with what it belongs to.
    pub name: String,
}

/// The objects of a schema and their definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparableSchema {
    /// What each object is, in one line.
    pub objects: BTreeMap<ComparableObject, String>,
}

/// An object in which two schemas differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaDifference {
    /// It is expected and not there.
    Missing(ComparableObject),
    /// It is there and not expected.
    Extra(ComparableObject),
    /// It is another than expected.
    Different {
        /// The object.
        object: ComparableObject,
        /// What is expected.
        expected: String,
        /// What is there.
        found: String,
    },
}

impl ComparableSchema {
    /// Enters an object.
    pub fn insert(&mut self, kind: &'static str, name: impl Into<String>, definition: impl Into<String>) {
        self.objects.insert(ComparableObject { kind, name: name.into() }, definition.into());
    }

    /// The hash of all objects: equal schemas have equal fingerprints.
    #[must_use]
    pub fn fingerprint(&self) -> Checksum {
        let mut hasher = Sha256::new();
        for (object, definition) in &self.objects {
            for part in [object.kind, &object.name, definition] {
                hasher.update((part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        Checksum(hasher.finalize().into())
    }

    /// In what another schema differs from this one, which is the expected one.
    #[must_use]
    pub fn differences(&self, found: &Self) -> Vec<SchemaDifference> {
        let mut differences = Vec::new();
        for (object, expected) in &self.objects {
            match found.objects.get(object) {
                None => differences.push(SchemaDifference::Missing(object.clone())),
                Some(definition) if definition != expected => differences.push(SchemaDifference::Different {
                    object: object.clone(),
                    expected: expected.clone(),
                    found: definition.clone(),
                }),
                Some(_) => {}
            }
        }
        let extra = found.objects.keys().filter(|object| !self.objects.contains_key(object));
        differences.extend(extra.cloned().map(SchemaDifference::Extra));
        differences
    }
}

impl fmt::Display for ComparableObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}

impl fmt::Display for SchemaDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(object) => write!(f, "{object} is missing"),
            Self::Extra(object) => write!(f, "{object} is not expected"),
            Self::Different { object, expected, found } => write!(f, "{object} is {found}, expected {expected}"),
        }
    }
}
