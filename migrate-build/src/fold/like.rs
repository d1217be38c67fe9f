//! What does LIKE take over from another table.

use super::constraint_check::add_checks;
use super::cx::Cx;
use super::default::store_default;
use super::draft::{CheckDraft, ColumnDraft, Condition, DefaultDraft, Draft, NotNullDraft};
use super::effect::LockMode;
use super::errors::lookup as lookup_errors;
use super::lookup::{column_number, is_system_column, lookup_relation};
use super::partition_index::{copy_index, table_column_names};
use super::table_merge::moved_expr;
use crate::catalog::depend::Address;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{CheckConstraint, Column, ConstraintKind, ConstraintOwner, Relation, RelationKind, SequenceInfo};
use crate::diag::Result;
use crate::syntax::statement::sequence::{SequenceOption, SequenceOptionKind};
use crate::syntax::statement::table::{LikeClause, LikeOption};
use crate::text::{Gather, Name, Span, sort};

/// Adds the columns of another table to a draft.
// pg: parse_utilcmd.c transformTableLikeClause
pub(super) fn draft_like<'s>(cx: &mut Cx<'_>, draft: &mut Draft<'s>, clause: &'s LikeClause) -> Result<()> {
    if draft.form.is_foreign() && cx.catalog.versions().lowest < 18 {
        return Err(super::errors::table::like_of_foreign().at(clause.table.span));
    }
    let source = lookup_relation(cx, &clause.table).map_err(|problem| problem.at(clause.table.span))?;
    let Some(found) = cx.catalog.relation(source).cloned() else {
        return Ok(());
    };
    if matches!(found.kind, RelationKind::Index | RelationKind::PartitionedIndex | RelationKind::Sequence) {
        return Err(wrong_source(cx, &found).at(clause.table.span));
    }
    cx.lock(source, LockMode::AccessShare);
    for (at, column) in found.columns.iter().enumerate().filter(|(_, column)| column.type_id.is_some()) {
        if is_system_column(&column.name) {
            continue;
        }
        let mut copied = copied_column(column, clause);
        if column.identity.is_some() && clause.including.contains(&LikeOption::Identity) {
            copied.identity = column.identity;
            draft_identity(cx, draft, &found, at as u16 + 1, column)?;
        }
        draft.columns.push(copied);
    }
    draft_not_nulls(cx, draft, &found);
    draft.likes.push((source, clause));
    Ok(())
}

/// Gives a new table what else LIKE takes over, once its columns are there.
// pg: parse_utilcmd.c expandTableLikeClause
pub(super) fn expand_like(cx: &mut Cx<'_>, table: RelationId, source: RelationId, clause: &LikeClause) -> Result<()> {
    let (Some(found), Some(target)) = (cx.catalog.relation(source).cloned(), cx.catalog.relation(table).cloned()) else {
        return Ok(());
    };
    let names = table_column_names(&target);
    let has = |option| clause.including.contains(&option);
    for column in &found.columns {
        let wanted = has(if column.generated.is_some() { LikeOption::Generated } else { LikeOption::Defaults });
        let (Some(default), Some(number)) = (&column.default, column_number(&target, &column.name)) else {
            continue;
        };
        if wanted && column.type_id.is_some() {
            store_default(cx, table, number, moved_expr(default, &found, &names)?);
        }
    }
    if has(LikeOption::Constraints) {
        copy_checks(cx, table, &found, &names)?;
    }
    if has(LikeOption::Indexes) {
        let mut indexes = cx.catalog.indexes_of(source).to_vec();
        sort(&mut indexes);
        for index in indexes {
            let copy = copy_index(cx, index, &target)?;
            if let Some(copy) = copy.filter(|_| has(LikeOption::Comments)) {
                copy_comment(cx, Address::Relation(index), Address::Relation(copy));
            }
        }
    }
    if has(LikeOption::Comments) {
        for column in &found.columns {
            if let (Some(from), Some(to)) = (column_number(&found, &column.name), column_number(&target, &column.name)) {
                copy_comment(cx, Address::Column(source, from), Address::Column(table, to));
            }
        }
        if has(LikeOption::Constraints) {
            copy_comments_of_checks(cx, source, table);
        }
    }
    if has(LikeOption::Statistics) {
        super::statistics::copy_statistics(cx, source, table)?;
    }
    Ok(())
}

fn copy_comment(cx: &mut Cx<'_>, from: Address, to: Address) {
    if let Some(comment) = cx.catalog.comment(from).cloned() {
        cx.catalog.set_comment(to, Some(comment));
    }
}

