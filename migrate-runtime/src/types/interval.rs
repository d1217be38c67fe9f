//! interval: months, days and microseconds, which PostgreSQL keeps apart because months and days differ in length.

use super::instant::MICROSECONDS;
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::decode_as;
use crate::sql;
use std::fmt;

/// A span of time as PostgreSQL keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Whole months.
    pub months: i32,
    /// Whole days.
    pub days: i32,
    /// The rest.
    pub microseconds: i64,
}

impl Interval {
    /// Longer than any other, since PostgreSQL 17.
    pub const INFINITY: Self = Self { months: i32::MAX, days: i32::MAX, microseconds: i64::MAX };
    /// Shorter than any other, since PostgreSQL 17.
    pub const NEGATIVE_INFINITY: Self = Self { months: i32::MIN, days: i32::MIN, microseconds: i64::MIN };

    /// So many months.
    #[must_use]
    pub const fn from_months(months: i32) -> Self {
        Self { months, days: 0, microseconds: 0 }
    }

    /// So many days.
    #[must_use]
    pub const fn from_days(days: i32) -> Self {
        Self { months: 0, days, microseconds: 0 }
    }

    /// So many microseconds.
    #[must_use]
    pub const fn from_microseconds(microseconds: i64) -> Self {
        Self { months: 0, days: 0, microseconds }
    }

    /// Whether it is one of the two infinities.
    #[must_use]
    pub fn is_infinite(&self) -> bool {
        *self == Self::INFINITY || *self == Self::NEGATIVE_INFINITY
    }
}

impl From<std::time::Duration> for Interval {
    /// The microseconds, as many as there can be.
    fn from(span: std::time::Duration) -> Self {
        Self::from_microseconds(i64::try_from(span.as_micros()).unwrap_or(i64::MAX))
    }
}

// pg: timestamp.c interval_send, interval_recv
bind_as! {
    Interval => Interval, |value, into| {
        into.write(&value.microseconds.to_be_bytes());
        into.write(&value.days.to_be_bytes());
        into.put(&value.months.to_be_bytes())
    };
}

decode_as! {
    Interval: INTERVAL, |reader| {
        let microseconds = reader.int64()?;
        let days = reader.int32()?;
        Interval { months: reader.int32()?, days, microseconds }
    };
}

/// Text that PostgreSQL reads as the same interval.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::INFINITY => return f.write_str("infinity"),
            Self::NEGATIVE_INFINITY => return f.write_str("-infinity"),
            _ => {}
        }
        let mut space = "";
        for (count, unit) in [(self.months / 12, "years"), (self.months % 12, "mons"), (self.days, "days")] {
            if count != 0 {
                write!(f, "{space}{count} {unit}")?;
                space = " ";
            }
        }
        if self.microseconds == 0 && !space.is_empty() {
            return Ok(());
        }
        let sign = if self.microseconds < 0 { "-" } else { "" };
        let rest = self.microseconds.unsigned_abs();
        let second = MICROSECONDS.unsigned_abs();
        write!(f, "{space}{sign}{:02}:{:02}:{:02}", rest / (3600 * second), rest / (60 * second) % 60, rest / second % 60)?;
        if !rest.is_multiple_of(second) {
            write!(f, ".{:06}", rest % second)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn an_interval_is_shown_as_postgresql_reads_it() {
        let shown = |months, days, microseconds| Interval { months, days, microseconds }.to_string();
        assert_eq!(shown(14, -3, 0), "1 years 2 mons -3 days");
        assert_eq!(shown(0, 0, 0), "00:00:00");
        assert_eq!(shown(-1, 0, -3_723_000_001), "-1 mons -01:02:03.000001");
        assert_eq!(shown(0, 0, i64::MIN), "-2562047788:00:54.775808");
        assert_eq!(Interval::INFINITY.to_string(), "infinity");
    }
}
