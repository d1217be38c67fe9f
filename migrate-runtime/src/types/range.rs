//! Ranges and multiranges of any type.

use crate::bind::{Bind, BindError, Encoder, NeverNull};
use crate::decode::{Decode, DecodeError, Reader, base_type};
use crate::sql;
use std::fmt;
use std::ops::Bound;
use tokio_postgres::types::{Kind, Type};

/// A range of values. PostgreSQL writes those of whole numbers and dates with their lower bound and without their upper one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Range<T> {
    /// No value.
    Empty,
    /// The values between two bounds.
    Of {
        /// From here.
        lower: Bound<T>,
        /// To there.
        upper: Bound<T>,
    },
}

/// Ranges that do not touch, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Multirange<T>(pub Vec<Range<T>>);

impl<T> Range<T> {
    /// The values from one bound to another.
    pub const fn new(lower: Bound<T>, upper: Bound<T>) -> Self {
        Self::Of { lower, upper }
    }
}

impl<T: PartialOrd> Range<T> {
    /// Whether a value lies in it.
    pub fn contains(&self, value: &T) -> bool {
        let Self::Of { lower, upper } = self else { return false };
        let above = match lower {
            Bound::Included(lower) => value >= lower,
            Bound::Excluded(lower) => value > lower,
            Bound::Unbounded => true,
        };
        above
            && match upper {
                Bound::Included(upper) => value <= upper,
                Bound::Excluded(upper) => value < upper,
                Bound::Unbounded => true,
            }
    }
}

macro_rules! from_std {
    ($($std:ty, |$range:ident| $lower:expr, $upper:expr;)*) => {
        $(
            impl<T> From<$std> for Range<T> {
                fn from($range: $std) -> Self {
                    Self::Of { lower: $lower, upper: $upper }
                }
            }
        )*
    };
}

from_std! {
    std::ops::Range<T>, |range| Bound::Included(range.start), Bound::Excluded(range.end);
    std::ops::RangeFrom<T>, |range| Bound::Included(range.start), Bound::Unbounded;
    std::ops::RangeTo<T>, |range| Bound::Unbounded, Bound::Excluded(range.end);
    std::ops::RangeToInclusive<T>, |range| Bound::Unbounded, Bound::Included(range.end);
    std::ops::RangeFull, |_range| Bound::Unbounded, Bound::Unbounded;
}

impl<T> From<std::ops::RangeInclusive<T>> for Range<T> {
    fn from(range: std::ops::RangeInclusive<T>) -> Self {
        let (start, end) = range.into_inner();
        Self::Of { lower: Bound::Included(start), upper: Bound::Included(end) }
    }
}

impl<T> From<Vec<Range<T>>> for Multirange<T> {
    fn from(ranges: Vec<Range<T>>) -> Self {
        Self(ranges)
    }
}

impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Of { lower, upper } = self else { return f.write_str("empty") };
        match lower {
            Bound::Included(lower) => write!(f, "[{lower},")?,
            Bound::Excluded(lower) => write!(f, "({lower},")?,
            Bound::Unbounded => f.write_str("(,")?,
        }
        match upper {
            Bound::Included(upper) => write!(f, "{upper}]"),
            Bound::Excluded(upper) => write!(f, "{upper})"),
            Bound::Unbounded => f.write_str(")"),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Multirange<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (at, range) in self.0.iter().enumerate() {
            write!(f, "{}{range}", if at == 0 { "" } else { "," })?;
        }
        f.write_str("}")
    }
}

// pg: rangetypes.h, the flags of a range
const EMPTY: u8 = 0x01;
const LOWER_INCLUDED: u8 = 0x02;
const UPPER_INCLUDED: u8 = 0x04;
const LOWER_INFINITE: u8 = 0x08;
const UPPER_INFINITE: u8 = 0x10;

impl<S, N, T: Bind<S, NeverNull>> Bind<sql::Range<S>, N> for Range<T> {
    // pg: rangetypes.c range_recv
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        let Self::Of { lower, upper } = self else { return into.put(&[EMPTY]) };
        into.write(&[flags(lower, LOWER_INCLUDED, LOWER_INFINITE) | flags(upper, UPPER_INCLUDED, UPPER_INFINITE)]);
        for bound in [lower, upper] {
            if let Bound::Included(value) | Bound::Excluded(value) = bound {
                into.slot(|into| value.bind(into))?;
            }
        }
        Ok(())
    }
}

fn flags<T>(bound: &Bound<T>, included: u8, infinite: u8) -> u8 {
    match bound {
        Bound::Included(_) => included,
        Bound::Excluded(_) => 0,
        Bound::Unbounded => infinite,
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Range<T> {
    fn accepts(ty: &Type) -> bool {
        match ty.kind() {
            Kind::Range(subtype) => T::accepts(base_type(subtype)),
            _ => false,
        }
    }

    // pg: rangetypes.c range_send
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader(raw);
        let [flags] = reader.array()?;
        if flags & EMPTY != 0 {
            reader.end()?;
            return Ok(Self::Empty);
        }
        let mut bound = |included, infinite| {
            if flags & infinite != 0 {
                return Ok(Bound::Unbounded);
            }
            let value = T::decode(reader.value()?.ok_or(DecodeError::length())?)?;
            Ok(if flags & included != 0 { Bound::Included(value) } else { Bound::Excluded(value) })
        };
        let range = Self::Of { lower: bound(LOWER_INCLUDED, LOWER_INFINITE)?, upper: bound(UPPER_INCLUDED, UPPER_INFINITE)? };
        reader.end()?;
        Ok(range)
    }
}

impl<S, N, T: Bind<S, NeverNull>> Bind<sql::Multirange<S>, N> for Multirange<T> {
    // pg: multirangetypes.c multirange_recv
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.count(self.0.len())?;
        self.0.iter().try_for_each(|range| into.slot(|into| Bind::<sql::Range<S>, NeverNull>::bind(range, into)))
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Multirange<T> {
    fn accepts(ty: &Type) -> bool {
        match ty.kind() {
            // Of a multirange of the user's the driver knows no more than the name.
            Kind::Multirange(range) => Range::<T>::accepts(base_type(range)) || T::accepts(base_type(range)),
            Kind::Simple => ty.oid() >= 16384,
            _ => false,
        }
    }

    // pg: multirangetypes.c multirange_send
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader(raw);
        let count = reader.count(4)?;
        let mut ranges = Vec::with_capacity(count);
        for _ in 0..count {
            ranges.push(Range::decode(reader.value()?.ok_or(DecodeError::length())?)?);
        }
        reader.end()?;
        Ok(Self(ranges))
    }
}

#[cfg(test)]
mod tests {
    use super::{Multirange, Range};

    #[test]
    fn ranges_are_shown_as_postgresql_reads_them() {
        let ranges = [Range::from(1..5), Range::from(..=9), Range::from(7..), Range::from(..), Range::Empty];
        assert_eq!(ranges.map(|range| range.to_string()), ["[1,5)", "(,9]", "[7,)", "(,)", "empty"]);
        assert_eq!(Multirange(vec![Range::from(1..2), Range::from(3..4)]).to_string(), "{[1,2),[3,4)}");
    }

    #[test]
    fn a_range_knows_its_values() {
        assert!(Range::from(1..5).contains(&1));
        assert!(!Range::from(1..5).contains(&5));
        assert!(!Range::Empty.contains(&5));
    }
}