/// The copies have the names of what they are copied from.
fn copy_comments_of_checks(cx: &mut Cx<'_>, source: RelationId, table: RelationId) {
    let checks = |owner| -> Vec<(Name, ConstraintId)> {
        let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(owner)).iter().filter_map(|id| cx.catalog.constraint(*id));
        constraints.filter(|it| matches!(it.kind, ConstraintKind::Check(_))).map(|it| (it.name.clone(), it.id)).gather()
    };
    let copies = checks(table);
    for (name, from) in checks(source) {
        if let Some((_, to)) = copies.iter().find(|(copy, _)| *copy == name) {
            copy_comment(cx, Address::Constraint(from), Address::Constraint(*to));
        }
    }
}

fn copied_column<'s>(column: &Column, clause: &LikeClause) -> ColumnDraft<'s> {
    let has = |option| clause.including.contains(&option);
    ColumnDraft {
        name: column.name.clone(),
        type_id: column.type_id,
        modifier: column.modifier,
        collation: column.collation,
        not_null: column.not_null,
        default: DefaultDraft::None,
        identity: None,
        generated: column.generated.filter(|_| has(LikeOption::Generated)),
        storage: column.storage.filter(|_| has(LikeOption::Storage)),
        compression: column.compression.clone().filter(|_| has(LikeOption::Compression)),
        local: true,
        inherited: 0,
        from_type: false,
    }
}

fn draft_not_nulls(cx: &Cx<'_>, draft: &mut Draft<'_>, source: &Relation) {
    for id in cx.catalog.constraints_of(ConstraintOwner::Relation(source.id)) {
        let Some(constraint) = cx.catalog.constraint(*id).filter(|it| matches!(it.kind, ConstraintKind::NotNull)) else {
            continue;
        };
        let column = constraint.columns.first().and_then(|number| source.columns.get(usize::from(*number) - 1));
        let Some(column) = column else {
            continue;
        };
        draft.not_nulls.push(NotNullDraft {
            name: Some(constraint.name.clone()),
            column: column.name.clone(),
            no_inherit: constraint.no_inherit,
            not_valid: false,
        });
    }
}

fn copy_checks(cx: &mut Cx<'_>, table: RelationId, source: &Relation, names: &[Name]) -> Result<()> {
    let mut checks = Vec::new();
    for id in cx.catalog.constraints_of(ConstraintOwner::Relation(source.id)) {
        let Some(constraint) = cx.catalog.constraint(*id) else {
            continue;
        };
        if let ConstraintKind::Check(CheckConstraint { expr }) = &constraint.kind {
            checks.push(CheckDraft {
                name: Some(constraint.name.clone()),
                condition: Condition::Copied(moved_expr(expr, source, names)?),
                not_valid: false,
                not_enforced: !constraint.enforced,
                no_inherit: constraint.no_inherit,
                local: true,
                inherited: 0,
            });
        }
    }
    add_checks(cx, table, &checks).map(|_| ())
}

fn draft_identity(cx: &mut Cx<'_>, draft: &mut Draft<'_>, source: &Relation, number: u16, column: &Column) -> Result<()> {
    let Some(type_id) = column.type_id else {
        return Ok(());
    };
    let sequence = super::sequence::sequence_of(cx, source.id, number).and_then(|id| cx.catalog.relation(id)?.sequence.clone());
    let place = super::sequence_draft::for_column(cx, draft, &column.name, type_id, &[], true)?;
    if let (Some(info), Some(sequence)) = (sequence, draft.sequences.get_mut(place)) {
        sequence.options = options_of(&info);
    }
    Ok(())
}

fn options_of(info: &SequenceInfo) -> Vec<SequenceOption> {
    let number = |value: i64| Name::from(value.to_string());
    let kinds = [
        SequenceOptionKind::Start(number(info.start)),
        SequenceOptionKind::Increment(number(info.increment)),
        SequenceOptionKind::MaxValue(Some(number(info.max))),
        SequenceOptionKind::MinValue(Some(number(info.min))),
        SequenceOptionKind::Cache(number(info.cache)),
        SequenceOptionKind::Cycle(info.cycle),
    ];
    kinds.into_iter().map(|kind| SequenceOption { kind, span: Span::default() }).gather()
}

fn wrong_source(cx: &Cx<'_>, found: &Relation) -> crate::diag::Problem {
    if cx.catalog.versions().lowest < 15 {
        return lookup_errors::wrong_kind(&found.name, "a table, view, materialized view, composite type, or foreign table");
    }
    let message = format!("relation \"{}\" is invalid in LIKE clause", found.name);
    crate::diag::Diagnostic::error(crate::diag::SqlState::WRONG_OBJECT_TYPE, message)
}
