//! One type on its way to the server and back: alone, NULL, in arrays, in a composite, in a domain, by both drivers.

use crate::database::Database;
use migrate_runtime::__private as rt;
use rt::{Bind, BindError, Decode, DecodeError, Encoder, Fields, NeverNull, Nullable, ParameterType, Row, SqlType};
use std::fmt::Debug;
use std::marker::PhantomData;

/// A Rust type that stands for an SQL type.
pub(crate) trait Value<S>: Bind<S, NeverNull> + for<'a> Decode<'a> + PartialEq + Debug + Clone + Send + 'static {}

impl<S, T> Value<S> for T where T: Bind<S, NeverNull> + for<'a> Decode<'a> + PartialEq + Debug + Clone + Send + 'static {}

/// What is generated for `create type public.pair as (value ..., number int4)`.
#[derive(Clone, Debug, PartialEq)]
struct Pair<T> {
    value: Option<T>,
    number: Option<i32>,
}

/// The marker of the pair over a type.
struct PairSql<S>(PhantomData<S>);

impl<S> SqlType for PairSql<S> {
    const TYPE: ParameterType = ParameterType::User("public", "pair");
    const ARRAY: ParameterType = ParameterType::User("public", "_pair");
}

impl<S: SqlType, N, T: Value<S>> Bind<PairSql<S>, N> for Pair<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.composite(2)?;
        into.field::<S, Nullable, _>(&self.value)?;
        into.field::<rt::sql::Int4, Nullable, _>(&self.number)
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Pair<T> {
    fn accepts(ty: &rt::Type) -> bool {
        rt::is_type(ty, "public", "pair")
    }

    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        let mut fields = Fields::new(raw, 2)?;
        let pair = Self { value: fields.next()?, number: fields.next()? };
        fields.end()?;
        Ok(pair)
    }
}

/// The marker of a domain over a type.
struct DomainSql<S>(PhantomData<S>);

impl<S> SqlType for DomainSql<S> {
    const TYPE: ParameterType = ParameterType::User("public", "narrow");
    const ARRAY: ParameterType = ParameterType::User("public", "_narrow");
}

/// What is generated for a domain.
#[derive(Clone, Debug, PartialEq)]
struct Narrow<T>(T);

impl<S, N, T: Value<S>> Bind<DomainSql<S>, N> for Narrow<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        Bind::<S, NeverNull>::bind(&self.0, into)
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Narrow<T> {
    fn accepts(ty: &rt::Type) -> bool {
        T::accepts(ty)
    }

    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        T::decode(raw).map(Self)
    }
}

type Whole<T> = (Option<T>, Option<Vec<Option<T>>>, Option<Pair<T>>, Vec<Option<Pair<T>>>, Option<Narrow<T>>, Vec<Option<Narrow<T>>>);

fn decode_whole<T: for<'a> Decode<'a>>(row: &Row<'_>) -> Result<Whole<T>, rt::Error> {
    Ok((row.value(0)?, row.value(1)?, row.value(2)?, row.value(3)?, row.value(4)?, row.value(5)?))
}

fn decode_one<T: for<'a> Decode<'a>>(row: &Row<'_>) -> Result<T, rt::Error> {
    row.value(0)
}

/// Sends values there and back. Those with a text must also be what the server reads that text as.
pub(crate) fn check<S: SqlType, T: Value<S>>(db: &mut Database, type_name: &str, known: &[(&str, T)], random: &[T]) {
    db.client
        .batch_execute(&format!(
            "drop table if exists whole; drop type if exists public.pair; drop domain if exists public.narrow;
             create type public.pair as (value {type_name}, number int4);
             create domain public.narrow as {type_name};
             create table whole (value {type_name}, list {type_name}[], pair public.pair, pairs public.pair[], narrow public.narrow,
                                 narrows public.narrow[], place int4 generated always as identity);"
        ))
        .unwrap_or_else(|error| panic!("{type_name}: {error}"));
    for (text, value) in known {
        meaning::<S, T>(db, type_name, text, value);
    }
    let values: Vec<T> = known.iter().map(|(_, value)| value.clone()).chain(random.iter().cloned()).collect();
    let mut wholes: Vec<Whole<T>> = values.iter().map(|value| whole(value, &values)).collect();
    wholes.push((None, None, None, Vec::new(), None, Vec::new()));
    wholes.push((None, Some(Vec::new()), Some(Pair { value: None, number: None }), vec![None], None, vec![None]));
    for value in &wholes {
        let touched = insert::<S, T>(value).execute(&mut db.client);
        assert_eq!(touched.unwrap_or_else(|error| panic!("{type_name}: {value:?}: {error}")), 1);
    }
    let found = all::<T>().fetch_all(&mut db.client).unwrap_or_else(|error| panic!("{type_name}: {error}"));
    assert_eq!(found, wholes, "{type_name}");
    db.with_async(async |client| {
        client.batch_execute("truncate whole").await.expect("the table can be emptied");
        for value in &wholes {
            insert::<S, T>(value).execute(&client).await.unwrap_or_else(|error| panic!("{type_name}: {value:?}: {error}"));
        }
        let found = all::<T>().fetch_all(&client).await.unwrap_or_else(|error| panic!("{type_name}: {error}"));
        assert_eq!(found, wholes, "{type_name}");
    });
}

