//! A clinic's day: who came, what was advised, and what is left to do.
//!
//! `cargo run -p clinic` uses the server of `DATABASE_URL`, or starts the PostgreSQL that is installed for as long as it runs.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

migrate_runtime::schema!();

#[expect(dead_code, reason = "the tests, which share it, ask for more")]
#[path = "../../../tests/it/server.rs"]
mod server;

use migrate_runtime::FetchSync;
use schema::{AllergySeverity, OpenRecommendation, Patient, RecommendationStatus, Sex, insert, query, query_as, query_scalar};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let server = server::Server::get();
    let mut db = server.fresh_database("clinic_example");
    apply(&mut db)?;
    let day = spend_a_day(db);
    server.drop_database("clinic_example");
    day
}

/// Runs the SQL that the program carries on an empty database.
fn apply(db: &mut postgres::Client) -> Result<(), postgres::Error> {
    schema::MIGRATIONS.list().iter().try_for_each(|migration| db.batch_execute(migration.up.sql))
}

fn spend_a_day(mut db: postgres::Client) -> Result<(), Box<dyn Error>> {
    let provider = query_scalar!(
        r#"insert into providers (email, "passwordHash", "firstName", "lastName", "updatedAt")
           values ('ada@clinic.example', '-', 'Ada', 'Byron', now()) returning id"#
    )
    .fetch_one(&mut db)?;
    let mary = admit(&mut db, "Mary", "Seacole", "1805-11-23", Sex::Female)?;
    let john = admit(&mut db, "John", "Snow", "1813-03-15", Sex::Male)?;

    // A column that cannot be NULL takes no Option, and an enum of the database is an enum.
    let severity = AllergySeverity::Severe;
    query!(r#"insert into allergies ("patientId", allergen, severity) values ($1, 'penicillin', :severity)"#, mary.id).execute(&mut db)?;

    for (patient, reason) in [(&mary, Some("cough")), (&john, None)] {
        query!("insert into visits (patient_id, provider_id, reason) values ($1, :provider, :reason)", patient.id).execute(&mut db)?;
    }
    let recommendation = query_scalar!(
        "insert into recommendations (patient_id, provider_id, status) values ($1, :provider, $2) returning id",
        mary.id,
        RecommendationStatus::Sent
    )
    .fetch_one(&mut db)?;
    insert!(recommendation_items { recommendation_id: recommendation, position: 1_i16, action: "rest", due_on: None }).execute(&mut db)?;

    // What a LEFT JOIN may leave out is an Option; the rest is not.
    let visits = query!(
        r#"select p."lastName", v.reason, count(a.id) as allergies
           from visits v join patients p on p.id = v.patient_id left join allergies a on a."patientId" = p.id
           group by p.id, v.id order by p."lastName""#
    );
    for visit in db.fetch_all(visits)? {
        println!("{} came for {}, {} known allergies", visit.last_name, visit.reason.as_deref().unwrap_or("no reason"), visit.allergies);
    }

    let open = query_as!(OpenRecommendation, "select * from open_recommendations").fetch_all(&mut db)?;
    for recommendation in open {
        println!("open: {recommendation:?}");
    }

    let found: Option<Patient> = db.fetch_optional(Patient::find_by_id(&john.id))?;
    println!("{:?}", found.map(|patient| (patient.first_name, patient.sex)));
    Ok(())
}

fn admit(db: &mut postgres::Client, first: &str, last: &str, born: &str, sex: Sex) -> Result<Patient, Box<dyn Error>> {
    let born = born.parse::<migrate_runtime::types::Date>()?;
    let admitted = query_as!(
        Patient,
        r#"insert into patients ("firstName", "lastName", "dateOfBirth", sex, phone, "emergencyContactName", "emergencyContactPhone", "updatedAt")
           values (:first, :last, :born, :sex, '-', '-', '-', now()) returning *"#
    );
    Ok(admitted.fetch_one(db)?)
}

#[test]
fn the_day_passes() -> Result<(), Box<dyn Error>> {
    main()
}
