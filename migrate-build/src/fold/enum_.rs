//! How do enums come to be and get labels.

use super::cx::Cx;
use super::effect::{Act, LabelPlace};
use super::errors::enum_ as errors;
use super::lookup::creation_schema;
use super::new_type::{add_type_with_array, claim_type_name, new_type};
use super::type_::lookup_bare_type;
use crate::catalog::depend::Address;
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::catalog::object::TypeKind;
use crate::catalog::tree::rename_label as rename_in_tree;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::type_::{AlterEnum, AlterEnumAction, EnumNeighbour, Text};
use crate::text::{Gather, Name, Seek};
use std::sync::Arc;

const LONGEST_LABEL: usize = 63;

/// The first version in which a label can be used at once if the enum was made in the same transaction.
const SAFE_WITH_TYPE_SINCE: u8 = 17;

/// Makes an enum.
// pg: typecmds.c DefineEnum
pub(super) fn fold_create_enum(cx: &mut Cx<'_>, name: &QualifiedName, labels: &[Text]) -> Result<()> {
    let schema = creation_schema(cx, name)?;
    claim_type_name(cx, schema, &name.name.name)?;
    for (at, label) in labels.iter().enumerate() {
        check_length(label)?;
        if labels[..at].iter().exists(|earlier| earlier.value == label.value) {
            return Err(errors::label_twice(&label.value));
        }
    }
    let labels = labels.iter().map(|label| label.value.clone()).gather();
    let mut type_ = new_type(cx, schema, &name.name.name, TypeKind::Enum { labels }, b'E');
    type_.length = 4;
    add_type_with_array(cx, type_);
    Ok(())
}

/// Adds or renames a label.
// pg: typecmds.c AlterEnum
pub(super) fn fold_alter_enum(cx: &mut Cx<'_>, it: &AlterEnum) -> Result<()> {
    let id = lookup_bare_type(cx, &it.name)?;
    let Some(labels) = labels_of(cx, id) else {
        return Err(errors::not_an_enum(&format_type(&cx.catalog, id, -1)));
    };
    match &it.action {
        AlterEnumAction::Add { if_not_exists, label, neighbour } => {
            check_length(label)?;
            if labels.contains(&label.value) {
                return if *if_not_exists { Ok(()) } else { Err(errors::label_exists(&label.value)) };
            }
            add_label(cx, id, &labels, label, neighbour.as_ref())
        }
        AlterEnumAction::Rename(from, to) => rename_label(cx, id, &labels, from, to),
    }
}

/// The labels of an enum; none of any other type.
pub(super) fn labels_of(cx: &Cx<'_>, id: TypeId) -> Option<Vec<Name>> {
    match cx.catalog.type_(id).map(|found| &found.kind) {
        Some(TypeKind::Enum { labels }) => Some(labels.clone()),
        _ => None,
    }
}

// pg: pg_enum.c AddEnumLabel
fn add_label(cx: &mut Cx<'_>, id: TypeId, labels: &[Name], label: &Text, neighbour: Option<&EnumNeighbour>) -> Result<()> {
    let at = match neighbour {
        None => labels.len(),
        Some(neighbour) => match labels.iter().place_where(|other| *other == neighbour.label.value) {
            Some(found) => found + usize::from(neighbour.after),
            None => return Err(errors::label_missing(&neighbour.label.value)),
        },
    };
    edit_labels(cx, id, |labels| labels.insert(at, label.value.clone()));
    let place = if neighbour.is_some() { LabelPlace::Said } else { LabelPlace::Unsaid };
    cx.effects.acts.push(Act::LabelAdded(id, place));
    let as_new_as_its_type = cx.session.new_types.contains(&id) && cx.catalog.versions().lowest >= SAFE_WITH_TYPE_SINCE;
    if cx.session.in_transaction && !as_new_as_its_type {
        cx.session.new_enum_labels.insert((id, label.value.clone()));
    }
    Ok(())
}

// pg: pg_enum.c RenameEnumLabel
fn rename_label(cx: &mut Cx<'_>, id: TypeId, labels: &[Name], from: &Text, to: &Text) -> Result<()> {
    check_length(to)?;
    let Some(at) = labels.iter().place_where(|label| *label == from.value) else {
        return Err(errors::label_missing(&from.value));
    };
    if labels.contains(&to.value) {
        return Err(errors::label_exists(&to.value));
    }
    edit_labels(cx, id, |labels| labels[at] = to.value.clone());
    rename_in_defaults(cx, id, &from.value, &to.value);
    cx.effects.acts.push(Act::Renamed(Address::Type(id)));
    if cx.session.new_enum_labels.remove(&(id, from.value.clone())) {
        cx.session.new_enum_labels.insert((id, to.value.clone()));
    }
    Ok(())
}

/// A default keeps its label by id, so a new name reaches it.
fn rename_in_defaults(cx: &mut Cx<'_>, id: TypeId, from: &Name, to: &Name) {
    let of_column = |address: Address| match address {
        Address::Column(relation, number) => Some((relation, usize::from(number).checked_sub(1)?)),
        _ => None,
    };
    let columns: Vec<_> = cx.catalog.dependencies().needed_by(Address::Type(id)).filter_map(|entry| of_column(entry.dependent)).gather();
    for (relation, index) in columns {
        let column = cx.catalog.relation(relation).and_then(|relation| relation.columns.get(index));
        let Some(default) = column.and_then(|column| column.default.as_ref()) else { continue };
        let tree = Arc::new(rename_in_tree(&default.tree, id, from, to));
        cx.catalog.edit_relation(relation, |relation| {
            if let Some(default) = relation.columns.get_mut(index).and_then(|column| column.default.as_mut()) {
                default.tree = tree;
            }
        });
    }
}

fn edit_labels(cx: &mut Cx<'_>, id: TypeId, change: impl FnOnce(&mut Vec<Name>)) {
    cx.catalog.edit_type(id, |type_| {
        if let TypeKind::Enum { labels } = &mut type_.kind {
            change(labels);
        }
    });
}

fn check_length(label: &Text) -> Result<()> {
    if label.value.len() > LONGEST_LABEL { Err(errors::label_too_long(&label.value)) } else { Ok(()) }
}
