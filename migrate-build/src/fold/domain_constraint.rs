//! Which constraints does a domain have: added, dropped, validated.

use super::cx::Cx;
use super::errors::domain as errors;
use super::names::choose_constraint_name;
use super::typed::{type_expr, without_place};
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::id::{ConstraintId, TypeId};
use crate::catalog::object::{CheckConstraint, Constraint, ConstraintKind, ConstraintOwner, Type, TypeKind};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::text::{Name, Seek};

/// The first version in which NOT NULL of a domain is a constraint with a name.
const NAMED_NOT_NULL_SINCE: u8 = 17;

/// A check that is to be added.
pub(super) struct CheckToAdd<'a> {
    /// Its name, where one was given.
    pub(super) name: Option<&'a Name>,
    /// The condition.
    pub(super) expr: &'a Expr,
    /// Whether the values that are there are checked.
    pub(super) validated: bool,
}

/// Adds a check.
// pg: typecmds.c domainAddCheckConstraint
pub(super) fn add_check(cx: &mut Cx<'_>, domain: TypeId, check: CheckToAdd<'_>) -> Result<()> {
    let Some(type_) = cx.catalog.type_(domain).cloned() else {
        return Ok(());
    };
    let TypeKind::Domain { base, modifier, .. } = type_.kind else {
        return Ok(());
    };
    let name = constraint_name(cx, &type_, check.name, "check")?;
    let scope = ExprScope::DomainValue { type_id: base, modifier, collation: type_.collation };
    let typed = type_expr(cx, check.expr, ExprPlace::DomainCheck, &scope, ExprTarget::Boolean("CHECK")).map_err(without_place)?;
    let kind = ConstraintKind::Check(CheckConstraint { expr: typed.stored });
    let id = add_constraint(cx, &type_, name, kind, check.validated);
    cx.record_all(Address::Constraint(id), typed.needs, DependencyKind::Normal);
    Ok(())
}

/// Adds NOT NULL, which is a constraint by itself from 17 on.
// pg: typecmds.c domainAddNotNullConstraint
pub(super) fn add_not_null(cx: &mut Cx<'_>, domain: TypeId, name: Option<Name>) -> Result<()> {
    if let Some(type_) = cx.catalog.type_(domain).cloned()
        && cx.catalog.versions().lowest >= NAMED_NOT_NULL_SINCE
    {
        let name = constraint_name(cx, &type_, name.as_ref(), "not_null")?;
        add_constraint(cx, &type_, name, ConstraintKind::NotNull, true);
    }
    set_not_null(cx, domain, true);
    Ok(())
}

/// Says whether the domain refuses NULL.
pub(super) fn set_not_null(cx: &mut Cx<'_>, domain: TypeId, value: bool) {
    cx.catalog.edit_type(domain, |type_| {
        if let TypeKind::Domain { not_null, .. } = &mut type_.kind {
            *not_null = value;
        }
    });
}

/// The constraint of a domain by name.
pub(super) fn find_constraint(cx: &Cx<'_>, domain: TypeId, name: &Name) -> Option<Constraint> {
    let all = cx.catalog.constraints_of(ConstraintOwner::Domain(domain)).iter();
    all.filter_map(|id| cx.catalog.constraint(*id)).first_where(|constraint| constraint.name == *name).cloned()
}

/// The constraint of a domain by name, which must be there.
pub(super) fn lookup_constraint(cx: &Cx<'_>, domain: TypeId, name: &Name) -> Result<Constraint> {
    find_constraint(cx, domain, name).ok_or_else(|| errors::constraint_missing(name, &format_type(&cx.catalog, domain, -1)))
}

/// Drops a constraint of a domain.
pub(super) fn remove_constraint(cx: &mut Cx<'_>, domain: TypeId, constraint: &Constraint) {
    if matches!(constraint.kind, ConstraintKind::NotNull) {
        set_not_null(cx, domain, false);
    }
    cx.catalog.dependencies_mut().remove_needs_of(Address::Constraint(constraint.id));
    cx.catalog.remove_constraint(constraint.id);
}

fn constraint_name(cx: &Cx<'_>, domain: &Type, given: Option<&Name>, label: &str) -> Result<Name> {
    match given {
        Some(name) if find_constraint(cx, domain.id, name).is_some() => Err(errors::constraint_exists(name, &domain.name)),
        Some(name) => Ok(name.clone()),
        None => Ok(choose_constraint_name(&cx.catalog, domain.schema, (&domain.name, None, label), &[])),
    }
}

fn add_constraint(cx: &mut Cx<'_>, domain: &Type, name: Name, kind: ConstraintKind, validated: bool) -> ConstraintId {
    let id = ConstraintId(cx.catalog.next_id());
    cx.catalog.add_constraint(Constraint {
        id,
        schema: domain.schema,
        name,
        owner: ConstraintOwner::Domain(domain.id),
        kind,
        columns: Vec::new(),
        index: None,
        deferrable: false,
        deferred: false,
        validated,
        enforced: true,
        parent: None,
        local: true,
        inherited: 0,
        no_inherit: false,
    });
    cx.record(Address::Constraint(id), Address::Type(domain.id), DependencyKind::Auto);
    id
}
