//! How are domains changed.

use super::cx::Cx;
use super::domain::domain_default;
use super::domain_constraint::{CheckToAdd, add_check, add_not_null, find_constraint, lookup_constraint, remove_constraint, set_not_null};
use super::effect::{LockMode, ScanReason};
use super::errors::domain as errors;
use super::type_::lookup_bare_type;
use super::typed::without_place;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind, TypeKind};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::statement::table::{TableConstraint, TableConstraintKind};
use crate::syntax::statement::type_::{AlterDomain, AlterDomainAction};
use crate::text::{Gather, Seek};
use crate::typing::category::{base_element_type, base_type};

/// Changes a domain.
// pg: typecmds.c AlterDomainDefault and its kin
pub(super) fn fold_alter_domain(cx: &mut Cx<'_>, it: &AlterDomain) -> Result<()> {
    let id = lookup_bare_type(cx, &it.name)?;
    let Some(TypeKind::Domain { base, modifier, not_null, .. }) = cx.catalog.type_(id).map(|found| found.kind.clone()) else {
        return Err(errors::not_a_domain(&format_type(&cx.catalog, id, -1)));
    };
    match &it.action {
        AlterDomainAction::SetDefault(default) => set_default(cx, id, (base, modifier), default.as_ref()),
        AlterDomainAction::SetNotNull(wanted) => alter_not_null(cx, id, not_null, *wanted),
        AlterDomainAction::AddConstraint(constraint) => fold_add_constraint(cx, id, not_null, constraint),
        AlterDomainAction::DropConstraint { if_exists, name, .. } => match find_constraint(cx, id, &name.name) {
            Some(constraint) => {
                remove_constraint(cx, id, &constraint);
                Ok(())
            }
            None if *if_exists => Ok(()),
            None => Err(errors::constraint_missing(&name.name, &domain_name(cx, id))),
        },
        AlterDomainAction::ValidateConstraint(name) => {
            let constraint = lookup_constraint(cx, id, &name.name)?;
            if !matches!(constraint.kind, ConstraintKind::Check(_)) {
                return Err(errors::not_a_check(&name.name, &domain_name(cx, id)));
            }
            if !constraint.validated {
                check_rows(cx, id);
                cx.catalog.edit_constraint(constraint.id, |constraint| constraint.validated = true);
            }
            Ok(())
        }
    }
}

fn domain_name(cx: &Cx<'_>, id: TypeId) -> String {
    cx.catalog.type_(id).map_or_else(String::new, |domain| domain.name.to_string())
}

// pg: typecmds.c AlterDomainDefault
fn set_default(cx: &mut Cx<'_>, id: TypeId, base: (TypeId, i32), default: Option<&Expr>) -> Result<()> {
    let Some(domain) = cx.catalog.type_(id).cloned() else {
        return Ok(());
    };
    let typed = default.map(|expr| domain_default(cx, &domain.name, base, expr)).transpose().map_err(without_place)?;
    let needs = typed.as_ref().map_or_else(Vec::new, |typed| typed.needs.clone());
    cx.catalog.edit_type(id, |type_| {
        if let TypeKind::Domain { default, .. } = &mut type_.kind {
            *default = typed.map(|typed| typed.stored);
        }
    });
    cx.catalog.dependencies_mut().remove_needs_of(Address::Type(id));
    cx.record_schema(Address::Type(id), domain.schema);
    cx.record(Address::Type(id), Address::Type(base.0), DependencyKind::Normal);
    if let Some(collation) = domain.collation {
        cx.record(Address::Type(id), Address::Collation(collation), DependencyKind::Normal);
    }
    cx.record_all(Address::Type(id), needs, DependencyKind::Normal);
    Ok(())
}

// pg: typecmds.c AlterDomainNotNull
fn alter_not_null(cx: &mut Cx<'_>, id: TypeId, before: bool, wanted: bool) -> Result<()> {
    match (before, wanted) {
        (false, true) => {
            check_rows(cx, id);
            add_not_null(cx, id, None)
        }
        (true, false) => {
            let all = cx.catalog.constraints_of(ConstraintOwner::Domain(id)).to_vec();
            let not_null = |constraint: &&crate::catalog::object::Constraint| matches!(constraint.kind, ConstraintKind::NotNull);
            let found = all.iter().filter_map(|id| cx.catalog.constraint(*id)).first_where(not_null).cloned();
            if let Some(constraint) = found {
                remove_constraint(cx, id, &constraint);
            }
            set_not_null(cx, id, false);
            Ok(())
        }
        _ => Ok(()),
    }
}

// pg: typecmds.c AlterDomainAddConstraint
fn fold_add_constraint(cx: &mut Cx<'_>, id: TypeId, not_null: bool, constraint: &TableConstraint) -> Result<()> {
    match &constraint.kind {
        TableConstraintKind::Check(expr) => {
            let validated = !constraint.attributes.not_valid;
            add_check(cx, id, CheckToAdd { name: constraint.name.as_ref().map(|name| &name.name), expr, validated })?;
            if validated {
                check_rows(cx, id);
            }
            Ok(())
        }
        TableConstraintKind::NotNull(_) if not_null => Ok(()),
        TableConstraintKind::NotNull(_) => {
            check_rows(cx, id);
            add_not_null(cx, id, constraint.name.as_ref().map(|name| name.name.clone()))
        }
        TableConstraintKind::PrimaryKey(_) => Err(errors::constraint_not_possible("primary key")),
        TableConstraintKind::Unique { .. } => Err(errors::constraint_not_possible("unique")),
        TableConstraintKind::Exclude(_) => Err(errors::constraint_not_possible("exclusion")),
        TableConstraintKind::ForeignKey { .. } => Err(errors::constraint_not_possible("foreign key")),
    }
}

/// Notes that every table with a column of the domain is locked and read.
// pg: typecmds.c get_rels_with_domain
fn check_rows(cx: &mut Cx<'_>, domain: TypeId) {
    let holds =
        |type_id: TypeId| type_id == domain || base_element_type(&cx.catalog, type_id) == Some(domain) || is_over(cx, type_id, domain);
    let stored = |kind| matches!(kind, RelationKind::Table | RelationKind::MaterializedView);
    let tables: Vec<RelationId> = cx
        .catalog
        .relations()
        .into_iter()
        .filter(|relation| stored(relation.kind) && relation.columns.iter().filter_map(|column| column.type_id).exists(holds))
        .map(|relation| relation.id)
        .gather();
    for table in tables {
        cx.effects.lock(table, LockMode::Share);
        cx.effects.scan(table, ScanReason::Validate(None));
    }
}

/// Whether a type is a domain over the domain.
fn is_over(cx: &Cx<'_>, type_id: TypeId, domain: TypeId) -> bool {
    let mut at = type_id;
    for _ in 0..64 {
        match cx.catalog.type_(at).map(|found| &found.kind) {
            Some(TypeKind::Domain { base, .. }) if *base == domain => return true,
            Some(TypeKind::Domain { base, .. }) => at = *base,
            _ => return false,
        }
    }
    base_type(&cx.catalog, at) == domain
}
