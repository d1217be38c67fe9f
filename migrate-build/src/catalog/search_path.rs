//! Where are unqualified names looked for, and found.

use super::id::{CollationId, FunctionId, OperatorClassId, OperatorFamilyId, OperatorId, RelationId, SchemaId, TypeId};
use super::{Catalog, PG_CATALOG, PG_TEMP};
use crate::text::{Gather, Name, Seek};

/// The value of `search_path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPath {
    /// The names as they were set.
    pub names: Vec<Name>,
}

impl Default for SearchPath {
    fn default() -> Self {
        Self { names: vec![Name::from("$user"), Name::from("public")] }
    }
}

impl Catalog {
    /// The schemas in the order in which names are looked for: `pg_temp` and `pg_catalog` first unless the path places them, schemas that do not exist left out.
    // pg: namespace.c recomputeNamespacePath
    #[must_use]
    pub fn schemas_in_path(&self) -> Vec<SchemaId> {
        let mut found: Vec<SchemaId> = Vec::new();
        for name in &self.search_path().names {
            let id = if *name == "pg_temp" { self.schema(PG_TEMP).map(|schema| schema.id) } else { self.schema_named(name) };
            if let Some(id) = id
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        if !found.contains(&PG_CATALOG) {
            found.insert(0, PG_CATALOG);
        }
        if !self.search_path().names.iter().exists(|name| *name == "pg_temp") && self.schema(PG_TEMP).is_some() {
            found.insert(0, PG_TEMP);
        }
        found
    }

    /// The schema in which an unqualified name is made: the first of the path that exists and was named.
    #[must_use]
    pub fn creation_schema(&self) -> Option<SchemaId> {
        self.search_path().names.iter().first_some(|name| self.schema_named(name))
    }

    /// The relation of an unqualified name.
    #[must_use]
    pub fn lookup_relation(&self, name: &Name) -> Option<RelationId> {
        self.schemas_in_path().into_iter().first_some(|schema| self.relation_in(schema, name))
    }

    /// The type of an unqualified name.
    #[must_use]
    pub fn lookup_type(&self, name: &Name) -> Option<TypeId> {
        self.schemas_in_path().into_iter().first_some(|schema| self.type_in(schema, name))
    }

    /// The functions of an unqualified name, those of schemas further to the front first; one that another hides by the same argument types is still there.
    #[must_use]
    pub fn lookup_functions(&self, name: &Name) -> Vec<FunctionId> {
        self.schemas_in_path().into_iter().filter(|schema| *schema != PG_TEMP).flat_map(|schema| self.functions_in(schema, name)).gather()
    }

    /// The operators of an unqualified symbol, those of schemas further to the front first.
    #[must_use]
    pub fn lookup_operators(&self, symbol: &Name) -> Vec<OperatorId> {
        self.schemas_in_path().into_iter().filter(|schema| *schema != PG_TEMP).flat_map(|schema| self.operators_in(schema, symbol)).gather()
    }

    /// The operator class of an unqualified name.
    #[must_use]
    pub fn lookup_operator_class(&self, method: &str, name: &Name) -> Option<OperatorClassId> {
        self.schemas_in_path().into_iter().first_some(|schema| self.operator_class_in(schema, method, name))
    }

    /// The operator family of an unqualified name.
    #[must_use]
    pub fn lookup_operator_family(&self, method: &str, name: &Name) -> Option<OperatorFamilyId> {
        self.schemas_in_path().into_iter().first_some(|schema| self.operator_family_in(schema, method, name))
    }

    /// The collation of an unqualified name.
    #[must_use]
    pub fn lookup_collation(&self, name: &Name) -> Option<CollationId> {
        self.schemas_in_path().into_iter().first_some(|schema| self.collation_in(schema, name))
    }

    /// Whether an object of a schema is seen without naming the schema, as far as the path goes: the first schema of the path with the name is the one.
    #[must_use]
    pub fn is_in_path(&self, schema: SchemaId) -> bool {
        self.schemas_in_path().contains(&schema)
    }
}
