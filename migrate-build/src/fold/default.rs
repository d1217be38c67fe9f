//! How does a column come to a default or a generation expression.

use super::cx::Cx;
use super::draft::{DefaultDraft, Draft};
use super::errors::column as errors;
use super::expression::{ExprPlace, ExprTarget, analyze_expr, needed_by, stored, volatility_of};
use super::lookup::column_number;
use crate::catalog::PG_CATALOG;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{CastContext, CastMethod, StoredExpr, Volatility};
use crate::catalog::tree::walk::{Child, for_each_child};
use crate::catalog::tree::{CallForm, Expr as Tree, ExprKind, FunctionCall};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::text::{Name, Span};
use std::sync::Arc;

/// Gives the columns of a new table the defaults of its draft.
// pg: heap.c AddRelationNewConstraints
pub(super) fn store_defaults(cx: &mut Cx<'_>, table: RelationId, draft: &Draft<'_>) -> Result<()> {
    for column in &draft.columns {
        let Some(number) = cx.catalog.relation(table).and_then(|found| column_number(found, &column.name)) else {
            continue;
        };
        match &column.default {
            DefaultDraft::None | DefaultDraft::Conflicting => {}
            DefaultDraft::Written(expr) => add_default(cx, table, number, expr)?,
            DefaultDraft::Copied(expr) => store_default(cx, table, number, expr.clone()),
            DefaultDraft::Sequence(at) => {
                if let Some(sequence) = draft.sequences.get(*at).and_then(|sequence| sequence.made) {
                    add_sequence_default(cx, table, number, sequence);
                }
            }
        }
    }
    Ok(())
}

/// Analyzes the default, or the generation expression, of a column that exists, and stores it.
// pg: heap.c AddRelationNewConstraints, cookDefault
pub(super) fn add_default(cx: &mut Cx<'_>, table: RelationId, number: u16, written: &Expr) -> Result<()> {
    if let Some(expr) = cook_default(cx, table, number, written)? {
        store_default(cx, table, number, expr);
    }
    Ok(())
}

/// What a default comes to, cast to its column's type; none for a plain NULL, which PostgreSQL drops.
// pg: heap.c cookDefault
pub(super) fn cook_default(cx: &Cx<'_>, table: RelationId, number: u16, written: &Expr) -> Result<Option<StoredExpr>> {
    let Some(column) = cx.catalog.relation(table).and_then(|found| found.columns.get(usize::from(number) - 1)) else {
        return Ok(None);
    };
    let place = if column.generated.is_some() { ExprPlace::GeneratedColumn } else { ExprPlace::ColumnDefault };
    let target = ExprTarget::Column {
        name: &column.name,
        type_id: column.type_id.unwrap_or(TypeId::UNKNOWN),
        modifier: column.modifier,
        generated: column.generated.is_some(),
    };
    if column.generated.is_some() {
        // What casts the value to the column's type is not held against it.
        check_generation(cx, table, &analyze_expr(cx, Some(table), written, place, ExprTarget::Any)?)?;
    }
    let expr = analyze_expr(cx, Some(table), written, place, target)?;
    let null = matches!(&expr.kind, ExprKind::Constant(None));
    Ok((!null || column.generated.is_some()).then(|| stored(cx, expr, written)))
}

/// Stores a default and what it needs.
// pg: heap.c StoreAttrDefault
pub(super) fn store_default(cx: &mut Cx<'_>, table: RelationId, number: u16, expr: StoredExpr) {
    let address = Address::Default(table, number);
    cx.catalog.dependencies_mut().remove_needs_of(address);
    let needs = needed_by(cx, &expr.tree, Some(table));
    let generated = cx.catalog.edit_relation(table, |it| {
        let column = it.columns.get_mut(usize::from(number) - 1)?;
        column.default = Some(expr);
        column.generated
    });
    let (generated, newer) = (generated.flatten().is_some(), cx.catalog.versions().lowest >= 15);
    // From 15 on the expression of a generated column cannot go without the column; before, the column went with whatever it was computed from.
    let kind = if generated && newer { DependencyKind::Internal } else { DependencyKind::Auto };
    cx.record(address, Address::Column(table, number), kind);
    for needed in needs {
        let own = matches!(needed, Address::Column(relation, _) if relation == table);
        if needed == Address::Column(table, number) {
            continue;
        }
        if own && generated && !newer {
            cx.record(Address::Column(table, number), needed, DependencyKind::Auto);
        } else {
            cx.record(address, needed, DependencyKind::Normal);
        }
    }
}

