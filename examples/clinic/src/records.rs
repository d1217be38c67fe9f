//! How does a record follow another, and what was known at a time.

use crate::schema::{Allergy, AllergySeverity, query, query_as, query_scalar};
use migrate_runtime::Error;
use migrate_runtime::types::{Timestamptz, Uuid};
use postgres::Client;

pub(crate) fn note_allergy(
    db: &mut Client,
    patient: Uuid,
    allergen: &str,
    severity: AllergySeverity,
    since: Timestamptz,
) -> Result<Allergy, Error> {
    query_as!(
        Allergy,
        r#"insert into allergies ("patientId", allergen, severity, valid_from, code_source)
           values (:patient, :allergen, :severity, :since, 'provider') returning *"#
    )
    .fetch_one(db)
}

/// Closes a record and opens the one that holds from then on, in one transaction.
pub(crate) fn supersede_allergy(
    db: &mut Client,
    old: &Allergy,
    severity: AllergySeverity,
    reason: &str,
    since: Timestamptz,
) -> Result<Allergy, Box<dyn std::error::Error>> {
    let mut transaction = db.transaction()?;
    // The old record names the new one before that is there: the foreign key is looked at when the transaction ends.
    let id = query_scalar!("select gen_random_uuid()").fetch_one(&mut transaction)?;
    let closed = query!(
        "update allergies set valid_to = :since, is_current = false, superseded_by_record_id = :id, supersession_reason = :reason
         where id = $1 and is_current",
        old.id
    );
    if closed.execute(&mut transaction)? != 1 {
        return Err("the record was superseded by someone else".into());
    }
    let new = query_as!(
        Allergy,
        r#"insert into allergies (id, "patientId", allergen, reaction, severity, "onsetDate", valid_from, code_source)
           select :id, "patientId", allergen, reaction, :severity, "onsetDate", :since, 'provider' from allergies where id = $1
           returning *"#,
        old.id
    )
    .fetch_one(&mut transaction)?;
    transaction.commit()?;
    Ok(new)
}

/// What was known of a patient at a time.
pub(crate) fn allergies_at(db: &mut Client, patient: Uuid, at: Timestamptz) -> Result<Vec<Allergy>, Error> {
    query_as!(
        Allergy,
        r#"select * from allergies
           where "patientId" = :patient and valid_from <= :at and (valid_to is null or valid_to > :at) order by allergen"#
    )
    .fetch_all(db)
}
