//! How are views and materialized views written: with their columns spelled out, in today's names.

use super::Cx;
use super::spell::options;
use crate::analyze::analyze_statement_noting;
use crate::analyze::notes::Notes;
use crate::analyze::parameter::Parameters;
use crate::analyze::written_out::star_edits_renaming;
use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind, StoredQuery};
use crate::catalog::tree::walk::any_in_query;
use crate::catalog::tree::{ColumnVar, ExprKind, Query, RangeTableKind};
use crate::syntax::statement::StatementKind;
use crate::syntax::{Grammar, parse_file_with};
use crate::text::{Collection, Edit, Edited, Gather, Name, Seek, Span, sort};
use migrate_model::{Token, TokenKind, tokens};
use std::fmt::Write;
use std::sync::Arc;

impl Cx<'_> {
    pub(super) fn query(&self, id: RelationId, to: &mut String) {
        let Some(view) = self.catalog.relation(id) else { return };
        let Some(stored) = &view.query else { return };
        let columns: Vec<String> = view.columns.iter().map(|column| quote_identifier(&column.name)).gather();
        let word = if view.kind == RelationKind::MaterializedView { "MATERIALIZED VIEW" } else { "VIEW" };
        let mut given = view.options.clone();
        let check = given.remove("check_option");
        let _ = write!(to, "CREATE {word} {} ({})", self.relation_name(id), columns.join(", "));
        if !given.is_empty() {
            let _ = write!(to, " WITH ({})", options(&given));
        }
        let _ = write!(to, " AS\n{}", self.query_text(view, stored));
        if let Some(check) = check {
            let _ = write!(to, "\n WITH {} CHECK OPTION", check.to_uppercase());
        }
        to.push_str(";\n");
    }

    /// The text of a view's query, its stars spelled out as they were meant when it was made, and with the names of today.
    fn query_text(&self, view: &Relation, stored: &StoredQuery) -> String {
        let text = stored.text.trim().trim_end_matches(';').trim_end();
        let then = self.when_made(view, stored);
        let Some((query, notes)) = analyzed(then, text) else { return text.to_owned() };
        let mut edits = star_edits_renaming(text, &notes, &|parts| self.renamed_part(then, &query, parts));
        edits.put_all(self.renamed_columns(then, text, &query));
        edits.put_all(self.renamed_tables(then, text, &query));
        Edited::new(text, edits).text
    }

    /// The schema after the migration that made the view.
    fn when_made(&self, view: &Relation, stored: &StoredQuery) -> &Catalog {
        let has = |state: &&Catalog| {
            let query = state.relation(view.id).and_then(|relation| relation.query.as_ref());
            query.is_some_and(|query| Arc::ptr_eq(&query.tree, &stored.tree))
        };
        self.history.states.iter().find(has).unwrap_or(self.catalog)
    }

    fn renamed_columns(&self, then: &Catalog, text: &str, query: &Query) -> Vec<Edit> {
        let words = words(text);
        let mut found: Vec<(Span, RelationId, i16)> = Vec::new();
        let mut aliases: Vec<(Name, RelationId)> = Vec::new();
        for_each_query(query, &mut |query| {
            collect_columns(query, &mut found);
            aliases.put_all(query.tables.iter().filter_map(|entry| match entry.kind {
                RangeTableKind::Relation { id, .. } => Some((entry.alias.clone(), id)),
                _ => None,
            }));
        });
        let mut edits = Vec::new();
        for (at, relation, number) in found {
            let name_in = |catalog: &Catalog| {
                let column = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
                Some(catalog.relation(relation)?.columns.get(column?)?.name.clone())
            };
            let (Some(before), Some(now)) = (name_in(then), name_in(self.catalog)) else { continue };
            let Some(first) = words.iter().place_where(|(span, _)| span.start == at.start).filter(|_| before != now) else { continue };
            let is_dotted = words.get(first + 1).is_some_and(|(_, word)| word == ".");
            // What is grouped or sorted by is not told apart in the tree, so the name is changed wherever it stands in the same way.
            for (at, (span, word)) in words.iter().enumerate() {
                let qualifier = at.checked_sub(2).filter(|_| words[at - 1].1 == ".").map(|at| words[at].1.as_str());
                let same_way = match qualifier {
                    Some(qualifier) => is_dotted && aliases.iter().exists(|(alias, id)| *id == relation && *alias == *qualifier),
                    None => !is_dotted && at.checked_sub(1).is_none_or(|before| words[before].1 != "as"),
                };
                if same_way && *word == before.as_str() {
                    edits.push(Edit { span: *span, with: quote_identifier(&now) });
                }
            }
        }
        edits.dedup();
        edits
    }

    /// The name of today of a column that a star stands for.
    fn renamed_part(&self, then: &Catalog, query: &Query, parts: &[Name]) -> Option<Name> {
        let [.., table, column] = parts else { return None };
        let mut found = None;
        for_each_query(query, &mut |query| {
            let entry = query.tables.iter().first_where(|entry| entry.alias == *table);
            if let Some(RangeTableKind::Relation { id, .. }) = entry.map(|entry| &entry.kind) {
                found = found.or(Some(*id));
            }
        });
        let at = then.relation(found?)?.columns.iter().place_where(|other| other.name == *column)?;
        self.catalog.relation(found?)?.columns.get(at).map(|column| column.name.clone())
    }

    /// The names of today of tables, where they are read and where they qualify columns.
    fn renamed_tables(&self, then: &Catalog, text: &str, query: &Query) -> Vec<Edit> {
        let mut relations = Vec::new();
        for_each_query(query, &mut |query| {
            relations.put_all(query.tables.iter().filter_map(|entry| match entry.kind {
                RangeTableKind::Relation { id, .. } => Some(id),
                _ => None,
            }));
        });
        sort(&mut relations);
        relations.dedup();
        let words = words(text);
        let mut edits = Vec::new();
        for id in relations {
            let (Some(before), Some(now)) = (then.relation(id), self.catalog.relation(id)) else { continue };
            if before.name == now.name && before.schema == now.schema {
                continue;
            }
            for (at, (span, word)) in words.iter().enumerate() {
                let follows = at.checked_sub(1).is_some_and(|at| is_before_table(&words[at].1));
                let qualifies = words.get(at + 1).is_some_and(|(_, word)| word == ".");
                match (*word == before.name.as_str(), follows, qualifies) {
                    (true, true, _) => edits.push(Edit { span: *span, with: self.relation_name(id) }),
                    (true, false, true) => edits.push(Edit { span: *span, with: quote_identifier(&now.name) }),
                    _ => {}
                }
            }
        }
        edits
    }
}

