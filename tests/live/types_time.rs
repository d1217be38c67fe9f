//! Dates and times of three crates and of the standard library.

use crate::case::check;
use crate::database::Database;
use crate::random::Random;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use migrate_runtime::sql;
use migrate_runtime::types::{Infinite, Interval, Range, Timetz};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn stamp(text: &str) -> NaiveDateTime {
    text.replace(' ', "T").parse().expect("a timestamp")
}

#[test]
fn chrono() {
    let Some(mut db) = Database::new("chrono") else { return };
    let mut random = Random::seeded();
    eprintln!("MIGRATE_SEED={}", random.seed());
    let far = NaiveDate::from_ymd_opt(200_000, 1, 1).expect("a date");
    let known =
        [("2000-01-01", date("2000-01-01")), ("1970-01-01", date("1970-01-01")), ("0001-01-01", date("0001-01-01")), ("200000-01-01", far)];
    let days = [date("1582-10-15"), date("9999-12-31"), NaiveDate::from_ymd_opt(-4712, 1, 2).expect("a date")];
    check::<sql::Date, NaiveDate>(&mut db, "date", &known, &days);
    let time = |text: &str| text.parse::<NaiveTime>().expect("a time");
    let known =
        [("00:00:00", time("00:00:00")), ("23:59:59.999999", time("23:59:59.999999")), ("12:34:56.000001", time("12:34:56.000001"))];
    check::<sql::Time, NaiveTime>(&mut db, "time", &known, &[]);
    let texts = ["2000-01-01 00:00:00", "1999-12-31 23:59:59.999999", "1970-01-01 00:00:00", "2262-04-11 23:47:16.854776"];
    let stamps: Vec<NaiveDateTime> =
        (0..50).map(|_| DateTime::from_timestamp_micros(random.below(1 << 55) as i64 - (1 << 54)).expect("a time").naive_utc()).collect();
    check::<sql::Timestamp, NaiveDateTime>(&mut db, "timestamp", &texts.map(|text| (text, stamp(text))), &stamps);
    let known = [("2024-02-29 12:00:00+02", stamp("2024-02-29 10:00:00").and_utc())];
    let utc: Vec<DateTime<Utc>> = stamps.iter().map(NaiveDateTime::and_utc).collect();
    check::<sql::Timestamptz, DateTime<Utc>>(&mut db, "timestamptz", &known, &utc);
}

#[test]
fn other_crates() {
    let Some(mut db) = Database::new("othertime") else { return };
    use time::macros::{date, datetime, time};
    check::<sql::Date, time::Date>(
        &mut db,
        "date",
        &[("2000-01-01", date!(2000 - 01 - 01)), ("9999-12-31", time::Date::MAX)],
        &[date!(-4712 - 01 - 01)],
    );
    check::<sql::Time, time::Time>(&mut db, "time", &[("23:59:59.999999", time!(23:59:59.999999))], &[]);
    check::<sql::Timestamp, time::PrimitiveDateTime>(
        &mut db,
        "timestamp",
        &[("1999-12-31 23:59:59.999999", datetime!(1999-12-31 23:59:59.999999))],
        &[],
    );
    check::<sql::Timestamptz, time::OffsetDateTime>(
        &mut db,
        "timestamptz",
        &[("2024-02-29 12:00:00+02", datetime!(2024-02-29 10:00 UTC))],
        &[],
    );
    use jiff::civil::{Date, DateTime, Time};
    let known = [("2000-01-01", Date::constant(2000, 1, 1)), ("1969-12-31", Date::constant(1969, 12, 31)), ("9999-12-31", Date::MAX)];
    check::<sql::Date, Date>(&mut db, "date", &known, &[Date::constant(1, 1, 1), Date::constant(-4000, 3, 4)]);
    check::<sql::Time, Time>(&mut db, "time", &[("23:59:59.999999", Time::constant(23, 59, 59, 999_999_000))], &[]);
    let known = [("1999-12-31 23:59:59.999999", DateTime::constant(1999, 12, 31, 23, 59, 59, 999_999_000))];
    let last = [DateTime::constant(9999, 12, 31, 23, 59, 59, 999_999_000), DateTime::constant(1, 1, 1, 0, 0, 0, 0)];
    check::<sql::Timestamp, DateTime>(&mut db, "timestamp", &known, &last);
    let known = [("2024-02-29 12:00:00+02", "2024-02-29T10:00:00Z".parse::<jiff::Timestamp>().expect("a timestamp"))];
    check::<sql::Timestamptz, jiff::Timestamp>(&mut db, "timestamptz", &known, &[]);
    let known = [
        ("1970-01-01 00:00:01.5+00", UNIX_EPOCH + Duration::from_millis(1500)),
        ("1969-12-31 23:59:59.999999+00", UNIX_EPOCH - Duration::from_micros(1)),
    ];
    check::<sql::Timestamptz, SystemTime>(&mut db, "timestamptz", &known, &[]);
}

