//! What are indexes compared by.

use super::{Cx, Facts, column_name};
use crate::catalog::depend::Address;
use crate::catalog::object::{Index, IndexColumn, Relation};
use crate::text::Gather;
use migrate_model::ObjectKind;

pub(super) fn enter_indexes(cx: &mut Cx<'_>, table: &Relation, schema: &str) {
    let catalog = cx.catalog;
    for id in catalog.indexes_of(table.id) {
        let Some((relation, index)) = catalog.relation(*id).and_then(|it| Some((it, it.index.as_ref()?))) else { continue };
        let facts = facts_of(cx, table, (relation, index));
        cx.enter(ObjectKind::Index, Address::Relation(*id), &[schema, &table.name, &relation.name], facts);
    }
}

fn facts_of(cx: &Cx<'_>, table: &Relation, (relation, index): (&Relation, &Index)) -> Facts {
    let (key, include) = index.columns.split_at(index.key_columns.min(index.columns.len()));
    let key: Vec<String> = key.iter().map(|column| key_column(cx, table, column)).gather();
    let mut facts = Facts::default();
    facts.add(format!("{}{} ({})", if index.unique { "unique " } else { "" }, index.method, key.join(", ")));
    if !include.is_empty() {
        let names = include.iter().filter_map(|column| column_name(table, column.column?)).gather::<Vec<_>>();
        facts.add(format!("include ({})", names.join(", ")));
    }
    facts.when(index.nulls_not_distinct, "nulls not distinct");
    facts.when(index.filter.is_some(), "partial");
    facts.options(&relation.options);
    facts.when(!index.valid, "invalid");
    facts
}

fn key_column(cx: &Cx<'_>, table: &Relation, column: &IndexColumn) -> String {
    let name = column.column.and_then(|number| column_name(table, number));
    let mut said = name.unwrap_or("expression").to_owned();
    let usual = column.column.and_then(|number| table.columns.get(usize::from(number).checked_sub(1)?)).map(|it| it.collation);
    // What an expression is sorted by is part of it.
    if let (Some(usual), Some(collation)) = (usual, column.collation)
        && usual != Some(collation)
        && let Some(found) = cx.catalog.collation(collation)
    {
        said.push_str(&format!(" collate {}", found.name));
    }
    if let Some(class) = column.operator_class.and_then(|id| cx.catalog.operator_class(id)).filter(|class| !class.default) {
        said.push_str(&format!(" {}", class.name));
    }
    if column.descending {
        said.push_str(" desc");
    }
    if column.nulls_first {
        said.push_str(" nulls first");
    }
    said
}
