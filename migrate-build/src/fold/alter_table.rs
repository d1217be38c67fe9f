//! What does ALTER TABLE, and what shares its actions, change: first every action is looked at, then each is done in its pass.

mod access;
mod add_column;
mod alter_type;
mod attach_index;
mod attach_partition;
mod column;
mod constraint;
mod default;
mod detach_partition;
mod drop_column;
mod drop_constraint;
mod finish;
mod firing;
mod generated;
mod identity;
mod inherit;
mod lock;
mod logged;
mod not_null;
mod option;
mod partition_check;
mod pass;
mod perform;
mod reanalyzed;
mod rebuild;
mod typed;
mod validate;
mod work;

use super::cx::Cx;
use super::draft::Draft;
use super::errors::drop::system_catalog;
use super::errors::object::not_a;
use super::errors::rename::{is_composite, not_composite};
use super::object::{Missing, is_of_word, relation_in_statement};
use crate::catalog::id::RelationId;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::statement::alter_table::{AlterActionKind, AlterTable, AlterWord};
use crate::syntax::statement::object::RelationWord;
use pass::Pass;
use std::rc::Rc;
use work::Work;

// pg: tablecmds.c AlterTable, ATController
pub(super) fn fold_alter_table(cx: &mut Cx<'_>, it: &AlterTable) -> Result<()> {
    let missing = Missing::of(it.if_exists);
    let Some(id) = relation_in_statement(cx, &it.relation.name, missing)? else {
        return Ok(());
    };
    check_word(cx, id, it.word)?;
    cx.effects.lock(id, lock::lock_of(&it.actions));
    cx.effects.actions = it.actions.len();
    let mut work = Work::new(id, !it.relation.only);
    let mut steps: Vec<(Pass, Step<'_>)> = Vec::new();
    for action in &it.actions {
        access::check_access(cx, id, &action.kind)?;
        perform::prepare(cx, &mut work, &action.kind)?;
        steps.push((pass::pass_of(cx, &action.kind), Step::Action(&action.kind)));
    }
    perform_steps(cx, &mut work, steps)?;
    finish::finish(cx, &work);
    Ok(())
}

/// Something that is done in its pass: an action, or what an added column brings with it.
enum Step<'s> {
    Action(&'s AlterActionKind),
    Column(Rc<Draft<'s>>),
}

/// Does everything pass by pass. Between the passes what rests on columns with a new type is made to fit.
// pg: tablecmds.c ATRewriteCatalogs
fn perform_steps<'s>(cx: &mut Cx<'_>, work: &mut Work, mut steps: Vec<(Pass, Step<'s>)>) -> Result<()> {
    let mut rebuilt = false;
    while let Some(at) = (0..steps.len()).min_by_key(|at| steps[*at].0) {
        let (pass, step) = steps.remove(at);
        if pass > Pass::OldIndex && !rebuilt {
            rebuild::rebuild(cx, work)?;
            rebuilt = true;
        }
        match step {
            Step::Action(AlterActionKind::AddColumn { if_not_exists, column, cascade }) => {
                if let Some(draft) = add_column::add_column(cx, work, (*if_not_exists, *cascade), column)? {
                    let draft = Rc::new(draft);
                    for later in [Pass::AddConstraint, Pass::ColumnAttributes, Pass::AddIndex, Pass::AddOtherConstraint] {
                        steps.push((later, Step::Column(Rc::clone(&draft))));
                    }
                }
            }
            Step::Action(action) => perform::perform(cx, work, action)?,
            Step::Column(draft) => add_column::add_parts(cx, work, &draft, pass)?,
        }
    }
    if rebuilt { Ok(()) } else { rebuild::rebuild(cx, work) }
}

// pg: tablecmds.c RangeVarCallbackForAlterRelation
fn check_word(cx: &Cx<'_>, id: RelationId, word: AlterWord) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    if id.is_builtin() {
        return Err(system_catalog(&relation.name));
    }
    let wanted = match word {
        AlterWord::Table => None,
        AlterWord::ForeignTable => Some(RelationWord::ForeignTable),
        AlterWord::Index => Some(RelationWord::Index),
        AlterWord::View => Some(RelationWord::View),
        AlterWord::MaterializedView => Some(RelationWord::MaterializedView),
        AlterWord::Sequence => Some(RelationWord::Sequence),
        AlterWord::Type if relation.kind != RelationKind::Composite => return Err(not_composite(&relation.name)),
        AlterWord::Type => return Ok(()),
    };
    match wanted {
        Some(word) if !is_of_word(relation.kind, word) => Err(not_a(&relation.name, word)),
        _ if relation.kind == RelationKind::Composite => Err(is_composite(&relation.name)),
        _ => Ok(()),
    }
}
