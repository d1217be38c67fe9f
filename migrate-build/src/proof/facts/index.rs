//! What is an index.

use super::Writer;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::RelationId;
use crate::catalog::object::{IndexColumn, Relation};
use crate::text::Gather;

impl Writer<'_> {
    pub(super) fn index(&mut self, relation: &Relation) {
        let Some(index) = &relation.index else { return };
        let mut object = self.begin(Address::Relation(relation.id));
        object.within = Some(describe(self.catalog(), Address::Relation(index.table)));
        object.say("method", &index.method);
        object.say_if("unique", index.unique);
        object.say_if("primary", index.primary);
        object.say_if("nulls not distinct", index.nulls_not_distinct);
        object.say_if("deferrable", !index.immediate);
        object.say_if("invalid", !index.valid);
        let columns: Vec<String> = index.columns.iter().map(|column| self.index_column(index.table, column)).gather();
        let (key, included) = columns.split_at(index.key_columns.min(columns.len()));
        object.say("key", key.join(", "));
        object.say("included", included.join(", "));
        object.say_fact("condition", index.filter.as_ref().map(|filter| self.expr(filter, &[index.table])));
        if index.exclusion {
            object.say("excludes", self.names.operators(&index.exclusion_operators));
        }
        object.say_some("options", super::relation::options(&relation.options));
        let parents: Vec<String> = relation.parents.iter().map(|parent| self.names.relation(*parent)).gather();
        object.say("parents", parents.join(", "));
        self.push(object);
    }

    /// A column of a key, with what sorts it.
    pub(super) fn index_column(&self, table: RelationId, column: &IndexColumn) -> String {
        let mut text = match (&column.column, &column.expr) {
            (Some(number), _) => self.names.column(table, number.cast_signed()),
            (None, Some(expr)) => self.expr(expr, &[table]).compared,
            (None, None) => String::new(),
        };
        if let Some(collation) = column.collation {
            text.push_str(&format!(" collate {}", self.names.collation(collation)));
        }
        if let Some(class) = column.operator_class {
            text.push_str(&format!(" {}", self.names.operator_class(class)));
        }
        if column.descending {
            text.push_str(" desc");
        }
        if column.nulls_first {
            text.push_str(" nulls first");
        }
        text
    }
}
