//! `cargo migrate rollback`: undoes what was applied last, after somebody said that it is meant.

use crate::carried::{failed, open};
use crate::options::Shared;
use crate::output::{Format, Status, counted, refuse, say};
use crate::progress::told_by;
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::text::Json;
use migrate_runtime::applier::{DataLoss, RollbackPlan, RollbackProblem, RollbackTarget};
use std::io::IsTerminal;

/// Undo what was applied last, or all that is later than a version
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate rollback --dry-run\n  cargo migrate rollback --to 007 --force\n\nNothing is undone where one of the migrations cannot be, or where data would be lost and --allow-data-loss is not given."
)]
pub(crate) struct Rollback {
    #[command(flatten)]
    shared: Shared,
    /// Undo all that is later than this version, which stays [default: the last one alone]
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// Show what would be undone, and undo nothing
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long)]
    force: bool,
    /// Undo also what loses rows or values
    #[arg(long)]
    allow_data_loss: bool,
}

pub(crate) fn run(rollback: &Rollback) -> Status {
    let format = rollback.shared.format;
    let done = || -> Result<Status, Status> {
        let session = &mut open(rollback.shared.load()?, format)?;
        let applier = session.applier.clone().data_loss(if rollback.allow_data_loss { DataLoss::Allow } else { DataLoss::Refuse });
        let target = rollback.to.clone().map_or(RollbackTarget::Last(1), RollbackTarget::After);
        let plan = applier.plan_rollback(&mut session.client, &target).map_err(|error| failed(&error.to_string(), format))?;
        show(&plan, format);
        if !plan.problems.is_empty() {
            note(&format!("nothing was undone; {}", what_next(&plan.problems)), format);
            return Ok(Status::Errors);
        }
        if plan.work.is_empty() {
            note("nothing is to be undone", format);
            return Ok(Status::Good);
        }
        if rollback.dry_run {
            note("nothing was undone; leave out --dry-run to do it", format);
            return Ok(Status::Good);
        }
        if !rollback.force {
            confirm(plan.work.len(), format)?;
        }
        let undone = told_by(&applier, format).roll_back(&mut session.client, &target);
        let undone = undone.map_err(|error| failed(&error.to_string(), format))?;
        note(&format!("{} undone; `cargo migrate status` shows what stays", counted(undone.migrations.len(), "migration")), format);
        Ok(Status::Good)
    };
    done().unwrap_or_else(|status| status)
}

/// What can be done about what stands in the way.
fn what_next(problems: &[RollbackProblem]) -> String {
    let next = |problem: &RollbackProblem| match problem {
        RollbackProblem::DownMissing(_) => "write what undoes it behind `-- migrate: down`",
        RollbackProblem::Irreversible { .. } => "a new migration can do what is needed instead",
        RollbackProblem::LosesData { .. } => "--allow-data-loss says that it may be lost, and `cargo migrate backup` keeps it",
        RollbackProblem::Unfinished(_) => "`cargo migrate apply` goes on with it",
        RollbackProblem::StepsUnknown(_) => "call it where the folder has the migration",
        RollbackProblem::NotApplied(_) => "`cargo migrate status` lists what is applied",
    };
    let mut said: Vec<&str> = problems.iter().map(next).collect();
    said.dedup();
    said.join("; ")
}

fn show(plan: &RollbackPlan, format: Format) {
    if format != Format::Json {
        return plan.to_string().lines().for_each(|line| say(&line));
    }
    plan.problems.iter().for_each(|problem| say(&Json::Object(vec![("problem", Json::text(problem.to_string()))])));
    plan.work.iter().for_each(|undo| say(&Json::Object(vec![("name", Json::text(&undo.migration)), ("state", Json::text("planned"))])));
}

fn note(line: &str, format: Format) {
    if format != Format::Json {
        say(&line);
    }
}

/// Asks who sits before it; where nobody does, `--force` must say it.
fn confirm(count: usize, format: Format) -> Result<(), Status> {
    if !std::io::stdin().is_terminal() {
        let problem = Diagnostic::rule(Severity::Error, "unconfirmed", "nothing was undone, because nobody can be asked");
        return Err(refuse(*problem.help("say with --force that it is meant"), format));
    }
    say(&format!("undo {}? type yes", counted(count, "migration")));
    let mut answer = String::new();
    let is_read = std::io::stdin().read_line(&mut answer).is_ok();
    if is_read && answer.trim() == "yes" {
        return Ok(());
    }
    say(&"nothing was undone");
    Err(Status::Errors)
}