/// The query of a text against a schema, and what its stars stand for.
fn analyzed(catalog: &Catalog, text: &str) -> Option<(Query, Notes)> {
    let parsed = parse_file_with(text, Grammar::of_version(u32::from(catalog.versions().lowest)));
    let StatementKind::Preparable(statement) = &parsed.statements.first()?.kind else { return None };
    let (analyzed, notes) = analyze_statement_noting(catalog, statement, &mut Parameters::none()).ok()?;
    Some((analyzed.query, notes))
}

/// The columns of tables that a query itself names, those of queries within it aside.
fn collect_columns(query: &Query, into: &mut Vec<(Span, RelationId, i16)>) {
    any_in_query(query, 0, &mut |expr, depth| {
        if let ExprKind::Column(ColumnVar { level, table, column, .. }) = &expr.kind
            && *level == depth
            && let Some(entry) = query.tables.get(*table as usize)
            && let RangeTableKind::Relation { id, .. } = entry.kind
        {
            into.push((expr.at, id, *column));
        }
        false
    });
}

fn for_each_query(query: &Query, visit: &mut dyn FnMut(&Query)) {
    visit(query);
    subqueries(query).into_iter().for_each(|inner| for_each_query(inner, visit));
}

/// The queries in `FROM` and `WITH`.
fn subqueries(query: &Query) -> Vec<&Query> {
    let from = query.tables.iter().filter_map(|entry| match &entry.kind {
        RangeTableKind::Subquery(inner) => Some(&**inner),
        _ => None,
    });
    from.chain(query.with.iter().map(|table| &table.query)).gather()
}

/// The names and keywords of a text.
fn words(text: &str) -> Vec<(Span, String)> {
    let word = |token: Token| {
        let written = text.get(token.range.clone())?;
        let name = match token.kind {
            TokenKind::Word => written.to_lowercase(),
            TokenKind::QuotedName => written.trim_matches('"').replace("\"\"", "\""),
            TokenKind::Symbol if matches!(written, "," | ".") => written.to_owned(),
            _ => return None,
        };
        Some((Span::new(token.range.start as u32, token.range.end as u32), name))
    };
    tokens(text).into_iter().filter_map(word).gather()
}

fn is_before_table(word: &str) -> bool {
    matches!(word, "from" | "join" | "only" | ",")
}