#[test]
fn intervals_and_zones() {
    let Some(mut db) = Database::new("interval") else { return };
    let of = |months, days, microseconds| Interval { months, days, microseconds };
    let known = [
        ("1 year 2 mons -3 days 04:05:06.000007", of(14, -3, 14_706_000_007)),
        ("0", Interval::default()),
        ("-00:00:00.000001", of(0, 0, -1)),
        ("2147483647 mons -2147483648 days", of(i32::MAX, i32::MIN, 0)),
    ];
    check::<sql::Interval, Interval>(&mut db, "interval", &known, &[of(-1, 1, i64::MAX)]);
    for (_, value) in &known {
        let query = crate::query::plain(&format!("select '{value}'::interval"), |row| row.value::<Interval>(0));
        assert_eq!(query.fetch_one(&mut db.client).expect("an interval is shown as it is read"), *value);
    }
    let known = [
        ("01:02:03.000004-03:30", Timetz { microseconds: 3_723_000_004, offset: -12_600 }),
        ("24:00:00+14", Timetz { microseconds: 86_400_000_000, offset: 50_400 }),
    ];
    check::<sql::Timetz, Timetz>(&mut db, "timetz", &known, &[]);
}

#[test]
fn infinity_is_never_a_date() {
    let Some(mut db) = Database::new("infinity") else { return };
    let known =
        [("infinity", Infinite::Infinity), ("-infinity", Infinite::NegativeInfinity), ("2000-01-02", Infinite::Finite(date("2000-01-02")))];
    check::<sql::Date, Infinite<NaiveDate>>(&mut db, "date", &known, &[]);
    let known = [("infinity", Infinite::Infinity), ("-infinity", Infinite::NegativeInfinity)];
    check::<sql::Timestamp, Infinite<NaiveDateTime>>(&mut db, "timestamp", &known, &[]);
    let known = [("infinity", Infinite::Infinity), ("-infinity", Infinite::NegativeInfinity)];
    check::<sql::Timestamptz, Infinite<jiff::Timestamp>>(&mut db, "timestamptz", &known, &[]);
    let mut refused = |sql: &str, decode: fn(&migrate_runtime::Row<'_>) -> Result<(), migrate_runtime::Error>, reason: &str| {
        let error = crate::query::plain(sql, decode).fetch_one(&mut db.client).expect_err(sql).to_string();
        assert!(error.contains(reason), "{sql}: {error}");
    };
    refused("select 'infinity'::date", |row| row.value::<NaiveDate>(0).map(drop), "infinity");
    refused("select '-infinity'::date", |row| row.value::<time::Date>(0).map(drop), "infinity");
    refused("select 'infinity'::date", |row| row.value::<jiff::civil::Date>(0).map(drop), "infinity");
    refused("select 'infinity'::timestamp", |row| row.value::<NaiveDateTime>(0).map(drop), "infinity");
    refused("select '-infinity'::timestamptz", |row| row.value::<DateTime<Utc>>(0).map(drop), "infinity");
    refused("select 'infinity'::timestamptz", |row| row.value::<SystemTime>(0).map(drop), "infinity");
    refused("select '5874897-12-31'::date", |row| row.value::<NaiveDate>(0).map(drop), "outside");
    refused("select '200000-01-01'::date", |row| row.value::<time::Date>(0).map(drop), "outside");
    refused("select '200000-01-01'::date", |row| row.value::<jiff::civil::Date>(0).map(drop), "outside");
    refused("select '294276-12-31'::timestamp", |row| row.value::<NaiveDateTime>(0).map(drop), "outside");
    refused("select '24:00'::time", |row| row.value::<NaiveTime>(0).map(drop), "24:00:00");
    refused("select '24:00'::time", |row| row.value::<time::Time>(0).map(drop), "24:00:00");
    refused("select '24:00'::time", |row| row.value::<jiff::civil::Time>(0).map(drop), "24:00:00");
}

#[test]
fn ranges_of_dates() {
    let Some(mut db) = Database::new("dateranges") else { return };
    let known = [
        ("[2024-01-01,2024-02-01)", Range::from(date("2024-01-01")..date("2024-02-01"))),
        ("empty", Range::Empty),
        ("(,)", Range::from(..)),
    ];
    check::<sql::Range<sql::Date>, Range<NaiveDate>>(&mut db, "daterange", &known, &[]);
    let known = [("[2024-01-01 00:00,)", Range::from(stamp("2024-01-01 00:00:00")..))];
    check::<sql::Range<sql::Timestamp>, Range<NaiveDateTime>>(&mut db, "tsrange", &known, &[]);
    let known = [("(,2024-01-01 00:00Z]", Range::from(..=stamp("2024-01-01 00:00:00").and_utc()))];
    check::<sql::Range<sql::Timestamptz>, Range<DateTime<Utc>>>(&mut db, "tstzrange", &known, &[]);
}
