//! Is a function replaced, or dropped and made again.

use super::Remedies;
use super::alter::Structure;
use super::plan::{Plan, Turn};
use crate::catalog::depend::Address;
use crate::catalog::id::FunctionId;
use crate::catalog::object::FunctionKind;
use crate::docs::schema_sql::replaced;
use crate::docs::schema_sql::unit::Unit;

impl Remedies<'_> {
    /// PostgreSQL replaces one that takes and gives the same, and has no defaults that the new one lacks.
    pub(super) fn add_function(&self, plan: &mut Plan, id: FunctionId, structure: Structure<'_>) {
        let kind = self.cx.catalog.function(id).map(|function| function.kind);
        let alike = structure.is_none_or(|(expected, found)| head(expected) == head(found));
        if alike && kind != Some(FunctionKind::Aggregate) {
            let written = self.cx.unit_sql(Unit::Function(id));
            return plan.step(self.place(Unit::Function(id)), Turn::Rest, replaced(&written));
        }
        self.remake(Address::Function(id), plan);
    }
}

/// What a function is, takes and gives, without how it does it.
fn head(definition: &str) -> &str {
    definition.split_once(", language ").map_or(definition, |(head, _)| head)
}
