//! Which bodies say a name that is not there any more, or does not mean what it did: only those have to be read.

use super::reads::tables_of;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Function, FunctionBody, Relation, TypeKind};
use crate::text::{Name, SortedSet};

/// What a change took away.
pub(super) struct Gone {
    names: Words,
    columns: Vec<GoneColumns>,
}

/// The columns of a relation that are gone, which a body can only mean where it also says something that has the relation's rows.
struct GoneColumns {
    relation: RelationId,
    row_type: Option<TypeId>,
    /// The relation, and whatever else has or gives rows of it.
    said_with: Words,
    columns: Words,
}

impl Gone {
    pub(super) fn between(before: &Catalog, after: &Catalog) -> Self {
        let mut gone = Self { names: Words::default(), columns: Vec::new() };
        for address in after.changed_since(before) {
            match address {
                Address::Relation(id) => gone.relation(before, before.relation(id), after.relation(id)),
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

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.columns.is_empty()
    }

    fn unless_same(&mut self, was: Option<&Name>, is: Option<&Name>) {
        if was != is {
            was.into_iter().for_each(|name| self.names.add(name));
        }
    }

    fn relation(&mut self, before: &Catalog, was: Option<&Relation>, is: Option<&Relation>) {
        self.unless_same(was.map(|it| &it.name), is.map(|it| &it.name));
        let (Some(was), Some(is)) = (was, is) else { return };
        if was.schema != is.schema {
            self.names.add(&was.name);
        }
        let mut columns = Words::default();
        for (before, after) in was.columns.iter().zip(&is.columns) {
            if before.type_id != after.type_id || before.name != after.name {
                columns.add(&before.name);
            }
        }
        if !columns.is_empty() {
            let said_with = names_of_rows(before, was, is);
            self.columns.push(GoneColumns { relation: was.id, row_type: was.row_type, said_with, columns });
        }
    }

    fn labels(&mut self, was: Option<&TypeKind>, is: Option<&TypeKind>) {
        if let (Some(TypeKind::Enum { labels: was }), Some(TypeKind::Enum { labels: is })) = (was, is) {
            was.iter().filter(|label| !is.contains(label)).for_each(|label| self.names.add(label));
        }
    }

    /// Whether a body is as it was and says a name that is gone.
    pub(super) fn may_break(&self, (before, after): (&Catalog, &Catalog), function: &Function) -> bool {
        let FunctionBody::Text(text) = &function.body else { return false };
        let same = before.function(function.id).is_some_and(|it| matches!(&it.body, FunctionBody::Text(before) if before == text));
        if !same || !matches!(function.language.as_str(), "sql" | "plpgsql") {
            return false;
        }
        let is_given = |gone: &GoneColumns| {
            let has_rows = |type_id: TypeId| gone.row_type == Some(type_id);
            function.parameters.iter().any(|it| has_rows(it.type_id))
                || has_rows(function.returns)
                || tables_of(after, function.id).contains(&Some(gone.relation))
        };
        self.names.is_in(text) || self.columns.iter().any(|gone| gone.columns.is_in(text) && (gone.said_with.is_in(text) || is_given(gone)))
    }
}

/// What a body says to come by rows of a relation: its name, then and now, functions that give or take them, and relations that hold them in a column.
fn names_of_rows(catalog: &Catalog, was: &Relation, is: &Relation) -> Words {
    let mut names = Words::default();
    names.add(&was.name);
    names.add(&is.name);
    let array = was.row_type.and_then(|id| catalog.type_(id)?.array);
    for row_type in was.row_type.into_iter().chain(array) {
        for entry in catalog.dependencies().needed_by(Address::Type(row_type)) {
            let name = match entry.dependent {
                Address::Function(id) => catalog.function(id).map(|it| &it.name),
                Address::Column(id, _) | Address::Relation(id) | Address::View(id) => catalog.relation(id).map(|it| &it.name),
                Address::Type(id) => catalog.type_(id).map(|it| &it.name),
                _ => None,
            };
            name.into_iter().for_each(|name| names.add(name));
        }
    }
    names
}

/// Names in small letters, to be found in texts.
#[derive(Default)]
struct Words {
    plain: SortedSet<String>,
    /// Those that are more than one word of a text.
    odd: Vec<String>,
}

impl Words {
    fn add(&mut self, name: &Name) {
        let name = name.to_lowercase();
        if name.chars().all(is_of_word) {
            self.plain.insert(name);
        } else {
            self.odd.push(name);
        }
    }

    fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.odd.is_empty()
    }

    /// Whether one of them stands in a text, and not as a part of a longer name.
    fn is_in(&self, text: &str) -> bool {
        let mut small = String::new();
        let mut is_plain = |word: &str| {
            if word.bytes().any(|byte| !byte.is_ascii() || byte.is_ascii_uppercase()) {
                small.clear();
                small.extend(word.chars().flat_map(char::to_lowercase));
                return self.plain.contains(&small);
            }
            self.plain.contains(word)
        };
        (!self.plain.is_empty() && text.split(|c| !is_of_word(c)).any(&mut is_plain))
            || (!self.odd.is_empty() && {
                let text = text.to_lowercase();
                self.odd.iter().any(|name| text.contains(name.as_str()))
            })
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
