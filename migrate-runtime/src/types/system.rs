//! Small types of the server's own: money, places in the log and in a table, a time of day with its zone.

use super::instant::MICROSECONDS;
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::decode_as;
use crate::sql;
use std::fmt;

/// An amount in the smallest unit of the currency that the server's `lc_monetary` names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money(pub i64);

/// A place in the write-ahead log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PgLsn(pub u64);

/// The place of a row in its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tid {
    /// The block.
    pub block: u32,
    /// The row in the block.
    pub offset: u16,
}

/// A time of day with its distance from UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timetz {
    /// Since midnight.
    pub microseconds: i64,
    /// Seconds that local time is ahead of UTC.
    pub offset: i32,
}

// pg: cash.c cash_send, pg_lsn.c pg_lsn_send, tid.c tidsend, date.c timetz_send
bind_as! {
    Money => Money, |value, into| into.put(&value.0.to_be_bytes());
    PgLsn => PgLsn, |value, into| into.put(&value.0.to_be_bytes());
    Tid => Tid, |value, into| {
        into.write(&value.block.to_be_bytes());
        into.put(&value.offset.to_be_bytes())
    };
    // The protocol counts the zone westwards.
    Timetz => Timetz, |value, into| {
        into.write(&value.microseconds.to_be_bytes());
        into.put(&value.offset.wrapping_neg().to_be_bytes())
    };
}

decode_as! {
    Money: MONEY, |reader| Money(reader.int64()?);
    PgLsn: PG_LSN, |reader| PgLsn(u64::from_be_bytes(reader.array()?));
    Tid: TID, |reader| Tid { block: u32::from_be_bytes(reader.array()?), offset: u16::from_be_bytes(reader.array()?) };
    Timetz: TIMETZ, |reader| Timetz { microseconds: reader.int64()?, offset: reader.int32()?.wrapping_neg() };
}

impl fmt::Display for PgLsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}/{:X}", self.0 >> 32, self.0 & 0xffff_ffff)
    }
}

impl fmt::Display for Tid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},{})", self.block, self.offset)
    }
}

impl fmt::Display for Timetz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.microseconds.div_euclid(MICROSECONDS);
        let rest = self.microseconds.rem_euclid(MICROSECONDS);
        write!(f, "{:02}:{:02}:{:02}.{rest:06}", seconds / 3600, seconds / 60 % 60, seconds % 60)?;
        let (sign, zone) = if self.offset < 0 { ('-', self.offset.unsigned_abs()) } else { ('+', self.offset.unsigned_abs()) };
        write!(f, "{sign}{:02}:{:02}:{:02}", zone / 3600, zone / 60 % 60, zone % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::{PgLsn, Tid, Timetz};

    #[test]
    fn places_are_shown_as_postgresql_shows_them() {
        assert_eq!(PgLsn(0x16_B374_D848).to_string(), "16/B374D848");
        assert_eq!(Tid { block: 7, offset: 2 }.to_string(), "(7,2)");
        assert_eq!(Timetz { microseconds: 3_723_000_004, offset: -12_600 }.to_string(), "01:02:03.000004-03:30:00");
    }
}
