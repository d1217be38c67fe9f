//! timestamptz as the standard library's `SystemTime`, without any feature.

use super::instant::{EPOCH_MICROSECONDS, out_of_range, read_timestamp};
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio_postgres::types::Type;

bind_as! {
    SystemTime => Timestamptz, |value, into| into.put(&since_2000(*value).ok_or(BindError::new("the time is too far off"))?.to_be_bytes());
}

fn since_2000(value: SystemTime) -> Option<i64> {
    let since_1970 = match value.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_micros()).ok()?,
        // What is below a microsecond is cut towards the past.
        Err(before) => -i64::try_from(before.duration().as_nanos().div_ceil(1000)).ok()?,
    };
    since_1970.checked_sub(EPOCH_MICROSECONDS)
}

impl Decode<'_> for SystemTime {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let since_1970 = read_timestamp(raw)?.checked_add(EPOCH_MICROSECONDS).ok_or_else(out_of_range)?;
        let span = Duration::from_micros(since_1970.unsigned_abs());
        let value = if since_1970 < 0 { UNIX_EPOCH.checked_sub(span) } else { UNIX_EPOCH.checked_add(span) };
        value.ok_or_else(out_of_range)
    }
}
