//! numeric as the protocol has it: digits to the base of ten thousand.

use crate::bind::{BindError, Encoder};
use crate::decode::{DecodeError, Reader};

/// A number, digit by digit.
#[derive(Debug)]
pub(crate) struct Digits {
    pub(crate) sign: Sign,
    /// The power of ten thousand of the first digit.
    pub(crate) weight: i16,
    /// Decimal digits after the point, as they are shown.
    pub(crate) scale: u16,
    pub(crate) digits: Vec<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Positive,
    Negative,
    NotANumber,
    Infinite,
}

const BASE: u128 = 10_000;
/// Decimal digits in a digit to the base of ten thousand.
const PLACES: i64 = 4;

impl Digits {
    // pg: numeric.c numeric_send
    pub(crate) fn read(raw: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader(raw);
        let count = usize::try_from(i16::from_be_bytes(reader.array()?)).map_err(|_| DecodeError::length())?;
        let weight = i16::from_be_bytes(reader.array()?);
        let sign = match u16::from_be_bytes(reader.array()?) {
            0x0000 => Sign::Positive,
            0x4000 => Sign::Negative,
            0xC000 => Sign::NotANumber,
            _ => Sign::Infinite,
        };
        let scale = u16::from_be_bytes(reader.array()?);
        let mut digits = Vec::with_capacity(count.min(raw.len() / 2));
        for _ in 0..count {
            digits.push(u16::from_be_bytes(reader.array()?));
        }
        reader.end()?;
        Ok(Self { sign, weight, scale, digits })
    }

    // pg: numeric.c numeric_recv
    pub(crate) fn write(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        let sign: u16 = match self.sign {
            Sign::Positive => 0x0000,
            Sign::Negative => 0x4000,
            Sign::NotANumber => 0xC000,
            Sign::Infinite => 0xD000,
        };
        let count = u16::try_from(self.digits.len()).map_err(|_| BindError::new("the number has too many digits"))?;
        into.write(&count.to_be_bytes());
        into.write(&self.weight.to_be_bytes());
        into.write(&sign.to_be_bytes());
        into.write(&self.scale.to_be_bytes());
        self.digits.iter().for_each(|digit| into.write(&digit.to_be_bytes()));
        Ok(())
    }

    /// The digits of a whole number divided by a power of ten.
    pub(crate) fn from_mantissa(mut mantissa: u128, negative: bool, scale: u32) -> Self {
        let sign = if negative && mantissa != 0 { Sign::Negative } else { Sign::Positive };
        // Digits after the point come in fours, so the last one is filled up.
        let fill = (4 - scale % 4) % 4;
        let mut digits = Vec::new();
        if fill > 0 {
            let power = 10_u128.pow(4 - fill);
            digits.push(digit(mantissa % power * 10_u128.pow(fill)));
            mantissa /= power;
        }
        while mantissa > 0 {
            digits.push(digit(mantissa % BASE));
            mantissa /= BASE;
        }
        // The first digit stands where it stands, whatever is left out at the end.
        let length = i64::try_from(digits.len()).unwrap_or(0);
        let weight = length - 1 - i64::from((scale + fill) / 4);
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        digits.reverse();
        let weight = if digits.is_empty() { 0 } else { i16::try_from(weight).unwrap_or(0) };
        Self { sign, weight, scale: u16::try_from(scale).unwrap_or(u16::MAX), digits }
    }

    /// The number as a whole number divided by a power of ten, if both are small enough.
    pub(crate) fn mantissa(&self, largest_scale: i64) -> Option<(u128, u32)> {
        let shown = i64::from(self.scale);
        if shown > largest_scale && self.fraction_places() > largest_scale {
            return None;
        }
        let scale = shown.min(largest_scale);
        let mut mantissa: u128 = 0;
        for (at, digit) in (0_i64..).zip(&self.digits) {
            // The power of ten of the last decimal of this digit, counted from the last decimal that is kept.
            let power = (i64::from(self.weight) - at) * PLACES + scale;
            let value = u128::from(*digit);
            let part = match u32::try_from(power) {
                Ok(power) => value.checked_mul(10_u128.checked_pow(power)?)?,
                // What is cut off is zero, because the number has no more decimals than are kept.
                Err(_) => value / 10_u128.checked_pow(u32::try_from(-power).ok()?.min(PLACES as u32))?,
            };
            mantissa = mantissa.checked_add(part)?;
        }
        Some((mantissa, u32::try_from(scale).ok()?))
    }

    /// Decimal digits after the point that are not zero at the end.
    fn fraction_places(&self) -> i64 {
        let Some(last) = self.digits.iter().rposition(|digit| *digit != 0) else { return 0 };
        let zeros = match self.digits[last] {
            digit if digit % 1000 == 0 => 3,
            digit if digit % 100 == 0 => 2,
            digit if digit % 10 == 0 => 1,
            _ => 0,
        };
        (i64::try_from(last).unwrap_or(i64::MAX / 8) - i64::from(self.weight)) * PLACES - zeros
    }
}

fn digit(value: u128) -> u16 {
    u16::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn a_number_survives_its_digits() {
        let mut mantissa: u128 = 1;
        for step in 0..2000_u128 {
            mantissa = mantissa.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(step) % 79_228_162_514_264_337_593_543_950_336;
            for scale in 0..=28 {
                let cut = mantissa >> (step % 96);
                let digits = Digits::from_mantissa(cut, false, scale);
                assert_eq!(digits.mantissa(28), Some((cut, scale)), "{digits:?}");
                assert!(digits.digits.first() != Some(&0) && digits.digits.last() != Some(&0), "{digits:?}");
            }
        }
    }
}
