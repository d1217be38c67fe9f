//! How does a server print the expressions of a schema, and which of them are others than they were.

use super::live::Live;
use migrate_model::{Checksum, ComparableObject, ComparableSchema, SchemaDifference};

/// A hash of each expression, as one server prints it: defaults, checks, views, policies, predicates and expressions of indexes, conditions of
/// triggers, and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The major version, because each prints in a way of its own.
    server: u32,
    hashes: ComparableSchema,
}

impl Printed {
    /// What was read, of the objects that are expected.
    pub(crate) fn new(live: Live, expected: &ComparableSchema) -> Self {
        let mut hashes = live.schema;
        hashes.objects.retain(|object, _| expected.objects.contains_key(object));
        Self { server: live.server.unwrap_or_default() / 10_000, hashes }
    }

    /// The major version of the server that printed it.
    #[must_use]
    pub fn server(&self) -> u32 {
        self.server
    }

    /// The hash of all of it: what a history keeps.
    #[must_use]
    pub fn digest(&self) -> Checksum {
        self.hashes.fingerprint()
    }

    /// Everything as a text, which [`Printed::parse`] reads: what a history keeps where it is to tell the objects, too.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\n{}", self.server, self.hashes.to_text())
    }

    /// What such a text says; none where it is no such text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (server, hashes) = text.split_once('\n')?;
        Some(Self { server: server.parse().ok()?, hashes: ComparableSchema::parse(hashes)? })
    }

    /// Whether there is no expression.
    pub(crate) fn is_empty(&self) -> bool {
        self.hashes.objects.is_empty()
    }

    /// Of what was printed, that of the objects that are expected.
    pub(crate) fn of(mut self, expected: &ComparableSchema) -> Self {
        self.hashes.objects.retain(|object, _| expected.objects.contains_key(object));
        self
    }

    /// What is another than before, as a text; an object that is gone has no hash there. Another version of the server prints all anew.
    pub(crate) fn since(&self, before: Option<&Self>) -> String {
        let mut change = self.clone();
        if let Some(before) = before.filter(|before| before.server == self.server) {
            change.hashes.objects.retain(|object, hash| before.hashes.objects.get(object) != Some(hash));
            let gone = before.hashes.objects.keys().filter(|object| !self.hashes.objects.contains_key(object));
            change.hashes.objects.extend(gone.map(|object| (object.clone(), String::new())));
        }
        change.to_text()
    }

    /// What is printed after such a change; none where the text is none.
    pub(crate) fn after(before: Option<Self>, change: &str) -> Option<Self> {
        let change = Self::parse(change)?;
        let before = before.filter(|before| before.server == change.server);
        let mut hashes = before.map_or_else(ComparableSchema::default, |before| before.hashes);
        hashes.objects.extend(change.hashes.objects);
        hashes.objects.retain(|_, hash| !hash.is_empty());
        Some(Self { server: change.server, hashes })
    }

    /// The objects whose expressions are others than they were: none is named where another version of the server prints them.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> Vec<ComparableObject> {
        if self.server != before.server {
            return Vec::new();
        }
        let differences = before.hashes.differences(&self.hashes);
        differences.iter().map(SchemaDifference::object).cloned().collect()
    }
}
