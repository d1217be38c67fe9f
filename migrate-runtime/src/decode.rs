//! How do the bytes of a value become a Rust value, and which types of the server may it have.

use crate::statement::ParameterType;
use std::borrow::Cow;
use std::fmt;
use tokio_postgres::types::{FromSqlOwned, Kind, Type};

/// A Rust type that values of the server decode into.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from a column",
    label = "this type cannot be decoded",
    note = "types of other crates need a feature of `migrate-runtime`: uuid, chrono, time, jiff, json, decimal, cidr or pgvector"
)]
pub trait Decode<'a>: Sized {
    /// Whether values of a type may be decoded; a domain comes here as the type that it rests on.
    fn accepts(ty: &Type) -> bool;

    /// The value of the bytes in the protocol's binary format.
    ///
    /// # Errors
    /// Where the bytes are no such value, or one that the Rust type cannot hold.
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError>;

    /// The value of NULL.
    ///
    /// # Errors
    /// Unless the type can hold NULL.
    fn decode_null() -> Result<Self, DecodeError> {
        Err(DecodeError::new("unexpected NULL"))
    }
}

/// Why a value cannot be decoded; it never holds the value.
#[derive(Debug)]
pub struct DecodeError(Cow<'static, str>);

impl DecodeError {
    /// A reason.
    #[must_use]
    pub const fn new(reason: &'static str) -> Self {
        Self(Cow::Borrowed(reason))
    }

    /// A reason that is put together.
    #[must_use]
    #[cold]
    pub const fn because(reason: String) -> Self {
        Self(Cow::Owned(reason))
    }

    /// A label that the enum does not have in this program.
    #[must_use]
    #[cold]
    pub fn unknown_label(raw: &[u8]) -> Self {
        // A label is a part of the schema and not of the data.
        Self::because(format!("the enum's label \"{}\" is not known to this program", String::from_utf8_lossy(raw)))
    }

    #[cold]
    pub(crate) fn wrong_type<T>(found: &Type) -> Self {
        Self::because(format!("the server sent {}, which is no `{}`", found.name(), std::any::type_name::<T>()))
    }

    #[cold]
    pub(crate) fn foreign(error: &tokio_postgres::Error) -> Self {
        Self::because(std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string))
    }

    pub(crate) const fn length() -> Self {
        Self::new("the value has another length than its type")
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DecodeError {}

/// The type under a domain, and under a domain over it.
pub(crate) fn base_type(mut ty: &Type) -> &Type {
    while let Kind::Domain(base) = ty.kind() {
        ty = base;
    }
    ty
}

/// Whether a type has a name in a schema.
#[must_use]
pub fn is_type(ty: &Type, schema: &str, name: &str) -> bool {
    ty.name() == name && (schema.is_empty() || ty.schema() == schema)
}

/// Whether a type is one of an extension, which may stand in any schema.
pub(crate) fn is_extension_type(ty: &Type, names: &[&str]) -> bool {
    ty.oid() >= 16384 && names.contains(&ty.name())
}

impl<'a, T: Decode<'a>> Decode<'a> for Option<T> {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        T::accepts(ty)
    }

    #[inline]
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        T::decode(raw).map(Some)
    }

    #[inline]
    fn decode_null() -> Result<Self, DecodeError> {
        Ok(None)
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Box<T> {
    fn accepts(ty: &Type) -> bool {
        T::accepts(ty)
    }

    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        T::decode(raw).map(Self::new)
    }
}

/// The value of a type that knows the driver's trait and not the one of this crate.
///
/// # Errors
/// Where the bytes are no such value.
pub fn decode_foreign<T: FromSqlOwned>(ty: ParameterType, raw: &[u8]) -> Result<T, DecodeError> {
    T::from_sql(&ty.to_type(), raw).map_err(|error| DecodeError::because(error.to_string()))
}

/// The value of an enum's label.
///
/// # Errors
/// Where the enum has no such label in this program.
pub fn decode_label<T>(raw: &[u8], from_label: fn(&str) -> Option<T>) -> Result<T, DecodeError> {
    std::str::from_utf8(raw).ok().and_then(from_label).ok_or_else(|| DecodeError::unknown_label(raw))
}

