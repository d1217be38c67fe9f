//! Dates and times as jiff has them.

use super::instant::{EPOCH_MICROSECONDS, MICROSECONDS, out_of_range, read_days, read_time, read_timestamp};
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use ::jiff::civil::{Date, DateTime, Time};
use ::jiff::{SignedDuration, Timestamp, Zoned};
use tokio_postgres::types::Type;

const EPOCH: Date = Date::constant(2000, 1, 1);
const HOURS: i64 = 24;

// Dates are counted from day to day, because a `Timestamp` ends before the last day that a `Date` can be.
bind_as! {
    Date => Date, |value, into| {
        let days = value.duration_since(EPOCH).as_hours() / HOURS;
        into.put(&i32::try_from(days).map_err(|_| outside())?.to_be_bytes())
    };
    Time => Time, |value, into| {
        let seconds = (i64::from(value.hour()) * 60 + i64::from(value.minute())) * 60 + i64::from(value.second());
        into.put(&(seconds * MICROSECONDS + i64::from(value.subsec_nanosecond() / 1000)).to_be_bytes())
    };
    DateTime => Timestamp, |value, into| {
        let nanoseconds = value.duration_since(EPOCH.at(0, 0, 0, 0)).as_nanos();
        into.put(&i64::try_from(nanoseconds.div_euclid(1000)).map_err(|_| outside())?.to_be_bytes())
    };
    Timestamp => Timestamptz, |value, into| into.put(&since_2000(*value).to_be_bytes());
    Zoned => Timestamptz, |value, into| into.put(&since_2000(value.timestamp()).to_be_bytes());
}

fn since_2000(value: Timestamp) -> i64 {
    // A timestamp of jiff has no more than nine thousand years. What is below a microsecond is cut towards the past, as for all types here.
    let floor = value.as_nanosecond().div_euclid(1000);
    i64::try_from(floor).unwrap_or(i64::MAX).saturating_sub(EPOCH_MICROSECONDS)
}

fn outside() -> BindError {
    BindError::new("the date is outside of what PostgreSQL can hold")
}

impl Decode<'_> for Date {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::DATE
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let days = SignedDuration::from_hours(i64::from(read_days(raw)?) * HOURS);
        EPOCH.checked_add(days).map_err(|_| out_of_range())
    }
}

impl Decode<'_> for Time {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIME
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let microseconds = read_time(raw)?;
        let seconds = microseconds.div_euclid(MICROSECONDS);
        let part = |number: i64| i8::try_from(number).unwrap_or(i8::MAX);
        let rest = i32::try_from(microseconds.rem_euclid(MICROSECONDS) * 1000).unwrap_or(i32::MAX);
        Self::new(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), rest)
            .map_err(|_| DecodeError::new("the time is 24:00:00, which `jiff::civil::Time` cannot hold"))
    }
}

impl Decode<'_> for DateTime {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMP
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let since = SignedDuration::from_micros(read_timestamp(raw)?);
        EPOCH.at(0, 0, 0, 0).checked_add(since).map_err(|_| out_of_range())
    }
}

impl Decode<'_> for Timestamp {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let since_1970 = read_timestamp(raw)?.checked_add(EPOCH_MICROSECONDS).ok_or_else(out_of_range)?;
        Self::from_microsecond(since_1970).map_err(|_| out_of_range())
    }
}
