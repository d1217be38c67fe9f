//! What does a server hold: the rows of the queries over its catalogs.

use crate::bind::Parameters;
use crate::error::Error;
use crate::query::Query;
use crate::row::Row;
use crate::statement::{Place, Statement};
use migrate_model::{ComparableObject, ComparableSchema, ObjectKind, quoted_text};
use std::collections::BTreeSet;

/// Structure, names, types and the sources of functions.
pub(crate) const LIVE: &str = include_str!("live.sql");
/// What the server prints.
const PRINTED: &str = include_str!("printed.sql");

/// How an expression comes from the server.
pub(crate) enum Shown {
    Text,
    Hash,
}

/// The query for what the server prints.
pub(crate) fn printed(shown: Shown) -> String {
    let (definition, function) = match shown {
        // Only as a whole statement can a function be read again.
        Shown::Text => ("printed", "pg_catalog.pg_get_functiondef(f.oid)"),
        Shown::Hash => (
            "pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(printed, 'UTF8')), 'hex'), 16)",
            "pg_catalog.concat_ws(' ', pg_catalog.pg_get_function_arguments(f.oid), pg_catalog.pg_get_function_sqlbody(f.oid), f.proconfig::text)",
        ),
    };
    PRINTED.replace("{definition}", definition).replace("{function}", function)
}

/// A row: the kind, up to three parts of a name, the definition, and the comment where there is one.
pub(super) struct LiveRow {
    kind: String,
    path: [Option<String>; 3],
    definition: String,
    comment: Option<String>,
}

/// What was read.
#[derive(Default)]
pub(crate) struct Live {
    pub(crate) schema: ComparableSchema,
    /// The version of the server, where the query gives it.
    pub(crate) server: Option<u32>,
}

/// A query over the catalogs, for some schemas.
#[track_caller]
pub(super) fn query(text: &str, schemas: &BTreeSet<String>) -> Query<LiveRow> {
    let statement = Statement::owned(question(text, schemas), Vec::new(), Place::here());
    Query::owned(statement, Parameters::default(), read_row)
}

/// The text of such a query.
pub(crate) fn question(text: &str, schemas: &BTreeSet<String>) -> String {
    let listed: Vec<String> = schemas.iter().map(|schema| quoted_text(schema)).collect();
    text.replace("{schemas}", &listed.join(", "))
}

fn read_row(row: &Row<'_>) -> Result<LiveRow, Error> {
    let path = [row.value(1)?, row.value(2)?, row.value(3)?];
    Ok(LiveRow { kind: row.value(0)?, path, definition: row.value(4)?, comment: row.value(5)? })
}

/// The schema that the rows make up.
pub(super) fn schema_of(rows: Vec<LiveRow>) -> Live {
    let mut live = Live::default();
    for LiveRow { kind, path, definition, comment } in rows {
        match ObjectKind::parse(&kind) {
            Some(kind) => {
                let object = ComparableObject { kind, path: path.into_iter().flatten().collect() };
                if let Some(comment) = comment {
                    live.schema.objects.insert(ComparableObject::comment_on(&object), comment);
                }
                live.schema.objects.insert(object, definition);
            }
            // The last row restores the path, and is no object.
            None => live.server = path[1].as_deref().and_then(|version| version.parse().ok()),
        }
    }
    live
}

/// The schema that rows of texts make up; none where they are no such rows.
pub(crate) fn schema_of_texts(rows: &[Vec<Option<String>>]) -> Option<Live> {
    let row = |row: &Vec<Option<String>>| match row.as_slice() {
        [Some(kind), path @ .., Some(definition), comment] => {
            let path = path.to_vec().try_into().ok()?;
            Some(LiveRow { kind: kind.clone(), path, definition: definition.clone(), comment: comment.clone() })
        }
        _ => None,
    };
    rows.iter().map(row).collect::<Option<Vec<LiveRow>>>().map(schema_of)
}

/// The schemas that objects stand in.
pub(crate) fn schemas_of(schema: &ComparableSchema) -> BTreeSet<String> {
    schema.objects.keys().filter_map(ComparableObject::schema).map(str::to_owned).collect()
}
