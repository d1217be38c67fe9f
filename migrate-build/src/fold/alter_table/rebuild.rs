//! What rests on a column whose type changes: its default, indexes, constraints; and must its table be written anew.

use super::super::cx::Cx;
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::errors::index as index_errors;
use super::super::expression::{ExprPlace, ExprTarget};
use super::super::foreign_key_match::{ReferencedKey, compare_columns};
use super::super::index_class::{default_class, resolve_class};
use super::super::partition_index::name_parts_anew;
use super::column::column_of;
use super::finish::domain_has_constraints;
use super::reanalyzed::reanalyzed;
use super::work::{NewType, Work};
use crate::analyze::assign_stored;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::{ConstraintId, FunctionId, OperatorClassId, RelationId, TypeId};
use crate::catalog::object::{
    CastContext, CheckConstraint, Column, ConstraintKind, ConstraintOwner, IndexColumn, RelationKind, SimpleKind, StatisticsInfo,
    StoredExpr, TypeKind,
};
use crate::catalog::tree::{CallForm, Expr, ExprKind};
use crate::diag::Result;
use crate::text::{Collection, Gather, Name, Seek};
use crate::typing::category::base_type_and_modifier;
use crate::typing::coerce::{Pathway, find_modifier_pathway, find_pathway, is_binary_coercible};
use std::sync::Arc;

/// The length of a header that modifiers of character and numeric types count.
const HEADER: i32 = 4;

/// The default as one of the new type, which an assignment must allow.
// pg: tablecmds.c ATExecAlterColumnType
pub(super) fn retyped_default(cx: &Cx<'_>, column: &Column, new: &NewType) -> Result<Option<StoredExpr>> {
    let Some(default) = &column.default else {
        return Ok(None);
    };
    let bare = without_implicit_casts(&default.tree);
    let tree = match &bare.kind {
        ExprKind::Unknown => bare.clone(),
        _ => assign_stored(&cx.catalog, bare.clone(), new.type_id, new.modifier)?
            .ok_or_else(|| errors::cannot_cast_default(&cx.catalog, &column.name, new.type_id, column.generated.is_some()))?,
    };
    Ok(Some(StoredExpr { tree: Arc::new(tree), text: default.text.clone() }))
}

// pg: parse_coerce.c strip_implicit_coercions
fn without_implicit_casts(expr: &Expr) -> &Expr {
    let mut at = expr;
    loop {
        at = match &at.kind {
            ExprKind::Call(call) if matches!(call.form, CallForm::Cast(context) if context != CastContext::Explicit) => {
                match call.arguments.first() {
                    Some(first) => first,
                    None => return at,
                }
            }
            ExprKind::Relabel(inner, context) | ExprKind::ThroughText(inner, context) | ExprKind::ToDomain(inner, context)
                if *context != CastContext::Explicit =>
            {
                inner
            }
            ExprKind::ArrayCast(inner, _, context) if *context != CastContext::Explicit => inner,
            _ => return at,
        };
    }
}

