//! How is a value written as bytes and read back, and what is said of bytes that make no sense.

use super::Damaged;
use crate::text::{Gather, Name, SortedMap, SortedSet};
use std::sync::Arc;

/// A value that is stored. What is read may be anything: no bytes make it panic.
pub trait Stored: Sized {
    /// Appends the value.
    fn write(&self, to: &mut Writer);

    /// Reads a value.
    ///
    /// # Errors
    /// The bytes are none that `write` makes.
    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged>;
}

/// A place in stored bytes.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

/// How deep trees may be; the engine itself refuses statements long before.
const MAX_DEPTH: u32 = 20_000;
/// From which depth on a tree is read and written on a stack of its own, so that no caller's stack has to be large.
const DEEP: u32 = 60;
const DEEP_STACK: usize = 256 << 20;

impl<'a> Reader<'a> {
    /// Begins at an offset.
    #[must_use]
    pub fn at(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, depth: 0 }
    }

    /// One byte.
    ///
    /// # Errors
    /// The bytes end here.
    pub fn byte(&mut self) -> Result<u8, Damaged> {
        match self.bytes.get(self.at) {
            Some(byte) => {
                self.at += 1;
                Ok(*byte)
            }
            None => Err(Damaged),
        }
    }

    /// So many bytes.
    ///
    /// # Errors
    /// The bytes end before.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let end = self.at.checked_add(count).ok_or(Damaged)?;
        let found = self.bytes.get(self.at..end).ok_or(Damaged)?;
        self.at = end;
        Ok(found)
    }

    /// A number of the size that most have: small.
    ///
    /// # Errors
    /// The bytes end before, or are no number.
    pub fn number(&mut self) -> Result<u64, Damaged> {
        let first = self.byte()?;
        if first < 128 {
            return Ok(u64::from(first));
        }
        let mut value = u64::from(first & 127);
        let mut shift = 7;
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(value);
            }
            shift += 7;
            if shift > 63 {
                return Err(Damaged);
            }
        }
    }

    /// How many items follow; never more than there are bytes.
    ///
    /// # Errors
    /// The bytes end before.
    pub fn count(&mut self) -> Result<usize, Damaged> {
        let count = usize::try_from(self.number()?).map_err(|_| Damaged)?;
        if count > self.bytes.len() - self.at { Err(Damaged) } else { Ok(count) }
    }

    /// A text.
    ///
    /// # Errors
    /// The bytes end before, or are not UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let count = self.count()?;
        std::str::from_utf8(self.take(count)?).map_err(|_| Damaged)
    }

    /// Reads something that may hold others of its own kind.
    ///
    /// # Errors
    /// It cannot be read, or is too deep.
    pub fn nested<T: Send>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Damaged> + Send) -> Result<T, Damaged> {
        self.depth += 1;
        let found = match self.depth {
            DEEP => on_own_stack(|| read(self)),
            depth if depth > MAX_DEPTH => Err(Damaged),
            _ => read(self),
        };
        self.depth -= 1;
        found
    }
}

fn on_own_stack<T: Send>(work: impl FnOnce() -> Result<T, Damaged> + Send) -> Result<T, Damaged> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, work).map_err(|_| Damaged)?;
        thread.join().map_err(|_| Damaged)?
    })
}

/// Bytes that are being written.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    depth: u32,
}

impl Writer {
    /// Goes on after bytes that are there already.
    #[must_use]
    pub fn after(bytes: Vec<u8>) -> Self {
        Self { bytes, depth: 0 }
    }

    /// What was written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Where the next byte will stand.
    #[must_use]
    pub fn place(&self) -> usize {
        self.bytes.len()
    }

    /// Appends one byte.
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Appends bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a number.
    pub fn number(&mut self, mut value: u64) {
        while value >= 128 {
            self.bytes.push((value & 127) as u8 | 128);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Appends a text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Writes something that may hold others of its own kind.
    pub fn nested(&mut self, write: impl FnOnce(&mut Self) + Send) {
        self.depth += 1;
        if self.depth == DEEP {
            // Where no thread can be had the tree is left incomplete, and refused when it is read.
            let _ = on_own_stack(|| {
                write(self);
                Ok(())
            });
        } else {
            write(self);
        }
        self.depth -= 1;
    }
}

macro_rules! unsigned {
    ($($type:ty)*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Writer) {
                to.number(*self as u64);
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
                <$type>::try_from(from.number()?).map_err(|_| Damaged)
            }
        }
    )*};
}

