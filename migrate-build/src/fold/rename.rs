//! What does ALTER ... RENAME reach.

mod column;
mod other;
mod part;
mod relation;
mod type_;

use super::cx::Cx;
use super::errors::drop::system_catalog;
use super::errors::object::not_a;
use super::errors::rename as errors;
use super::object::{Missing, is_of_word, lookup_object};
use crate::catalog::id::RelationId;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::statement::object::{ObjectRef, RelationPart, RelationWord, Rename};

pub(super) use column::{check_column_name, tables_of_type};

// pg: alter.c ExecRenameStmt
pub(super) fn fold_rename(cx: &mut Cx<'_>, it: &Rename) -> Result<()> {
    let missing = Missing::of(it.if_exists);
    let to = &it.to.name;
    match &it.object {
        ObjectRef::Relation(word, name) => relation::rename_relation(cx, *word, name, missing, to),
        ObjectRef::Column(_, name, column) => column::rename_column(cx, name, &column.name, missing, to),
        ObjectRef::Attribute(name, column) => column::rename_attribute(cx, name, &column.name, it.cascade, to),
        ObjectRef::Part(RelationPart::Constraint, name, on) => part::rename_constraint(cx, &name.name, on, missing, to),
        ObjectRef::Part(part, name, on) => part::rename_part(cx, *part, name, on, missing, to),
        ObjectRef::DomainConstraint(name, domain) => part::rename_domain_constraint(cx, name, domain, to),
        ObjectRef::Type(name) | ObjectRef::Domain(name) => type_::rename_type(cx, name, matches!(it.object, ObjectRef::Domain(_)), to),
        _ => match lookup_object(cx, &it.object, missing)? {
            Some(address) => other::rename_object(cx, address, to),
            None => Ok(()),
        },
    }
}

/// Refuses a relation that is not what the word after ALTER says. ALTER TABLE takes most kinds.
// pg: tablecmds.c RangeVarCallbackForAlterRelation
pub(super) fn check_word(cx: &Cx<'_>, id: RelationId, word: RelationWord) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    if id.is_builtin() {
        return Err(system_catalog(&relation.name));
    }
    let exact = matches!(word, RelationWord::Sequence | RelationWord::View | RelationWord::MaterializedView | RelationWord::ForeignTable);
    if exact && !is_of_word(relation.kind, word) {
        return Err(not_a(&relation.name, word));
    }
    if relation.kind == RelationKind::Composite {
        return Err(errors::is_composite(&relation.name));
    }
    Ok(())
}
