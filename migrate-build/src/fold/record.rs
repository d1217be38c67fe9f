//! How is it recorded what a new object needs.

use super::cx::Cx;
use super::dependency::is_pinned;
use super::effect::LockMode;
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::{CollationId, OperatorClassId, RelationId, SchemaId, TypeId};

impl Cx<'_> {
    /// Notes a lock, unless the statement at hand made the relation itself.
    pub(super) fn lock(&mut self, relation: RelationId, mode: LockMode) {
        if !relation.is_builtin() && !self.effects.created.contains(&Address::Relation(relation)) {
            self.effects.lock(relation, mode);
        }
    }

    /// Records that one object needs another; what came with the server is never recorded as needed.
    pub(super) fn record(&mut self, dependent: Address, needed: Address, kind: DependencyKind) {
        if !is_pinned(needed) {
            self.catalog.dependencies_mut().add(Dependency { dependent, needed, kind });
        }
    }

    /// Records that an object needs all of these in the ordinary way.
    pub(super) fn record_all(&mut self, dependent: Address, needed: impl IntoIterator<Item = Address>, kind: DependencyKind) {
        for needed in needed {
            if needed != dependent {
                self.record(dependent, needed, kind);
            }
        }
    }

    /// Records the schema of an object.
    pub(super) fn record_schema(&mut self, dependent: Address, schema: SchemaId) {
        self.record(dependent, Address::Schema(schema), DependencyKind::Normal);
    }

    /// Records type and collation of a column.
    pub(super) fn record_column_type(&mut self, relation: RelationId, column: u16, type_id: TypeId, collation: Option<CollationId>) {
        let dependent = Address::Column(relation, column);
        self.record(dependent, Address::Type(type_id), DependencyKind::Normal);
        if let Some(collation) = collation {
            self.record(dependent, Address::Collation(collation), DependencyKind::Normal);
        }
    }

    /// Records an operator class that an index or a partition key uses.
    pub(super) fn record_operator_class(&mut self, dependent: Address, class: Option<OperatorClassId>) {
        if let Some(class) = class {
            self.record(dependent, Address::OperatorClass(class), DependencyKind::Normal);
        }
    }
}
