//! How are extended statistics written.

use super::Cx;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::SimpleId;
use crate::text::{Collection, Gather, Name};
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn is_statistics(&self, id: SimpleId) -> bool {
        self.catalog.simple(id).is_some_and(|it| it.statistics.is_some())
    }

    pub(super) fn statistics(&self, id: SimpleId, to: &mut String) {
        let Some(simple) = self.catalog.simple(id) else { return };
        let (Some(info), Some(schema)) = (&simple.statistics, simple.schema) else { return };
        let Some(table) = self.catalog.relation(info.table) else { return };
        let columns = info.columns.iter().filter_map(|number| table.columns.get(usize::from(*number).checked_sub(1)?));
        let mut elements: Vec<String> = columns.map(|column| quote_identifier(&column.name)).gather();
        elements.put_all(info.expressions.iter().map(|expr| format!("({})", self.expression(expr, info.table))));
        let kinds = match info.kinds.as_slice() {
            [] => String::new(),
            kinds => format!(" ({})", kinds.iter().map(Name::as_str).gather::<Vec<_>>().join(", ")),
        };
        let (name, table) = (self.qualified(schema, &simple.name), self.relation_name(info.table));
        let _ = writeln!(to, "CREATE STATISTICS {name}{kinds} ON {} FROM {table};", elements.join(", "));
    }
}
