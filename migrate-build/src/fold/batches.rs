//! How is a statement that touches many rows cut into batches: by ranges of a key, which an index leads to.

use super::cx::Cx;
use super::errors::step::{not_in_batches, unfit_key};
use super::lookup::{column_number, lookup_relation};
use super::step::Batches;
use super::typed::type_statement;
use super::unit::Backfill;
use crate::catalog::Catalog;
use crate::catalog::format::{format_bare_type_qualified, quote_identifier};
use crate::catalog::object::{Relation, RelationKind};
use crate::diag::{Problem, Result};
use crate::syntax::query::table::{JoinKind, RelationRef, TableRef, TableRefKind};
use crate::syntax::query::{Preparable, Query, QueryBody};
use crate::syntax::statement::dml::{Assignment, InsertSource, TargetRelation};
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Gather, Name, Seek, Span};
use migrate_model::{Token, tokens};

/// The table that a key leads through, as the statement calls it.
struct Walked<'s> {
    relation: &'s RelationRef,
    called: Name,
    /// The condition that the statement has, or where one can stand.
    condition: Condition,
}

/// Where a batch's range is put in.
enum Condition {
    /// There is a condition.
    Beside(Span),
    /// There is none, and it would stand here.
    At(u32),
}

/// The queries that run a statement batch by batch.
///
/// # Errors
/// The statement is none whose rows are done one by one, or no index leads along the key.
pub fn plan_batches(cx: &Cx<'_>, statement: &Statement, backfill: &Backfill) -> Result<Batches> {
    let refused = |problem: Problem| problem.at(statement.span);
    let misplaced = |problem: Problem| problem.at(backfill.span);
    let StatementKind::Preparable(preparable) = &statement.kind else {
        return Err(refused(not_in_batches("it is no statement about rows")));
    };
    let (qualifier, key) = split_key(&backfill.key);
    let walked = walked_table(cx, preparable, statement.span.end, (qualifier.as_ref(), &key)).map_err(refused)?;
    let table = lookup_relation(cx, &walked.relation.name)?;
    let Some(table) = cx.catalog.relation(table) else {
        return Err(refused(not_in_batches("its table is not known")));
    };
    let type_name = check_key(&cx.catalog, table, &key).map_err(misplaced)?;
    if sets_key(preparable, &key) {
        return Err(refused(not_in_batches("it changes the key itself")));
    }
    let schema = cx.catalog.schema(table.schema).map_or("", |schema| schema.name.as_str());
    let key_name = quote_identifier(&key);
    let only = if walked.relation.only { "only " } else { "" };
    let next = format!(
        "select b.{key_name}::text from (select r.{key_name} from {only}{}.{} as r where $1::text is null or r.{key_name} > \
         $1::text::{type_name} order by r.{key_name} limit $2::int8) as b order by b.{key_name} desc limit 1",
        quote_identifier(schema),
        quote_identifier(&table.name)
    );
    let column = format!("{}.{key_name}", quote_identifier(&walked.called));
    let range = format!("($1::text is null or {column} > $1::text::{type_name}) and {column} <= $2::text::{type_name}");
    let text = with_range(cx.text, statement.span, &walked.condition, &range);
    Ok(Batches { batch: backfill.batch, key, next: Name::from(next), statement: Name::from(text) })
}

/// A column, with what it is qualified by, folded as PostgreSQL folds names.
fn split_key(written: &str) -> (Option<Name>, Name) {
    let fold = |part: &str| match part.strip_prefix('"').and_then(|part| part.strip_suffix('"')) {
        Some(quoted) => Name::from(quoted.replace("\"\"", "\"")),
        None => Name::from(part.to_lowercase()),
    };
    match written.split_once('.') {
        Some((table, column)) => (Some(fold(table)), fold(column)),
        None => (None, fold(written)),
    }
}

