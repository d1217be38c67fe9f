//! What do the statements of a file say of transactions, and which of them may it say.

use super::cx::Cx;
use super::dependency::{Behavior, drop_objects};
use super::errors::transaction as errors;
use super::session::TransactionMode;
use crate::catalog::depend::Address;
use crate::diag::Result;
use crate::syntax::statement::transaction::Transaction;
use crate::text::Gather;

/// Begins, ends or marks a transaction.
pub(super) fn fold_transaction(cx: &mut Cx<'_>, it: &Transaction) -> Result<()> {
    let whole = cx.session.mode == TransactionMode::Whole;
    match it {
        Transaction::SetTransaction => Ok(()),
        Transaction::PrepareTransaction | Transaction::CommitPrepared | Transaction::RollbackPrepared => {
            Err(errors::two_phase(super::command_name::command_name_of(it)).at(cx.statement))
        }
        Transaction::Savepoint(name) if cx.session.in_transaction => {
            cx.session.savepoints.push(name.name.clone());
            Ok(())
        }
        Transaction::Release(name) if cx.session.in_transaction => match cx.session.savepoints.iter().rposition(|it| *it == name.name) {
            Some(at) => {
                cx.session.savepoints.truncate(at);
                Ok(())
            }
            None => Err(errors::savepoint_missing(&name.name)),
        },
        Transaction::RollbackTo(name) if cx.session.in_transaction && !cx.session.savepoints.contains(&name.name) => {
            Err(errors::savepoint_missing(&name.name))
        }
        Transaction::RollbackTo(_) | Transaction::Rollback => {
            Err(errors::undoes_itself(super::command_name::command_name_of(it)).at(cx.statement))
        }
        Transaction::Savepoint(_) | Transaction::Release(_) => Err(errors::outside_of_block(super::command_name::command_name_of(it))),
        Transaction::Begin | Transaction::Commit if whole => {
            Err(errors::controls_transaction(super::command_name::command_name_of(it)).at(cx.statement))
        }
        Transaction::Begin => {
            cx.session.in_transaction = true;
            Ok(())
        }
        Transaction::Commit => {
            cx.session.in_transaction = false;
            end_transaction(cx);
            Ok(())
        }
    }
}

/// What ends with a transaction: what was set for it alone, cursors, and the doubt about labels that it added.
pub(super) fn end_transaction(cx: &mut Cx<'_>) {
    if let Some(path) = cx.session.path_before.take() {
        cx.catalog.set_search_path(path);
    }
    // What depends on such a table went with it before, or goes with it now, as the server drops with CASCADE.
    let dropped: Vec<Address> = std::mem::take(&mut cx.session.dropped_at_commit).into_iter().map(Address::Relation).gather();
    let present: Vec<Address> =
        dropped.into_iter().filter(|it| matches!(it, Address::Relation(id) if cx.catalog.relation(*id).is_some())).gather();
    if !present.is_empty() {
        drop_objects(cx, &present, Behavior::of(true)).ok();
    }
    cx.session.savepoints.clear();
    cx.session.cursors.clear();
    cx.session.new_enum_labels.clear();
    cx.session.new_types.clear();
    cx.session.new_relations.clear();
}
