//! Is a table partitioned as the schema says, and does a partition take the rows that it says.

use super::{Verdict, but_for_constants, fold};
use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::docs::partitioning_sql;
use crate::fold::cx::Cx;
use crate::fold::same_bounds;
use crate::fold::session::{Session, TransactionMode};
use crate::proof::same::{Constants, same_partition_key};
use crate::text::{Gather, Name};
use migrate_model::{ComparableObject, Token, TokenKind, tokens};

/// A name that nobody has.
const NAME: &str = "migrate printed";

/// What is printed of a table: its key, if it is partitioned, then its bound, if it is a partition.
pub(super) fn partitioning(catalog: &Catalog, object: &ComparableObject, text: &str) -> Verdict {
    let [schema, name] = object.path.as_slice() else { return Verdict::Same };
    let found = catalog.schema_named(&Name::from(schema.as_str()));
    let Some(table) = found.and_then(|schema| catalog.relation_in(schema, &Name::from(name.as_str()))) else { return Verdict::Same };
    let (key, bound) = text.split_at(bound_start(text));
    let verdict = if key.trim().is_empty() { Verdict::Same } else { key_verdict(catalog, (schema, table), key) };
    match verdict {
        Verdict::Same if !bound.is_empty() => bound_verdict(catalog, (schema, table), bound),
        verdict => verdict,
    }
}

/// Where the bound begins: at `FOR VALUES`, or at a `DEFAULT` at the end, outside of parentheses.
fn bound_start(text: &str) -> usize {
    let all: Vec<Token> = tokens(text).into_iter().filter(|token| token.kind != TokenKind::Blank).gather();
    let said = |at: usize| all.get(at).map(|token| &text[token.range.clone()]);
    let mut depth = 0_usize;
    for at in 0..all.len() {
        match said(at) {
            Some("(") => depth += 1,
            Some(")") => depth = depth.saturating_sub(1),
            Some("FOR") if depth == 0 && said(at + 1) == Some("VALUES") => return all[at].range.start,
            Some("DEFAULT") if depth == 0 && at + 1 == all.len() => return all[at].range.start,
            _ => {}
        }
    }
    text.len()
}

fn key_verdict(catalog: &Catalog, (schema, table): (&str, RelationId), key: &str) -> Verdict {
    let (own, made) = (catalog.relation(table), format!("{}.{}", quote_identifier(schema), quote_identifier(NAME)));
    let Some(own) = own else { return Verdict::Same };
    let like = format!("{}.{}", quote_identifier(schema), quote_identifier(&own.name));
    let after = match fold(catalog, &format!("CREATE TABLE {made} (LIKE {like}) PARTITION BY {key};")) {
        Ok(after) => after,
        Err(reason) => return Verdict::Unread(reason),
    };
    let Some(found) = after.relation_in(own.schema, &Name::from(NAME)) else { return Verdict::Unread("it is no key".to_owned()) };
    let same = |constants| same_partition_key((catalog, table), (&after, found), constants);
    let said = partitioning_sql(catalog, table);
    if same(Constants::Written) { Verdict::Same } else { but_for_constants(said, same(Constants::Plain)) }
}

/// The partition takes its place anew, beside no other: what they take is another question.
fn bound_verdict(catalog: &Catalog, (schema, table): (&str, RelationId), bound: &str) -> Verdict {
    let parent = catalog.relation(table).and_then(|own| catalog.relation(*own.parents.first()?));
    let (Some(parent), Some(own)) = (parent, catalog.relation(table)) else { return Verdict::Same };
    let (Some(key), Some(own_bound)) = (&parent.partition_key, &own.partition_bound) else { return Verdict::Same };
    let qualified = |id: RelationId| {
        let relation = catalog.relation(id)?;
        Some(format!("{}.{}", quote_identifier(&catalog.schema(relation.schema)?.name), quote_identifier(&relation.name)))
    };
    let Some(of) = qualified(parent.id) else { return Verdict::Same };
    let others = catalog.children_of(parent.id).iter().filter_map(|id| qualified(*id));
    let mut sql: String = others.map(|other| format!("ALTER TABLE {of} DETACH PARTITION {other}; ")).gather();
    sql.push_str(&format!("CREATE TABLE {}.{} PARTITION OF {of} {bound};", quote_identifier(schema), quote_identifier(NAME)));
    let after = match fold(catalog, &sql) {
        Ok(after) => after,
        Err(reason) => return Verdict::Unread(reason),
    };
    let found = after.relation_in(own.schema, &Name::from(NAME)).and_then(|id| after.relation(id)?.partition_bound.as_ref());
    let Some(found) = found else { return Verdict::Unread("it is no bound".to_owned()) };
    let cx = Cx::new(catalog.clone(), Session::new(TransactionMode::Whole), "");
    match same_bounds(&cx, key, own_bound, found) {
        Some(true) => Verdict::Same,
        Some(false) => Verdict::Different(partitioning_sql(catalog, table)),
        None => but_for_constants(None, true),
    }
}
