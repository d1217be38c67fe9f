//! What needs what: dependencies as `pg_depend` has them.

use super::id::{
    CastId, CollationId, ConstraintId, ExtensionId, FunctionId, OperatorClassId, OperatorFamilyId, OperatorId, PolicyId, RelationId,
    RuleId, SchemaId, SimpleId, TriggerId, TypeId,
};
use super::persistent::{Map, StoredMap};
use super::stored::{Damaged, Keeper, Reader};
use crate::text::Seek;
use std::sync::Arc;

/// An object, or a column of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Address {
    /// A schema.
    Schema(SchemaId),
    /// A relation as a whole.
    Relation(RelationId),
    /// A column, by number.
    Column(RelationId, u16),
    /// The default, or the generation expression, of a column (`pg_attrdef`).
    Default(RelationId, u16),
    /// A type.
    Type(TypeId),
    /// A function.
    Function(FunctionId),
    /// An operator.
    Operator(OperatorId),
    /// An operator class.
    OperatorClass(OperatorClassId),
    /// An operator family.
    OperatorFamily(OperatorFamilyId),
    /// A collation.
    Collation(CollationId),
    /// A constraint.
    Constraint(ConstraintId),
    /// A trigger.
    Trigger(TriggerId),
    /// A policy.
    Policy(PolicyId),
    /// A rule; that of a view's `SELECT` is `View`.
    Rule(RuleId),
    /// The `_RETURN` rule of a view or materialized view.
    View(RelationId),
    /// A cast.
    Cast(CastId),
    /// An extension.
    Extension(ExtensionId),
    /// An object with few properties.
    Simple(SimpleId),
}

/// What happens to the dependent object when the other is dropped (`deptype`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DependencyKind {
    /// It must be dropped first, or `CASCADE` said.
    Normal,
    /// It goes along.
    Auto,
    /// It goes along, and cannot be dropped by itself.
    Internal,
    /// It belongs to the partition it is on, and to that of the parent: the latter is needed.
    PartitionPrimary,
    /// See above; the former.
    PartitionSecondary,
    /// It is a member of the extension.
    Extension,
    /// It goes along with the extension, as its owner asked.
    AutoExtension,
}

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dependency {
    /// What needs the other.
    pub dependent: Address,
    /// What is needed.
    pub needed: Address,
    /// What happens when it is dropped.
    pub kind: DependencyKind,
}

/// All entries, found from both ends.
#[derive(Clone, Debug, Default)]
pub struct Dependencies {
    needs: Map<Address, Entries>,
    needed_by: Map<Address, Entries>,
}

/// Entries in the order in which they came, in chunks: a schema is needed by everything in it, and an older state shares all chunks but the last.
type Entries = Arc<Vec<Arc<Vec<Dependency>>>>;

/// How many entries share a chunk: to copy the entries of one costs less than to count on another owner of each of many.
const CHUNK: usize = 256;

impl Dependencies {
    /// Adds an entry, once.
    pub fn add(&mut self, entry: Dependency) {
        if self.needs_of(entry.dependent).exists(|known| *known == entry) {
            return;
        }
        push(&mut self.needs, entry.dependent, entry);
        push(&mut self.needed_by, entry.needed, entry);
    }

    /// What an object needs.
    pub fn needs_of(&self, dependent: Address) -> Found<'_> {
        Found::of(self.needs.get(&dependent))
    }

    /// What needs an object, in the order in which it came to.
    pub fn needed_by(&self, needed: Address) -> Found<'_> {
        Found::of(self.needed_by.get(&needed))
    }

    /// Forgets all that an object needs.
    pub fn remove_needs_of(&mut self, dependent: Address) {
        let removed = self.needs.remove(&dependent);
        for entry in Found::of(removed.as_ref()) {
            take(&mut self.needed_by, entry.needed, *entry);
        }
    }

    /// Forgets one entry.
    pub fn remove(&mut self, entry: Dependency) {
        take(&mut self.needs, entry.dependent, entry);
        take(&mut self.needed_by, entry.needed, entry);
    }
}

/// Entries that were found, one after the other. Adaptors would do the same, with as many functions again at each of their many uses.
#[derive(Clone, Debug, Default)]
pub struct Found<'d> {
    chunks: std::slice::Iter<'d, Arc<Vec<Dependency>>>,
    chunk: std::slice::Iter<'d, Dependency>,
}

impl<'d> Found<'d> {
    fn of(entries: Option<&'d Entries>) -> Self {
        Self { chunks: entries.map(|chunks| chunks.iter()).unwrap_or_default(), chunk: std::slice::Iter::default() }
    }
}

impl<'d> Iterator for Found<'d> {
    type Item = &'d Dependency;

    fn next(&mut self) -> Option<&'d Dependency> {
        loop {
            if let Some(entry) = self.chunk.next() {
                return Some(entry);
            }
            self.chunk = self.chunks.next()?.iter();
        }
    }
}

/// Both ends are stored: to find one from the other would take a walk over all entries.
impl Dependencies {
    pub(super) fn keep(&self, keeper: &mut Keeper) -> [StoredMap; 2] {
        [self.needs.keep(keeper), self.needed_by.keep(keeper)]
    }

    pub(super) fn read_stored(from: &mut Reader<'_>, bytes: &Arc<Vec<u8>>) -> Result<Self, Damaged> {
        Ok(Self { needs: Map::read_stored(from, bytes)?, needed_by: Map::read_stored(from, bytes)? })
    }
}

fn push(map: &mut Map<Address, Entries>, key: Address, entry: Dependency) {
    let Some(chunks) = map.get_mut(&key) else {
        map.insert(key, Arc::new(vec![Arc::new(vec![entry])]));
        return;
    };
    let chunks = Arc::make_mut(chunks);
    match chunks.last_mut().filter(|chunk| chunk.len() < CHUNK) {
        Some(chunk) => Arc::make_mut(chunk).push(entry),
        None => chunks.push(Arc::new(vec![entry])),
    }
}

fn take(map: &mut Map<Address, Entries>, key: Address, entry: Dependency) {
    let Some(chunks) = map.get_mut(&key) else {
        return;
    };
    let chunks = Arc::make_mut(chunks);
    // What is dropped was mostly made not long ago.
    let Some(at) = chunks.iter().rposition(|chunk| chunk.contains(&entry)) else {
        return;
    };
    Arc::make_mut(&mut chunks[at]).retain(|other| *other != entry);
    if chunks[at].is_empty() {
        chunks.remove(at);
    }
    if chunks.is_empty() {
        map.remove(&key);
    }
}
