//! Which queries does the generated code itself hold, by the functions that run them.

use super::Settings;
use super::field::{Fields, sql_relation};
use super::input::{Input, Sql};
use super::key::{delete_sql, find_sql, keys, update_sql};
use super::naming::{insert_type, row_type};
use crate::catalog::Catalog;
use crate::catalog::object::{Relation, RelationKind};
use crate::text::{Collection, Gather};

/// A query of generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnQuery {
    /// The type that has the function.
    pub type_name: String,
    /// The function.
    pub function: String,
    /// Whether it is called on a value.
    pub is_method: bool,
    /// The SQL that it sends; of an INSERT with the columns that always get a value.
    pub sql: String,
}

/// The queries of every table's functions.
#[must_use]
pub fn own_queries(catalog: &Catalog, settings: &Settings) -> Vec<OwnQuery> {
    let schema = Sql::Text(String::new());
    let input = Input {
        catalog,
        settings,
        migrations: &[],
        schema: &schema,
        repeated: "",
        seeds: &[],
        module: "",
        directory: "",
        digest: "",
        version: "",
        queries: &[],
    };
    let tables = catalog.relations().into_iter().filter(|it| matches!(it.kind, RelationKind::Table | RelationKind::PartitionedTable));
    tables.flat_map(|table| of_table(&input, table)).gather()
}

fn of_table(input: &Input<'_>, table: &Relation) -> Vec<OwnQuery> {
    let fields = Fields::of(input, table);
    let row = row_type(input.catalog, input.settings, table.id);
    let mut found = Vec::new();
    for key in keys(input, table, &fields) {
        let of_type = |function, sql| OwnQuery { type_name: row.clone(), function, is_method: false, sql };
        found.push(of_type(key.function("find"), find_sql(input, table, &key, &fields)));
        found.push(of_type(key.function("delete"), delete_sql(input, table, &key)));
        if key.writes_back(&fields) {
            let sql = update_sql(input, table, &key, &fields);
            found.push(OwnQuery { type_name: row.clone(), function: "update".to_owned(), is_method: true, sql });
        }
    }
    let type_name = insert_type(input.catalog, input.settings, table.id);
    let sql = insert_sql(input, table, &fields);
    let inserting = |(function, is_method): (&str, bool)| OwnQuery {
        type_name: type_name.clone(),
        function: function.to_owned(),
        is_method,
        sql: sql.clone(),
    };
    found.put_all([("insert", true), ("insert_all", false), ("copy_all", false)].map(inserting));
    found
}

fn insert_sql(input: &Input<'_>, table: &Relation, fields: &Fields<'_>) -> String {
    let always: Vec<String> =
        fields.all.iter().filter(|field| field.is_written() && !field.has_default()).map(|field| field.sql_name()).gather();
    let numbers: Vec<String> = (1..=always.len()).map(|number| format!("${number}")).gather();
    let relation = sql_relation(input, table.id);
    let returning = fields.select_list();
    match always.is_empty() {
        true => format!("insert into {relation} default values returning {returning}"),
        false => format!("insert into {relation} ({}) values ({}) returning {returning}", always.join(", "), numbers.join(", ")),
    }
}
