//! Dates and times as chrono has them.

use super::instant::{EPOCH_MICROSECONDS, MICROSECONDS, out_of_range, read_days, read_time, read_timestamp};
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use tokio_postgres::types::Type;

/// What chrono's count of days since the first of January of the year 1 is on the first day of 2000.
const YEAR_2000: i32 = 730_120;

bind_as! {
    NaiveDate => Date, |value, into| into.put(&(value.num_days_from_ce() - YEAR_2000).to_be_bytes());
    NaiveTime => Time, |value, into| into.put(&time_of_day(value)?.to_be_bytes());
    NaiveDateTime => Timestamp, |value, into| into.put(&microseconds(&value.and_utc())?.to_be_bytes());
}

impl<N, Z: TimeZone> Bind<sql::Timestamptz, N> for DateTime<Z> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.put(&microseconds(self)?.to_be_bytes())
    }
}

fn time_of_day(value: &NaiveTime) -> Result<i64, BindError> {
    // A leap second has more than a thousand million nanoseconds; PostgreSQL has none.
    match value.nanosecond() {
        nanoseconds @ 0..1_000_000_000 => Ok(i64::from(value.num_seconds_from_midnight()) * MICROSECONDS + i64::from(nanoseconds / 1000)),
        _ => Err(BindError::new("PostgreSQL cannot store a leap second")),
    }
}

fn microseconds<Z: TimeZone>(value: &DateTime<Z>) -> Result<i64, BindError> {
    let since_1970 = value.timestamp_micros();
    since_1970.checked_sub(EPOCH_MICROSECONDS).ok_or(BindError::new("the date is outside of what PostgreSQL can hold"))
}

impl Decode<'_> for NaiveDate {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::DATE
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let days = read_days(raw)?.checked_add(YEAR_2000).ok_or_else(out_of_range)?;
        Self::from_num_days_from_ce_opt(days).ok_or_else(out_of_range)
    }
}

impl Decode<'_> for NaiveTime {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIME
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let microseconds = read_time(raw)?;
        let seconds = u32::try_from(microseconds.div_euclid(MICROSECONDS)).ok();
        let nanoseconds = u32::try_from(microseconds.rem_euclid(MICROSECONDS) * 1000).ok();
        seconds
            .zip(nanoseconds)
            .and_then(|(seconds, nanoseconds)| Self::from_num_seconds_from_midnight_opt(seconds, nanoseconds))
            .ok_or(DecodeError::new("the time is 24:00:00, which chrono cannot hold"))
    }
}

impl Decode<'_> for NaiveDateTime {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMP
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        instant(raw).map(|instant| instant.naive_utc())
    }
}

impl Decode<'_> for DateTime<Utc> {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        instant(raw)
    }
}

impl Decode<'_> for DateTime<FixedOffset> {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        instant(raw).map(|instant| instant.fixed_offset())
    }
}

fn instant(raw: &[u8]) -> Result<DateTime<Utc>, DecodeError> {
    let since_1970 = read_timestamp(raw)?.checked_add(EPOCH_MICROSECONDS);
    since_1970.and_then(DateTime::from_timestamp_micros).ok_or_else(out_of_range)
}
