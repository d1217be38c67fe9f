//! Rows, errors, streams, prepared statements, and enums as they are generated.

use crate::database::Database;
use migrate_runtime::__private as rt;
use migrate_runtime::{Cached, Error, ErrorKind, FetchAsync, FetchSync, Row, SqlState, sql};
use rt::{Bind, BindError, Command, Decode, DecodeError, Encoder, NeverNull, ParameterType, Parameters, Place, Query, SqlType, Statement};
use std::ops::{Deref, DerefMut};

/// A query without parameters.
pub(crate) fn plain<R>(sql: &str, decode: fn(&Row<'_>) -> Result<R, Error>) -> Query<R> {
    Query::owned(Statement::owned(sql.to_owned(), Vec::new(), Place::here()), Parameters::default(), decode)
}

fn command(sql: &str) -> Command {
    Command::owned(Statement::owned(sql.to_owned(), Vec::new(), Place::here()), Parameters::default())
}

fn number(row: &Row<'_>) -> Result<i32, Error> {
    row.value(0)
}

/// What is generated for `create type sex as enum ('female', 'male')`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sex {
    Female,
    Male,
}

impl SqlType for Sex {
    const TYPE: ParameterType = ParameterType::User("public", "sex");
    const ARRAY: ParameterType = ParameterType::User("public", "_sex");
}

impl Decode<'_> for Sex {
    fn accepts(ty: &rt::Type) -> bool {
        rt::is_type(ty, "public", "sex")
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        match raw {
            b"female" => Ok(Self::Female),
            b"male" => Ok(Self::Male),
            _ => Err(DecodeError::unknown_label(raw)),
        }
    }
}

impl<N> Bind<Sex, N> for Sex {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.write(match self {
            Self::Female => b"female",
            Self::Male => b"male",
        });
        Ok(())
    }
}

fn with_sexes(name: &str) -> Option<Database> {
    let mut db = Database::new(name)?;
    db.client
        .batch_execute(
            "create type sex as enum ('female', 'male');
             create table people (id int4 primary key, sex sex not null, email text unique);
             insert into people values (1, 'female', 'a'), (2, 'male', 'b'), (3, 'female', null);",
        )
        .expect("the schema is right");
    Some(db)
}

fn people_of(sexes: &[Sex]) -> Query<(i32, Sex)> {
    static STATEMENT: Statement = Statement::new(
        "select id, sex from people where sex = any($1) order by id",
        &[ParameterType::User("public", "_sex")],
        Place { file: "query.rs", line: 1, column: 1 },
    );
    let mut parameters = Parameters::with_capacity(1);
    rt::bind::<sql::Array<Sex>, NeverNull, _>(&mut parameters, sexes);
    Query::new(&STATEMENT, parameters, |row| Ok((row.value(0)?, row.value(1)?)))
}

fn person_of(sex: Sex) -> Query<i32> {
    static STATEMENT: Statement = Statement::new(
        "select id from people where sex = $1 order by id limit 1",
        &[ParameterType::User("public", "sex")],
        Place { file: "query.rs", line: 2, column: 1 },
    );
    let mut parameters = Parameters::with_capacity(1);
    rt::bind::<Sex, NeverNull, _>(&mut parameters, &sex);
    Query::new(&STATEMENT, parameters, number)
}

#[test]
fn enums_go_alone_and_in_arrays() {
    let Some(mut db) = with_sexes("enums") else { return };
    assert_eq!(person_of(Sex::Male).fetch_one(&mut db.client).expect("one is there"), 2);
    let found = people_of(&[Sex::Female]).fetch_all(&mut db.client).expect("two are there");
    assert_eq!(found, [(1, Sex::Female), (3, Sex::Female)]);
    assert_eq!(people_of(&[Sex::Female, Sex::Male]).fetch_all(&mut Cached::new(&mut db.client)).expect("three are there").len(), 3);
    // A label that a newer release added fails only the rows that have it.
    db.client.batch_execute("alter type sex add value 'diverse'").expect("a label can be added");
    db.client.batch_execute("insert into people values (4, 'diverse', null)").expect("the label is there");
    assert_eq!(people_of(&[Sex::Male]).fetch_all(&mut db.client).expect("the others are there").len(), 1);
    let error = plain("select sex from people", |row| row.value::<Sex>(0)).fetch_all(&mut db.client).expect_err("the label is new");
    assert!(error.to_string().contains("\"diverse\""), "{error}");
}

