//! Which bodies did a change of the schema break: they could run before it, and fail when they run after it.

use super::pieces::{Body, pieces_of, read_body};
use super::reads::tables_of;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{FunctionId, RelationId};
use crate::catalog::object::{Function, FunctionBody, Relation, TypeKind};
use crate::diag::Problem;
use crate::text::{Collection, Name, Seek, SortedSet, Span};

/// A body that is broken.
#[derive(Clone, Debug)]
pub struct BrokenBody {
    /// The function.
    pub function: FunctionId,
    /// The table for whose trigger it fails; none where it fails whenever it is called.
    pub table: Option<RelationId>,
    /// What PostgreSQL says when it runs.
    pub problem: Problem,
    /// Where in the text of the body.
    pub span: Span,
}

/// The functions whose bodies worked before and do not after; each is told of once. One that the change replaced is not looked at.
#[must_use]
pub fn broken_bodies(before: &Catalog, after: &Catalog) -> Vec<BrokenBody> {
    let gone = Gone::between(before, after);
    if gone.is_empty() {
        return Vec::new();
    }
    let mut broken = Vec::new();
    for function in after.functions().into_iter().filter(|function| gone.may_break(before, function)) {
        let Some(body) = read_body(after, function) else { continue };
        let tables = tables_of(after, function.id);
        broken.put_all(tables.into_iter().first_some(|table| first_broken((before, after), function.id, &body, table)));
    }
    broken
}

fn first_broken(
    (before, after): (&Catalog, &Catalog),
    function: FunctionId,
    body: &Body<'_>,
    table: Option<RelationId>,
) -> Option<BrokenBody> {
    let (span, problem) = pieces_of(after, body, table).into_iter().first_some(|piece| Some((piece.span, piece.outcome.err()?)))?;
    // How it was before is only asked where something fails.
    let was = pieces_of(before, body, table);
    let worked = was.iter().exists(|piece| piece.outcome.is_ok() && piece.span == span);
    let failed_before = was.iter().exists(|piece| piece.outcome.is_err());
    // A declaration or the target of an assignment is only told of where it fails.
    let is_new = worked || !failed_before;
    is_new.then(|| BrokenBody { function, table, span: problem.span.unwrap_or(span), problem })
}

/// What is not there any more, or not as it was: the names that a body may have said.
struct Gone {
    names: SortedSet<Name>,
}

impl Gone {
    fn between(before: &Catalog, after: &Catalog) -> Self {
        let mut gone = Self { names: SortedSet::new() };
        for address in after.changed_since(before) {
            match address {
                Address::Relation(id) => gone.relation(before.relation(id), after.relation(id)),
                Address::Function(id) => gone.unless_same(before.function(id).map(|it| &it.name), after.function(id).map(|it| &it.name)),
                Address::Schema(id) => gone.unless_same(before.schema(id).map(|it| &it.name), after.schema(id).map(|it| &it.name)),
                Address::Type(id) => {
                    gone.unless_same(before.type_(id).map(|it| &it.name), after.type_(id).map(|it| &it.name));
                    gone.labels(before.type_(id).map(|it| &it.kind), after.type_(id).map(|it| &it.kind));
                }
                _ => {}
            }
        }
        gone
    }

    fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn unless_same(&mut self, was: Option<&Name>, is: Option<&Name>) {
        if was != is {
            self.names.put_all(was.cloned());
        }
    }

    fn relation(&mut self, was: Option<&Relation>, is: Option<&Relation>) {
        self.unless_same(was.map(|it| &it.name), is.map(|it| &it.name));
        let (Some(was), Some(is)) = (was, is) else { return };
        for (before, after) in was.columns.iter().zip(&is.columns) {
            if before.type_id != after.type_id || before.name != after.name {
                self.names.insert(before.name.clone());
            }
        }
        if was.schema != is.schema {
            self.names.insert(was.name.clone());
        }
    }

    fn labels(&mut self, was: Option<&TypeKind>, is: Option<&TypeKind>) {
        if let (Some(TypeKind::Enum { labels: was }), Some(TypeKind::Enum { labels: is })) = (was, is) {
            self.names.put_all(was.iter().filter(|label| !is.contains(label)).cloned());
        }
    }

    /// Whether a body is as it was and says a name that is gone.
    fn may_break(&self, before: &Catalog, function: &Function) -> bool {
        let FunctionBody::Text(text) = &function.body else { return false };
        let same = before.function(function.id).is_some_and(|it| matches!(&it.body, FunctionBody::Text(before) if before == text));
        if !same || !matches!(function.language.as_str(), "sql" | "plpgsql") {
            return false;
        }
        let lower = text.to_lowercase();
        self.names.iter().exists(|name| has_word(&lower, &name.to_lowercase()))
    }
}

/// Whether a name stands in a text, and not as a part of a longer one.
fn has_word(text: &str, name: &str) -> bool {
    let continues = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(name)
        .exists(|(at, _)| !continues(text[..at].chars().next_back()) && !continues(text[at + name.len()..].chars().next()))
}
