//! How an object is found by name, and what hangs on another, kept in step with the objects themselves.

use super::id::*;
use super::object::*;
use super::persistent::{Key, Map, Value};
use crate::text::Name;
use std::sync::Arc;

type Many<K, V> = Map<K, Arc<Vec<V>>>;

/// Names and belongings of the objects that migrations made.
#[derive(Clone, Debug, Default)]
pub(super) struct NameIndex {
    pub(super) schemas: Map<Name, SchemaId>,
    pub(super) relations: Map<(SchemaId, Name), RelationId>,
    pub(super) types: Map<(SchemaId, Name), TypeId>,
    pub(super) functions: Many<(SchemaId, Name), FunctionId>,
    pub(super) operators: Many<(SchemaId, Name), OperatorId>,
    pub(super) operator_classes: Many<(SchemaId, Name), OperatorClassId>,
    pub(super) operator_families: Many<(SchemaId, Name), OperatorFamilyId>,
    pub(super) collations: Map<(SchemaId, Name), CollationId>,
    pub(super) casts: Map<(TypeId, TypeId), CastId>,
    pub(super) extensions: Map<Name, ExtensionId>,
    pub(super) simples: Map<(SimpleKind, Option<SchemaId>, Name), SimpleId>,
    pub(super) indexes: Many<RelationId, RelationId>,
    pub(super) children: Many<RelationId, RelationId>,
    pub(super) constraints: Many<ConstraintOwner, ConstraintId>,
    pub(super) constraint_names: Many<(SchemaId, Name), ConstraintId>,
    pub(super) triggers: Many<RelationId, TriggerId>,
    pub(super) policies: Many<RelationId, PolicyId>,
    pub(super) rules: Many<RelationId, RuleId>,
}

/// An object that is found by its name or by what it belongs to.
pub(super) trait Indexed {
    /// Enters the object.
    fn enter(&self, names: &mut NameIndex);
    /// Takes it out again.
    fn leave(&self, names: &mut NameIndex);
}

/// Keeps what belongs to a key in the order in which it was made, also when an object is taken out, changed and entered again.
fn push<K: Key, V: Value + Ord>(map: &mut Many<K, V>, key: K, value: V) {
    match map.get_mut(&key) {
        Some(found) => {
            let at = found.partition_point(|other| *other < value);
            Arc::make_mut(found).insert(at, value);
        }
        None => {
            map.insert(key, Arc::new(vec![value]));
        }
    }
}

fn take<K: Key, V: Value + PartialEq>(map: &mut Many<K, V>, key: &K, value: &V) {
    let Some(found) = map.get_mut(key) else {
        return;
    };
    Arc::make_mut(found).retain(|other| other != value);
    if found.is_empty() {
        map.remove(key);
    }
}

macro_rules! one_by_name {
    ($object:ty, $field:ident, $self:ident => $key:expr) => {
        impl Indexed for $object {
            fn enter(&self, names: &mut NameIndex) {
                let $self = self;
                names.$field.insert($key, self.id);
            }

            fn leave(&self, names: &mut NameIndex) {
                let $self = self;
                names.$field.remove(&$key);
            }
        }
    };
}

macro_rules! many_by_key {
    ($object:ty, $field:ident, $self:ident => $key:expr) => {
        impl Indexed for $object {
            fn enter(&self, names: &mut NameIndex) {
                let $self = self;
                push(&mut names.$field, $key, self.id);
            }

            fn leave(&self, names: &mut NameIndex) {
                let $self = self;
                take(&mut names.$field, &$key, &self.id);
            }
        }
    };
}

one_by_name!(Schema, schemas, it => it.name.clone());
one_by_name!(Type, types, it => (it.schema, it.name.clone()));
one_by_name!(Collation, collations, it => (it.schema, it.name.clone()));
one_by_name!(Cast, casts, it => (it.source, it.target));
one_by_name!(Extension, extensions, it => it.name.clone());
one_by_name!(Simple, simples, it => (it.kind, it.schema, it.name.clone()));
many_by_key!(Function, functions, it => (it.schema, it.name.clone()));
many_by_key!(Operator, operators, it => (it.schema, it.name.clone()));
many_by_key!(OperatorClass, operator_classes, it => (it.schema, it.name.clone()));
many_by_key!(OperatorFamily, operator_families, it => (it.schema, it.name.clone()));
many_by_key!(Trigger, triggers, it => it.relation);
many_by_key!(Policy, policies, it => it.relation);
many_by_key!(Rule, rules, it => it.relation);

impl Indexed for Constraint {
    fn enter(&self, names: &mut NameIndex) {
        push(&mut names.constraints, self.owner, self.id);
        push(&mut names.constraint_names, (self.schema, self.name.clone()), self.id);
    }

    fn leave(&self, names: &mut NameIndex) {
        take(&mut names.constraints, &self.owner, &self.id);
        take(&mut names.constraint_names, &(self.schema, self.name.clone()), &self.id);
    }
}

impl Indexed for Relation {
    fn enter(&self, names: &mut NameIndex) {
        names.relations.insert((self.schema, self.name.clone()), self.id);
        if let Some(index) = &self.index {
            push(&mut names.indexes, index.table, self.id);
        }
        for parent in &self.parents {
            push(&mut names.children, *parent, self.id);
        }
    }

    fn leave(&self, names: &mut NameIndex) {
        names.relations.remove(&(self.schema, self.name.clone()));
        if let Some(index) = &self.index {
            take(&mut names.indexes, &index.table, &self.id);
        }
        for parent in &self.parents {
            take(&mut names.children, parent, &self.id);
        }
    }
}
