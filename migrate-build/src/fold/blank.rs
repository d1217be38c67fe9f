//! What does a relation look like before anything special is said of it.

use super::cx::Cx;
use crate::catalog::id::{CollationId, RelationId, SchemaId, TypeId};
use crate::catalog::object::{Column, Inheritance, Persistence, Relation, RelationKind, ReplicaIdentity};
use crate::text::Name;
use std::collections::BTreeMap;

/// A relation without columns, under a new id.
pub(super) fn blank_relation(cx: &mut Cx<'_>, schema: SchemaId, name: &Name, kind: RelationKind) -> Relation {
    Relation {
        id: RelationId(cx.catalog.next_id()),
        schema,
        name: name.clone(),
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
        options: BTreeMap::new(),
        access_method: None,
        server: None,
        replica_identity: ReplicaIdentity::Default,
        clustered_on: None,
        owner: cx.session.role.clone(),
    }
}

/// A column with a name and a type alone.
pub(super) fn blank_column(name: &Name, type_id: TypeId, modifier: i32, collation: Option<CollationId>) -> Column {
    Column {
        name: name.clone(),
        type_id: Some(type_id),
        modifier,
        collation,
        not_null: false,
        not_null_valid: false,
        default: None,
        identity: None,
        generated: None,
        local: true,
        inherited: 0,
        storage: None,
        compression: None,
        options: BTreeMap::new(),
        has_missing_value: false,
    }
}