#[test]
fn one_several_and_none() {
    let Some(mut db) = with_sexes("one") else { return };
    let client = &mut db.client;
    let query = |count: i32| plain(&format!("select n::int4 from generate_series(1, {count}) n"), number);
    assert!(matches!(query(0).fetch_one(&mut *client).expect_err("none").kind(), ErrorKind::NoRow));
    assert!(matches!(query(2).fetch_one(&mut *client).expect_err("two").kind(), ErrorKind::SeveralRows));
    assert!(matches!(query(2).fetch_optional(&mut *client).expect_err("two").kind(), ErrorKind::SeveralRows));
    assert_eq!(query(0).fetch_optional(&mut *client).expect("none is allowed"), None);
    assert_eq!(client.fetch_optional(query(1)).expect("one is allowed"), Some(1));
    assert_eq!(client.fetch_all(query(3)).expect("three"), [1, 2, 3]);
    assert_eq!(client.stream(query(3)).collect::<Result<Vec<_>, _>>().expect("three"), [1, 2, 3]);
    assert_eq!(query(3).execute(&mut *client).expect("three"), 3);
    assert_eq!(client.run(command("update people set email = null")).expect("an update"), 3);
    // A stream that is dropped early leaves the connection usable.
    assert_eq!(client.stream(query(100_000)).take(2).filter_map(Result::ok).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(client.fetch_one(query(1)).expect("one"), 1);
    db.with_async(async |client| {
        assert!(matches!(query(0).fetch_one(&client).await.expect_err("none").kind(), ErrorKind::NoRow));
        assert!(matches!(query(2).fetch_optional(&client).await.expect_err("two").kind(), ErrorKind::SeveralRows));
        assert_eq!(client.fetch_all(query(3)).await.expect("three"), [1, 2, 3]);
        let mut rows = client.stream(query(3));
        assert_eq!(rows.next().await.expect("a row").expect("a number"), 1);
        drop(rows);
        assert_eq!(client.run(command("update people set email = null")).await.expect("an update"), 3);
        assert_eq!(person_of(Sex::Male).fetch_one(&client).await.expect("one"), 2);
        assert_eq!(people_of(&[Sex::Male]).fetch_all(&client).await.expect("one"), [(2, Sex::Male)]);
    });
}

#[test]
fn an_error_says_where_and_keeps_the_data_to_itself() {
    let Some(mut db) = with_sexes("errors") else { return };
    let error = command("insert into people values (7, 'male', 'a')").execute(&mut db.client).expect_err("the address is taken");
    assert_eq!(error.sqlstate(), Some(SqlState::UniqueViolation));
    assert_eq!((error.constraint(), error.table()), (Some("people_email_key"), Some("people")));
    assert_eq!(error.detail(), Some("Key (email)=(a) already exists."));
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        shown += &format!("{inner} {inner:?}");
        source = inner.source();
    }
    assert!(!shown.contains("(a)"), "{shown}");
    assert!(shown.contains("tests/live/query.rs") && shown.contains("[23505]"), "{shown}");
    let error = plain("select 1::int8", number).fetch_one(&mut db.client).expect_err("another type");
    assert!(error.to_string().contains("int8"), "{error}");
    let error = plain("select null::int4", number).fetch_one(&mut db.client).expect_err("a NULL");
    assert!(matches!(error.kind(), ErrorKind::Decode { column: 0, .. }), "{error}");
    let error = plain("select 1", |row| row.value::<i32>(1)).fetch_one(&mut db.client).expect_err("no such column");
    assert!(error.to_string().contains("fewer columns"), "{error}");
    let error =
        plain("select array[[1, 2], [3, 4]]", |row| row.value::<Vec<i32>>(0)).fetch_one(&mut db.client).expect_err("two dimensions");
    assert!(error.to_string().contains("2 dimensions"), "{error}");
    let mut parameters = Parameters::default();
    rt::bind::<sql::Text, NeverNull, _>(&mut parameters, "a\0b");
    let statement = Statement::owned("select $1".to_owned(), vec![ParameterType::BuiltIn(25)], Place::here());
    let error = Command::owned(statement, parameters).execute(&mut db.client).expect_err("the character zero");
    assert!(matches!(error.kind(), ErrorKind::Encode { parameter: 1, .. }), "{error}");
}

