//! Which queries of a released program need a privilege that a migration takes back. As which role the program runs is not known, so that any may be the one.

use super::breaks::{fit, relations_of, target_of, writers};
use super::file::{Release, ReleasedQuery};
use super::survive::Broken;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::RelationId;
use crate::catalog::tree::{Command, Query};
use crate::fold::effect::{Act, Effects, Receiver};
use crate::text::{Collection, Gather, Name, Seek, SortedSet};

/// The queries that need what the statements of one migration take back. Where it gives anything afterwards, that may be the same again. `PUBLIC` has no
/// privilege on a table to begin with, so that what is taken from it alone is not told of.
#[must_use]
pub fn check_revoked<'r>(catalog: &Catalog, statements: &[&Effects], release: &'r Release) -> Vec<Broken<'r>> {
    let acts: Vec<&Act> = statements.iter().flat_map(|effects| &effects.acts).gather();
    let last_given = acts.iter().rposition(|act| matches!(act, Act::Granted(_))).map_or(0, |at| at + 1);
    let revoked: Vec<(RelationId, &[Name])> = acts[last_given..].iter().filter_map(|act| revoked_by(act)).gather();
    if revoked.is_empty() {
        return Vec::new();
    }
    release.queries.iter().filter_map(|query| needing(catalog, &revoked, query)).gather()
}

fn revoked_by(act: &Act) -> Option<(RelationId, &[Name])> {
    match act {
        Act::Revoked { relation, privileges, from: Receiver::Roles } => Some((*relation, privileges)),
        _ => None,
    }
}

fn needing<'r>(catalog: &Catalog, revoked: &[(RelationId, &[Name])], query: &'r ReleasedQuery) -> Option<Broken<'r>> {
    let text = query.sql.to_lowercase();
    let is_named = |id: RelationId| catalog.relation(id).is_some_and(|it| text.contains(&it.name.to_lowercase()));
    if !revoked.iter().exists(|(id, _)| is_named(*id)) {
        return None;
    }
    let analyzed = fit(catalog, query).query?;
    let mut may = Vec::new();
    for (id, privileges) in revoked {
        let needed = needed_of(&analyzed, *id);
        let missing = needed.into_iter().first_where(|needed| privileges.is_empty() || privileges.iter().exists(|it| *it == **needed));
        if let Some(missing) = missing {
            may.push(format!(
                "it needs {} on {}, which is taken from a role",
                missing.to_uppercase(),
                describe(catalog, Address::Relation(*id))
            ));
        }
    }
    (!may.is_empty()).then(|| Broken { query, breaks: Vec::new(), labels: Vec::new(), may })
}

/// The privileges on a relation without which a query is refused.
// pg: execMain.c ExecCheckPermissions
fn needed_of(query: &Query, relation: RelationId) -> SortedSet<&'static str> {
    let mut needed = SortedSet::new();
    let own: Vec<&Query> = writers(query).into_iter().filter(|writer| target_of(writer) == Some(relation)).gather();
    for writer in &own {
        match writer.command {
            Command::Insert => needed.put_all(["insert"].into_iter().chain(writer.on_conflict.is_some().then_some("update"))),
            Command::Update => needed.put_all(["update"]),
            Command::Delete => needed.put_all(["delete"]),
            Command::Merge | Command::Select => {}
        }
    }
    // What is only inserted into is not read.
    let reads = own.is_empty() || own.iter().exists(|writer| writer.filter.is_some() || !writer.targets.is_empty());
    if reads && relations_of(query).contains(&relation) {
        needed.insert("select");
    }
    needed
}
