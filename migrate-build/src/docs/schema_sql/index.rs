//! How are indexes written.

use super::Cx;
use super::spell::options;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Index, IndexColumn};
use crate::text::Gather;
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn index(&self, id: RelationId, to: &mut String) {
        let Some(index) = self.catalog.relation(id) else { return };
        let Some(info) = index.index.as_ref() else { return };
        let unique = if info.unique { "UNIQUE " } else { "" };
        let method = if info.method == "btree" { String::new() } else { format!("USING {} ", quote_identifier(&info.method)) };
        let columns = self.index_columns(info);
        let (key, included) = columns.split_at(info.key_columns.min(columns.len()));
        let name = quote_identifier(&index.name);
        let _ = write!(to, "CREATE {unique}INDEX {name} ON {} {method}({})", self.relation_name(info.table), key.join(", "));
        if !included.is_empty() {
            let _ = write!(to, " INCLUDE ({})", included.join(", "));
        }
        if info.nulls_not_distinct {
            to.push_str(" NULLS NOT DISTINCT");
        }
        if !index.options.is_empty() {
            let _ = write!(to, " WITH ({})", options(&index.options));
        }
        if let Some(filter) = &info.filter {
            let _ = write!(to, " WHERE {}", self.expression(filter, info.table));
        }
        to.push_str(";\n");
    }

    /// The columns of an index, those that are only included by their names alone.
    pub(super) fn index_columns(&self, info: &Index) -> Vec<String> {
        info.columns.iter().map(|column| self.index_column(column, info.table)).gather()
    }

    /// A column of an index or of a partition key.
    pub(super) fn index_column(&self, column: &IndexColumn, table: RelationId) -> String {
        let relation = self.catalog.relation(table);
        let found = column.column.and_then(|number| relation?.columns.get(usize::from(number).checked_sub(1)?));
        let mut text = match (found, &column.expr) {
            (Some(found), _) => quote_identifier(&found.name),
            (None, Some(expr)) => format!("({})", self.expression(expr, table)),
            (None, None) => String::new(),
        };
        let own = found.map_or_else(|| self.catalog.type_(column.type_id).and_then(|it| it.collation), |found| found.collation);
        if let Some(collation) = column.collation.filter(|collation| Some(*collation) != own && found.is_some()) {
            let _ = write!(text, " COLLATE {}", self.collation_name(collation));
        }
        if let Some(class) = column.operator_class.and_then(|id| self.catalog.operator_class(id))
            && !class.default
        {
            let _ = write!(text, " {}", self.operator_class_name(class.id));
        }
        text.push_str(match (column.descending, column.nulls_first) {
            (false, false) => "",
            (false, true) => " NULLS FIRST",
            (true, true) => " DESC",
            (true, false) => " DESC NULLS LAST",
        });
        text
    }
}