/// What pools hand out.
struct Pooled<C>(C);

impl<C> Deref for Pooled<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.0
    }
}

impl<C> DerefMut for Pooled<C> {
    fn deref_mut(&mut self) -> &mut C {
        &mut self.0
    }
}

#[test]
fn pooled_clients_are_reached() {
    let Some(mut db) = with_sexes("pooled") else { return };
    db.with_async(async |client| {
        let pooled = Pooled(Pooled(client));
        assert_eq!(pooled.fetch_one(person_of(Sex::Male)).await.expect("one"), 2);
        assert_eq!(person_of(Sex::Male).fetch_one(&**pooled).await.expect("one"), 2);
        let cached = Cached::new(pooled.0);
        assert_eq!(cached.fetch_all(people_of(&[Sex::Male])).await.expect("one"), [(2, Sex::Male)]);
        assert_eq!(cached.fetch_all(people_of(&[Sex::Male])).await.expect("one"), [(2, Sex::Male)]);
    });
    let mut transaction = db.client.transaction().expect("a transaction");
    assert_eq!(transaction.fetch_one(person_of(Sex::Male)).expect("one"), 2);
    assert_eq!(person_of(Sex::Male).fetch_one(&mut Cached::new(&mut transaction)).expect("one"), 2);
    drop(transaction);
    let mut pooled = Pooled(&mut db.client);
    assert_eq!(pooled.fetch_one(person_of(Sex::Male)).expect("one"), 2);
    assert_eq!(person_of(Sex::Male).fetch_one(&mut **pooled).expect("one"), 2);
}

#[test]
fn a_prepared_statement_is_prepared_again() {
    let Some(mut db) = with_sexes("prepared") else { return };
    let star = || plain("select * from people order by id limit 1", number);
    let mut cached = Cached::new(&mut db.client);
    assert_eq!(cached.fetch_one(star()).expect("one"), 1);
    cached.run(command("alter table people add column born date")).expect("a column can be added");
    assert_eq!(cached.fetch_one(star()).expect("the plan is made again"), 1);
    cached.run(command("deallocate all")).expect("all can be forgotten");
    assert_eq!(cached.fetch_one(star()).expect("it is prepared again"), 1);
    db.with_async(async |client| {
        let cached = Cached::new(&client);
        assert_eq!(cached.fetch_one(star()).await.expect("one"), 1);
        cached.run(command("alter table people drop column born")).await.expect("a column can be dropped");
        assert_eq!(cached.fetch_one(star()).await.expect("the plan is made again"), 1);
    });
    let mut transaction = db.client.transaction().expect("a transaction");
    let mut cached = Cached::new(&mut transaction);
    cached.fetch_one(star()).expect("one");
    cached.run(command("alter table people add column born date")).expect("a column can be added");
    let error = cached.fetch_one(star()).expect_err("the transaction is over");
    assert_eq!(error.sqlstate(), Some(SqlState::FeatureNotSupported));
}

#[test]
fn statements_go_without_waiting() {
    let Some(db) = with_sexes("pipeline") else { return };
    db.with_async(async |client| {
        let commands = (0..50).map(|n| command(&format!("insert into people values ({}, 'male')", n + 10))).collect();
        let touched = rt::Connection::execute_all(&client, commands).await.expect("all are inserted");
        assert_eq!(touched, vec![1; 50]);
    });
}
