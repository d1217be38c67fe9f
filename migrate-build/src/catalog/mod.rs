//! What does the database hold: objects by id, names, dependencies, `search_path`, built-ins. Knows no syntax.

pub mod builtin;
mod changes;
pub mod deparse;
pub mod depend;
pub mod describe;
pub mod extension;
pub mod format;
pub mod id;
mod index;
mod known;
pub mod object;
pub mod persistent;
pub mod search_path;
mod store;
pub mod stored;
pub mod tree;
pub mod version;

use builtin::Builtins;
use depend::{Address, Dependencies};
use id::*;
use index::NameIndex;
use object::*;
use persistent::Map;
use search_path::SearchPath;
use std::sync::Arc;
use version::VersionRange;

use crate::text::Name;

/// The schema `pg_catalog`.
pub const PG_CATALOG: SchemaId = SchemaId(11);
/// The schema `public`, which a new database has and a migration may drop.
pub const PUBLIC: SchemaId = SchemaId(2200);
/// The schema `information_schema`.
pub const INFORMATION_SCHEMA: SchemaId = SchemaId(13000);
/// The schema of temporary objects, made when it is first needed.
pub const PG_TEMP: SchemaId = SchemaId(13001);

/// The state of a database at one point of its history. A clone is cheap and independent.
#[derive(Clone, Debug)]
pub struct Catalog {
    versions: VersionRange,
    builtins: &'static Builtins,
    next_id: u32,
    search_path: SearchPath,
    /// Shared until it is written to: most statements change no object, and a state is kept before each of them.
    objects: Arc<Objects>,
}

/// What migrations made.
#[derive(Clone, Debug, Default)]
struct Objects {
    schemas: Map<SchemaId, Arc<Schema>>,
    relations: Map<RelationId, Arc<Relation>>,
    types: Map<TypeId, Arc<Type>>,
    functions: Map<FunctionId, Arc<Function>>,
    operators: Map<OperatorId, Arc<Operator>>,
    operator_classes: Map<OperatorClassId, Arc<OperatorClass>>,
    operator_families: Map<OperatorFamilyId, Arc<OperatorFamily>>,
    collations: Map<CollationId, Arc<Collation>>,
    constraints: Map<ConstraintId, Arc<Constraint>>,
    triggers: Map<TriggerId, Arc<Trigger>>,
    policies: Map<PolicyId, Arc<Policy>>,
    rules: Map<RuleId, Arc<Rule>>,
    casts: Map<CastId, Arc<Cast>>,
    extensions: Map<ExtensionId, Arc<Extension>>,
    simples: Map<SimpleId, Arc<Simple>>,
    names: NameIndex,
    dependencies: Dependencies,
    comments: Map<Address, Name>,
}
