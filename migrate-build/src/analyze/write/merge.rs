//! What does `MERGE` say.

use super::assign::analyze_assignments;
use super::insert::assign_row;
use super::returning::analyze_returning_in;
use super::target::{Writing, insert_columns, open_target};
use crate::analyze::clause::analyze_condition;
use crate::analyze::errors::{error_at, not_supported};
use crate::analyze::from::analyze_from;
use crate::analyze::place::ExprPlace;
use crate::analyze::query::take_level;
use crate::analyze::state::State;
use crate::analyze::target::analyze_list;
use crate::analyze::with::analyze_with;
use crate::catalog::object::RelationKind;
use crate::catalog::tree::{self, Command, JoinKind, JoinNode, JoinTree, RangeTable, RangeTableKind, Write};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::statement::dml::{Merge, MergeAction, MergeBranch, MergeMatch};
use crate::text::{Collection, Gather, Name, Seek};

// pg: parse_merge.c transformMergeStmt
pub(in crate::analyze) fn analyze_merge(state: &mut State<'_>, merge: &Merge) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Merge);
    if let Some(with) = &merge.with {
        if with.recursive {
            let message = "WITH RECURSIVE is not supported for MERGE statement";
            return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
        }
        analyze_with(state, with)?;
    }
    check_reachable(&merge.branches)?;
    let writing = open_target(state, &merge.target)?;
    check_kind(state, &writing)?;
    let source = analyze_from(state, std::slice::from_ref(&merge.source))?;
    let sources = state.level().namespace.clone();
    if sources.iter().exists(|item| item.relation_visible && item.name == writing.item.name) {
        let message = format!("name \"{}\" specified more than once", writing.item.name);
        return Err(
            Diagnostic::error(SqlState::DUPLICATE_ALIAS, message).note("the name is used both as MERGE target table and data source")
        );
    }
    let mut both = vec![writing.item.clone()];
    both.put_all(sources.iter().cloned());
    state.level_mut().namespace = both.clone();
    let condition = analyze_condition(state, &merge.condition, ExprPlace::JoinOn, "JOIN/ON")?;
    let mut kind = JoinKind::Inner;
    for branch in &merge.branches {
        kind = widen(kind, branch.matched);
        state.level_mut().namespace = match branch.matched {
            MergeMatch::Matched => both.clone(),
            MergeMatch::NotMatchedByTarget => sources.clone(),
            MergeMatch::NotMatchedBySource => vec![writing.item.clone()],
        };
        let branch = analyze_branch(state, &writing, branch)?;
        analyzed.branches.push(branch);
    }
    state.level_mut().namespace = both;
    let table =
        RangeTable { kind: RangeTableKind::Join { columns: Vec::new() }, alias: Name::from(""), columns: Vec::new(), lateral: false };
    let entry = state.add_entry(table, true);
    let right = source.into_iter().next().unwrap_or(JoinTree::Table(writing.entry));
    let node = JoinNode { kind, left: JoinTree::Table(writing.entry), right, condition: Some(condition), table: entry };
    analyzed.from = vec![JoinTree::Join(Box::new(node))];
    if let Some(returning) = &merge.returning {
        analyzed.targets = analyze_returning_in(state, &writing, returning, ExprPlace::MergeReturning)?;
    }
    analyzed.target = Some(writing.entry);
    take_level(state, &mut analyzed)?;
    Ok(analyzed)
}

fn widen(kind: JoinKind, matched: MergeMatch) -> JoinKind {
    match (kind, matched) {
        (_, MergeMatch::Matched) => kind,
        (JoinKind::Inner | JoinKind::Right, MergeMatch::NotMatchedByTarget) => JoinKind::Right,
        (JoinKind::Inner | JoinKind::Left, MergeMatch::NotMatchedBySource) => JoinKind::Left,
        _ => JoinKind::Full,
    }
}

fn check_reachable(branches: &[MergeBranch]) -> Result<()> {
    let mut ended: Vec<MergeMatch> = Vec::new();
    for branch in branches {
        if ended.contains(&branch.matched) {
            let message = "unreachable WHEN clause specified after unconditional WHEN clause";
            return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
        }
        if branch.condition.is_none() {
            ended.push(branch.matched);
        }
    }
    Ok(())
}

fn check_kind(state: &State<'_>, writing: &Writing) -> Result<()> {
    let Some(relation) = state.catalog.relation(writing.relation) else {
        return Ok(());
    };
    let views = state.version() >= 17;
    let what = match relation.kind {
        RelationKind::Table | RelationKind::PartitionedTable => None,
        RelationKind::View if views => None,
        RelationKind::View => Some("views"),
        RelationKind::MaterializedView => Some("materialized views"),
        RelationKind::ForeignTable => Some("foreign tables"),
        RelationKind::Sequence => Some("sequences"),
        _ => Some("relations of this kind"),
    };
    let message = format!("cannot execute MERGE on relation \"{}\"", relation.name);
    if let Some(what) = what {
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).note(format!("this operation is not supported for {what}")));
    }
    if !state.catalog.rules_of(writing.relation).is_empty() {
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).note("MERGE is not supported for relations with rules"));
    }
    Ok(())
}

fn analyze_branch(state: &mut State<'_>, writing: &Writing, branch: &MergeBranch) -> Result<tree::MergeBranch> {
    let condition = match &branch.condition {
        Some(condition) => Some(analyze_condition(state, condition, ExprPlace::MergeWhen, "WHEN")?),
        None => None,
    };
    let (command, writes) = match &branch.action {
        MergeAction::Nothing => (None, Vec::new()),
        MergeAction::Delete => (Some(Command::Delete), Vec::new()),
        MergeAction::Update(assignments) => {
            let writes = analyze_assignments(state, writing, assignments)?;
            super::generated::check_update(state, writing, &writes)?;
            (Some(Command::Update), writes)
        }
        MergeAction::Insert { columns, overriding, values } => {
            let targets = insert_columns(state, writing, columns)?;
            let mut probe = tree::Query::new(Command::Insert);
            if let Some(values) = values {
                let exprs = analyze_list(state, values, ExprPlace::ValuesSingle, true)?;
                let row = assign_row(state, writing, exprs, &targets, !columns.is_empty())?;
                probe.writes = row.into_iter().map(|(column, value)| Write { column, values: vec![value] }).gather();
            }
            super::generated::check_insert(state, writing, &probe, *overriding)?;
            (Some(Command::Insert), probe.writes)
        }
    };
    let matched = match branch.matched {
        MergeMatch::Matched => tree::MergeMatch::Matched,
        MergeMatch::NotMatchedByTarget => tree::MergeMatch::NotMatchedByTarget,
        MergeMatch::NotMatchedBySource => tree::MergeMatch::NotMatchedBySource,
    };
    if let Some(name) = &state.level().duplicate_assignment {
        return Err(error_at(SqlState::SYNTAX_ERROR, format!("multiple assignments to same column \"{name}\""), branch.span));
    }
    if matches!((branch.matched, &command), (MergeMatch::Matched, Some(Command::Insert))) {
        return Err(not_supported("MERGE cannot insert a row that is matched", branch.span));
    }
    Ok(tree::MergeBranch { matched, condition, command, writes })
}
