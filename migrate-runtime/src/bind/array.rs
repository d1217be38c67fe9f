//! Arrays: slices and vectors of whatever can be bound, and vectors of whatever can be decoded.

use super::{Bind, BindError, Encoder, Nullable};
use crate::decode::{Decode, DecodeError, Reader, base_type};
use crate::sql::{Array, SqlType};
use crate::statement::ParameterType;
use tokio_postgres::types::{Kind, Type};

impl Encoder<'_> {
    /// Starts an array of one dimension.
    // pg: arrayfuncs.c array_recv
    pub(super) fn array_head(&mut self, element: ParameterType, count: usize) -> Result<(), BindError> {
        self.write(&i32::from(count > 0).to_be_bytes());
        // The flag for NULLs is read by nobody: the server finds them itself.
        self.write(&1_i32.to_be_bytes());
        self.oid(element);
        if count > 0 {
            self.count(count)?;
            self.write(&1_i32.to_be_bytes());
        }
        Ok(())
    }
}

impl<S: SqlType, N, T: Bind<S, Nullable>> Bind<Array<S>, N> for [T] {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.array_head(S::TYPE, self.len())?;
        self.iter().try_for_each(|element| into.slot(|into| element.bind(into)))
    }
}

impl<S: SqlType, N, T: Bind<S, Nullable>> Bind<Array<S>, N> for Vec<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        Bind::<Array<S>, N>::bind(self.as_slice(), into)
    }
}

impl<S: SqlType, N, T: Bind<S, Nullable>, const K: usize> Bind<Array<S>, N> for [T; K] {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        Bind::<Array<S>, N>::bind(self.as_slice(), into)
    }
}

impl<'a, T: Decode<'a>> Decode<'a> for Vec<T> {
    fn accepts(ty: &Type) -> bool {
        match ty.kind() {
            Kind::Array(element) => T::accepts(base_type(element)),
            _ => false,
        }
    }

    // pg: arrayfuncs.c array_send
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader(raw);
        let dimensions = reader.int32()?;
        let _has_null = reader.int32()?;
        let _element = reader.int32()?;
        match dimensions {
            0 => return Ok(Self::new()),
            1 => {}
            several => return Err(DecodeError::because(format!("the array has {several} dimensions, and a `Vec` has one"))),
        }
        let count = usize::try_from(reader.int32()?).map_err(|_| DecodeError::length())?;
        let _lower_bound = reader.int32()?;
        // Every element takes four bytes at least, so a false count cannot ask for more memory than the value has.
        let mut values = Self::with_capacity(count.min(reader.0.len() / 4));
        for _ in 0..count {
            values.push(match reader.value()? {
                Some(raw) => T::decode(raw)?,
                None => T::decode_null()?,
            });
        }
        reader.end()?;
        Ok(values)
    }
}
