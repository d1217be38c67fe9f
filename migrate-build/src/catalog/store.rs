//! How objects are read, added, changed and removed, by id; and found by name within one schema.

use super::builtin::Builtins;
use super::depend::{Address, Dependencies};
use super::id::*;
use super::index::Indexed;
use super::object::*;
use super::search_path::SearchPath;
use super::version::VersionRange;
use super::{Catalog, PUBLIC};
use crate::text::{Collection, Gather, Name, Seek, sort};
use std::sync::Arc;

macro_rules! store {
    ($(#[$doc:meta] $id:ident, $object:ty, $field:ident, $get:ident, $add:ident, $edit:ident, $remove:ident, $all:ident;)*) => {
        impl Catalog {$(
            #[$doc]
            #[must_use]
            pub fn $get(&self, id: $id) -> Option<&$object> {
                // What is built in is asked for most, and its ids are no others'.
                self.builtins.$get(id).or_else(|| self.objects.$field.get(&id).map(|found| &**found))
            }

            /// Adds the object under its own id.
            pub fn $add(&mut self, object: $object) {
                let objects = Arc::make_mut(&mut self.objects);
                object.enter(&mut objects.names);
                objects.$field.insert(object.id, Arc::new(object));
            }

            /// Changes the object in place, names included; built-in objects stay as they are.
            pub fn $edit<R>(&mut self, id: $id, change: impl FnOnce(&mut $object) -> R) -> Option<R> {
                let objects = Arc::make_mut(&mut self.objects);
                let slot = objects.$field.get_mut(&id)?;
                let object = Arc::make_mut(slot);
                object.leave(&mut objects.names);
                let result = change(object);
                object.enter(&mut objects.names);
                Some(result)
            }

            /// Removes the object, its dependencies on others and its comment; what needs it is the caller's concern.
            pub fn $remove(&mut self, id: $id) {
                let objects = Arc::make_mut(&mut self.objects);
                if let Some(object) = objects.$field.remove(&id) {
                    object.leave(&mut objects.names);
                }
            }

            /// Every object of the kind that migrations made, by id.
            #[must_use]
            pub fn $all(&self) -> Vec<&$object> {
                let mut ids = Vec::with_capacity(self.objects.$field.len());
                for (id, _) in self.objects.$field.iter() {
                    ids.push(id.0);
                }
                sort(&mut ids);
                let mut all = Vec::with_capacity(ids.len());
                for id in ids {
                    all.put_all(self.objects.$field.get(&$id(id)).map(|object| &**object));
                }
                all
            }
        )*}
    };
}

store! {
    /// The schema of an id.
    SchemaId, Schema, schemas, schema, add_schema, edit_schema, remove_schema, schemas;
    /// The relation of an id.
    RelationId, Relation, relations, relation, add_relation, edit_relation, remove_relation, relations;
    /// The type of an id.
    TypeId, Type, types, type_, add_type, edit_type, remove_type, types;
    /// The function of an id.
    FunctionId, Function, functions, function, add_function, edit_function, remove_function, functions;
    /// The operator of an id.
    OperatorId, Operator, operators, operator, add_operator, edit_operator, remove_operator, operators;
    /// The operator class of an id.
    OperatorClassId, OperatorClass, operator_classes, operator_class, add_operator_class, edit_operator_class, remove_operator_class, operator_classes;
    /// The operator family of an id.
    OperatorFamilyId, OperatorFamily, operator_families, operator_family, add_operator_family, edit_operator_family, remove_operator_family, operator_families;
    /// The collation of an id.
    CollationId, Collation, collations, collation, add_collation, edit_collation, remove_collation, collations;
    /// The constraint of an id.
    ConstraintId, Constraint, constraints, constraint, add_constraint, edit_constraint, remove_constraint, constraints;
    /// The trigger of an id.
    TriggerId, Trigger, triggers, trigger, add_trigger, edit_trigger, remove_trigger, triggers;
    /// The policy of an id.
    PolicyId, Policy, policies, policy, add_policy, edit_policy, remove_policy, policies;
    /// The rule of an id.
    RuleId, Rule, rules, rule, add_rule, edit_rule, remove_rule, rules;
    /// The cast of an id.
    CastId, Cast, casts, cast_by_id, add_cast, edit_cast, remove_cast, casts;
    /// The extension of an id.
    ExtensionId, Extension, extensions, extension, add_extension, edit_extension, remove_extension, extensions;
    /// The object with few properties of an id.
    SimpleId, Simple, simples, simple, add_simple, edit_simple, remove_simple, simples;
}

impl Catalog {
    /// A new database: the built-ins, and the schema `public`.
    #[must_use]
    pub fn new(versions: VersionRange) -> Self {
        let mut catalog = Self {
            versions,
            builtins: Builtins::of(versions.lowest),
            next_id: FIRST_USER_ID,
            search_path: SearchPath::default(),
            objects: Arc::default(),
        };
        catalog.add_schema(Schema { id: PUBLIC, name: Name::from("public"), owner: Some(Name::from("pg_database_owner")) });
        // A new database has this one; that it is known is held by a test.
        let _ = catalog.install_extension("plpgsql", super::PG_CATALOG, None);
        catalog
    }

    /// The versions that the SQL is held against; what is known of built-ins is that of the lowest.
    #[must_use]
    pub fn versions(&self) -> VersionRange {
        self.versions
    }

    /// The built-in objects.
    #[must_use]
    pub fn builtins(&self) -> &'static Builtins {
        self.builtins
    }

    /// A number that no object has yet, to be wrapped in the id of its kind.
    pub fn next_id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    /// The number that the next object gets: all that exist have lower ones, all that come have this one or higher ones.
    #[must_use]
    pub fn first_free_id(&self) -> u32 {
        self.next_id
    }

    /// Who needs whom.
    #[must_use]
    pub fn dependencies(&self) -> &Dependencies {
        &self.objects.dependencies
    }

    /// Who needs whom, to be changed.
    pub fn dependencies_mut(&mut self) -> &mut Dependencies {
        &mut Arc::make_mut(&mut self.objects).dependencies
    }

    /// The comment on an object.
    #[must_use]
    pub fn comment(&self, on: Address) -> Option<&Name> {
        self.objects.comments.get(&on)
    }

    /// Sets the comment on an object, or removes it.
    pub fn set_comment(&mut self, on: Address, text: Option<Name>) {
        let comments = &mut Arc::make_mut(&mut self.objects).comments;
        match text {
            Some(text) => comments.insert(on, text),
            None => comments.remove(&on),
        };
    }

    /// Where unqualified names are looked for.
    #[must_use]
    pub fn search_path(&self) -> &SearchPath {
        &self.search_path
    }

    /// Where unqualified names are looked for, to be changed.
    pub fn set_search_path(&mut self, path: SearchPath) {
        self.search_path = path;
    }

    /// The schema of a name.
    #[must_use]
    pub fn schema_named(&self, name: &Name) -> Option<SchemaId> {
        self.objects.names.schemas.get(name).copied().or_else(|| self.builtins.schema_named(name))
    }

    /// The relation of a name in one schema.
    #[must_use]
    pub fn relation_in(&self, schema: SchemaId, name: &Name) -> Option<RelationId> {
        self.objects.names.relations.get(&(schema, name.clone())).copied().or_else(|| self.builtins.relation_named(schema, name))
    }

    /// The type of a name in one schema.
    #[must_use]
    pub fn type_in(&self, schema: SchemaId, name: &Name) -> Option<TypeId> {
        self.objects.names.types.get(&(schema, name.clone())).copied().or_else(|| self.builtins.type_named(schema, name))
    }

    /// The functions of a name in one schema, user's and built-in.
    #[must_use]
    pub fn functions_in(&self, schema: SchemaId, name: &Name) -> Vec<FunctionId> {
        let own = self.objects.names.functions.get(&(schema, name.clone())).map_or(&[][..], |found| found.as_slice());
        own.iter().copied().chain(self.builtins.functions_named(schema, name).iter().copied()).gather()
    }

    /// The operators of a symbol in one schema, user's and built-in.
    #[must_use]
    pub fn operators_in(&self, schema: SchemaId, symbol: &Name) -> Vec<OperatorId> {
        let own = self.objects.names.operators.get(&(schema, symbol.clone())).map_or(&[][..], |found| found.as_slice());
        own.iter().copied().chain(self.builtins.operators_named(schema, symbol).iter().copied()).gather()
    }

    /// The operator class of a name for an access method in one schema.
    #[must_use]
    pub fn operator_class_in(&self, schema: SchemaId, method: &str, name: &Name) -> Option<OperatorClassId> {
        let own = self.objects.names.operator_classes.get(&(schema, name.clone())).map_or(&[][..], |found| found.as_slice());
        own.iter()
            .copied()
            .first_where(|id| self.operator_class(*id).is_some_and(|class| class.method == *method))
            .or_else(|| self.builtins.operator_class_named(schema, method, name))
    }

    /// The operator family of a name for an access method in one schema.
    #[must_use]
    pub fn operator_family_in(&self, schema: SchemaId, method: &str, name: &Name) -> Option<OperatorFamilyId> {
        let own = self.objects.names.operator_families.get(&(schema, name.clone())).map_or(&[][..], |found| found.as_slice());
        own.iter()
            .copied()
            .first_where(|id| self.operator_family(*id).is_some_and(|family| family.method == *method))
            .or_else(|| self.builtins.operator_family_named(schema, method, name))
    }

    /// The collation of a name in one schema.
    #[must_use]
    pub fn collation_in(&self, schema: SchemaId, name: &Name) -> Option<CollationId> {
        self.objects.names.collations.get(&(schema, name.clone())).copied().or_else(|| self.builtins.collation_named(schema, name))
    }

    /// The cast between two types, where one is declared.
    #[must_use]
    pub fn cast(&self, source: TypeId, target: TypeId) -> Option<&Cast> {
        match self.objects.names.casts.get(&(source, target)) {
            Some(id) => self.cast_by_id(*id),
            None => self.builtins.cast(source, target),
        }
    }

    /// The extension of a name, where it is installed.
    #[must_use]
    pub fn extension_named(&self, name: &Name) -> Option<ExtensionId> {
        self.objects.names.extensions.get(name).copied()
    }

    /// The object of a kind with few properties.
    #[must_use]
    pub fn simple_named(&self, kind: SimpleKind, schema: Option<SchemaId>, name: &Name) -> Option<SimpleId> {
        self.objects.names.simples.get(&(kind, schema, name.clone())).copied().or_else(|| self.builtins.simple_named(kind, schema, name))
    }

    /// The indexes of a table, in the order in which they were made.
    #[must_use]
    pub fn indexes_of(&self, table: RelationId) -> &[RelationId] {
        self.objects.names.indexes.get(&table).map_or(&[], |found| found.as_slice())
    }

    /// The relations that inherit from one directly, partitions included.
    #[must_use]
    pub fn children_of(&self, parent: RelationId) -> &[RelationId] {
        self.objects.names.children.get(&parent).map_or(&[], |found| found.as_slice())
    }

    /// The constraints of a table or domain, in the order in which they were made.
    #[must_use]
    pub fn constraints_of(&self, owner: ConstraintOwner) -> &[ConstraintId] {
        self.objects.names.constraints.get(&owner).map_or_else(|| self.builtins.constraints_of(owner), |found| found.as_slice())
    }

    /// The constraints of a name in one schema: unlike other names, several tables may have one of the same name.
    #[must_use]
    pub fn constraints_in(&self, schema: SchemaId, name: &Name) -> &[ConstraintId] {
        self.objects.names.constraint_names.get(&(schema, name.clone())).map_or(&[], |found| found.as_slice())
    }

    /// The triggers of a relation.
    #[must_use]
    pub fn triggers_of(&self, relation: RelationId) -> &[TriggerId] {
        self.objects.names.triggers.get(&relation).map_or(&[], |found| found.as_slice())
    }

    /// The policies of a table.
    #[must_use]
    pub fn policies_of(&self, table: RelationId) -> &[PolicyId] {
        self.objects.names.policies.get(&table).map_or(&[], |found| found.as_slice())
    }

    /// The rules of a relation, apart from that of a view's `SELECT`.
    #[must_use]
    pub fn rules_of(&self, relation: RelationId) -> &[RuleId] {
        self.objects.names.rules.get(&relation).map_or(&[], |found| found.as_slice())
    }
}
