//! How do publications and subscriptions come to be and change.

use super::cx::Cx;
use super::definition::{switch_of, text_of};
use super::effect::LockMode;
use super::errors::lookup::column_missing;
use super::errors::publication as errors;
use super::lookup::{column_number, lookup_relation, lookup_schema};
use super::simple::{add_simple, lookup_simple, refuse_taken};
use super::typed::type_expr;
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::catalog::id::{RelationId, SimpleId};
use crate::catalog::object::{Persistence, Relation, RelationKind, Simple, SimpleKind};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::name::Ident;
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::publication::{
    AlterPublication, AlterPublicationAction, AlterSubscription, CreatePublication, CreateSubscription, PublicationObject,
};
use crate::text::{Gather, Name, Seek};

/// What can be published.
const ACTIONS: [&str; 4] = ["insert", "update", "delete", "truncate"];

/// Makes a publication.
// pg: publicationcmds.c CreatePublication
pub(super) fn fold_create_publication(cx: &mut Cx<'_>, it: &CreatePublication) -> Result<()> {
    refuse_taken(cx, SimpleKind::Publication, "publication", &it.name.name)?;
    check_options(&it.options)?;
    let id = add_simple(cx, SimpleKind::Publication, None, it.name.name.clone());
    if it.all_tables {
        cx.catalog.edit_simple(id, |publication| {
            publication.properties.insert(Name::from(Simple::ALL_TABLES), Name::from("true"));
        });
    }
    set_options(cx, id, &it.options)?;
    add_objects(cx, &it.objects)
}

/// Changes a publication.
// pg: publicationcmds.c AlterPublication
pub(super) fn fold_alter_publication(cx: &mut Cx<'_>, it: &AlterPublication) -> Result<()> {
    let id = lookup_simple(cx, SimpleKind::Publication, "publication", &it.name.name)?;
    match &it.action {
        AlterPublicationAction::Options(options) => {
            check_options(options)?;
            set_options(cx, id, options)
        }
        AlterPublicationAction::Add(objects) | AlterPublicationAction::Set(objects) => add_objects(cx, objects),
        AlterPublicationAction::Drop(objects) => {
            for object in objects {
                if let PublicationObject::Table { relation, .. } = object {
                    let table = lookup_relation(cx, &relation.name)?;
                    cx.lock(table, LockMode::ShareUpdateExclusive);
                }
            }
            Ok(())
        }
    }
}

/// Makes a subscription.
pub(super) fn fold_create_subscription(cx: &mut Cx<'_>, it: &CreateSubscription) -> Result<()> {
    refuse_taken(cx, SimpleKind::Subscription, "subscription", &it.name.name)?;
    add_simple(cx, SimpleKind::Subscription, None, it.name.name.clone());
    Ok(())
}

/// Changes a subscription.
pub(super) fn fold_alter_subscription(cx: &mut Cx<'_>, it: &AlterSubscription) -> Result<()> {
    lookup_simple(cx, SimpleKind::Subscription, "subscription", &it.name.name).map(|_| ())
}

// pg: publicationcmds.c parse_publication_options
fn check_options(options: &[DefinitionItem]) -> Result<()> {
    for (at, option) in options.iter().enumerate() {
        let name = &option.name.name;
        if options[..at].iter().exists(|earlier| earlier.name.name == *name) {
            return Err(super::errors::definition::conflicting_options().at(option.span));
        }
        match name.as_str() {
            "publish" => {
                for action in text_of(option)?.split(',').map(str::trim).filter(|action| !action.is_empty()) {
                    if !ACTIONS.contains(&action) {
                        return Err(errors::action_unknown(action));
                    }
                }
            }
            "publish_via_partition_root" | "publish_generated_columns" => {}
            _ => return Err(errors::parameter_unknown(name)),
        }
    }
    Ok(())
}

/// Keeps what is published, and as whose rows those of partitions are.
fn set_options(cx: &mut Cx<'_>, id: SimpleId, options: &[DefinitionItem]) -> Result<()> {
    for option in options {
        let (name, value) = match option.name.name.as_str() {
            "publish" => {
                let text = text_of(option)?;
                let asked: Vec<&str> = text.split(',').map(str::trim).gather();
                let kept: Vec<&str> = ACTIONS.into_iter().filter(|action| asked.contains(action)).gather();
                (Simple::PUBLISHED, (kept.len() < ACTIONS.len()).then(|| kept.join(" ")))
            }
            "publish_via_partition_root" => (Simple::VIA_ROOT, switch_of(option)?.then(|| "true".to_owned())),
            _ => continue,
        };
        cx.catalog.edit_simple(id, |publication| {
            match value {
                Some(value) => publication.properties.insert(Name::from(name), Name::from(value)),
                None => publication.properties.remove(&Name::from(name)),
            };
        });
    }
    Ok(())
}

fn add_objects(cx: &mut Cx<'_>, objects: &[PublicationObject]) -> Result<()> {
    for object in objects {
        match object {
            PublicationObject::Table { relation, columns, filter, .. } => {
                let table = lookup_relation(cx, &relation.name)?;
                add_table(cx, table, columns, filter.as_ref())?;
            }
            PublicationObject::Schema(schema) => {
                lookup_schema(cx, &schema.name)?;
            }
            PublicationObject::CurrentSchema(_) => {}
        }
    }
    Ok(())
}

// pg: pg_publication.c check_publication_add_relation; publicationcmds.c TransformPubWhereClauses
fn add_table(cx: &mut Cx<'_>, table: RelationId, columns: &[Ident], filter: Option<&Expr>) -> Result<()> {
    let Some(relation) = cx.catalog.relation(table).cloned() else {
        return Ok(());
    };
    cx.lock(table, LockMode::ShareUpdateExclusive);
    if let Some(filter) = filter {
        type_expr(cx, filter, ExprPlace::Where, &ExprScope::Relation(table), ExprTarget::Boolean("PUBLICATION WHERE"))?;
    }
    check_table(&relation)?;
    for column in columns {
        if column_number(&relation, &column.name).is_none() {
            return Err(column_missing(&column.name, &relation.name));
        }
    }
    Ok(())
}

fn check_table(relation: &Relation) -> Result<()> {
    let kinds = match relation.kind {
        RelationKind::Table | RelationKind::PartitionedTable => None,
        RelationKind::View => Some("views"),
        RelationKind::MaterializedView => Some("materialized views"),
        RelationKind::ForeignTable => Some("foreign tables"),
        RelationKind::Sequence => Some("sequences"),
        RelationKind::Index => Some("indexes"),
        RelationKind::PartitionedIndex => Some("partitioned indexes"),
        RelationKind::Composite => Some("composite types"),
    };
    if let Some(kinds) = kinds {
        return Err(errors::cannot_add(&relation.name, &format!("this operation is not supported for {kinds}")));
    }
    let persistence = match relation.persistence {
        _ if relation.id.is_builtin() => "system tables",
        Persistence::Permanent => return Ok(()),
        Persistence::Temporary => "temporary tables",
        Persistence::Unlogged => "unlogged tables",
    };
    Err(errors::cannot_add(&relation.name, &format!("this operation is not supported for {persistence}")))
}
