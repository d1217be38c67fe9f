//! What does `UPDATE` say.

use super::assign::{analyze_assignments, check_duplicates};
use super::generated::check_update;
use super::returning::analyze_returning;
use super::target::{Writing, open_target};
use super::view::check_view;
use crate::analyze::clause::analyze_condition;
use crate::analyze::from::analyze_from;
use crate::analyze::place::ExprPlace;
use crate::analyze::query::take_level;
use crate::analyze::state::State;
use crate::analyze::with::analyze_with;
use crate::catalog::object::RuleEvent;
use crate::catalog::tree::{self, Command, JoinTree};
use crate::diag::Result;
use crate::syntax::query::table::TableRef;
use crate::syntax::statement::dml::Update;
use crate::text::{Collection, Gather};

// pg: analyze.c transformUpdateStmt
pub(in crate::analyze) fn analyze_update(state: &mut State<'_>, update: &Update) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Update);
    if let Some(with) = &update.with {
        analyze_with(state, with)?;
    }
    let writing = open_target(state, &update.target)?;
    analyzed.from = analyze_sources(state, &writing, &update.from)?;
    if let Some(filter) = &update.filter {
        analyzed.filter = Some(analyze_condition(state, filter, ExprPlace::Where, "WHERE")?);
    }
    if let Some(returning) = &update.returning {
        analyzed.targets = analyze_returning(state, &writing, returning)?;
    }
    analyzed.writes = analyze_assignments(state, &writing, &update.assignments)?;
    analyzed.target = Some(writing.entry);
    take_level(state, &mut analyzed)?;
    check_duplicates(state)?;
    check_update(state, &writing, &analyzed.writes)?;
    let written: Vec<u16> = analyzed.writes.iter().map(|write| write.column).gather();
    check_view(state, &writing, RuleEvent::Update, &written, update.returning.is_some())?;
    Ok(analyzed)
}

/// `FROM` or `USING` beside the target, which what is lateral there cannot refer to.
pub(super) fn analyze_sources(state: &mut State<'_>, writing: &Writing, from: &[TableRef]) -> Result<Vec<JoinTree>> {
    let mut item = writing.item.clone();
    item.lateral_only = true;
    item.lateral_ok = false;
    state.level_mut().namespace.push(item);
    let mut trees = vec![JoinTree::Table(writing.entry)];
    trees.put_all(analyze_from(state, from)?);
    Ok(trees)
}
