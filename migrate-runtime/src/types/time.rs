//! Dates and times as the crate time has them.

use super::instant::{EPOCH_MICROSECONDS, MICROSECONDS, out_of_range, read_days, read_time, read_timestamp};
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use ::time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};
use tokio_postgres::types::Type;

/// The first day of 2000.
const YEAR_2000: i32 = 2_451_545;

bind_as! {
    Date => Date, |value, into| into.put(&(value.to_julian_day() - YEAR_2000).to_be_bytes());
    Time => Time, |value, into| {
        let (hour, minute, second, microsecond) = value.as_hms_micro();
        let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
        into.put(&(seconds * MICROSECONDS + i64::from(microsecond)).to_be_bytes())
    };
    PrimitiveDateTime => Timestamp, |value, into| into.put(&microseconds(value.assume_utc())?.to_be_bytes());
    OffsetDateTime => Timestamptz, |value, into| into.put(&microseconds(*value)?.to_be_bytes());
}

fn microseconds(value: OffsetDateTime) -> Result<i64, BindError> {
    let since_1970 = i64::try_from(value.unix_timestamp_nanos().div_euclid(1000)).ok();
    since_1970
        .and_then(|microseconds| microseconds.checked_sub(EPOCH_MICROSECONDS))
        .ok_or(BindError::new("the date is outside of what PostgreSQL can hold"))
}

fn instant(raw: &[u8]) -> Result<OffsetDateTime, DecodeError> {
    let nanoseconds = (i128::from(read_timestamp(raw)?) + i128::from(EPOCH_MICROSECONDS)) * 1000;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).map_err(|_| out_of_range())
}

impl Decode<'_> for Date {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::DATE
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let day = read_days(raw)?.checked_add(YEAR_2000).ok_or_else(out_of_range)?;
        Self::from_julian_day(day).map_err(|_| out_of_range())
    }
}

impl Decode<'_> for Time {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIME
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let microseconds = read_time(raw)?;
        let seconds = microseconds.div_euclid(MICROSECONDS);
        let part = |number: i64| u8::try_from(number).unwrap_or(u8::MAX);
        let rest = u32::try_from(microseconds.rem_euclid(MICROSECONDS)).unwrap_or(u32::MAX);
        Self::from_hms_micro(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), rest)
            .map_err(|_| DecodeError::new("the time is 24:00:00, which `time::Time` cannot hold"))
    }
}

impl Decode<'_> for PrimitiveDateTime {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMP
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        instant(raw).map(|instant| Self::new(instant.date(), instant.time()))
    }
}

impl Decode<'_> for OffsetDateTime {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        instant(raw).map(|instant| instant.to_offset(UtcOffset::UTC))
    }
}
