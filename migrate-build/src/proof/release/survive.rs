//! Which queries of a released program does a change of the schema break.

use super::breaks::{Break, Fit, fit, relations_of};
use super::file::{Release, ReleasedQuery};
use super::may_refuse::{labels, may_refuse};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner};
use crate::text::{Collection, Gather, Name, Seek, SortedSet};

/// A query that a change of the schema breaks, or may break.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken<'r> {
    /// The query.
    pub query: &'r ReleasedQuery,
    /// In which ways it breaks for certain.
    pub breaks: Vec<Break>,
    /// Labels of enums that the program says and reads, and that are gone.
    pub labels: Vec<String>,
    /// What depends on the rows.
    pub may: Vec<String>,
}

/// The queries that worked before and do not after. What a query does not name is not looked at.
#[must_use]
pub fn check_release<'r>(before: &Catalog, after: &Catalog, release: &'r Release) -> Vec<Broken<'r>> {
    let touched = touched_names(before, after);
    if touched.is_empty() {
        return Vec::new();
    }
    let names_one = |query: &&ReleasedQuery| {
        let text = query.sql.to_lowercase();
        let types = || query.parameters.iter().map(|it| &it.type_text).chain(query.columns.iter().map(|it| &it.type_text));
        touched.iter().exists(|name| text.contains(name.as_str()) || types().exists(|text| text.to_lowercase().contains(name.as_str())))
    };
    release.queries.iter().filter(names_one).filter_map(|query| broken(before, after, query)).gather()
}

fn broken<'r>(before: &Catalog, after: &Catalog, query: &'r ReleasedQuery) -> Option<Broken<'r>> {
    let is = fit(after, query);
    let was = fit(before, query);
    let breaks: Vec<Break> = is.breaks.iter().filter(|found| !was.breaks.iter().exists(|known| is_same(known, found))).cloned().gather();
    let types = types_of(&was);
    let labels = types.iter().flat_map(|type_id| lost_labels(before, after, *type_id)).gather();
    let may = is.query.as_ref().filter(|_| was.query.is_some()).map_or_else(Vec::new, |query| may_refuse(before, after, query, &types));
    let found = Broken { query, breaks, labels, may };
    (!found.breaks.is_empty() || !found.labels.is_empty() || !found.may.is_empty()).then_some(found)
}

/// A query that was refused before for another reason is not broken by this change.
fn is_same(known: &Break, found: &Break) -> bool {
    match (known, found) {
        (Break::Refused(_), _) => true,
        (known, found) => known == found,
    }
}

fn types_of(fit: &Fit) -> Vec<TypeId> {
    let Some(description) = &fit.description else { return Vec::new() };
    let types = description.parameters.iter().map(|it| it.type_id).chain(description.columns.iter().map(|it| it.type_id));
    types.filter(|type_id| !type_id.is_builtin()).gather::<SortedSet<TypeId>>().into_iter().gather()
}

fn lost_labels(before: &Catalog, after: &Catalog, type_id: TypeId) -> Vec<String> {
    let Some((was, is)) = labels(before, type_id).zip(labels(after, type_id)) else { return Vec::new() };
    let name = after.type_(type_id).map_or_else(String::new, |it| it.name.to_string());
    was.iter().filter(|label| !is.contains(label)).map(|label| format!("the label \"{label}\" of enum \"{name}\" is gone")).gather()
}

/// The names of what a change touches, in lower case: of relations whatever of them or of their parts changed, of functions and types.
fn touched_names(before: &Catalog, after: &Catalog) -> SortedSet<String> {
    let mut found = SortedSet::new();
    for address in after.changed_since(before) {
        for catalog in [before, after] {
            found.put_all(names_of(catalog, address).into_iter().map(|name| name.to_lowercase()));
        }
    }
    if !found.is_empty() {
        add_views(after, &mut found);
    }
    found
}

fn names_of(catalog: &Catalog, address: Address) -> Vec<&Name> {
    let relation = |id: RelationId| catalog.relation(id).map(|it| &it.name);
    match address {
        Address::Relation(id) => {
            let table = catalog.relation(id).and_then(|it| relation(it.index.as_ref()?.table));
            relation(id).into_iter().chain(table).gather()
        }
        Address::Constraint(id) => {
            let Some(constraint) = catalog.constraint(id) else { return Vec::new() };
            let owner = match constraint.owner {
                ConstraintOwner::Relation(table) => relation(table),
                ConstraintOwner::Domain(domain) => catalog.type_(domain).map(|it| &it.name),
            };
            let referred = match &constraint.kind {
                ConstraintKind::ForeignKey(key) => relation(key.table),
                _ => None,
            };
            owner.into_iter().chain(referred).gather()
        }
        Address::Trigger(id) => catalog.trigger(id).and_then(|it| relation(it.relation)).into_iter().gather(),
        Address::Function(id) => catalog.function(id).map(|it| &it.name).into_iter().gather(),
        Address::Type(id) => catalog.type_(id).map(|it| &it.name).into_iter().gather(),
        Address::Schema(id) => names_in(catalog, id),
        Address::Operator(id) => catalog.operator(id).map(|it| &it.name).into_iter().gather(),
        _ => Vec::new(),
    }
}

/// A schema of another name is not looked through any more where its name stood in the path, so all that is in it goes with it.
fn names_in(catalog: &Catalog, schema: SchemaId) -> Vec<&Name> {
    let relations = catalog.relations().into_iter().filter(|it| it.schema == schema).map(|it| &it.name);
    let functions = catalog.functions().into_iter().filter(|it| it.schema == schema).map(|it| &it.name);
    let types = catalog.types().into_iter().filter(|it| it.schema == schema).map(|it| &it.name);
    catalog.schema(schema).map(|it| &it.name).into_iter().chain(relations).chain(functions).chain(types).gather()
}

/// A view changes with what it selects from.
fn add_views(catalog: &Catalog, names: &mut SortedSet<String>) {
    let views: Vec<(String, SortedSet<String>)> = catalog
        .relations()
        .into_iter()
        .filter_map(|view| {
            let tables = relations_of(&view.query.as_ref()?.tree);
            let tables = tables.into_iter().filter_map(|id| catalog.relation(id)).map(|it| it.name.to_lowercase());
            Some((view.name.to_lowercase(), tables.gather()))
        })
        .gather();
    loop {
        let new: Vec<&String> =
            views.iter().filter(|(view, tables)| !names.contains(view) && !tables.is_disjoint(names)).map(|(view, _)| view).gather();
        if new.is_empty() {
            return;
        }
        names.put_all(new.into_iter().cloned());
    }
}