/// Finds what rests on the column: indexes and constraints are rebuilt, anything else stands in the way.
// pg: tablecmds.c ATExecAlterColumnType, RememberAllDependentForRebuilding
pub(super) fn remember_dependents(cx: &Cx<'_>, work: &mut Work, id: RelationId, number: u16, name: &Name) -> Result<()> {
    for entry in cx.catalog.dependencies().needed_by(Address::Column(id, number)) {
        let refuse = |what: &str| Err(errors::type_used(what, &describe(&cx.catalog, entry.dependent), name));
        match entry.dependent {
            Address::Relation(it) => {
                let index = cx.catalog.relation(it).is_some_and(|it| it.index.as_ref().is_some_and(|index| index.constraint.is_none()));
                if index && !work.indexes.contains(&it) {
                    work.indexes.push(it);
                }
            }
            Address::Constraint(it) if !work.constraints.contains(&it) => work.constraints.push(it),
            Address::Function(_) => return refuse("used by a function or procedure"),
            Address::View(_) | Address::Rule(_) => return refuse("used by a view or rule"),
            Address::Trigger(_) => return refuse("used in a trigger definition"),
            Address::Policy(_) => return refuse("used in a policy definition"),
            Address::Default(other, column) | Address::Column(other, column) if (other, column) != (id, number) => {
                let generated = column_of(cx, other, column).map_or_else(|| name.clone(), |it| it.name.clone());
                return Err(errors::type_used_by_generated(name, &generated));
            }
            Address::Simple(it) if cx.catalog.simple(it).is_some_and(|it| it.kind == SimpleKind::Publication) => {
                return refuse("used by a publication WHERE clause");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Makes the indexes and constraints that were found fit the new types.
// pg: tablecmds.c ATPostAlterTypeCleanup
pub(super) fn rebuild(cx: &mut Cx<'_>, work: &mut Work) -> Result<()> {
    let constraints = std::mem::take(&mut work.constraints);
    for id in &constraints {
        let own = cx.catalog.constraint(*id).filter(|it| !matches!(it.kind, ConstraintKind::ForeignKey(_))).and_then(|it| it.index);
        work.indexes.put_all(own);
    }
    let indexes = std::mem::take(&mut work.indexes);
    for index in &indexes {
        rebuild_index(cx, work, *index)?;
    }
    name_parts_anew(cx, &indexes);
    for id in constraints {
        rebuild_constraint(cx, work, id)?;
    }
    rebuild_statistics(cx, work)
}

fn rebuild_statistics(cx: &mut Cx<'_>, work: &Work) -> Result<()> {
    let retyped = |info: &StatisticsInfo| work.retyped.iter().exists(|(table, _)| *table == info.table);
    let of_tables = cx.catalog.simples().into_iter().filter_map(|it| Some((it.id, it.statistics.clone().filter(retyped)?)));
    for (id, mut info) in of_tables.gather::<Vec<_>>() {
        for expr in &mut info.expressions {
            if let Some(fresh) = reanalyzed(cx, info.table, expr, ExprPlace::StatisticsExpression, ExprTarget::Any)? {
                *expr = fresh;
            }
        }
        cx.catalog.edit_simple(id, |it| it.statistics = Some(info));
    }
    Ok(())
}

fn rebuild_index(cx: &mut Cx<'_>, work: &mut Work, id: RelationId) -> Result<()> {
    let Some(index) = cx.catalog.relation(id).and_then(|it| it.index.as_deref()).cloned() else {
        return Ok(());
    };
    // pg: indexcmds.c CheckIndexCompatible takes no index over an expression, or of some rows, for the same; and what belongs to a partitioned index is made
    // with it, tablecmds.c TryReuseIndex.
    let is_part = cx.catalog.relation(id).is_some_and(|it| !it.parents.is_empty());
    let is_plain = !is_part && index.filter.is_none() && index.columns.iter().for_all(|column| column.expr.is_none());
    let (mut columns, mut kept) = (index.columns.clone(), is_plain && !work.rewrites.contains(&index.table));
    for (at, column) in columns.iter_mut().enumerate() {
        let Some(number) = column.column.filter(|number| work.retyped.contains(&(index.table, *number))) else {
            continue;
        };
        let Some(of_table) = column_of(cx, index.table, number).cloned() else {
            continue;
        };
        let Some(type_id) = of_table.type_id else {
            continue;
        };
        if at < index.key_columns {
            let family_of = |class: Option<OperatorClassId>| cx.catalog.operator_class(class?).map(|it| it.family);
            let family = family_of(column.operator_class);
            column.operator_class = retyped_class(cx, column, type_id, &index.method)?;
            let after = family_of(column.operator_class);
            kept &= family == after && is_binary_coercible(&cx.catalog, column.type_id, type_id) && column.collation == of_table.collation;
        }
        column.type_id = type_id;
        column.collation = of_table.collation;
    }
    for column in &mut columns {
        if let Some(expr) = &column.expr
            && let Some(expr) = reanalyzed(cx, index.table, expr, ExprPlace::IndexExpression, ExprTarget::Any)?
        {
            if column.operator_class.is_some() {
                column.operator_class = retyped_class(cx, column, expr.tree.type_id, &index.method)?;
            }
            column.type_id = expr.tree.type_id;
            // What only made a column another type, and does not any more, is that column.
            match &expr.tree.kind {
                ExprKind::Column(var) if var.column > 0 => (column.column, column.expr) = (u16::try_from(var.column).ok(), None),
                _ => column.expr = Some(expr),
            }
        }
    }
    let mut filter = index.filter.clone();
    if let Some(expr) = &index.filter
        && let Some(expr) = reanalyzed(cx, index.table, expr, ExprPlace::IndexPredicate, ExprTarget::Boolean("WHERE"))?
    {
        filter = Some(expr);
    }
    cx.catalog.edit_relation(id, |it| {
        for (own, column) in it.columns.iter_mut().zip(&columns) {
            own.type_id = Some(column.type_id);
            own.collation = column.collation;
        }
        if let Some(index) = &mut it.index {
            index.columns = columns;
            index.filter = filter;
        }
    });
    work.fresh_indexes.insert(id);
    if !kept && cx.catalog.relation(index.table).is_some_and(|it| it.kind == RelationKind::Table) {
        cx.effects.index_builds.push((id, index.table));
    }
    Ok(())
}

/// The operator class of a column of another type: the default one again where it was that, the one that was named otherwise.
// pg: ruleutils.c get_opclass_name, indexcmds.c ResolveOpClass
fn retyped_class(cx: &Cx<'_>, column: &IndexColumn, type_id: TypeId, method: &Name) -> Result<Option<OperatorClassId>> {
    let named = column.operator_class.filter(|class| default_class(&cx.catalog, column.type_id, method) != Some(*class));
    let Some(class) = named.and_then(|class| cx.catalog.operator_class(class)) else {
        return resolve_class(cx, None, type_id, method);
    };
    if is_binary_coercible(&cx.catalog, type_id, class.input) {
        return Ok(Some(class.id));
    }
    Err(index_errors::class_refuses(&class.name, &cx.catalog, type_id))
}

fn rebuild_constraint(cx: &mut Cx<'_>, work: &Work, id: ConstraintId) -> Result<()> {
    let Some(constraint) = cx.catalog.constraint(id).cloned() else {
        return Ok(());
    };
    let ConstraintOwner::Relation(table) = constraint.owner else {
        return Ok(());
    };
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) => {
            let (Some(own), Some(other)) = (cx.catalog.relation(table).cloned(), cx.catalog.relation(key.table).cloned()) else {
                return Ok(());
            };
            let index = constraint.index.and_then(|it| cx.catalog.relation(it)).and_then(|it| it.index.as_deref());
            let class_of =
                |column: &u16| index.and_then(|it| it.columns.iter().first_where(|it| it.column == Some(*column))?.operator_class);
            let classes = key.columns.iter().map(class_of).gather();
            let referenced = ReferencedKey { index: constraint.index.unwrap_or(key.table), columns: key.columns.clone(), classes };
            let operators = compare_columns(cx, &constraint.name, (&own, &constraint.columns), (&other, &referenced))?;
            cx.lock(table, LockMode::AccessExclusive);
            cx.lock(key.table, LockMode::AccessExclusive);
            let rewritten = work.rewrites.contains(&table) || work.rewrites.contains(&key.table);
            if constraint.validated && (rewritten || operators != key.operators) {
                cx.effects.scan(table, ScanReason::Validate(Some(id)));
            }
            cx.catalog.edit_constraint(id, |it| {
                if let ConstraintKind::ForeignKey(key) = &mut it.kind {
                    key.operators = operators;
                }
            });
        }
        ConstraintKind::Check(check) => {
            let target = ExprTarget::Boolean("CHECK");
            if let Some(expr) = reanalyzed(cx, table, &check.expr, ExprPlace::CheckConstraint, target)? {
                cx.catalog.edit_constraint(id, |it| it.kind = ConstraintKind::Check(CheckConstraint { expr }));
            }
            if constraint.validated {
                cx.effects.scan(table, ScanReason::Validate(Some(id)));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether the rows have to be written anew for a column to have its new type.
// pg: tablecmds.c ATColumnChangeRequiresRewrite
pub(super) fn needs_rewrite(cx: &Cx<'_>, id: RelationId, number: u16, new: &NewType) -> bool {
    if let Some(using) = &new.using {
        return transform_needs_rewrite(cx, &using.tree, number);
    }
    let Some((from, modifier)) = column_of(cx, id, number).and_then(|it| Some((it.type_id?, it.modifier))) else {
        return false;
    };
    if from == new.type_id && new.modifier == modifier {
        return false;
    }
    let mut target = (new.type_id, new.modifier);
    if matches!(cx.catalog.type_(new.type_id).map(|it| &it.kind), Some(TypeKind::Domain { .. })) && from != new.type_id {
        if domain_has_constraints(cx, new.type_id) {
            return true;
        }
        target = base_type_and_modifier(&cx.catalog, new.type_id, -1);
    }
    let source = base_type_and_modifier(&cx.catalog, from, modifier);
    if source.0 == target.0 {
        // What a domain says of lengths is forgotten where its values are taken as those of its base.
        let known = if source.0 == from { source.1 } else { -1 };
        return cuts(cx, target.0, known, target.1);
    }
    match find_pathway(&cx.catalog, target.0, source.0, CastContext::Assignment) {
        Some(Pathway::Relabel) => cuts(cx, target.0, -1, target.1),
        Some(Pathway::Function(function)) => !is_free_conversion(cx, function) || cuts(cx, target.0, -1, target.1),
        _ => true,
    }
}

fn transform_needs_rewrite(cx: &Cx<'_>, expr: &Expr, number: u16) -> bool {
    let mut at = expr;
    loop {
        at = match &at.kind {
            ExprKind::Column(var) => return i32::from(var.column) != i32::from(number),
            ExprKind::Relabel(inner, _) => inner,
            ExprKind::ToDomain(inner, _) if !domain_has_constraints(cx, at.type_id) => inner,
            ExprKind::Call(call) => match call.arguments.as_slice() {
                [only] if is_free_conversion(cx, call.function) => only,
                [value, _, ..] if matches!(call.form, CallForm::Cast(_)) && value.type_id == at.type_id => {
                    if cuts(cx, at.type_id, value.modifier, at.modifier) {
                        return true;
                    }
                    value
                }
                _ => return true,
            },
            _ => return true,
        };
    }
}

/// Whether a modifier can change values that another one allowed.
// pg: varchar_support, numeric_support, TemporalSimplify, interval_support, varbit_support
fn cuts(cx: &Cx<'_>, type_id: TypeId, before: i32, after: i32) -> bool {
    if after == before || after < 0 {
        return false;
    }
    match type_id {
        TypeId::VARCHAR => !(before >= HEADER && before <= after),
        TypeId::VARBIT => after > 0 && !(before > 0 && before <= after),
        TypeId::NUMERIC => !(before >= HEADER && (before - HEADER) & 0xffff == (after - HEADER) & 0xffff && before >> 16 <= after >> 16),
        TypeId::TIMESTAMP | TypeId::TIMESTAMPTZ | TypeId::TIME | TypeId::TIMETZ => !(after >= 6 || before >= 0 && before <= after),
        TypeId::INTERVAL => {
            let (precision, old) = (after & 0xffff, before & 0xffff);
            let same_fields = before >= 0 && before >> 16 == after >> 16 || after >> 16 == 0x7fff;
            !(same_fields && (precision >= 6 || before >= 0 && old <= precision))
        }
        _ => find_modifier_pathway(&cx.catalog, type_id).is_some(),
    }
}

/// Whether a function changes no bytes: between timestamps with and without a zone, where the session's zone is UTC.
fn is_free_conversion(cx: &Cx<'_>, function: FunctionId) -> bool {
    /// `timestamp(timestamptz)` and `timestamptz(timestamp)`
    const BETWEEN_ZONES: [u32; 2] = [2027, 2028];
    let zone = cx
        .session
        .settings
        .iter()
        .first_where(|(name, _)| name.eq_ignore_ascii_case("timezone"))
        .map(|(_, value)| value.to_ascii_uppercase());
    BETWEEN_ZONES.contains(&function.0) && zone.is_some_and(|zone| matches!(zone.trim_matches('\''), "UTC" | "GMT" | "ETC/UTC" | "UCT"))
}
