//! What does `ON CONFLICT` say.

use super::assign::analyze_assignments;
use super::infer::infer_arbiters;
use super::target::Writing;
use crate::analyze::clause::analyze_condition;
use crate::analyze::errors::{error_at, syntax_error};
use crate::analyze::expr::analyze_expr;
use crate::analyze::place::ExprPlace;
use crate::analyze::state::{NamespaceItem, State};
use crate::analyze::type_name::analyze_collation;
use crate::catalog::object::ConstraintOwner;
use crate::catalog::tree::{Expr, OnConflict, RangeTable, RangeTableKind};
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind};
use crate::syntax::expr::{ColumnRef, Expr as SyntaxExpr, ExprKind as SyntaxKind};
use crate::syntax::query::SortDirection;
use crate::syntax::statement::dml::{ConflictTarget, OnConflict as SyntaxConflict};
use crate::syntax::statement::index::{IndexElement, IndexKey};
use crate::text::{Gather, Name, Seek, Span};

/// What an inference clause names.
pub(super) struct Inference {
    /// Columns and expressions.
    pub(super) keys: Vec<Expr>,
    /// `WHERE`.
    pub(super) filter: Option<Expr>,
}

// pg: analyze.c transformOnConflictClause
pub(super) fn analyze_conflict(state: &mut State<'_>, writing: &Writing, conflict: &SyntaxConflict) -> Result<OnConflict> {
    let excluded = conflict.update.as_ref().map(|_| add_excluded(state, writing));
    if conflict.update.is_some() && conflict.target.is_none() {
        return Err(syntax_error("ON CONFLICT DO UPDATE requires inference specification or constraint name", conflict.span)
            .help("for example, ON CONFLICT (column_name)"));
    }
    state.level_mut().namespace = vec![writing.item.clone()];
    let arbiters = match &conflict.target {
        None => Vec::new(),
        Some(ConflictTarget::Constraint(name)) => {
            let found = state
                .catalog
                .constraints_of(ConstraintOwner::Relation(writing.relation))
                .iter()
                .first_where(|id| state.catalog.constraint(**id).is_some_and(|constraint| constraint.name == name.name));
            match found {
                Some(id) => state.catalog.constraint(*id).and_then(|constraint| constraint.index).into_iter().gather(),
                None => {
                    let message = format!("constraint \"{}\" for table \"{}\" does not exist", name.name, writing.name);
                    return Err(Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).about_part(
                        SubjectKind::Part,
                        &name.name,
                        &writing.name,
                    ));
                }
            }
        }
        Some(ConflictTarget::Inference { elements, filter, span }) => {
            let inference = analyze_inference(state, elements, filter.as_ref(), *span)?;
            infer_arbiters(state.catalog, writing, &inference)
        }
    };
    state.level_mut().namespace.clear();
    let mut analyzed = OnConflict {
        update: false,
        writes: Vec::new(),
        filter: None,
        arbiters,
        inferred: matches!(conflict.target, Some(ConflictTarget::Inference { .. })),
    };
    if let (Some(update), Some(excluded)) = (&conflict.update, excluded) {
        analyzed.update = true;
        state.level_mut().namespace = vec![excluded, writing.item.clone()];
        analyzed.writes = analyze_assignments(state, writing, &update.assignments)?;
        if let Some(filter) = &update.filter {
            analyzed.filter = Some(analyze_condition(state, filter, ExprPlace::Where, "WHERE")?);
        }
        state.level_mut().namespace.clear();
    }
    Ok(analyzed)
}

/// The row that could not be inserted.
fn add_excluded(state: &mut State<'_>, writing: &Writing) -> NamespaceItem {
    let columns = crate::analyze::relation::range_columns(state.catalog, writing.relation);
    let name = Name::from("excluded");
    let shown = NamespaceItem::columns_of(state.level().entries.len() as u32, &columns);
    let kind = RangeTableKind::Relation { id: writing.relation, only: true };
    let entry = state.add_entry(RangeTable { kind, alias: name.clone(), columns, lateral: false }, true);
    let mut item = NamespaceItem::visible(name, entry, shown);
    item.bare = true;
    item
}

// pg: parse_clause.c resolve_unique_index_expr
fn analyze_inference(state: &mut State<'_>, elements: &[IndexElement], filter: Option<&SyntaxExpr>, at: Span) -> Result<Inference> {
    let mut keys = Vec::new();
    for element in elements {
        if !matches!(element.direction, SortDirection::Default) {
            let message = "ASC/DESC is not allowed in ON CONFLICT clause";
            return Err(error_at(SqlState::INVALID_COLUMN_REFERENCE, message, element.span));
        }
        if element.nulls.is_some() {
            let message = "NULLS FIRST/LAST is not allowed in ON CONFLICT clause";
            return Err(error_at(SqlState::INVALID_COLUMN_REFERENCE, message, element.span));
        }
        let key = match &element.key {
            IndexKey::Column(name) => {
                let column = ColumnRef { parts: vec![name.clone()], star: false };
                // PostgreSQL points at the bracket, whichever the column.
                let expr = SyntaxExpr { kind: SyntaxKind::Column(column), at, span: at };
                analyze_expr(state, &expr, ExprPlace::IndexExpression)?
            }
            IndexKey::Expr(expr) => analyze_expr(state, expr, ExprPlace::IndexExpression)?,
        };
        if let Some(collation) = &element.collation {
            analyze_collation(state.catalog, collation, collation.span)?;
        }
        keys.push(key);
    }
    let filter = filter.map(|filter| analyze_expr(state, filter, ExprPlace::IndexPredicate)).transpose()?;
    Ok(Inference { keys, filter })
}
