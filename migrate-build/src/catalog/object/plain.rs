//! What does a relation or a column have before anything special is said of it.

use super::{Column, Inheritance, Persistence, Relation, RelationKind, ReplicaIdentity};
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::text::{Name, SortedMap};

impl Relation {
    /// A permanent relation without columns and owner.
    #[must_use]
    pub fn plain(id: RelationId, schema: SchemaId, name: Name, kind: RelationKind) -> Self {
        Self {
            id,
            schema,
            name,
            kind,
            persistence: Persistence::Permanent,
            columns: Vec::new(),
            row_type: None,
            of_type: None,
            parents: Vec::new(),
            inheritance: Inheritance::None,
            partition_key: None,
            partition_bound: None,
            row_security: false,
            force_row_security: false,
            query: None,
            index: None,
            sequence: None,
            options: SortedMap::new(),
            access_method: None,
            tablespace: None,
            server: None,
            replica_identity: ReplicaIdentity::Default,
            clustered_on: None,
            owner: None,
        }
    }
}

impl Column {
    /// A column that may be NULL.
    #[must_use]
    pub fn plain(name: Name, type_id: TypeId) -> Self {
        Self {
            name,
            type_id: Some(type_id),
            modifier: -1,
            collation: None,
            not_null: false,
            not_null_valid: false,
            default: None,
            identity: None,
            generated: None,
            local: true,
            inherited: 0,
            storage: None,
            compression: None,
            statistics: None,
            options: SortedMap::new(),
            has_missing_value: false,
        }
    }
}
