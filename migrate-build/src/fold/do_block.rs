//! What does a DO block do.

use super::cx::Cx;
use super::errors::function::language_missing;
use super::plpgsql::{check_block, run_block};
use crate::diag::{Code, Diagnostic, Problem, Result, Severity, SqlState};
use crate::syntax::plpgsql::parse_plpgsql;
use crate::syntax::statement::do_block::DoBlock;
use crate::text::Name;

/// Follows a block.
// pg: functioncmds.c ExecuteDoStmt
pub(super) fn fold_do(cx: &mut Cx<'_>, it: &DoBlock) -> Result<()> {
    let language = it.language.as_ref().map_or_else(|| Name::from("plpgsql"), |language| language.name.clone());
    match language.as_str() {
        "plpgsql" => {}
        "sql" | "c" | "internal" => {
            let message = format!("language \"{language}\" does not support inline code execution");
            return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
        }
        _ if super::function::lookup_language(cx, &language).is_err() => return Err(language_missing(&language)),
        _ => {
            cx.warnings.push(unmodelled(&format!("a block in {language}")).at(cx.statement));
            return Ok(());
        }
    }
    let verbatim = it.text.verbatim_from;
    let placed = |mut problem: Problem| {
        if verbatim.is_none() && problem.span.is_some() {
            problem.span = Some(it.text.body.span);
        }
        problem
    };
    let block = match parse_plpgsql(&it.text.body.value, verbatim.unwrap_or(0), cx.grammar()) {
        Ok(block) => block,
        Err(problem) if matches!(problem.code, Code::Rule(_)) => {
            cx.warnings.push(unmodelled("this block").at(cx.statement));
            return Ok(());
        }
        Err(problem) => return Err(placed(problem)),
    };
    check_block(cx, &block).map_err(placed)?;
    run_block(cx, &block).map_err(|problem| told(cx, problem))
}

/// PostgreSQL points at nothing within a block that runs, so the line that fails is told beside.
fn told(cx: &Cx<'_>, mut problem: Problem) -> Problem {
    let line = problem.span.take().and_then(|span| cx.text.get(span.start as usize..)).and_then(|rest| rest.lines().next());
    match line.map(str::trim).filter(|line| !line.is_empty()) {
        Some(line) => problem.note(format!("in the block at: {line}")),
        None => problem,
    }
}

fn unmodelled(what: &str) -> Problem {
    Diagnostic::rule(Severity::Warning, "unmodelled", format!("{what} cannot be followed without a database"))
        .label("what this makes or drops is unknown to what follows")
        .help("say what it will have done: -- migrate: assume ALTER TABLE ... ADD COLUMN ...")
}