/// Reads a value from its bytes piece by piece.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], DecodeError> {
        let (piece, rest) = self.0.split_at_checked(length).ok_or(DecodeError::length())?;
        self.0 = rest;
        Ok(piece)
    }

    #[inline]
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let (piece, rest) = self.0.split_first_chunk::<N>().ok_or(DecodeError::length())?;
        self.0 = rest;
        Ok(*piece)
    }

    #[inline]
    pub(crate) fn int32(&mut self) -> Result<i32, DecodeError> {
        self.array().map(i32::from_be_bytes)
    }

    #[inline]
    pub(crate) fn int64(&mut self) -> Result<i64, DecodeError> {
        self.array().map(i64::from_be_bytes)
    }

    #[inline]
    pub(crate) fn float64(&mut self) -> Result<f64, DecodeError> {
        self.array().map(f64::from_be_bytes)
    }

    /// Text up to the character zero.
    pub(crate) fn text_to_zero(&mut self) -> Result<&'a str, DecodeError> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or(DecodeError::length())?;
        let text = self.take(end)?;
        self.take(1)?;
        std::str::from_utf8(text).map_err(|_| DecodeError::new("the text is no UTF-8"))
    }

    /// A number of things, each of which takes so many bytes at least.
    pub(crate) fn count(&mut self, at_least: usize) -> Result<usize, DecodeError> {
        let count = usize::try_from(self.int32()?).map_err(|_| DecodeError::length())?;
        // A false count must not ask for more memory than the value has.
        if count.checked_mul(at_least).is_none_or(|bytes| bytes > self.0.len()) {
            return Err(DecodeError::length());
        }
        Ok(count)
    }

    /// A value after its length, which is -1 for NULL.
    #[inline]
    pub(crate) fn value(&mut self) -> Result<Option<&'a [u8]>, DecodeError> {
        match self.int32()? {
            -1 => Ok(None),
            length => self.take(usize::try_from(length).map_err(|_| DecodeError::length())?).map(Some),
        }
    }

    pub(crate) fn end(&self) -> Result<(), DecodeError> {
        if self.0.is_empty() { Ok(()) } else { Err(DecodeError::length()) }
    }
}

/// Types that are read piece by piece, and must end where their last piece does.
macro_rules! decode_as {
    ($($rust:ty: $($known:ident)|+, |$reader:ident| $read:expr;)*) => {
        $(
            impl $crate::decode::Decode<'_> for $rust {
                fn accepts(ty: &tokio_postgres::types::Type) -> bool {
                    matches!(*ty, $(tokio_postgres::types::Type::$known)|+)
                }

                fn decode(raw: &[u8]) -> Result<Self, $crate::decode::DecodeError> {
                    let mut $reader = $crate::decode::Reader(raw);
                    let value = $read;
                    $reader.end()?;
                    Ok(value)
                }
            }
        )*
    };
}
pub(crate) use decode_as;

/// The attributes of a composite value, in their order.
pub struct Fields<'a>(Reader<'a>);

impl<'a> Fields<'a> {
    /// The attributes of a value that must have so many.
    ///
    /// # Errors
    /// Where it has another number.
    pub fn new(raw: &'a [u8], count: usize) -> Result<Self, DecodeError> {
        let mut reader = Reader(raw);
        let found = reader.int32()?;
        if usize::try_from(found) == Ok(count) {
            return Ok(Self(reader));
        }
        Err(DecodeError::because(format!("the composite has {found} attributes, and {count} in this program")))
    }

    /// The next attribute.
    ///
    /// # Errors
    /// Where it has another type, or cannot be decoded.
    #[expect(clippy::should_implement_trait, reason = "every attribute has its own type")]
    pub fn next<T: Decode<'a>>(&mut self) -> Result<T, DecodeError> {
        let (oid, raw) = self.pair()?;
        if let Some(ty) = Type::from_oid(oid)
            && !T::accepts(&ty)
        {
            return Err(DecodeError::wrong_type::<T>(&ty));
        }
        match raw {
            Some(raw) => T::decode(raw),
            None => T::decode_null(),
        }
    }

    /// The next attribute as a type that knows the driver's trait and not the one of this crate.
    ///
    /// # Errors
    /// Where it cannot be decoded.
    pub fn foreign<T: FromSqlOwned>(&mut self) -> Result<T, DecodeError> {
        let (oid, raw) = self.pair()?;
        let ty = Type::from_oid(oid).unwrap_or(Type::UNKNOWN);
        T::from_sql_nullable(&ty, raw).map_err(|error| DecodeError::because(error.to_string()))
    }

    /// Nothing may follow the last attribute.
    ///
    /// # Errors
    /// Where something does.
    pub fn end(&self) -> Result<(), DecodeError> {
        self.0.end()
    }

    fn pair(&mut self) -> Result<(u32, Option<&'a [u8]>), DecodeError> {
        let oid = u32::from_be_bytes(self.0.array()?);
        Ok((oid, self.0.value()?))
    }
}