fn whole<T: Clone>(value: &T, values: &[T]) -> Whole<T> {
    let list = values.iter().cloned().map(Some).chain([None]).collect();
    let pair = Pair { value: Some(value.clone()), number: Some(7) };
    let narrow = Narrow(value.clone());
    (Some(value.clone()), Some(list), Some(pair.clone()), vec![Some(pair), None], Some(narrow.clone()), vec![None, Some(narrow)])
}

/// The text and the value are the same thing to the server, in both directions.
fn meaning<S: SqlType, T: Value<S>>(db: &mut Database, type_name: &str, text: &str, value: &T) {
    let quoted = text.replace('\'', "''");
    let statement = rt::Statement::owned(format!("select '{quoted}'::{type_name}"), Vec::new(), rt::Place::here());
    let read = rt::Query::owned(statement, rt::Parameters::default(), decode_one::<T>).fetch_one(&mut db.client);
    assert_eq!(&read.unwrap_or_else(|error| panic!("{type_name} {text}: {error}")), value, "{type_name} {text}");
    let mut parameters = rt::Parameters::with_capacity(1);
    rt::bind::<S, NeverNull, T>(&mut parameters, value);
    let sql = format!("select $1::{type_name}::text, '{quoted}'::{type_name}::text");
    let statement = rt::Statement::owned(sql, vec![S::TYPE], rt::Place::here());
    let query = rt::Query::owned(statement, parameters, |row| Ok((row.value::<String>(0)?, row.value::<String>(1)?)));
    let (sent, meant) = query.fetch_one(&mut db.client).unwrap_or_else(|error| panic!("{type_name} {text}: {error}"));
    assert_eq!(sent, meant, "{type_name}");
}

fn insert<S: SqlType, T: Value<S>>(value: &Whole<T>) -> rt::Command {
    let mut parameters = rt::Parameters::with_capacity(6);
    rt::bind::<S, Nullable, _>(&mut parameters, &value.0);
    rt::bind::<rt::sql::Array<S>, Nullable, _>(&mut parameters, &value.1);
    rt::bind::<PairSql<S>, Nullable, _>(&mut parameters, &value.2);
    rt::bind::<rt::sql::Array<PairSql<S>>, NeverNull, _>(&mut parameters, &value.3);
    rt::bind::<DomainSql<S>, Nullable, _>(&mut parameters, &value.4);
    rt::bind::<rt::sql::Array<DomainSql<S>>, NeverNull, _>(&mut parameters, &value.5);
    let types = vec![S::TYPE, S::ARRAY, PairSql::<S>::TYPE, PairSql::<S>::ARRAY, DomainSql::<S>::TYPE, DomainSql::<S>::ARRAY];
    rt::Command::owned(
        rt::Statement::owned("insert into whole values ($1, $2, $3, $4, $5, $6)".to_owned(), types, rt::Place::here()),
        parameters,
    )
}

fn all<T: for<'a> Decode<'a>>() -> rt::Query<Whole<T>> {
    let statement = rt::Statement::owned(
        "select value, list, pair, pairs, narrow, narrows from whole order by place".to_owned(),
        Vec::new(),
        rt::Place::here(),
    );
    rt::Query::owned(statement, rt::Parameters::default(), decode_whole::<T>)
}
