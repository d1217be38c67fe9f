//! Does a program read and write what Prisma's migrations made.
//!
//! `cargo run -p from-prisma` uses the server of `DATABASE_URL`, or starts the PostgreSQL that is installed, or an embedded one.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

migrate_runtime::schema!();

use postgres::Client;
use schema::{AppointmentStatus, AppointmentType, Sex, TranscriptionStatus, query, query_scalar};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let server = migrate_runtime::testing::Server::get();
    let mut db = server.fresh_database("from_prisma_example");
    schema::MIGRATIONS.apply(&mut db)?;
    let waiting = transcripts_to_make(&mut db);
    drop(db);
    server.drop_database("from_prisma_example");
    waiting?.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// Adds an appointment whose record is to be transcribed, and lists what waits.
fn transcripts_to_make(db: &mut Client) -> Result<Vec<String>, Box<dyn Error>> {
    let sex = Sex::Female;
    let patient = query_scalar!(
        r#"insert into patients ("firstName", "middleName", "lastName", "dateOfBirth", sex, phone, "emergencyContactName",
                                 "emergencyContactPhone", "updatedAt")
           values ('Mary', 'Jane', 'Seacole', '1805-11-23', :sex, '0201', '-', '-', localtimestamp) returning id"#
    )
    .fetch_one(&mut *db)?;
    let provider = query_scalar!(
        r#"insert into providers (email, "passwordHash", "firstName", "lastName", "updatedAt")
           values ('ada@clinic.example', '-', 'Ada', 'Byron', localtimestamp) returning id"#
    )
    .fetch_one(&mut *db)?;
    let (kind, status) = (AppointmentType::SickVisit, AppointmentStatus::Completed);
    let appointment = query_scalar!(
        r#"insert into appointments ("patientId", "providerId", "appointmentDate", "appointmentType", status, "updatedAt")
           values (:patient, :provider, '2024-02-20 10:00', :kind, :status, localtimestamp) returning id"#
    )
    .fetch_one(&mut *db)?;
    let queued = TranscriptionStatus::Queued;
    query!(
        r#"insert into medical_records ("appointmentId", "audioFileUrl", "transcriptionStatus", "updatedAt")
           values (:appointment, 'visit.ogg', :queued, localtimestamp)"#
    )
    .execute(&mut *db)?;
    let waiting = query!(
        r#"select p."firstName", p."middleName", p."lastName", r."audioFileUrl"
           from medical_records r join appointments a on a.id = r."appointmentId" join patients p on p.id = a."patientId"
           where r."transcriptionStatus" = :queued"#
    )
    .fetch_all(db)?;
    let line = |middle: Option<String>, first: String, last: String, file: Option<String>| {
        format!("{first} {}{last}: {}", middle.map(|name| name + " ").unwrap_or_default(), file.unwrap_or_default())
    };
    Ok(waiting.into_iter().map(|it| line(it.middle_name, it.first_name, it.last_name, it.audio_file_url)).collect())
}

#[migrate_runtime::test]
fn a_transcript_waits(db: &mut Client) -> Result<(), Box<dyn Error>> {
    assert_eq!(transcripts_to_make(db)?, ["Mary Jane Seacole: visit.ogg"]);
    Ok(())
}
