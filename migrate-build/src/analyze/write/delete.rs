//! What does `DELETE` say.

use super::returning::analyze_returning;
use super::target::open_target;
use super::update::analyze_sources;
use super::view::check_view;
use crate::analyze::clause::analyze_condition;
use crate::analyze::place::ExprPlace;
use crate::analyze::query::take_level;
use crate::analyze::state::State;
use crate::analyze::with::analyze_with;
use crate::catalog::object::RuleEvent;
use crate::catalog::tree::{self, Command};
use crate::diag::Result;
use crate::syntax::statement::dml::Delete;

// pg: analyze.c transformDeleteStmt
pub(in crate::analyze) fn analyze_delete(state: &mut State<'_>, delete: &Delete) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Delete);
    if let Some(with) = &delete.with {
        analyze_with(state, with)?;
    }
    let writing = open_target(state, &delete.target)?;
    analyzed.from = analyze_sources(state, &writing, &delete.using)?;
    if let Some(filter) = &delete.filter {
        analyzed.filter = Some(analyze_condition(state, filter, ExprPlace::Where, "WHERE")?);
    }
    if let Some(returning) = &delete.returning {
        analyzed.targets = analyze_returning(state, &writing, returning)?;
    }
    analyzed.target = Some(writing.entry);
    take_level(state, &mut analyzed)?;
    check_view(state, &writing, RuleEvent::Delete, &[], delete.returning.is_some())?;
    Ok(analyzed)
}
