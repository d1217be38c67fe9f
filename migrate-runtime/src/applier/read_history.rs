//! How do rows of the history become events.

use super::Applier;
use super::conversation::Conversation;
use super::error::{ApplyError, ApplyErrorKind};
use super::facts::micros;
use super::history::{History, HistoryFault};
use super::message::{self, Columns};
use super::outcome::Failure;
use migrate_model::{Checksum, ChecksumAlgorithm, DownRun, EventKind, HISTORY_LAYOUT, HistoryEvent, RecordedDown, ScriptKind};

/// An event and the hash that stands beside it.
pub(super) type Recorded = (HistoryEvent, Checksum);

/// Reads the history and folds it.
pub(super) async fn read_history(talk: &Conversation, applier: &Applier) -> Result<History, ApplyError> {
    let events = read_events(talk, applier, Columns::Short).await?;
    History::from_events(events).map_err(broken)
}

/// Reads all events.
pub(super) async fn read_events(talk: &Conversation, applier: &Applier, columns: Columns) -> Result<Vec<Recorded>, ApplyError> {
    let answer = talk.read(message::read_events(&applier.history, columns)).await.map_err(ApplyError::server)?;
    answer.rows(0).iter().map(|row| parse(row)).collect()
}

/// Reads all events, and holds each one's hash against what stands in it.
pub(super) async fn read_verified(talk: &Conversation, applier: &Applier) -> Result<Vec<Recorded>, ApplyError> {
    let events = read_events(talk, applier, Columns::All).await?;
    let history = History::from_events(events.iter().cloned()).map_err(broken)?;
    match events.iter().find(|(event, hash)| event.hash() != *hash) {
        Some((event, _)) => Err(broken(HistoryFault::Changed(event.id))),
        // What is said to be applied after the last event must be what the events say.
        None => match events.last() {
            Some((last, _)) if last.state != history.digest() => Err(broken(HistoryFault::Changed(last.id))),
            _ => Ok(events),
        },
    }
}

pub(super) fn broken(fault: HistoryFault) -> ApplyError {
    ApplyError::new(ApplyErrorKind::HistoryBroken(fault))
}

/// Whether there is no table to read.
pub(super) fn no_table(failure: Option<&Failure>) -> bool {
    failure.is_some_and(super::facts::is_missing_table)
}

fn parse(row: &[Option<String>]) -> Result<Recorded, ApplyError> {
    let layout = row.get(1).cloned().flatten().and_then(|layout| layout.parse().ok());
    match layout {
        Some(layout) if layout == i64::from(HISTORY_LAYOUT) => {}
        Some(layout) => return Err(ApplyError::new(ApplyErrorKind::HistoryNewer { layout })),
        None => return Err(ApplyError::unreadable("the history")),
    }
    let id = row.first().cloned().flatten().and_then(|id| id.parse().ok()).ok_or_else(|| ApplyError::unreadable("the history"))?;
    // A row that the applier could not have written was changed.
    parse_layout_1(id, row).ok_or_else(|| broken(HistoryFault::Changed(id)))
}

fn parse_layout_1(id: i64, row: &[Option<String>]) -> Option<Recorded> {
    let text = |column: usize| row.get(column)?.as_deref();
    // The script itself is not among the short columns.
    let down = match (text(17), text(18)) {
        (Some(run), Some(sql)) => Some(RecordedDown { run: DownRun::parse(run)?, sql: sql.to_owned() }),
        _ => None,
    };
    let event = HistoryEvent {
        id,
        event: EventKind::parse(text(2)?)?,
        kind: ScriptKind::parse(text(3)?)?,
        version: text(4)?.to_owned(),
        name: text(5)?.to_owned(),
        checksum: text(6)?.to_owned(),
        algorithm: ChecksumAlgorithm::parse(text(7)?)?,
        text_hash: text(8)?.to_owned(),
        at: micros(text(9)?)?,
        role: text(10)?.to_owned(),
        application: text(11)?.to_owned(),
        program: text(12)?.to_owned(),
        server: text(13)?.parse().ok()?,
        down,
        expressions: text(19).map(str::to_owned),
        state: Checksum::parse(text(14)?)?,
        previous: Checksum::parse(text(15)?)?,
    };
    Some((event, Checksum::parse(text(16)?)?))
}
