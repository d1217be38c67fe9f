//! numeric as `rust_decimal::Decimal`, exactly or not at all.

use super::numeric::{Digits, Sign};
use crate::bind::{Bind, BindError, Encoder};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use rust_decimal::Decimal;
use tokio_postgres::types::Type;

/// The digits that a `Decimal` can hold after the point.
const SCALE: i64 = 28;

impl<N> Bind<sql::Numeric, N> for Decimal {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        Digits::from_mantissa(self.mantissa().unsigned_abs(), self.is_sign_negative(), self.scale()).write(into)
    }
}

impl Decode<'_> for Decimal {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::NUMERIC
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let digits = Digits::read(raw)?;
        let negative = match digits.sign {
            Sign::Positive => false,
            Sign::Negative => true,
            Sign::NotANumber => return Err(DecodeError::new("the value is NaN, which `rust_decimal::Decimal` cannot hold")),
            Sign::Infinite => return Err(DecodeError::new("the value is infinity, which `rust_decimal::Decimal` cannot hold")),
        };
        let (mantissa, scale) = digits.mantissa(SCALE).ok_or_else(too_precise)?;
        let mantissa = i128::try_from(mantissa).map_err(|_| too_precise())?;
        let value = Self::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale);
        value.map_err(|_| too_precise())
    }
}

#[cold]
fn too_precise() -> DecodeError {
    DecodeError::new("the number has more digits than `rust_decimal::Decimal` can hold")
}
