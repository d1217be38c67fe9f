//! How are names and texts spelled in the schema as SQL: with a schema only where it is not the one that objects are made in.

use super::Cx;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::format::{format_type, quote_identifier};
use crate::catalog::id::{CollationId, FunctionId, OperatorClassId, OperatorId, RelationId, SchemaId, TypeId};
use crate::catalog::object::Relation;
use crate::text::{Gather, Name, Seek, SortedMap};

/// A text in single quotes.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Storage options in parentheses.
pub(super) fn options(options: &SortedMap<Name, Name>) -> String {
    let written: Vec<String> = options.iter().map(|(name, value)| format!("{name}={}", option_value(value))).gather();
    written.join(", ")
}

fn option_value(value: &str) -> String {
    let plain = !value.is_empty() && value.bytes().for_all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    if plain { value.to_owned() } else { literal(value) }
}

impl Cx<'_> {
    pub(super) fn qualified(&self, schema: SchemaId, name: &str) -> String {
        let seen = self.catalog.creation_schema() == Some(schema);
        match self.catalog.schema(schema).filter(|_| !seen) {
            Some(schema) => format!("{}.{}", quote_identifier(&schema.name), quote_identifier(name)),
            None => quote_identifier(name),
        }
    }

    pub(super) fn relation_name(&self, id: RelationId) -> String {
        self.catalog.relation(id).map_or_else(String::new, |relation| self.qualified(relation.schema, &relation.name))
    }

    pub(super) fn function_name(&self, id: FunctionId) -> String {
        self.catalog.function(id).map_or_else(String::new, |function| {
            let built_in = self.catalog.schema(function.schema).is_some_and(|schema| schema.name == "pg_catalog");
            if built_in { quote_identifier(&function.name) } else { self.qualified(function.schema, &function.name) }
        })
    }

    pub(super) fn type_name(&self, id: TypeId, modifier: i32) -> String {
        format_type(self.catalog, id, modifier)
    }

    pub(super) fn collation_name(&self, id: CollationId) -> String {
        let found = self.catalog.collation(id);
        found.map_or_else(String::new, |collation| {
            let seen = self.catalog.lookup_collation(&collation.name) == Some(id);
            if seen { quote_identifier(&collation.name) } else { self.qualified(collation.schema, &collation.name) }
        })
    }

    pub(super) fn operator_class_name(&self, id: OperatorClassId) -> String {
        let found = self.catalog.operator_class(id);
        found.map_or_else(String::new, |class| {
            let seen = self.catalog.lookup_operator_class(&class.method, &class.name) == Some(id);
            if seen { quote_identifier(&class.name) } else { self.qualified(class.schema, &class.name) }
        })
    }

    pub(super) fn operator_name(&self, id: OperatorId) -> String {
        let found = self.catalog.operator(id);
        found.map_or_else(String::new, |operator| match self.catalog.schema(operator.schema) {
            Some(schema) if !self.catalog.is_in_path(operator.schema) => {
                format!("OPERATOR({}.{})", quote_identifier(&schema.name), operator.name)
            }
            _ => operator.name.to_string(),
        })
    }

    /// Columns by number, in parentheses.
    pub(super) fn columns(&self, relation: &Relation, numbers: &[u16]) -> String {
        let name = |number: &u16| relation.columns.get(usize::from(*number).wrapping_sub(1)).map(|column| quote_identifier(&column.name));
        format!("({})", numbers.iter().filter_map(name).gather::<Vec<_>>().join(", "))
    }

    /// An object as messages call it.
    pub(super) fn described(&self, address: Address) -> String {
        describe(self.catalog, address)
    }
}
