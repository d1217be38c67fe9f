//! `cargo migrate apply`: shows what would run, then runs it.

use crate::backup::{self, After, Place};
use crate::carried::{Session, failed, history_of, open};
use crate::options::Shared;
use crate::output::{Format, Status, counted, nothing_in, say};
use crate::progress::told_by;
use clap::Args;
use migrate_build::text::Json;
use migrate_runtime::applier::{OtherHistory, Plan, Problem, Target};

/// Apply what is pending, each migration exactly once
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate apply --dry-run\n  cargo migrate apply --to 007\n  cargo migrate apply --backup\n\nThe database is the one of DATABASE_URL, or of libpq's variables, or of DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD."
)]
pub(crate) struct Apply {
    #[command(flatten)]
    shared: Shared,
    /// Show what would run, and run nothing
    #[arg(long)]
    dry_run: bool,
    /// Apply no version after this one, and nothing repeatable
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// Apply them although another tool keeps a history in this database: it has other tables
    #[arg(long)]
    beside_other_tool: bool,
    /// Back the database up before anything is applied, and apply nothing where that fails
    #[arg(long)]
    backup: bool,
    #[command(flatten)]
    place: Place,
}

pub(crate) fn run(apply: &Apply) -> Status {
    let done = || -> Result<Status, Status> {
        let format = apply.shared.format;
        let loaded = apply.shared.load()?;
        let dir = loaded.dir.clone();
        let mut session = open(loaded, format)?;
        if let Some(version) = &apply.to {
            session.applier = session.applier.clone().target(Target::Version(version.clone()));
        }
        if apply.beside_other_tool {
            session.applier = session.applier.clone().other_history(OtherHistory::Allow);
        }
        let plan = session.applier.plan(&mut session.client).map_err(|error| failed(&error.to_string(), format))?;
        show(&plan, format);
        if !plan.problems.is_empty() {
            if format != Format::Json {
                say(&format!("nothing was applied; {}", what_next(&plan.problems)));
            }
            return Ok(Status::Errors);
        }
        if apply.dry_run || plan.work.is_empty() {
            if format != Format::Json {
                match (plan.work.is_empty(), session.folded.migrations.is_empty()) {
                    (_, true) => say(&nothing_in(&dir)),
                    (true, _) => say(&"nothing is pending"),
                    (false, _) => say(&"nothing was applied; leave out --dry-run to do it"),
                }
            }
            return Ok(Status::Good);
        }
        if apply.backup {
            let after = After::of(&history_of(&session.events(format)?, format)?);
            backup::write(&apply.place, &session.config, &mut session.client, &after, format)?;
        }
        perform(&mut session, format)
    };
    done().unwrap_or_else(|status| status)
}

/// What can be done about what stands in the way.
pub(crate) fn what_next(problems: &[Problem]) -> String {
    let next = |problem: &Problem| match problem {
        Problem::Edited(_) | Problem::EditedUnfinished(_) => "`cargo migrate explain edited_migration` says what can be done",
        Problem::OutOfOrder { .. } => {
            "`cargo migrate rebase` gives it a later version, and `cargo migrate explain out_of_order` says what else can be done"
        }
        Problem::Missing(_) => "put the file back, or take up the branch that has it",
        Problem::Newer(_) => "take up the newer version of the project",
        Problem::RollbackUnfinished(_) => "`cargo migrate rollback` goes on with it",
        Problem::OtherHistory(_) => {
            "`cargo migrate adopt` takes over what sqlx, diesel, refinery or Prisma applied, `cargo migrate baseline VERSION` says it of any other tool; \
             where that tool has other tables, --beside-other-tool applies them all the same"
        }
        Problem::NoSuchVersion(_) => "`cargo migrate status` lists the versions",
    };
    let mut said: Vec<&str> = problems.iter().map(next).collect();
    said.dedup();
    said.join("; ")
}

fn show(plan: &Plan, format: Format) {
    if format != Format::Json {
        let text = plan.to_string();
        if !text.is_empty() {
            say(&text.trim_end());
        }
        return;
    }
    plan.problems.iter().for_each(|problem| say(&Json::Object(vec![("problem", Json::text(problem.to_string()))])));
    let work = |work: &migrate_runtime::applier::Work| {
        Json::Object(vec![
            ("version", Json::text(work.migration.version)),
            ("name", Json::text(work.migration.name)),
            ("state", Json::text("planned")),
        ])
    };
    plan.work.iter().for_each(|item| say(&work(item)));
}

fn perform(session: &mut Session, format: Format) -> Result<Status, Status> {
    match told_by(&session.applier, format).apply_with(&mut session.client, &session.config) {
        Ok(applied) => {
            if format != Format::Json {
                say(&format!("{} applied; `cargo migrate status` shows them", counted(applied.migrations.len(), "migration")));
            }
            Ok(Status::Good)
        }
        Err(error) => {
            failed(&error.to_string(), format);
            if format != Format::Json {
                say(
                    &"what was applied before stays, and so do the steps of the one that failed where it runs step by step; mend it and run `cargo migrate apply` again",
                );
            }
            Ok(Status::Errors)
        }
    }
}
