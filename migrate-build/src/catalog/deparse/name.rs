//! How are the objects named that an expression is made of: with a schema where they are out of sight.

use super::Printer;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{CollationId, FunctionId, OperatorId, SchemaId, TypeId};
use crate::catalog::object::TypeKind;
use crate::catalog::tree::ColumnVar;
use crate::text::Name;

impl Printer<'_> {
    pub(super) fn column(&mut self, var: &ColumnVar) -> Option<()> {
        if var.level > 0 || var.table > 0 {
            return None;
        }
        let relation = self.catalog.relation(self.relation?)?;
        let name = match usize::try_from(var.column).ok()?.checked_sub(1) {
            Some(at) => &relation.columns.get(at)?.name,
            None => &relation.name,
        };
        self.say(&quote_identifier(name));
        Some(())
    }

    pub(super) fn field_name(&self, type_id: TypeId, number: u16) -> Option<Name> {
        let relation = match &self.catalog.type_(type_id)?.kind {
            TypeKind::Domain { base, .. } => return self.field_name(*base, number),
            TypeKind::Composite(relation) => self.catalog.relation(*relation)?,
            _ => return None,
        };
        relation.columns.get(usize::from(number).checked_sub(1)?).map(|column| column.name.clone())
    }

    // pg: ruleutils.c generate_function_name
    pub(super) fn function_name(&self, id: FunctionId) -> Option<String> {
        let function = self.catalog.function(id)?;
        self.seen(function.schema, quote_identifier(&function.name))
    }

    // pg: ruleutils.c generate_operator_name
    pub(super) fn operator_name(&self, id: OperatorId) -> Option<String> {
        let operator = self.catalog.operator(id)?;
        if self.catalog.is_in_path(operator.schema) {
            return Some(operator.name.to_string());
        }
        let schema = self.catalog.schema(operator.schema)?;
        Some(format!("OPERATOR({}.{})", quote_identifier(&schema.name), operator.name))
    }

    pub(super) fn collation_name(&self, id: CollationId) -> Option<String> {
        let collation = self.catalog.collation(id)?;
        let name = quote_identifier(&collation.name);
        if self.catalog.lookup_collation(&collation.name) == Some(id) {
            return Some(name);
        }
        let schema = self.catalog.schema(collation.schema)?;
        Some(format!("{}.{name}", quote_identifier(&schema.name)))
    }

    fn seen(&self, schema: SchemaId, name: String) -> Option<String> {
        if self.catalog.is_in_path(schema) {
            return Some(name);
        }
        Some(format!("{}.{name}", quote_identifier(&self.catalog.schema(schema)?.name)))
    }
}
