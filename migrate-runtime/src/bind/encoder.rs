//! Where a value is written to while it is encoded.

use super::parameters::Patch;
use crate::statement::ParameterType;
use bytes::BytesMut;
use std::borrow::Cow;
use std::fmt;
use tokio_postgres::types::{IsNull, ToSql};

/// Why a value cannot be sent; it never holds the value.
#[derive(Clone, Debug)]
pub struct BindError(Cow<'static, str>);

impl BindError {
    /// A reason.
    #[must_use]
    pub const fn new(reason: &'static str) -> Self {
        Self(Cow::Borrowed(reason))
    }

    /// A reason that is put together.
    #[must_use]
    pub const fn because(reason: String) -> Self {
        Self(Cow::Owned(reason))
    }
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BindError {}

/// Takes the bytes of one value.
pub struct Encoder<'p> {
    buffer: &'p mut BytesMut,
    patches: &'p mut Vec<Patch>,
    null: bool,
}

impl<'p> Encoder<'p> {
    pub(crate) fn new(buffer: &'p mut BytesMut, patches: &'p mut Vec<Patch>) -> Self {
        Self { buffer, patches, null: false }
    }

    /// Adds bytes to the value.
    #[inline]
    pub fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Adds bytes to the value, as the last thing to do.
    ///
    /// # Errors
    /// None.
    #[inline]
    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), BindError> {
        self.write(bytes);
        Ok(())
    }

    /// Adds text, which PostgreSQL wants without the character zero.
    ///
    /// # Errors
    /// Where it has one.
    pub fn text(&mut self, text: &str) -> Result<(), BindError> {
        if text.as_bytes().contains(&0) {
            return Err(BindError::new("text holds the character U+0000, which PostgreSQL cannot store"));
        }
        self.put(text.as_bytes())
    }

    /// The value is NULL.
    #[inline]
    pub fn null(&mut self) {
        self.null = true;
    }

    /// Adds the OID of a type, to be filled in before it is sent where only the server knows it.
    pub fn oid(&mut self, ty: ParameterType) {
        match ty {
            ParameterType::BuiltIn(oid) => self.write(&oid.to_be_bytes()),
            ParameterType::User(schema, name) => {
                self.patches.push(Patch { offset: self.buffer.len(), schema, name });
                self.write(&[0; 4]);
            }
        }
    }

    /// Starts a composite value of so many attributes; [`Encoder::field`] adds each.
    ///
    /// # Errors
    /// Where there are more than the protocol can count.
    pub fn composite(&mut self, fields: usize) -> Result<(), BindError> {
        self.count(fields)
    }

    /// Adds a number of things.
    pub(crate) fn count(&mut self, count: usize) -> Result<(), BindError> {
        let count = i32::try_from(count).map_err(|_| BindError::new("the value is too large to be sent"))?;
        self.put(&count.to_be_bytes())
    }

    /// Adds a value inside of the value: its length, which is -1 for NULL, and its bytes.
    #[inline]
    pub(crate) fn slot(&mut self, write: impl FnOnce(&mut Encoder<'_>) -> Result<(), BindError>) -> Result<(), BindError> {
        let start = self.buffer.len();
        self.buffer.extend_from_slice(&[0xff; 4]);
        let mut inner = Encoder::new(self.buffer, self.patches);
        write(&mut inner)?;
        if inner.null {
            self.buffer.truncate(start + 4);
            return Ok(());
        }
        let length = i32::try_from(self.buffer.len() - start - 4).map_err(|_| BindError::new("the value is too large to be sent"))?;
        self.buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
        Ok(())
    }

    /// Adds a value of a type that knows the driver's trait.
    ///
    /// # Errors
    /// Where it cannot be encoded.
    pub fn foreign<T: ToSql>(&mut self, ty: ParameterType, value: &T) -> Result<(), BindError> {
        match value.to_sql(&ty.to_type(), self.buffer) {
            Ok(IsNull::Yes) => self.null(),
            Ok(IsNull::No) => {}
            Err(error) => return Err(BindError::because(error.to_string())),
        }
        Ok(())
    }
}
