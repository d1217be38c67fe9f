//! How does a table that exists come to another column.

use super::super::constraint_key::{check_keys, ordered_keys};
use super::super::cx::Cx;
use super::super::default::store_defaults;
use super::super::draft::{ColumnDraft, DefaultDraft, Draft, TableForm};
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::inheritance::children;
use super::super::object::column_number;
use super::super::rename::{check_column_name, tables_of_type};
use super::super::sequence_draft::{make_sequences, own_sequences};
use super::super::table_define::{check_column_type, column_of as new_column};
use super::super::{column::draft_column, constraint_check::add_checks, foreign_key::add_foreign_key};
use super::column::{edit_column, relation_name, without_place};
use super::finish::{check_not_within, note_new_column};
use super::pass::Pass;
use super::work::Work;
use super::{constraint, not_null};
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind};
use crate::diag::Result;
use crate::syntax::statement::table::ColumnDef;
use crate::text::Seek;

/// The most columns that a table can have.
const MAX_COLUMNS: usize = 1600;

// pg: tablecmds.c ATPrepAddColumn
pub(super) fn prepare(cx: &Cx<'_>, id: RelationId) -> Result<()> {
    match cx.catalog.relation(id) {
        Some(relation) if relation.of_type.is_some() => Err(errors::typed_table("add column to")),
        _ => Ok(()),
    }
}

/// Adds a column; what else it brings is in the draft that is given back, to be done in its own passes.
// pg: tablecmds.c ATExecAddColumn
pub(super) fn add_column<'s>(
    cx: &mut Cx<'_>,
    work: &mut Work,
    (if_not_exists, cascade): (bool, bool),
    def: &'s ColumnDef,
) -> Result<Option<Draft<'s>>> {
    let id = work.relation;
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(None);
    };
    if relation.partition_bound.is_some() {
        return Err(errors::partition_column());
    }
    let typed = typed_tables(cx, id, cascade)?;
    let exists = column_number(relation, &def.name.name).is_some();
    if exists && if_not_exists {
        return Ok(None);
    }
    check_column_name(relation, &def.name.name)?;
    let mut draft = draft_for(relation);
    draft_column(cx, &mut draft, def)?;
    check_keys(cx, &mut draft)?;
    make_sequences(cx, &mut draft)?;
    let Some(column) = draft.columns.first().cloned() else {
        return Ok(None);
    };
    let has_children = !children(cx, id).is_empty();
    let partitioned = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    let identity_inherits = cx.catalog.versions().lowest >= 17 && partitioned;
    if column.identity.is_some() && work.recurse && has_children && !identity_inherits {
        return Err(errors::identity_with_children());
    }
    add_to(cx, work, id, &draft, &column, 0)?;
    if has_children && !work.recurse {
        return Err(errors::column_for_children_too());
    }
    add_to_children(cx, work, id, &draft, &column)?;
    for table in typed {
        cx.lock(table, LockMode::AccessExclusive);
        add_to(cx, work, table, &draft, &column, 0)?;
    }
    own_sequences(cx, &draft, id);
    Ok(Some(draft))
}

/// A draft of what is added to a relation.
pub(super) fn draft_for<'s>(relation: &Relation) -> Draft<'s> {
    let foreign = relation.kind == RelationKind::ForeignTable;
    Draft {
        schema: relation.schema,
        name: relation.name.clone(),
        persistence: relation.persistence,
        relation: Some(relation.id),
        form: if foreign { TableForm::Foreign } else { TableForm::Plain },
        parents: Vec::new(),
        partitioned: relation.kind == RelationKind::PartitionedTable,
        columns: Vec::new(),
        checks: Vec::new(),
        not_nulls: Vec::new(),
        keys: Vec::new(),
        foreign_keys: Vec::new(),
        likes: Vec::new(),
        sequences: Vec::new(),
    }
}

