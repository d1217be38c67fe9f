//! Who did what, and was the trail of it changed afterwards.

use crate::schema::{AuditBreak, query, query_as};
use migrate_runtime::Error;
use migrate_runtime::types::Uuid;
use postgres::Client;

/// Adds an event to the chain. The database writes its hash and that of the one before.
pub(crate) fn record(db: &mut Client, action: &str, patient: Uuid) -> Result<(), Error> {
    query!("insert into audit_events (action, subject) values (:action, jsonb_build_object('patient', :patient::uuid))").execute(db)?;
    Ok(())
}

/// Where the chain is broken.
pub(crate) fn breaks(db: &mut Client) -> Result<Vec<AuditBreak>, Error> {
    query_as!(AuditBreak, "select * from audit_breaks order by position").fetch_all(db)
}

/// The same after a superuser went around the trigger; what they did is taken back.
pub(crate) fn breaks_after_tampering(db: &mut Client) -> Result<Vec<AuditBreak>, Box<dyn std::error::Error>> {
    let mut transaction = db.transaction()?;
    transaction
        .batch_execute("alter table audit_events disable trigger user; update audit_events set action = 'delete' where position = 2")?;
    let found = query_as!(AuditBreak, "select * from audit_breaks order by position").fetch_all(&mut transaction)?;
    transaction.rollback()?;
    Ok(found)
}

pub(crate) fn report(breaks: &[AuditBreak]) -> String {
    let said = |it: &AuditBreak| format!("event {}: {}", it.position, it.reason);
    if breaks.is_empty() { "the chain of events is whole".to_owned() } else { breaks.iter().map(said).collect::<Vec<_>>().join(", ") }
}
