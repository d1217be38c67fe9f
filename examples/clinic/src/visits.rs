//! Who works here, who came, and what was advised.

use crate::schema::{OpenRecommendation, Provider, RecommendationStatus, insert, query, query_as, query_scalar};
use migrate_runtime::Error;
use migrate_runtime::types::Uuid;
use postgres::Client;

/// A visit with what is known of the patient.
pub(crate) struct Visit {
    pub(crate) last_name: String,
    pub(crate) reason: Option<String>,
    pub(crate) allergies: i64,
}

/// Adds a provider who works at an institution.
pub(crate) fn employ(db: &mut Client, first: &str, last: &str, institution: &str) -> Result<Uuid, Error> {
    let institution = insert!(institutions { name: institution, kind: "hospital" }).fetch_one(&mut *db)?.id;
    let email = format!("{}@clinic.example", first.to_lowercase());
    let provider: Provider = query_as!(
        Provider,
        r#"insert into providers (email, "passwordHash", "firstName", "lastName", institution_id, "updatedAt")
           values (:email, '-', :first, :last, :institution, now()) returning *"#
    )
    .fetch_one(db)?;
    Ok(provider.id)
}

pub(crate) fn meet(db: &mut Client, patient: Uuid, provider: Uuid, reason: Option<&str>) -> Result<(), Error> {
    query!("insert into visits (patient_id, provider_id, reason) values (:patient, :provider, :reason)").execute(db)?;
    Ok(())
}

pub(crate) fn recommend(db: &mut Client, patient: Uuid, provider: Uuid, actions: &[&str]) -> Result<(), Error> {
    // An enum of the database is an enum.
    let status = RecommendationStatus::Sent;
    let id =
        query_scalar!("insert into recommendations (patient_id, provider_id, status) values (:patient, :provider, :status) returning id")
            .fetch_one(&mut *db)?;
    for (position, action) in (1_i16..).zip(actions) {
        insert!(recommendation_items { recommendation_id: id, position: position, action: *action, due_on: None }).execute(&mut *db)?;
    }
    Ok(())
}

pub(crate) fn list(db: &mut Client) -> Result<Vec<Visit>, Error> {
    // What a LEFT JOIN may leave out is an Option; a count of it is none.
    query_as!(
        Visit,
        r#"select p."lastName" as last_name, v.reason, count(a.id) as allergies
           from visits v join patients p on p.id = v.patient_id left join allergies a on a."patientId" = p.id and a.is_current
           group by p.id, v.id order by p."lastName""#
    )
    .fetch_all(db)
}

pub(crate) fn open_recommendations(db: &mut Client) -> Result<Vec<OpenRecommendation>, Error> {
    query_as!(OpenRecommendation, "select * from open_recommendations order by id").fetch_all(db)
}