fn walked_table<'s>(cx: &Cx<'_>, it: &'s Preparable, end: u32, (qualifier, key): (Option<&Name>, &Name)) -> Result<Walked<'s>> {
    match it {
        Preparable::Update(update) if update.with.is_none() => {
            let end = update.returning.as_ref().map_or(end, |returning| returning.span.start);
            Ok(target(&update.target, update.filter.as_ref().map(|filter| filter.span), end))
        }
        Preparable::Delete(delete) if delete.with.is_none() => {
            let end = delete.returning.as_ref().map_or(end, |returning| returning.span.start);
            Ok(target(&delete.target, delete.filter.as_ref().map(|filter| filter.span), end))
        }
        Preparable::Insert(insert) if insert.with.is_none() => match &insert.source {
            InsertSource::Query(query) => {
                let analyzed = type_statement(cx, &Preparable::Query((**query).clone()))?;
                if analyzed.query.has_aggregates || !analyzed.query.windows.is_empty() {
                    return Err(not_in_batches("what it inserts depends on several rows at once"));
                }
                source(cx, query, qualifier, key)
            }
            InsertSource::DefaultValues => Err(not_in_batches("it inserts one row")),
        },
        Preparable::Update(_) | Preparable::Delete(_) | Preparable::Insert(_) => Err(not_in_batches("it has a WITH")),
        Preparable::Query(_) => Err(not_in_batches("it changes no rows")),
        Preparable::Merge(_) => Err(not_in_batches("it is a MERGE")),
    }
}

fn target(it: &TargetRelation, filter: Option<Span>, end: u32) -> Walked<'_> {
    let called = it.alias.as_ref().map_or_else(|| it.relation.name.name.name.clone(), |alias| alias.name.clone());
    Walked { relation: &it.relation, called, condition: filter.map_or(Condition::At(end), Condition::Beside) }
}

/// The table among those that a query reads that has the key; rows of it that an outer join left out would be left out by the range, too.
fn source<'s>(cx: &Cx<'_>, query: &'s Query, qualifier: Option<&Name>, key: &Name) -> Result<Walked<'s>> {
    let QueryBody::Select(select) = &query.body else {
        return Err(not_in_batches("what it inserts is not one SELECT"));
    };
    let whole = select.distinct.is_some() || select.group_by.is_some() || select.having.is_some() || !select.windows.is_empty();
    if whole || query.with.is_some() || query.limit.is_some() || query.offset.is_some() || !query.locking.is_empty() {
        return Err(not_in_batches("what it inserts depends on several rows at once"));
    }
    let mut read = Vec::new();
    select.from.iter().for_each(|item| collect(item, &mut read));
    let has_key = |it: &&(&'s RelationRef, Name)| {
        let id = lookup_relation(cx, &it.0.name).ok();
        qualifier.is_none_or(|qualifier| *qualifier == it.1)
            && id.and_then(|id| cx.catalog.relation(id)).is_some_and(|table| column_number(table, key).is_some())
    };
    let found: Vec<_> = read.iter().filter(has_key).gather();
    match found.as_slice() {
        [(relation, called)] => {
            let condition = match &select.filter {
                Some(filter) => Condition::Beside(filter.span),
                None => Condition::At(end_of_from(cx.text, query)?),
            };
            Ok(Walked { relation, called: called.clone(), condition })
        }
        [] => Err(not_in_batches(&format!("none of the tables that it must find a row in has a column \"{key}\""))),
        _ => Err(not_in_batches(&format!("several of its tables have a column \"{key}\": write key=table.{key}"))),
    }
}

/// Where the FROM of a query ends that has no WHERE: before its ORDER BY, or where it ends itself.
fn end_of_from(text: &str, query: &Query) -> Result<u32> {
    let written = text.get(query.span.range()).unwrap_or_default();
    if written.starts_with('(') {
        return Err(not_in_batches("what it inserts stands in brackets and has no WHERE"));
    }
    let Some(sorted) = query.order_by.first() else { return Ok(query.span.end) };
    let before = sorted.value.span.start - query.span.start;
    let is_order = |token: &&Token| token.range.start < before as usize && written[token.range.clone()].eq_ignore_ascii_case("order");
    let order = tokens(written).iter().rfind(is_order).map(|token| query.span.start + token.range.start as u32);
    order.ok_or_else(|| not_in_batches("its ORDER BY is not found"))
}

