//! How does a statement walk over many rows: batch by batch in the order of a key, each in a transaction with the key that it came to.

use super::error::ApplyError;
use super::event::Event;
use super::message;
use super::progress::Reached;
use super::run::Running;
use super::steps::At;
use super::whole;
use crate::carried::Batches;
use migrate_model::quoted_text;

/// How the walk has come so far.
#[derive(Clone, Debug, Default)]
struct Walk {
    key: Option<String>,
    rows: u64,
}

/// Runs batches until none is left.
pub(super) async fn perform(run: &Running<'_>, at: &At<'_>, batches: &Batches, reached: Option<&Reached>) -> Result<(), ApplyError> {
    let mut walk = match reached {
        Some(Reached::Key { key, rows }) => Walk { key: Some(key.clone()), rows: *rows },
        _ => Walk::default(),
    };
    while let Some(next) = whole::persist(run, at.stepped.name, || batch(run, at, batches, &walk)).await? {
        walk = next;
        run.talk.tell(&Event::BatchDone { migration: at.stepped.name.to_owned(), step: at.number + 1, rows: walk.rows });
    }
    let note = format!("{}{}commit", message::begin_asserted(run.applier), at.note(&Reached::End));
    run.talk.run(note).await.map_err(ApplyError::server)
}

/// One batch: how far it came, or that there was none left.
async fn batch(run: &Running<'_>, at: &At<'_>, batches: &Batches, walk: &Walk) -> Result<Option<Walk>, ApplyError> {
    let done = try_batch(run, at, batches, walk).await;
    if let Err(error) = &done
        && !error.connection_is_lost()
    {
        // What is prepared outlives the transaction that prepared it.
        run.talk.run("rollback".to_owned()).await.map_err(ApplyError::server)?;
        for name in [NEXT, STATEMENT] {
            let _ = run.talk.run(format!("deallocate {name}")).await;
        }
    }
    done
}

const NEXT: &str = "migrate_next_key";
const STATEMENT: &str = "migrate_batch";

async fn try_batch(run: &Running<'_>, at: &At<'_>, batches: &Batches, walk: &Walk) -> Result<Option<Walk>, ApplyError> {
    let line = Some(at.first_line());
    let from = walk.key.as_deref().map_or_else(|| "null".to_owned(), quoted_text);
    let sql = format!(
        "{}prepare {NEXT} (pg_catalog.text, pg_catalog.int8) as {};\nexecute {NEXT} ({from}, {});\ndeallocate {NEXT}",
        message::begin_asserted(run.applier),
        batches.next,
        batches.batch
    );
    let answer = run.talk.read(sql).await.map_err(|failure| ApplyError::script(failure).at_line(line))?;
    // It is prepared behind what begins the transaction, and executed after that.
    let found = answer.rows(message::BEGIN_RESULTS + 1).first().and_then(|row| row.first()?.clone());
    let Some(key) = found else {
        run.talk.run("commit".to_owned()).await.map_err(ApplyError::server)?;
        return Ok(None);
    };
    let sql = format!(
        "prepare {STATEMENT} (pg_catalog.text, pg_catalog.text) as {};\nexecute {STATEMENT} ({from}, {});\n\
         deallocate {STATEMENT}",
        batches.statement,
        quoted_text(&key)
    );
    let answer = run.talk.read(sql).await.map_err(|failure| ApplyError::script(failure).at_line(line))?;
    let touched = answer.results.get(1).map_or(0, |result| result.touched);
    let next = Walk { key: Some(key.clone()), rows: walk.rows.saturating_add(touched) };
    let end = format!("{}commit", at.note(&Reached::Key { key, rows: next.rows }));
    run.talk.run(end).await.map_err(|failure| ApplyError::script(failure).at_line(line))?;
    Ok(Some(next))
}
