//! How does a column come to another default, or to none.

use super::super::cx::Cx;
use super::super::default::add_default;
use super::super::dependency::{Behavior, drop_objects};
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::inheritance::descendants;
use super::column::{column_of, find_named, relation_name, without_place};
use super::work::Work;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::Generated;
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::name::Ident;
use crate::text::Name;

pub(super) fn set_default(cx: &mut Cx<'_>, work: &Work, column: &Ident, value: Option<&Expr>) -> Result<()> {
    set_in(cx, work.relation, &column.name, value)?;
    if work.recurse {
        for (child, _) in descendants(cx, work.relation) {
            cx.effects.lock(child, LockMode::AccessExclusive);
            set_in(cx, child, &column.name, value)?;
        }
    }
    Ok(())
}

// pg: tablecmds.c ATExecColumnDefault
fn set_in(cx: &mut Cx<'_>, id: RelationId, name: &Name, value: Option<&Expr>) -> Result<()> {
    let number = find_named(cx, id, name)?;
    let relation = relation_name(cx, id);
    let Some(column) = column_of(cx, id, number) else {
        return Ok(());
    };
    if column.identity.is_some() {
        return Err(errors::is_identity(name, &relation, value.is_none()));
    }
    if let Some(generated) = column.generated {
        let help = match (value, generated) {
            (None, Generated::Stored) => Some("use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead"),
            (Some(_), Generated::Stored) if cx.catalog.versions().lowest >= 17 => {
                Some("use ALTER TABLE ... ALTER COLUMN ... SET EXPRESSION instead")
            }
            _ => None,
        };
        return Err(errors::is_generated(name, &relation, help));
    }
    remove_default(cx, id, number);
    match value {
        Some(value) => add_default(cx, id, number, value).map_err(without_place),
        None => Ok(()),
    }
}

/// Takes a default away.
// pg: pg_attrdef.c RemoveAttrDefault
pub(super) fn remove_default(cx: &mut Cx<'_>, id: RelationId, number: u16) {
    if column_of(cx, id, number).is_some_and(|column| column.default.is_some()) {
        let dropped = cx.effects.dropped.len();
        // Nothing needs a default, so nothing stands in the way.
        let _ = drop_objects(cx, &[Address::Default(id, number)], Behavior::Cascade);
        cx.effects.dropped.truncate(dropped);
    }
}