/// Numbers around zero, which both -1 and 1 are, take one byte.
macro_rules! signed {
    ($($type:ty)*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Writer) {
                let value = i64::from(*self);
                to.number(((value << 1) ^ (value >> 63)).cast_unsigned());
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
                let value = from.number()?;
                <$type>::try_from((value >> 1).cast_signed() ^ -(value & 1).cast_signed()).map_err(|_| Damaged)
            }
        }
    )*};
}

unsigned!(u8 u16 u32 u64 usize);
signed!(i16 i32 i64);

impl Stored for bool {
    fn write(&self, to: &mut Writer) {
        to.byte(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        match from.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Damaged),
        }
    }
}

impl Stored for Name {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(Self::from(from.text()?))
    }
}

impl Stored for String {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(from.text()?.to_owned())
    }
}

impl<T: Stored> Stored for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            None => to.byte(0),
            Some(value) => {
                to.byte(1);
                value.write(to);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        match from.byte()? {
            0 => Ok(None),
            1 => T::read(from).map(Some),
            _ => Err(Damaged),
        }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let count = from.count()?;
        // An item takes at least a byte, but may be large in memory: what damaged bytes claim is not reserved at once.
        let mut items = Self::with_capacity(count.min(1024));
        for _ in 0..count {
            items.push(T::read(from)?);
        }
        Ok(items)
    }
}

impl<K: Stored + Ord, V: Stored> Stored for SortedMap<K, V> {
    fn write(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        for (key, value) in self {
            key.write(to);
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let mut items = Self::new();
        for _ in 0..from.count()? {
            items.insert(K::read(from)?, V::read(from)?);
        }
        Ok(items)
    }
}

impl<T: Stored + Ord> Stored for SortedSet<T> {
    fn write(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|item| item.write(to));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let count = from.count()?;
        (0..count).map(|_| T::read(from)).try_gather()
    }
}

macro_rules! pointer {
    ($($pointer:ident)*) => {$(
        impl<T: Stored> Stored for $pointer<T> {
            fn write(&self, to: &mut Writer) {
                T::write(self, to);
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
                T::read(from).map(Self::new)
            }
        }
    )*};
}

pointer!(Arc Box);

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok((A::read(from)?, B::read(from)?))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
        self.1.write(to);
        self.2.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok((A::read(from)?, B::read(from)?, C::read(from)?))
    }
}

impl<T: Stored> Stored for [T; 2] {
    fn write(&self, to: &mut Writer) {
        self[0].write(to);
        self[1].write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok([T::read(from)?, T::read(from)?])
    }
}

/// A structure is its fields, one after the other.
macro_rules! stored_struct {
    ($($type:ty { $($field:ident),* $(,)? })*) => {$(
        impl $crate::catalog::stored::Stored for $type {
            fn write(&self, to: &mut $crate::catalog::stored::Writer) {
                let Self { $($field),* } = self;
                $($crate::catalog::stored::Stored::write($field, to);)*
            }

            fn read(from: &mut $crate::catalog::stored::Reader<'_>) -> Result<Self, $crate::catalog::stored::Damaged> {
                Ok(Self { $($field: $crate::catalog::stored::Stored::read(from)?),* })
            }
        }
    )*};
}

/// An enum is a tag and the fields of its variant. Every variant is read by a function of its own, which keeps the frames of a deep tree small.
macro_rules! stored_enum {
    ($($type:ident { $($tag:literal $variant:ident $(($($item:ident),*))? $({ $($field:ident),* })?,)* })*) => {$(
        impl $crate::catalog::stored::Stored for $type {
            fn write(&self, to: &mut $crate::catalog::stored::Writer) {
                match self {
                    $(Self::$variant $(($($item),*))? $({ $($field),* })? => {
                        to.byte($tag);
                        $($($crate::catalog::stored::Stored::write($item, to);)*)?
                        $($($crate::catalog::stored::Stored::write($field, to);)*)?
                    })*
                }
            }

            fn read(from: &mut $crate::catalog::stored::Reader<'_>) -> Result<Self, $crate::catalog::stored::Damaged> {
                match from.byte()? {
                    $($tag => {
                        fn variant(_from: &mut $crate::catalog::stored::Reader<'_>) -> Result<$type, $crate::catalog::stored::Damaged> {
                            $($(let $item = $crate::catalog::stored::Stored::read(_from)?;)*)?
                            $($(let $field = $crate::catalog::stored::Stored::read(_from)?;)*)?
                            Ok($type::$variant $(($($item),*))? $({ $($field),* })?)
                        }
                        variant(from)
                    })*
                    _ => Err($crate::catalog::stored::Damaged),
                }
            }
        }
    )*};
}

pub(crate) use {stored_enum, stored_struct};
