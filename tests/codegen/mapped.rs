//! A program whose schema has types of the program's own.

migrate_runtime::schema!();

use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use schema::*;
use std::error::Error;

/// A checked address.
#[derive(Clone, Debug, PartialEq)]
pub struct Email(String);

/// A type that the product has no Rust type for.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot(Vec<u8>);

impl<'a> FromSql<'a> for Email {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        <String as FromSql>::from_sql(ty, raw).map(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl ToSql for Email {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.0.to_sql(ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

impl<'a> FromSql<'a> for Snapshot {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(raw.to_vec()))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl ToSql for Snapshot {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        out.extend_from_slice(&self.0);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(url) = std::env::args().nth(1) else { return Ok(()) };
    let mut db = postgres::Client::connect(&url, postgres::NoTls)?;
    let mail = Email("a@b".to_owned());
    let new = NewHuman {
        id: 1,
        mail: mail.clone(),
        former: Some(vec![Some(mail.clone()), None]),
        nick: Some(Nickname(mail.clone())),
        tags: vec!["x".to_owned()].into(),
        snapshot: None,
        contact: Some(Contact { mail: Some(mail.clone()), moods: Some(vec![Some(Mood::Awful)]) }),
        feeling: Some(Mood::Good),
    };
    let made = new.insert().fetch_one(&mut db)?;
    assert_eq!((made.mail.clone(), made.former.clone(), made.nick.clone()), (new.mail, new.former, new.nick));
    assert_eq!((made.tags.clone(), made.contact.clone(), made.feeling), (vec!["x".to_owned()], new.contact, new.feeling));
    assert_eq!(Human::find_by_id(&1).fetch_one(&mut db)?, made);
    let found = query!("select mail, tags from people where mail = $1", mail.0).fetch_one(&mut db)?;
    assert_eq!((found.mail, found.tags), (made.mail, made.tags));
    println!("done");
    Ok(())
}
