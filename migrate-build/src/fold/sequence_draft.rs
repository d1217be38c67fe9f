//! Which sequence does a serial or identity column get.

use super::cx::Cx;
use super::draft::{Draft, SequenceDraft};
use super::errors::sequence as errors;
use super::lookup::creation_schema;
use super::names::choose_relation_name;
use super::sequence::{add_sequence, own_sequence};
use super::sequence_option::apply_options;
use crate::catalog::id::{RelationId, TypeId};
use crate::diag::Result;
use crate::syntax::statement::sequence::{SequenceOption, SequenceOptionKind};
use crate::text::{Gather, Name};

/// Drafts the sequence of a column and gives its place among those of the draft.
// pg: parse_utilcmd.c generateSerialExtraStmts
pub(super) fn for_column<'s>(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'s>,
    column: &Name,
    type_id: TypeId,
    options: &'s [SequenceOption],
    identity: bool,
) -> Result<usize> {
    let mut rest = Vec::new();
    let mut named = None;
    for option in options {
        match &option.kind {
            SequenceOptionKind::Type(_) => return Err(errors::conflicting_options().at(option.span)),
            SequenceOptionKind::Name(_) if named.is_some() => return Err(errors::conflicting_options().at(option.span)),
            SequenceOptionKind::Name(name) => named = Some(name),
            _ => rest.push(option.clone()),
        }
    }
    let (schema, name) = match named {
        Some(name) => {
            let schema = if name.schema.is_some() { creation_schema(cx, name)? } else { draft.schema };
            (schema, name.name.name.clone())
        }
        None => (draft.schema, choose_relation_name(&cx.catalog, draft.schema, (&draft.name, Some(column), "seq"), false)),
    };
    let rest = rest.into_iter().filter(|option| !matches!(option.kind, SequenceOptionKind::Logged(_))).gather();
    draft.sequences.push(SequenceDraft { name, schema, column: column.clone(), type_id, identity, options: rest, made: None });
    Ok(draft.sequences.len() - 1)
}

/// Makes the sequences of a draft, before the table itself is made.
pub(super) fn make_sequences(cx: &mut Cx<'_>, draft: &mut Draft<'_>) -> Result<()> {
    for sequence in &mut draft.sequences {
        let info = apply_options(cx, None, Some(sequence.type_id), &sequence.options, sequence.identity)?;
        sequence.made = Some(add_sequence(cx, sequence.schema, sequence.name.clone(), draft.persistence, info)?);
    }
    Ok(())
}

/// Ties the sequences of a draft to their columns, once these are made.
pub(super) fn own_sequences(cx: &mut Cx<'_>, draft: &Draft<'_>, table: RelationId) {
    for sequence in &draft.sequences {
        let column = cx.catalog.relation(table).and_then(|found| super::lookup::column_number(found, &sequence.column));
        if let (Some(made), Some(column)) = (sequence.made, column) {
            own_sequence(cx, made, Some((table, column)), sequence.identity);
        }
    }
}