/// The tables of an item of FROM that each row of it has a row of.
fn collect<'s>(item: &'s TableRef, into: &mut Vec<(&'s RelationRef, Name)>) {
    match &item.kind {
        TableRefKind::Relation(relation) => {
            let alias = item.alias.as_ref().and_then(|alias| alias.name.as_ref());
            let called = alias.map_or_else(|| relation.name.name.name.clone(), |alias| alias.name.clone());
            // Columns that go by other names are not looked for.
            if item.alias.as_ref().is_none_or(|alias| alias.columns.is_empty()) && relation.sample.is_none() {
                into.push((relation, called));
            }
        }
        TableRefKind::Join(join) if item.alias.is_none() => {
            if matches!(join.kind, JoinKind::Cross | JoinKind::Inner | JoinKind::Left) {
                collect(&join.left, into);
            }
            if matches!(join.kind, JoinKind::Cross | JoinKind::Inner | JoinKind::Right) {
                collect(&join.right, into);
            }
        }
        _ => {}
    }
}

/// The type of the key, which an index must lead along, and of which no row may lack a value.
fn check_key(catalog: &Catalog, table: &Relation, key: &Name) -> Result<String> {
    if !matches!(table.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView) {
        return Err(unfit_key(key, &format!("\"{}\" is no table", table.name), "name a column of a table"));
    }
    let Some(number) = column_number(table, key) else {
        return Err(unfit_key(
            key,
            &format!("\"{}\" has no such column", table.name),
            "name a column of the table, such as its primary key",
        ));
    };
    let Some((column, type_id)) = table.columns.get(usize::from(number) - 1).and_then(|column| Some((column, column.type_id?))) else {
        return Err(unfit_key(key, "it was dropped", "name a column of the table"));
    };
    if !column.not_null || !column.not_null_valid {
        let why = "it may be NULL, and rows without a key would be left out";
        return Err(unfit_key(key, why, "name a column that is NOT NULL, such as the primary key"));
    }
    let leads = |index: &Relation| {
        index.index.as_ref().is_some_and(|it| {
            it.method == "btree" && it.filter.is_none() && it.columns.first().is_some_and(|first| first.column == Some(number))
        })
    };
    let indexed = catalog.indexes_of(table.id).iter().filter_map(|id| catalog.relation(*id)).exists(leads);
    if !indexed {
        let why = "no index begins with it, and each batch would read the whole table";
        return Err(unfit_key(key, why, "name the first column of an index, such as the primary key, or make an index before"));
    }
    Ok(format_bare_type_qualified(catalog, type_id))
}

/// Whether an UPDATE moves its rows along the key.
fn sets_key(it: &Preparable, key: &Name) -> bool {
    let Preparable::Update(update) = it else { return false };
    update.assignments.iter().exists(|assignment| match assignment {
        Assignment::One(target, _) => target.column.name == *key,
        Assignment::Several(targets, _) => targets.iter().exists(|target| target.column.name == *key),
    })
}

/// The statement with the range beside its own condition.
fn with_range(text: &str, statement: Span, condition: &Condition, range: &str) -> String {
    let slice = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or_default();
    match condition {
        Condition::Beside(span) => {
            format!("{}({}) and {range}{}", slice(statement.start, span.start), slice(span.start, span.end), slice(span.end, statement.end))
        }
        Condition::At(at) => {
            format!("{} where {range} {}", slice(statement.start, *at).trim_end(), slice(*at, statement.end)).trim_end().to_owned()
        }
    }
}