/// Makes `nextval` of a sequence the default of a column.
pub(super) fn add_sequence_default(cx: &mut Cx<'_>, table: RelationId, number: u16, sequence: RelationId) {
    let Some(column_type) = cx.catalog.relation(table).and_then(|it| it.columns.get(usize::from(number) - 1)?.type_id) else {
        return;
    };
    let expr = nextval(cx, sequence, column_type);
    store_default(cx, table, number, expr);
    cx.record(Address::Default(table, number), Address::Relation(sequence), DependencyKind::Normal);
}

// pg: heap.c check_nested_generated
fn check_generation(cx: &Cx<'_>, table: RelationId, expr: &Tree) -> Result<()> {
    let Some(found) = cx.catalog.relation(table) else {
        return Ok(());
    };
    let mut variables = Vec::new();
    collect_variables(expr, &mut variables);
    for (column, at) in variables {
        if column == 0 {
            return Err(errors::generated_from_row().at(at));
        }
        let referred = usize::try_from(column).ok().and_then(|number| found.columns.get(number.checked_sub(1)?));
        if let Some(referred) = referred.filter(|referred| referred.generated.is_some()) {
            return Err(errors::generated_from_generated(&referred.name).at(at));
        }
    }
    if volatility_of(cx, expr) > Volatility::Immutable {
        return Err(errors::generation_not_immutable());
    }
    Ok(())
}

/// The columns that an expression names, with their places, in order; 0 is the whole row.
fn collect_variables(expr: &Tree, into: &mut Vec<(i16, Span)>) {
    if let ExprKind::Column(var) = &expr.kind {
        into.push((var.column, expr.at));
    }
    for_each_child(expr, &mut |child| {
        if let Child::Expr(child) = child {
            collect_variables(child, into);
        }
    });
}

fn nextval(cx: &Cx<'_>, sequence: RelationId, column_type: TypeId) -> StoredExpr {
    let at = Span::default();
    let found = cx.catalog.relation(sequence);
    let name = found.map_or_else(String::new, |found| quote_identifier(&found.name));
    // The tree says the schema too: another sequence of the name may stand further to the front of the path.
    let schema = found.and_then(|found| cx.catalog.schema(found.schema)).map_or_else(String::new, |it| quote_identifier(&it.name) + ".");
    let constant =
        Tree { kind: ExprKind::Constant(Some(Name::from(schema + &name))), type_id: TypeId::REGCLASS, modifier: -1, collation: None, at };
    let function = cx.catalog.functions_in(PG_CATALOG, &Name::from("nextval")).first().copied();
    let kind = match function {
        Some(function) => {
            ExprKind::Call(FunctionCall { function, arguments: vec![constant], form: CallForm::Function, set: false, variadic: false })
        }
        None => ExprKind::Unknown,
    };
    let call = Tree { kind, type_id: TypeId::INT8, modifier: -1, collation: None, at };
    let tree = narrowed(cx, call, column_type);
    StoredExpr { tree: Arc::new(tree), text: Name::from(format!("nextval('{name}'::regclass)")) }
}

/// The value of a sequence as one of a narrower type, by assignment.
fn narrowed(cx: &Cx<'_>, call: Tree, target: TypeId) -> Tree {
    let cast = if target == TypeId::INT8 { None } else { cx.catalog.cast(TypeId::INT8, target) };
    let Some(CastMethod::Function(function)) = cast.map(|cast| cast.method) else {
        return call;
    };
    let at = call.at;
    let form = CallForm::Cast(CastContext::Implicit);
    let kind = ExprKind::Call(FunctionCall { function, arguments: vec![call], form, set: false, variadic: false });
    Tree { kind, type_id: target, modifier: -1, collation: None, at }
}
