//! What makes two schemas the same: a sorted list of objects, each a kind, a name and a definition.

use crate::checksum::Checksum;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

/// The kinds of objects that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A schema.
    Schema,
    /// An extension.
    Extension,
    /// A table, partitioned and foreign ones among them.
    Table,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
    /// A column of one of these.
    Column,
    /// A constraint of a table or domain.
    Constraint,
    /// An index.
    Index,
    /// A trigger.
    Trigger,
    /// A row security policy.
    Policy,
    /// A rewrite rule.
    Rule,
    /// A sequence.
    Sequence,
    /// An enum, domain, range or composite type.
    Type,
    /// A function, procedure or aggregate.
    Function,
    /// An operator.
    Operator,
    /// A collation.
    Collation,
    /// Extended statistics.
    Statistics,
    /// A publication, of which it is not compared which tables it holds.
    Publication,
    /// An event trigger.
    EventTrigger,
    /// The comment on another object: its path is that of the object, with the word for the object's kind behind it.
    Comment,
}

const WORDS: [(ObjectKind, &str); 20] = [
    (ObjectKind::Schema, "schema"),
    (ObjectKind::Extension, "extension"),
    (ObjectKind::Table, "table"),
    (ObjectKind::View, "view"),
    (ObjectKind::MaterializedView, "materialized view"),
    (ObjectKind::Column, "column"),
    (ObjectKind::Constraint, "constraint"),
    (ObjectKind::Index, "index"),
    (ObjectKind::Trigger, "trigger"),
    (ObjectKind::Policy, "policy"),
    (ObjectKind::Rule, "rule"),
    (ObjectKind::Sequence, "sequence"),
    (ObjectKind::Type, "type"),
    (ObjectKind::Function, "function"),
    (ObjectKind::Operator, "operator"),
    (ObjectKind::Collation, "collation"),
    (ObjectKind::Statistics, "statistics"),
    (ObjectKind::Publication, "publication"),
    (ObjectKind::EventTrigger, "event trigger"),
    (ObjectKind::Comment, "comment"),
];

/// An object as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComparableObject {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its schema, where its kind has one, then the relation that it is part of if it is, then its own name. That of a function or operator has
    /// the types that it takes.
    pub path: Vec<String>,
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

impl ObjectKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

impl ComparableObject {
    /// The schema that it stands in, or is.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        let kind = match self.kind {
            ObjectKind::Comment => ObjectKind::parse(self.path.last()?)?,
            kind => kind,
        };
        let is_global = matches!(kind, ObjectKind::Extension | ObjectKind::Publication | ObjectKind::EventTrigger);
        self.path.first().filter(|_| !is_global).map(String::as_str)
    }

    /// The comment on an object.
    #[must_use]
    pub fn comment_on(object: &Self) -> Self {
        let word = object.kind.word().to_owned();
        Self { kind: ObjectKind::Comment, path: object.path.iter().cloned().chain([word]).collect() }
    }

    /// The object that a comment is on.
    #[must_use]
    pub fn commented(&self) -> Option<Self> {
        let (word, path) = self.path.split_last().filter(|_| self.kind == ObjectKind::Comment)?;
        Some(Self { kind: ObjectKind::parse(word)?, path: path.to_vec() })
    }

    /// The schema and the name of what it is part of: a column's table.
    #[must_use]
    pub fn whole(&self) -> Option<&[String]> {
        self.path.get(..2).filter(|_| self.path.len() > 2)
    }
}

impl ComparableSchema {
    /// Enters an object.
    pub fn insert(&mut self, kind: ObjectKind, path: Vec<String>, definition: impl Into<String>) {
        self.objects.insert(ComparableObject { kind, path }, definition.into());
    }

    /// The hash of all objects: equal schemas have equal fingerprints.
    #[must_use]
    pub fn fingerprint(&self) -> Checksum {
        let mut hasher = Sha256::new();
        for (object, definition) in &self.objects {
            let parts = object.path.iter().map(String::as_str);
            for part in std::iter::once(object.kind.word()).chain(parts).chain([definition.as_str()]) {
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

impl SchemaDifference {
    /// The object.
    #[must_use]
    pub fn object(&self) -> &ComparableObject {
        match self {
            Self::Missing(object) | Self::Extra(object) | Self::Different { object, .. } => object,
        }
    }
}

impl fmt::Display for ComparableObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.commented() {
            Some(object) => write!(f, "comment on {object}"),
            None => write!(f, "{} {}", self.kind.word(), self.path.join(".")),
        }
    }
}

impl fmt::Display for SchemaDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |definition: &str| if definition.is_empty() { "plain".to_owned() } else { definition.to_owned() };
        match self {
            Self::Missing(object) => write!(f, "{object} is missing"),
            Self::Extra(object) => write!(f, "{object} is not expected"),
            Self::Different { object, expected, found } => write!(f, "{object} is {}, expected {}", said(found), said(expected)),
        }
    }
}
