//! How are patients registered and found, in the old table or in the new ones.

use crate::schema::{NewPatient, Patient, Sex, query, query_scalar};
use migrate_runtime::types::{Date, Uuid};
use migrate_runtime::{Error, Set};
use postgres::Client;

/// What is asked of a patient who comes for the first time.
pub(crate) struct Registration {
    first_name: String,
    last_name: String,
    born: Date,
    sex: Sex,
    phone: String,
}

/// A patient as a search shows them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) date_of_birth: Date,
    pub(crate) phone: String,
}

impl Registration {
    pub(crate) fn new(first_name: &str, last_name: &str, born: Date, sex: Sex, phone: &str) -> Self {
        Self { first_name: first_name.to_owned(), last_name: last_name.to_owned(), born, sex, phone: phone.to_owned() }
    }
}

pub(crate) fn register(db: &mut Client, new: &Registration) -> Result<Patient, Error> {
    // A struct for inserting has every column; what the database can fill in is a `Set`.
    let updated_at = query_scalar!(r#"select localtimestamp(3)"#).fetch_one(&mut *db)?;
    let patient = NewPatient {
        id: Set::Default,
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        date_of_birth: new.born,
        sex: new.sex,
        phone: new.phone.clone(),
        email: None,
        address: None,
        emergency_contact_name: "-".to_owned(),
        emergency_contact_phone: "-".to_owned(),
        emergency_contact_relationship: None,
        created_at: Set::Default,
        updated_at,
    };
    patient.insert().fetch_one(db)
}

/// Patients whose last name begins with something, whatever its case.
pub(crate) fn find(db: &mut Client, beginning: &str) -> Result<Vec<Found>, Error> {
    let pattern = format!("{}%", beginning.replace(['%', '_', '\\'], ""));
    if uses_normalized(db)? {
        let found = query!(
            r#"select c.first_name, c.surname as last_name, c.date_of_birth, p.value as phone
               from patient_core c
               join patient_contacts p on p.patient_id = c.id and p.kind = 'phone' and p.valid_to is null
               where c.surname ilike :pattern and c.is_active order by c.surname, c.first_name"#
        );
        let found = found.fetch_all(db)?.into_iter();
        let found =
            found.map(|it| Found { first_name: it.first_name, last_name: it.last_name, date_of_birth: it.date_of_birth, phone: it.phone });
        return Ok(found.collect());
    }
    let found = query!(
        r#"select "firstName", "lastName", "dateOfBirth", phone from patients
           where "lastName" ilike :pattern order by "lastName", "firstName""#
    );
    let found = found.fetch_all(db)?.into_iter();
    let found =
        found.map(|it| Found { first_name: it.first_name, last_name: it.last_name, date_of_birth: it.date_of_birth, phone: it.phone });
    Ok(found.collect())
}

pub(crate) fn change_phone(db: &mut Client, patient: Uuid, phone: &str) -> Result<(), Error> {
    query!(r#"update patients set phone = :phone, "updatedAt" = localtimestamp where id = :patient"#).execute(db)?;
    Ok(())
}

/// Every number that a patient ever had, the oldest first.
pub(crate) fn numbers(db: &mut Client, patient: Uuid) -> Result<Vec<String>, Error> {
    query_scalar!("select value from patient_contacts where patient_id = :patient and kind = 'phone' order by id").fetch_all(db)
}

/// Whether the new tables are read: the flag is missing, or a share in percent.
fn uses_normalized(db: &mut Client) -> Result<bool, Error> {
    let share = query_scalar!("select coalesce(max(share), 0) >= 100 from feature_flags where name = 'NORMALIZED_SCHEMA_ENABLED'");
    share.fetch_one(db)
}

/// Switches the new tables on for a share of the readers, in percent.
#[cfg(test)]
pub(crate) fn use_normalized(db: &mut Client, share: i16) -> Result<(), Error> {
    query!("update feature_flags set share = :share, changed_at = now() where name = 'NORMALIZED_SCHEMA_ENABLED'").execute(db)?;
    Ok(())
}
