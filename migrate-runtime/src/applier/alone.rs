//! How does a statement run that cannot run in a transaction: between a question whether it is done, and the same question again.

use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::message;
use super::probe::{Leftover, Standing, clearing_completes, question, standing};
use super::progress::Reached;
use super::run::Running;
use super::session_state::set_lock_timeout;
use super::steps::At;
use super::whole;
use crate::carried::Probe;

/// Runs the step of a statement that stands alone.
pub(super) async fn perform(run: &Running<'_>, at: &At<'_>, probe: &Probe) -> Result<(), ApplyError> {
    whole::persist(run, at.stepped.name, || once(run, at, probe)).await?;
    let note = format!("{}{}commit", message::begin_asserted(run.applier), at.note(&Reached::End));
    run.talk.run(note).await.map_err(ApplyError::server)
}

/// Whether the statement has still to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ready {
    Done,
    ToRun,
}

async fn once(run: &Running<'_>, at: &At<'_>, probe: &Probe) -> Result<(), ApplyError> {
    // A script that says itself how long it waits is believed.
    let patient = at.stepped.waits_by_itself(at.steps);
    let timeout = if patient { String::new() } else { format!(", {}", set_lock_timeout(run.applier.limits.concurrent_lock)) };
    run.talk.run(format!("select {}{timeout}", message::assert_lock(&run.applier.history))).await.map_err(ApplyError::server)?;
    if prepare(run, at, probe).await? == Ready::ToRun {
        run_and_ask(run, at, probe).await?;
    }
    if patient {
        return Ok(());
    }
    run.talk.run(format!("select {}", set_lock_timeout(run.applier.limits.lock))).await.map_err(ApplyError::server)
}

/// Clears away what an interrupted run left, and waits for somebody else who is at it.
async fn prepare(run: &Running<'_>, at: &At<'_>, probe: &Probe) -> Result<Ready, ApplyError> {
    let begun = run.talk.elapsed();
    loop {
        match ask(run, probe).await? {
            Standing::Done => return Ok(Ready::Done),
            Standing::Open | Standing::Unknown => return Ok(Ready::ToRun),
            Standing::HalfDone(leftovers) => {
                clear(run, at, &leftovers).await?;
                return Ok(if clearing_completes(probe) { Ready::Done } else { Ready::ToRun });
            }
            Standing::BeingDone { pid } => {
                if run.applier.limits.concurrent_lock.is_reached(run.talk.elapsed().saturating_sub(begun)) {
                    return Err(ApplyError::new(ApplyErrorKind::BeingDone { pid }));
                }
                run.talk.wait(run.talk.jittered(run.applier.limits.session_lock_poll)).await;
            }
        }
    }
}

async fn run_and_ask(run: &Running<'_>, at: &At<'_>, probe: &Probe) -> Result<(), ApplyError> {
    let ran = run.talk.run(at.text().to_owned()).await.map_err(|failure| at.failed(failure, 0));
    if ran.as_ref().is_err_and(ApplyError::connection_is_lost) {
        return ran;
    }
    let after = ask(run, probe).await?;
    if let Err(error) = ran {
        // An invalid index slows every write down, may refuse it, and helps nobody.
        if let Standing::HalfDone(leftovers) = after
            && !clearing_completes(probe)
        {
            clear(run, at, &leftovers).await?;
        }
        return Err(error);
    }
    match after {
        Standing::Done | Standing::Unknown => Ok(()),
        Standing::HalfDone(leftovers) => {
            let names: Vec<&str> = leftovers.iter().map(|leftover| leftover.name.as_str()).collect();
            Err(ApplyError::new(ApplyErrorKind::IndexInvalid(names.join(", "))).at_line(Some(at.first_line())))
        }
        Standing::Open | Standing::BeingDone { .. } => Err(ApplyError::new(ApplyErrorKind::NotDone).at_line(Some(at.first_line()))),
    }
}

async fn ask(run: &Running<'_>, probe: &Probe) -> Result<Standing, ApplyError> {
    let Some(question) = question(probe) else { return Ok(Standing::Unknown) };
    let answer = run.talk.read(question).await.map_err(ApplyError::server)?;
    Ok(standing(probe, &answer))
}

async fn clear(run: &Running<'_>, at: &At<'_>, leftovers: &[Leftover]) -> Result<(), ApplyError> {
    for leftover in leftovers {
        run.talk.run(leftover.clear.clone()).await.map_err(ApplyError::script)?;
        run.talk.tell(&Event::LeftoverCleared { migration: at.stepped.name.to_owned(), name: leftover.name.clone() });
    }
    Ok(())
}
