//! A program over the schema of the page beside it: every kind of generated item does what it says, on a server.

migrate_runtime::schema!();

use migrate_runtime::{Error, Set};
use schema::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let Some(url) = std::env::args().nth(1) else { return Ok(()) };
    let mut db = postgres::Client::connect(&url, postgres::NoTls)?;
    rows(&mut db)?;
    many(&mut db)?;
    violations(&mut db)?;
    types(&mut db)?;
    println!("done");
    Ok(())
}

fn patient(mail: &str) -> NewPatient {
    NewPatient {
        id: Set::Default,
        first_name: "Ada".to_owned(),
        last_name: "Byron".to_owned(),
        email: Some(Email(mail.to_owned())),
        sex: Set::Value(Sex::NotKnown),
        home: Some(Address { street: Some("Main Street".to_owned()), city: None, since: None }),
        tags: Set::Value(vec![Some("x".to_owned()), None]),
        weight: Some((1.5..2.5).into()),
        r#type: None,
        created_at: Set::Default,
    }
}

fn rows(db: &mut postgres::Client) -> Outcome {
    let made = patient("a@b").insert().fetch_one(&mut *db)?;
    assert_eq!(made.tags, [Some("x".to_owned()), None]);
    assert_eq!(Patient::find_by_id(&made.id).fetch_optional(&mut *db)?, Some(made.clone()));
    let mail = Email("a@b".to_owned());
    assert_eq!(Patient::find_by_email(&mail).fetch_one(&mut *db)?, made);
    let changed = Patient { sex: Sex::Male, r#type: Some("t".to_owned()), ..made };
    assert_eq!(changed.update().fetch_one(&mut *db)?, changed);
    let same = query_scalar!("select id from patients where email = $1", mail).fetch_one(&mut *db)?;
    assert_eq!(same, changed.id);
    let again = query_as!(Patient, "select * from patients where sex = $1", Sex::Male).fetch_one(&mut *db)?;
    assert_eq!(again, changed);
    assert_eq!(Patient::delete_by_id(&changed.id).execute(&mut *db)?, 1);
    assert_eq!(Patient::find_by_id(&changed.id).fetch_optional(&mut *db)?, None);
    Ok(())
}

fn many(db: &mut postgres::Client) -> Outcome {
    let new: Vec<NewPatient> = (0..3).map(|number| patient(&format!("{number}@many"))).collect();
    let made = NewPatient::insert_all(&new).fetch_all(&mut *db)?;
    assert_eq!(made.len(), 3);
    assert!(NewPatient::insert_all(&[]).fetch_all(&mut *db)?.is_empty());
    let new: Vec<NewPatient> = (3..6).map(|number| patient(&format!("{number}@many"))).collect();
    assert_eq!(NewPatient::copy_all(&new).execute(&mut *db)?, 3);
    let visits: Vec<NewVisit> =
        made.iter().map(|patient| NewVisit { patient_id: patient.id, at: patient.created_at, price: Cents(5) }).collect();
    let visits = NewVisit::insert_all(&visits).fetch_all(&mut *db)?;
    assert!(visits.iter().all(|visit| visit.doubled == Some(10)));
    let overview = query_as!(Overview, "select * from overview order by at nulls last").fetch_all(&mut *db)?;
    assert_eq!(overview.iter().filter(|line| line.at.is_none()).count(), 3);
    Ok(())
}

fn violations(db: &mut postgres::Client) -> Outcome {
    let made = patient("c@d").insert().fetch_one(&mut *db)?;
    let error = patient("c@d").insert().fetch_one(&mut *db).err();
    assert_eq!(error.as_ref().and_then(PatientConstraint::from_error), Some(PatientConstraint::EmailKey));
    let visit = NewVisit { patient_id: made.id, at: made.created_at, price: Cents(0) };
    let error = visit.insert().fetch_one(&mut *db).err();
    assert_eq!(error.as_ref().and_then(VisitConstraint::from_error), Some(VisitConstraint::PriceCheck));
    let day = made.created_at.date_naive().with_ymd(2024);
    let measurement = NewMeasurement { day, value: None };
    measurement.insert().fetch_one(&mut *db)?;
    let error: Option<Error> = measurement.insert().fetch_one(&mut *db).err();
    // The server names the key of the partition.
    assert_eq!(error.as_ref().and_then(MeasurementConstraint::from_error), Some(MeasurementConstraint::Pkey));
    assert_eq!(MeasurementConstraint::Pkey.name(), "measurements_pkey");
    Ok(())
}

fn types(db: &mut postgres::Client) -> Outcome {
    let part = OuterPart { i: Some(InnerPart { a: None, b: Some(Vec::new()) }), j: Some(Vec::new()) };
    let new = NewEverything {
        a: Some(true),
        av: Some(FnValue::BackSlash),
        aw: Some(Enum { r#struct: Some(1), self_: None, f: Some(FnValue::A1), fs: Some(vec![Some(FnValue::U20), None]), m: None }),
        ax: Some(Plain("x".to_owned())),
        bc: Some(vec![None, Some(part)]),
        bd: Some(vec![Some(Plain("y".to_owned())), None]),
        be: Some(Vec::new()),
        ..NewEverything::default()
    };
    let made = new.insert().fetch_one(&mut *db)?;
    assert_eq!((made.av, made.aw, made.ax), (new.av, new.aw.clone(), new.ax.clone()));
    assert_eq!((made.bc, made.bd, made.be), (new.bc.clone(), new.bd.clone(), new.be.clone()));
    let both = [new, NewEverything::default()];
    assert_eq!(NewEverything::insert_all(&both).fetch_all(&mut *db)?.len(), 2);
    assert_eq!(NewEverything::copy_all(&both).execute(&mut *db)?, 2);
    Ok(())
}

trait InYear {
    fn with_ymd(self, year: i32) -> Self;
}

impl InYear for chrono::NaiveDate {
    fn with_ymd(self, year: i32) -> Self {
        chrono::NaiveDate::from_ymd_opt(year, 2, 3).unwrap_or(self)
    }
}
