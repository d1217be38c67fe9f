//! How does a fold of CREATE TABLE go.

use super::cx::Cx;
use super::draft::{Draft, TableForm};
use super::errors::table as errors;
use super::lookup::{lookup_relation, relation_creation_schema};
use super::sequence_draft::{make_sequences, own_sequences};
use super::table_define::{NewTable, define_table};
use super::{
    column, constraint, constraint_check, constraint_key, constraint_not_null, default, foreign_key, like, partition, table_of,
    table_option,
};
use crate::catalog::id::RelationId;
use crate::diag::Result;
use crate::syntax::statement::table::{CreateTable, TableElement};

// pg: parse_utilcmd.c transformCreateStmt, utility.c ProcessUtilitySlow
pub(super) fn fold_create_table(cx: &mut Cx<'_>, it: &CreateTable) -> Result<()> {
    let (schema, persistence) = relation_creation_schema(cx, &it.name, it.persistence).map_err(|problem| problem.at(it.name.span))?;
    if it.if_not_exists && cx.catalog.relation_in(schema, &it.name.name.name).is_some() {
        return Ok(());
    }
    let mut draft = Draft {
        schema,
        name: it.name.name.name.clone(),
        persistence,
        relation: None,
        form: form_of(it),
        parents: Vec::new(),
        partitioned: it.partition_by.is_some(),
        columns: Vec::new(),
        checks: Vec::new(),
        not_nulls: Vec::new(),
        keys: Vec::new(),
        foreign_keys: Vec::new(),
        likes: Vec::new(),
        sequences: Vec::new(),
    };
    fill_draft(cx, &mut draft, it)?;
    make_sequences(cx, &mut draft)?;
    make_table(cx, &mut draft, it)
}

/// What goes into a draft before anything is made.
fn fill_draft<'s>(cx: &mut Cx<'_>, draft: &mut Draft<'s>, it: &'s CreateTable) -> Result<()> {
    if let Some(of_type) = &it.of_type {
        table_of::draft_columns_of_type(cx, draft, of_type)?;
    }
    if it.partition_by.is_some() && !it.inherits.is_empty() {
        return Err(errors::partitioned_child());
    }
    let parents = it.partition_of.as_ref().map(|of| &of.parent).into_iter().chain(&it.inherits);
    for parent in parents {
        if let Ok(parent) = lookup_relation(cx, parent) {
            draft.parents.push(parent);
        }
    }
    for element in &it.elements {
        match element {
            TableElement::Column(def) => column::draft_column(cx, draft, def)?,
            TableElement::Constraint(constraint) => constraint::draft_table_constraint(cx, draft, constraint)?,
            TableElement::Like(clause) => like::draft_like(cx, draft, clause)?,
        }
    }
    constraint_key::check_keys(cx, draft)
}

/// Makes the table and everything that belongs to it.
// pg: tablecmds.c DefineRelation and what follows it
fn make_table(cx: &mut Cx<'_>, draft: &mut Draft<'_>, it: &CreateTable) -> Result<()> {
    let options = table_option::check_create_options(cx, draft, it)?;
    let parents = lookup_parents(cx, it)?;
    let kept_checks = std::mem::take(&mut draft.checks);
    super::table_merge::merge_parents(cx, draft, &parents)?;
    let inherited_checks = std::mem::replace(&mut draft.checks, kept_checks);
    let new = NewTable {
        of_type: it.of_type.as_ref().and_then(|name| table_of::type_of(cx, name)),
        parents: parents.clone(),
        partition: it.partition_of.is_some(),
        partitioned: it.partition_by.is_some(),
        foreign: it.foreign.as_ref(),
        options,
        access_method: it.access_method.as_ref(),
    };
    let table = define_table(cx, draft, new)?;
    draft.relation = Some(table);
    table_option::drop_at_commit(cx, table, it.on_commit);
    default::store_defaults(cx, table, draft)?;
    if let Some(of) = &it.partition_of {
        partition::store_bound(cx, table, parents.first().copied(), of)?;
    }
    if let Some(by) = &it.partition_by {
        partition::store_key(cx, table, by)?;
    }
    if let (Some(_), Some(parent)) = (&it.partition_of, parents.first()) {
        super::partition_clone::clone_from_parent(cx, table, *parent)?;
    }
    constraint_check::add_copied_checks(cx, table, inherited_checks)?;
    let checks = std::mem::take(&mut draft.checks);
    constraint_check::add_checks(cx, table, &checks)?;
    constraint_not_null::add_not_nulls(cx, table, &draft.not_nulls, &parents)?;
    for key in constraint_key::ordered_keys(draft) {
        constraint_key::add_key(cx, table, &key)?;
    }
    own_sequences(cx, draft, table);
    for (source, clause) in &draft.likes {
        like::expand_like(cx, table, *source, clause)?;
    }
    for key in &draft.foreign_keys {
        foreign_key::add_foreign_key(cx, table, key)?;
    }
    Ok(())
}

// pg: tablecmds.c DefineRelation
fn lookup_parents(cx: &mut Cx<'_>, it: &CreateTable) -> Result<Vec<RelationId>> {
    use super::effect::LockMode;
    let mut parents = Vec::new();
    if let Some(of) = &it.partition_of {
        let parent = lookup_relation(cx, &of.parent)?;
        cx.lock(parent, LockMode::AccessExclusive);
        parents.push(parent);
    }
    for name in &it.inherits {
        let parent = lookup_relation(cx, name)?;
        cx.lock(parent, LockMode::ShareUpdateExclusive);
        if parents.contains(&parent) {
            return Err(errors::inherited_twice(&name.name.name));
        }
        parents.push(parent);
    }
    Ok(parents)
}

fn form_of(it: &CreateTable) -> TableForm {
    match (it.foreign.is_some(), it.partition_of.is_some(), it.of_type.is_some()) {
        (true, true, _) => TableForm::ForeignPartition,
        (true, false, _) => TableForm::Foreign,
        (false, true, _) => TableForm::Partition,
        (false, false, true) => TableForm::Typed,
        (false, false, false) => TableForm::Plain,
    }
}