/// Adds the column to one relation.
fn add_to(cx: &mut Cx<'_>, work: &mut Work, id: RelationId, draft: &Draft<'_>, column: &ColumnDraft<'_>, inherited: u16) -> Result<u16> {
    let count = cx.catalog.relation(id).map_or(0, |it| it.columns.len());
    if count >= MAX_COLUMNS {
        return Err(errors::too_many_columns());
    }
    if let Some(type_id) = column.type_id {
        check_column_type(cx, &column.name, type_id, (column.collation.is_some(), false), 0)?;
        check_not_within(cx, id, type_id)?;
    }
    let number = u16::try_from(count + 1).unwrap_or(u16::MAX);
    let mut added = new_column(column);
    added.inherited = inherited;
    added.local = inherited == 0;
    let not_null = added.not_null;
    added.not_null = false;
    let (type_id, collation) = (added.type_id, added.collation);
    cx.catalog.edit_relation(id, |it| it.columns.push(added));
    if let Some(type_id) = type_id {
        cx.record_column_type(id, number, type_id, collation);
    }
    cx.effects.created.push(crate::catalog::depend::Address::Column(id, number));
    let alone = Draft { columns: vec![column.clone()], ..draft.clone() };
    store_defaults(cx, id, &alone).map_err(without_place)?;
    let has_sequence = matches!(column.default, DefaultDraft::Sequence(_));
    note_new_column(cx, work, id, number, has_sequence || column.identity.is_some())?;
    // A column is marked at once; from 18 on its constraint follows in a later pass.
    edit_column(cx, id, number, |it| it.not_null = not_null);
    let table = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Table);
    if not_null && table && super::column::column_of(cx, id, number).is_some_and(|it| !it.has_missing_value) {
        work.not_null_checks.insert((id, number));
    }
    Ok(number)
}

/// Adds the column to the descendants, or counts another parent where they have it already.
fn add_to_children(cx: &mut Cx<'_>, work: &mut Work, id: RelationId, draft: &Draft<'_>, column: &ColumnDraft<'_>) -> Result<()> {
    for child in children(cx, id) {
        cx.lock(child, LockMode::AccessExclusive);
        super::access::check_other(cx, child, "ADD COLUMN")?;
        let Some(relation) = cx.catalog.relation(child) else {
            continue;
        };
        match column_number(relation, &column.name) {
            Some(number) => {
                let found = super::column::column(relation, number);
                if found.is_some_and(|it| it.type_id != column.type_id || it.modifier != column.modifier) {
                    return Err(errors::child_type_differs(&relation.name, &column.name));
                }
                if found.is_some_and(|it| it.collation != column.collation) {
                    return Err(errors::child_collation_differs(&relation.name, &column.name));
                }
                edit_column(cx, child, number, |it| it.inherited += 1);
            }
            None => {
                check_column_name(relation, &column.name)?;
                add_to(cx, work, child, draft, column, 1)?;
                add_to_children(cx, work, child, draft, column)?;
            }
        }
    }
    Ok(())
}

/// The tables that are of a composite type, which change with it where that is asked for.
// pg: tablecmds.c ATTypedTableRecursion
fn typed_tables(cx: &Cx<'_>, id: RelationId, cascade: bool) -> Result<Vec<RelationId>> {
    let row_type = cx.catalog.relation(id).filter(|it| it.kind == RelationKind::Composite).and_then(|it| it.row_type);
    let tables = row_type.map_or_else(Vec::new, |row_type| tables_of_type(cx, row_type));
    if tables.is_empty() || cascade { Ok(tables) } else { Err(errors::type_of_typed_table(&relation_name(cx, id))) }
}

/// Adds what a column brings with it, each in its pass.
pub(super) fn add_parts(cx: &mut Cx<'_>, work: &mut Work, draft: &Draft<'_>, pass: Pass) -> Result<()> {
    let id = work.relation;
    match pass {
        Pass::AddConstraint => {
            for check in add_checks(cx, id, &draft.checks).map_err(without_place)? {
                if cx.catalog.constraint(check).is_some_and(|it| it.validated) {
                    cx.effects.scan(id, ScanReason::Validate(Some(check)));
                }
            }
            constraint::add_checks_to_children(cx, id, &draft.checks)
        }
        Pass::ColumnAttributes => {
            for not_null in &draft.not_nulls {
                not_null::add_for_new_column(cx, work, not_null)?;
            }
            Ok(())
        }
        Pass::AddIndex => {
            for key in ordered_keys(draft) {
                constraint::add_key_to(cx, work, &key)?;
            }
            Ok(())
        }
        Pass::AddOtherConstraint => {
            let with_default = draft.columns.iter().exists(|it| !matches!(it.default, DefaultDraft::None) || it.identity.is_some());
            for key in &draft.foreign_keys {
                let added = add_foreign_key(cx, id, key)?;
                if !with_default {
                    // Rows that are there have NULL, which refers to nothing.
                    cx.effects.scans.retain(|(_, reason)| *reason != ScanReason::Validate(added));
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
