//! In what does a live schema differ from the computed one, apart from what is no concern of the migrations.

use crate::other_tools::{BESIDE_HISTORIES, HISTORIES};
use migrate_model::{ComparableObject, ComparableSchema, HistoryTable, ObjectKind, SchemaDifference};
use std::collections::BTreeSet;

/// The differences, without those that follow from another: of a table that is missing or not expected no column is named.
#[must_use]
pub fn compare_schemas(expected: &ComparableSchema, found: &ComparableSchema) -> Vec<SchemaDifference> {
    compare_beside(&HistoryTable::default(), expected, found)
}

/// The same where the history stands in a table that is named.
pub(crate) fn compare_beside(history: &HistoryTable, expected: &ComparableSchema, found: &ComparableSchema) -> Vec<SchemaDifference> {
    let differences = expected.differences(found);
    let is_whole = |object: &ComparableObject| {
        matches!(object.kind, ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::Type)
            && object.path.len() == 2
    };
    let wholes = |wanted: fn(&SchemaDifference) -> bool| -> BTreeSet<Vec<String>> {
        let objects = differences.iter().filter(|it| wanted(it)).map(SchemaDifference::object);
        objects.filter(|it| is_whole(it)).map(|it| it.path.clone()).collect()
    };
    let missing = wholes(|it| matches!(it, SchemaDifference::Missing(_)));
    let extra = wholes(|it| matches!(it, SchemaDifference::Extra(_)));
    let kept = differences.into_iter().filter(|difference| {
        let object = difference.object();
        let goes_along =
            object.commented().is_some_and(|commented| expected.objects.contains_key(&commented) != found.objects.contains_key(&commented));
        match difference {
            SchemaDifference::Missing(_) | SchemaDifference::Extra(_) if goes_along => false,
            SchemaDifference::Missing(_) if is_owned(expected, object, &missing) => false,
            SchemaDifference::Missing(_) => object.whole().is_none_or(|whole| !missing.contains(whole)),
            SchemaDifference::Extra(_) if is_of_database(object.kind) => false,
            SchemaDifference::Extra(_) if is_of_tool(history, object) || is_new_partition(expected, found, object) => false,
            SchemaDifference::Extra(_) => object.whole().is_none_or(|whole| !extra.contains(whole)),
            SchemaDifference::Different { .. } => true,
        }
    });
    kept.collect()
}

/// Whether others than the migrations may have made one for what they do in the same database.
fn is_of_database(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Extension | ObjectKind::Schema | ObjectKind::Publication | ObjectKind::EventTrigger)
}

/// Whether a sequence belongs to a column of one of these tables.
fn is_owned(expected: &ComparableSchema, object: &ComparableObject, tables: &BTreeSet<Vec<String>>) -> bool {
    let owner = expected.objects.get(object).and_then(|definition| definition.split_once("owned by "));
    object.kind == ObjectKind::Sequence
        && owner.is_some_and(|(_, column)| tables.iter().any(|table| column.starts_with(&format!("{}.", table.join(".")))))
}

/// Whether an object belongs to the history of this or of another tool.
fn is_of_tool(history: &HistoryTable, object: &ComparableObject) -> bool {
    let of_others = || HISTORIES.iter().chain(&BESIDE_HISTORIES);
    object.path.get(1).is_some_and(|name| of_others().any(|own| own == name) || *name == history.table || *name == history.progress_table())
}

/// Whether a table, which is not expected, is a partition of one that is: programs make those as time goes by.
fn is_new_partition(expected: &ComparableSchema, found: &ComparableSchema, object: &ComparableObject) -> bool {
    if object.kind != ObjectKind::Table {
        return false;
    }
    let Some((_, parent)) = found.objects.get(object).and_then(|definition| definition.split_once("partition of ")) else { return false };
    let tables = expected.objects.keys().filter(|known| known.kind == ObjectKind::Table);
    tables.into_iter().any(|known| parent == known.path.join(".") || parent.starts_with(&format!("{}, ", known.path.join("."))))
}
