//! Dates and timestamps that may be infinite, which the types of other crates cannot be.

use crate::bind::{Bind, BindError, Encoder, NeverNull};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use tokio_postgres::types::Type;

/// A date or a timestamp, or one of the two infinities of PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Infinite<T> {
    /// Earlier than all others.
    NegativeInfinity,
    /// Not infinite.
    Finite(T),
    /// Later than all others.
    Infinity,
}

/// A type of SQL that has infinities.
pub trait HasInfinity {
    /// The bytes of the lower and of the upper one.
    const BYTES: (&'static [u8], &'static [u8]);
}

const DAYS: (&[u8], &[u8]) = (&i32::MIN.to_be_bytes(), &i32::MAX.to_be_bytes());
const MICROSECONDS: (&[u8], &[u8]) = (&i64::MIN.to_be_bytes(), &i64::MAX.to_be_bytes());

impl HasInfinity for sql::Date {
    const BYTES: (&'static [u8], &'static [u8]) = DAYS;
}

impl HasInfinity for sql::Timestamp {
    const BYTES: (&'static [u8], &'static [u8]) = MICROSECONDS;
}

impl HasInfinity for sql::Timestamptz {
    const BYTES: (&'static [u8], &'static [u8]) = MICROSECONDS;
}

impl<S: HasInfinity, N, T: Bind<S, NeverNull>> Bind<S, N> for Infinite<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        match self {
            Self::NegativeInfinity => into.put(S::BYTES.0),
            Self::Finite(value) => value.bind(into),
            Self::Infinity => into.put(S::BYTES.1),
        }
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Infinite<T> {
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::DATE | Type::TIMESTAMP | Type::TIMESTAMPTZ) && T::accepts(ty)
    }

    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        if raw == DAYS.0 || raw == MICROSECONDS.0 {
            return Ok(Self::NegativeInfinity);
        }
        if raw == DAYS.1 || raw == MICROSECONDS.1 {
            return Ok(Self::Infinity);
        }
        T::decode(raw).map(Self::Finite)
    }
}
