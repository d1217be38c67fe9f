//! How do domains come to be.

use super::cx::Cx;
use super::domain_constraint::{CheckToAdd, add_check, add_not_null};
use super::errors::domain as errors;
use super::errors::type_::collation_not_supported;
use super::lookup::creation_schema;
use super::new_type::{add_type_with_array, claim_type_name, new_type};
use super::typed::{Typed, type_expr, without_place};
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::analyze::type_name::{analyze_collation, analyze_type_name, type_name_text};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::id::{CollationId, TypeId};
use crate::catalog::object::TypeKind;
use crate::diag::{Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::statement::table::{ColumnConstraint, ColumnConstraintKind};
use crate::syntax::statement::type_::CreateDomain;
use crate::text::{Name, Span};
use crate::typing::category::is_collatable;

/// The first version in which errors about a new domain carry a place.
const PLACED_SINCE: u8 = 18;

/// What the constraints of a new domain say, read in their order.
#[derive(Default)]
struct Declared<'a> {
    default: Option<(&'a Expr, Typed)>,
    null: Option<bool>,
    not_null_name: Option<Option<Name>>,
    checks: Vec<CheckToAdd<'a>>,
}

/// Makes a domain.
// pg: typecmds.c DefineDomain
pub(super) fn fold_create_domain(cx: &mut Cx<'_>, it: &CreateDomain) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    let bare = &it.name.name.name;
    claim_type_name(cx, schema, bare)?;
    let (base, modifier) = analyze_type_name(&cx.catalog, &it.base).map_err(|problem| placed(cx, problem))?;
    let Some(found) = cx.catalog.type_(base).cloned() else {
        return Ok(());
    };
    if matches!(found.kind, TypeKind::Pseudo | TypeKind::Shell) {
        return Err(placed(cx, errors::not_a_base_type(&type_name_text(&it.base)).at(it.base.span)));
    }
    let collation = domain_collation(cx, it, base)?;
    let declared = read_constraints(cx, it, (base, modifier))?;
    let mut domain = new_type(
        cx,
        schema,
        bare,
        TypeKind::Domain {
            base,
            modifier,
            not_null: declared.null == Some(false),
            default: declared.default.as_ref().map(|it| it.1.stored.clone()),
        },
        found.category.0,
    );
    let id = domain.id;
    domain.preferred = found.preferred;
    domain.element = found.element;
    domain.length = found.length;
    domain.collation = collation;
    add_type_with_array(cx, domain);
    cx.record(Address::Type(id), Address::Type(base), DependencyKind::Normal);
    if let Some(collation) = collation {
        cx.record(Address::Type(id), Address::Collation(collation), DependencyKind::Normal);
    }
    if let Some((_, default)) = declared.default {
        cx.record_all(Address::Type(id), default.needs, DependencyKind::Normal);
    }
    for check in declared.checks {
        add_check(cx, id, check)?;
    }
    if let Some(name) = declared.not_null_name {
        add_not_null(cx, id, name)?;
    }
    Ok(())
}

/// The default of a domain, which must fit what it is over.
// pg: heap.c cookDefault
pub(super) fn domain_default(cx: &Cx<'_>, domain: &Name, (type_id, modifier): (TypeId, i32), expr: &Expr) -> Result<Typed> {
    let target = ExprTarget::Column { name: domain, type_id, modifier, generated: false };
    type_expr(cx, expr, ExprPlace::ColumnDefault, &ExprScope::None, target)
}

/// The problem as the lowest version reports it.
fn placed(cx: &Cx<'_>, problem: Problem) -> Problem {
    if cx.catalog.versions().lowest >= PLACED_SINCE { problem } else { without_place(problem) }
}

fn placed_at(cx: &Cx<'_>, problem: Problem, at: Span) -> Problem {
    placed(cx, problem.at(at))
}

fn domain_collation(cx: &Cx<'_>, it: &CreateDomain, base: TypeId) -> Result<Option<CollationId>> {
    let Some(name) = &it.collation else {
        return Ok(cx.catalog.type_(base).and_then(|found| found.collation));
    };
    let named = analyze_collation(&cx.catalog, name, name.span).map_err(without_place)?;
    if !is_collatable(&cx.catalog, base) {
        return Err(placed_at(cx, collation_not_supported(&format_type(&cx.catalog, base, -1)), it.base.span.to(it.base.span)));
    }
    Ok(Some(named))
}

fn read_constraints<'a>(cx: &Cx<'_>, it: &'a CreateDomain, base: (TypeId, i32)) -> Result<Declared<'a>> {
    let mut declared = Declared::default();
    for constraint in &it.constraints {
        read_constraint(cx, it, constraint, base, &mut declared).map_err(|problem| placed(cx, problem))?;
        read_attributes(constraint).map_err(|problem| placed(cx, problem))?;
    }
    Ok(declared)
}

fn read_constraint<'a>(
    cx: &Cx<'_>,
    it: &'a CreateDomain,
    constraint: &'a ColumnConstraint,
    base: (TypeId, i32),
    declared: &mut Declared<'a>,
) -> Result<()> {
    use ColumnConstraintKind as K;
    let at = constraint.span;
    match &constraint.kind {
        K::Default(_) if declared.default.is_some() => Err(errors::several_defaults().at(at)),
        K::Default(expr) => {
            declared.default = Some((expr, domain_default(cx, &it.name.name.name, base, expr)?));
            Ok(())
        }
        K::NotNull { no_inherit } => match declared.null {
            Some(true) => Err(errors::conflicting_null().at(at)),
            Some(false) if cx.catalog.versions().lowest >= PLACED_SINCE => Err(errors::redundant_not_null().at(at)),
            _ if *no_inherit => Err(errors::no_inherit("not-null").at(at)),
            _ => {
                declared.null = Some(false);
                declared.not_null_name = Some(constraint.name.as_ref().map(|name| name.name.clone()));
                Ok(())
            }
        },
        K::Null if declared.null == Some(false) => Err(errors::conflicting_null().at(at)),
        K::Null => {
            declared.null = Some(true);
            Ok(())
        }
        K::Check { no_inherit: true, .. } => Err(errors::no_inherit("check").at(at)),
        K::Check { expr, .. } => {
            declared.checks.push(CheckToAdd { name: constraint.name.as_ref().map(|name| &name.name), expr, validated: true });
            Ok(())
        }
        K::Identity { .. } | K::Generated { .. } => Err(errors::not_supported("GENERATED").at(at)),
        K::PrimaryKey(_) => Err(errors::constraint_not_possible("primary key").at(at)),
        K::Unique { .. } => Err(errors::constraint_not_possible("unique").at(at)),
        K::References(_) => Err(errors::constraint_not_possible("foreign key").at(at)),
    }
}

fn read_attributes(constraint: &ColumnConstraint) -> Result<()> {
    let attributes = &constraint.attributes;
    let at = attributes.span.unwrap_or(constraint.span);
    if attributes.deferrable.is_some() || attributes.initially_deferred.is_some() {
        return Err(errors::not_supported("constraint deferrability").at(at));
    }
    if attributes.enforced.is_some() {
        return Err(errors::not_supported("constraint enforceability").at(at));
    }
    Ok(())
}
