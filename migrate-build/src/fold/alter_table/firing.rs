//! Which triggers and rules of a table fire.

use super::super::cx::Cx;
use super::super::errors::object::part_missing;
use super::super::inheritance::descendants;
use super::work::Work;
use crate::catalog::id::{RelationId, TriggerId};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::alter_table::{FiringMode, TriggerSelection};
use crate::syntax::statement::object::RelationPart;
use crate::text::{Gather, Seek};

// pg: trigger.c EnableDisableTrigger
pub(super) fn set_trigger(cx: &mut Cx<'_>, work: &Work, which: &TriggerSelection, mode: FiringMode) -> Result<()> {
    let id = work.relation;
    let chosen: Vec<TriggerId> = match which {
        TriggerSelection::Named(name) => {
            let triggers = cx.catalog.triggers_of(id).iter().copied();
            let found: Vec<_> = triggers.filter(|it| cx.catalog.trigger(*it).is_some_and(|it| it.name == name.name)).gather();
            if found.is_empty() {
                return Err(part_missing(&cx.catalog, RelationPart::Trigger, &name.name, id));
            }
            found
        }
        TriggerSelection::All | TriggerSelection::User => cx.catalog.triggers_of(id).to_vec(),
    };
    let enabled = matches!(mode, FiringMode::Origin | FiringMode::Always);
    let mut family = chosen;
    if work.recurse {
        for (child, _) in descendants(cx, id) {
            for trigger in cx.catalog.triggers_of(child).to_vec() {
                if cx.catalog.trigger(trigger).and_then(|it| it.parent).is_some_and(|parent| family.contains(&parent)) {
                    family.push(trigger);
                }
            }
        }
    }
    for trigger in family {
        cx.catalog.edit_trigger(trigger, |it| it.enabled = enabled);
    }
    Ok(())
}

// pg: rewriteDefine.c EnableDisableRule
pub(super) fn set_rule(cx: &Cx<'_>, id: RelationId, name: &Ident) -> Result<()> {
    let own = cx.catalog.rules_of(id).iter().exists(|it| cx.catalog.rule(*it).is_some_and(|it| it.name == name.name));
    let select = name.name == "_RETURN" && cx.catalog.relation(id).is_some_and(|it| it.query.is_some());
    if own || select { Ok(()) } else { Err(part_missing(&cx.catalog, RelationPart::Rule, &name.name, id)) }
}
