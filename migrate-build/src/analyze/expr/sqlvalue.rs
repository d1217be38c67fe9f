//! What types have `CURRENT_DATE` and its kin.

use super::{call, node};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::SqlValue;
use crate::syntax::grammar::needs;
use crate::text::{Name, Seek, Span};

const SYSTEM_USER_SINCE: u8 = 16;

/// `CURRENT_TIMESTAMP(3)` and its kin.
// pg: parse_expr.c transformSQLValueFunction
pub(super) fn analyze_sql_value(state: &mut State<'_>, value: SqlValue, precision: Option<i32>, at: Span) -> Result<Expr> {
    let (name, type_id) = match value {
        SqlValue::CurrentDate => ("CURRENT_DATE", TypeId::DATE),
        SqlValue::CurrentTime => ("CURRENT_TIME", TypeId::TIMETZ),
        SqlValue::CurrentTimestamp => ("CURRENT_TIMESTAMP", TypeId::TIMESTAMPTZ),
        SqlValue::LocalTime => ("LOCALTIME", TypeId::TIME),
        SqlValue::LocalTimestamp => ("LOCALTIMESTAMP", TypeId::TIMESTAMP),
        SqlValue::CurrentRole => ("CURRENT_ROLE", TypeId::NAME),
        SqlValue::CurrentUser => ("CURRENT_USER", TypeId::NAME),
        SqlValue::User => ("USER", TypeId::NAME),
        SqlValue::SessionUser => ("SESSION_USER", TypeId::NAME),
        SqlValue::CurrentCatalog => ("CURRENT_CATALOG", TypeId::NAME),
        SqlValue::CurrentSchema => ("CURRENT_SCHEMA", TypeId::NAME),
        // Before it was a keyword it was a column like any other.
        SqlValue::SystemUser if state.version() < SYSTEM_USER_SINCE => {
            let problem = Diagnostic::error(SqlState::UNDEFINED_COLUMN, "column \"system_user\" does not exist");
            return Err(problem.at(at).help(needs("SYSTEM_USER", SYSTEM_USER_SINCE, state.version())));
        }
        SqlValue::SystemUser => return call::call_system(state, "system_user", Vec::new(), at),
    };
    let modifier = precision.map_or(-1, |precision| precision.min(6));
    Ok(node::typed(state.catalog, ExprKind::SqlValue(Name::from(name)), type_id, modifier, at))
}

/// `MERGE_ACTION()`.
// pg: parse_expr.c transformMergeSupportFunc
pub(super) fn analyze_merge_action(state: &mut State<'_>, at: Span) -> Result<Expr> {
    if !state.levels.iter().exists(|level| level.place == ExprPlace::MergeReturning) {
        let message = "MERGE_ACTION() can only be used in the RETURNING list of a MERGE command";
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(at));
    }
    Ok(node::typed(state.catalog, ExprKind::MergeAction, TypeId::TEXT, -1, at))
}
