//! Dates and times as the protocol has them: days and microseconds since the first day of 2000.

use crate::decode::DecodeError;

/// From the first day of 1970 to that of 2000.
pub(crate) const EPOCH_DAYS: i64 = 10_957;
/// From the start of 1970 to that of 2000.
pub(crate) const EPOCH_MICROSECONDS: i64 = EPOCH_DAYS * 86_400 * MICROSECONDS;
/// In a second.
pub(crate) const MICROSECONDS: i64 = 1_000_000;

/// The days of a date since 2000.
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
pub(crate) fn read_days(raw: &[u8]) -> Result<i32, DecodeError> {
    match raw.try_into().map(i32::from_be_bytes) {
        Ok(i32::MIN | i32::MAX) => Err(infinite()),
        Ok(days) => Ok(days),
        Err(_) => Err(DecodeError::length()),
    }
}

/// The microseconds of a timestamp since 2000.
pub(crate) fn read_timestamp(raw: &[u8]) -> Result<i64, DecodeError> {
    match raw.try_into().map(i64::from_be_bytes) {
        Ok(i64::MIN | i64::MAX) => Err(infinite()),
        Ok(microseconds) => Ok(microseconds),
        Err(_) => Err(DecodeError::length()),
    }
}

/// The microseconds of a time of day since midnight.
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
pub(crate) fn read_time(raw: &[u8]) -> Result<i64, DecodeError> {
    raw.try_into().map(i64::from_be_bytes).map_err(|_| DecodeError::length())
}

#[cold]
fn infinite() -> DecodeError {
    DecodeError::new("the value is infinity, which this Rust type cannot hold; `types::Infinite` can, or filter it out with isfinite()")
}

#[cold]
pub(crate) fn out_of_range() -> DecodeError {
    DecodeError::new("the date is outside of what this Rust type can hold")
}
