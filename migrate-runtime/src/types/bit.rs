//! bit and varbit: a row of bits, the first one highest.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{DecodeError, decode_as};
use crate::sql;
use std::fmt;
use std::str::FromStr;

/// A row of bits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bit {
    length: usize,
    bytes: Vec<u8>,
}

/// varbit is the same thing without a fixed length.
pub type Varbit = Bit;

impl Bit {
    /// How many bits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The bit at a place, counted from zero.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<bool> {
        let byte = self.bytes.get(index / 8).filter(|_| index < self.length)?;
        Some(byte & (0x80 >> (index % 8)) != 0)
    }

    /// The bits in their order.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        (0..self.length).filter_map(|index| self.get(index))
    }
}

impl FromIterator<bool> for Bit {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        let mut all = Self::default();
        for bit in bits {
            if all.length % 8 == 0 {
                all.bytes.push(0);
            }
            if let (true, Some(last)) = (bit, all.bytes.last_mut()) {
                *last |= 0x80 >> (all.length % 8);
            }
            all.length += 1;
        }
        all
    }
}

impl fmt::Display for Bit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|bit| f.write_str(if bit { "1" } else { "0" }))
    }
}

/// A text that is no row of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoBits;

impl fmt::Display for NoBits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bits are written with 0 and 1 alone")
    }
}

impl std::error::Error for NoBits {}

impl FromStr for Bit {
    type Err = NoBits;

    fn from_str(text: &str) -> Result<Self, NoBits> {
        text.chars()
            .map(|c| match c {
                '0' => Ok(false),
                '1' => Ok(true),
                _ => Err(NoBits),
            })
            .collect()
    }
}

// pg: varbit.c bit_send, bit_recv
bind_as! {
    Bit => Bit Varbit, |value, into| {
        into.count(value.length)?;
        into.put(&value.bytes)
    };
}

decode_as! {
    Bit: BIT | VARBIT, |reader| {
        let length = usize::try_from(reader.int32()?).map_err(|_| DecodeError::length())?;
        Bit { length, bytes: reader.take(length.div_ceil(8))?.to_vec() }
    };
}

#[cfg(test)]
mod tests {
    use super::Bit;

    #[test]
    fn bits_keep_their_order_and_number() {
        for text in ["", "1", "0", "101100111", "00000000", "0000000010"] {
            let bits: Bit = text.parse().expect("only zeros and ones");
            assert_eq!(bits.to_string(), text);
            assert_eq!(bits.len(), text.len());
        }
        assert!("102".parse::<Bit>().is_err());
        assert_eq!("01".parse::<Bit>().map(|bits| (bits.get(0), bits.get(1), bits.get(2))), Ok((Some(false), Some(true), None)));
    }
}
