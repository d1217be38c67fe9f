//! A clinic's day: patients are registered and found, a record is superseded, the past is read, and the audit trail is held against itself.
//!
//! `cargo run -p clinic` uses the server of `DATABASE_URL`, or starts the PostgreSQL that is installed, or an embedded one.

migrate_runtime::schema!();
migrate_runtime::schema!(similarity);

mod audit;
mod near;
mod patients;
mod records;
mod visits;

use migrate_runtime::testing::Server;
use migrate_runtime::types::Timestamptz;
use postgres::Client;
use schema::{AllergySeverity, Sex};
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("start") {
        return start(&mut std::io::stdout().lock());
    }
    on_a_scratch_database("clinic_example", |db| {
        let out = &mut std::io::stdout().lock();
        spend_a_day(db, out)?;
        near::compare(db, out)
    })
}

/// What a service does before it serves anybody: the database of `DATABASE_URL` gets what it has not.
fn start(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut db = migrate_runtime::Config::from_environment()?.connect()?;
    let applied = schema::MIGRATIONS.apply(&mut db)?;
    writeln!(out, "{} migrations applied, the clinic is open", applied.migrations.len())?;
    Ok(())
}

fn on_a_scratch_database<T>(name: &str, run: impl FnOnce(&mut Client) -> T) -> T {
    let server = Server::get();
    let mut db = server.fresh_database(name);
    let done = run(&mut db);
    drop(db);
    server.drop_database(name);
    done
}

fn spend_a_day(db: &mut Client, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let applied = schema::MIGRATIONS.apply(&mut *db)?;
    writeln!(out, "{} migrations applied", applied.migrations.len())?;
    let provider = visits::employ(db, "Ada", "Byron", "Royal Free")?;

    let mary = patients::register(db, &patients::Registration::new("Mary", "Seacole", "1805-11-23".parse()?, Sex::Female, "0201"))?;
    let john = patients::register(db, &patients::Registration::new("John", "Snow", "1813-03-15".parse()?, Sex::Male, "0202"))?;
    for found in patients::find(db, "sea")? {
        writeln!(out, "found {} {}, born {}, phone {}", found.first_name, found.last_name, found.date_of_birth, found.phone)?;
    }

    // What was thought in March turns out to be worse in June. Nothing is overwritten.
    let (march, june) = ("2025-03-03T09:00:00Z".parse::<Timestamptz>()?, "2025-06-02T09:00:00Z".parse::<Timestamptz>()?);
    let first = records::note_allergy(db, mary.id, "penicillin", AllergySeverity::Mild, march)?;
    records::supersede_allergy(db, &first, AllergySeverity::Severe, "a second reaction", june)?;
    for day in ["2025-01-06T12:00:00Z", "2025-04-01T12:00:00Z", "2025-07-01T12:00:00Z"] {
        let known = records::allergies_at(db, mary.id, day.parse()?)?;
        let known: Vec<String> =
            known.iter().map(|it| format!("{} ({})", it.allergen, it.severity.map_or("unknown", AllergySeverity::label))).collect();
        writeln!(out, "known on {}: {}", &day[..10], if known.is_empty() { "nothing".to_owned() } else { known.join(", ") })?;
    }
    if let Err(error) = records::note_allergy(db, mary.id, "Penicillin", AllergySeverity::Mild, june) {
        writeln!(out, "not twice: {}", error.constraint().unwrap_or_default())?;
    }

    patients::change_phone(db, mary.id, "0299")?;
    for number in patients::numbers(db, mary.id)? {
        writeln!(out, "{} was reached at {}", mary.first_name, number)?;
    }

    visits::meet(db, mary.id, provider, Some("cough"))?;
    visits::meet(db, john.id, provider, None)?;
    visits::recommend(db, mary.id, provider, &["rest", "drink"])?;
    for visit in visits::list(db)? {
        writeln!(
            out,
            "{} came for {}, {} known allergies",
            visit.last_name,
            visit.reason.as_deref().unwrap_or("no reason"),
            visit.allergies
        )?;
    }
    for open in visits::open_recommendations(db)? {
        writeln!(out, "open for {}: {} items", open.patient, open.items)?;
    }

    audit::record(db, "read", mary.id)?;
    audit::record(db, "update", mary.id)?;
    audit::record(db, "read", john.id)?;
    writeln!(out, "{}", audit::report(&audit::breaks(db)?))?;
    writeln!(out, "after an event was changed behind its back: {}", audit::report(&audit::breaks_after_tampering(db)?))?;
    Ok(())
}

/// What the program prints is what its README shows.
#[test]
fn the_day_passes() -> Result<(), Box<dyn Error>> {
    let mut out = Vec::new();
    on_a_scratch_database("clinic_example_test", |db| spend_a_day(db, &mut out))?;
    assert_eq!(Some(String::from_utf8(out)?.as_str()), shown(1));
    Ok(())
}

/// One of the README's blocks.
#[cfg(test)]
fn shown(number: usize) -> Option<&'static str> {
    include_str!("../README.md").split("```text\n").nth(number).and_then(|rest| rest.split("```").next())
}

/// Both chains on one database, the second on a server that has pgvector: each applied, undone and applied again.
#[test]
fn narratives_are_compared_where_the_server_has_pgvector() -> Result<(), Box<dyn Error>> {
    use migrate_runtime::applier::{DataLoss, RollbackTarget};
    let Some(server) = Server::having("vector") else { return Ok(()) };
    let name = "clinic_similarity_test";
    let mut db = server.fresh_database(name);
    schema::MIGRATIONS.apply(&mut db)?;
    let mut out = Vec::new();
    near::compare(&mut db, &mut out)?;
    assert_eq!(Some(String::from_utf8(out)?.as_str()), shown(2));
    // Neither chain sees the other.
    assert!(schema::MIGRATIONS.drift(&mut db)?.differences().is_empty());
    assert!(similarity::MIGRATIONS.drift(&mut db)?.differences().is_empty());
    similarity::MIGRATIONS.applier().data_loss(DataLoss::Allow).roll_back(&mut db, &RollbackTarget::Everything)?;
    assert_eq!(similarity::MIGRATIONS.apply(&mut db)?.migrations.len(), 2);
    drop(db);
    server.drop_database(name);
    Ok(())
}

/// On a server without it the day goes on.
#[migrate_runtime::test]
fn a_server_without_pgvector_is_left_in_peace(db: &mut Client) -> Result<(), Box<dyn Error>> {
    let mut out = Vec::new();
    let served = near::is_served(db)?;
    near::compare(db, &mut out)?;
    assert_eq!(String::from_utf8(out)?.starts_with("no narratives are compared"), !served);
    Ok(())
}

#[migrate_runtime::test]
fn the_flag_switches_to_the_new_tables(db: &mut Client) -> Result<(), Box<dyn Error>> {
    patients::register(db, &patients::Registration::new("Mary", "Seacole", "1805-11-23".parse()?, Sex::Female, "0201"))?;
    let before = patients::find(db, "SEA")?;
    patients::use_normalized(db, 100)?;
    assert_eq!(before, patients::find(db, "SEA")?);
    assert_eq!(before.len(), 1);
    Ok(())
}
