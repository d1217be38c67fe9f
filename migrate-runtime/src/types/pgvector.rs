//! The vectors of pgvector.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError, Reader, is_extension_type};
use crate::sql;
use ::pgvector::{HalfVector, SparseVector, Vector};
use half::f16;
use tokio_postgres::types::Type;

// The layouts are those of vector_recv, halfvec_recv and sparsevec_recv: the number of dimensions, what is reserved, the numbers.
bind_as! {
    Vector => Vector, |value, into| {
        write_short_count(into, value.as_slice().len())?;
        into.write(&[0; 2]);
        write_floats(into, value.as_slice())
    };
    HalfVector => Halfvec, |value, into| {
        write_short_count(into, value.as_slice().len())?;
        into.write(&[0; 2]);
        value.as_slice().iter().for_each(|number| into.write(&number.to_be_bytes()));
        Ok(())
    };
    SparseVector => Sparsevec, |value, into| {
        into.write(&value.dimensions().to_be_bytes());
        into.count(value.indices().len())?;
        into.write(&[0; 4]);
        value.indices().iter().for_each(|index| into.write(&index.to_be_bytes()));
        write_floats(into, value.values())
    };
}

fn write_short_count(into: &mut Encoder<'_>, count: usize) -> Result<(), BindError> {
    let count = u16::try_from(count).map_err(|_| BindError::new("the vector has too many dimensions"))?;
    into.put(&count.to_be_bytes())
}

fn write_floats(into: &mut Encoder<'_>, numbers: &[f32]) -> Result<(), BindError> {
    numbers.iter().for_each(|number| into.write(&number.to_be_bytes()));
    Ok(())
}

impl Decode<'_> for Vector {
    fn accepts(ty: &Type) -> bool {
        is_extension_type(ty, &["vector"])
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        numbers(raw, |reader| reader.array().map(f32::from_be_bytes)).map(Self::from)
    }
}

impl Decode<'_> for HalfVector {
    fn accepts(ty: &Type) -> bool {
        is_extension_type(ty, &["halfvec"])
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        numbers(raw, |reader| reader.array().map(f16::from_be_bytes)).map(Self::from)
    }
}

impl Decode<'_> for SparseVector {
    fn accepts(ty: &Type) -> bool {
        is_extension_type(ty, &["sparsevec"])
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader(raw);
        let dimensions = reader.int32()?;
        let count = reader.int32()?;
        let _reserved = reader.int32()?;
        let indices: Vec<i32> = (0..count).map(|_| reader.int32()).collect::<Result<_, _>>()?;
        let values: Vec<f32> = (0..count).map(|_| reader.array().map(f32::from_be_bytes)).collect::<Result<_, _>>()?;
        reader.end()?;
        Ok(Self::from_map(indices.iter().zip(&values), dimensions))
    }
}

fn numbers<T>(raw: &[u8], mut read: impl FnMut(&mut Reader<'_>) -> Result<T, DecodeError>) -> Result<Vec<T>, DecodeError> {
    let mut reader = Reader(raw);
    let count = i16::from_be_bytes(reader.array()?);
    let _reserved = i16::from_be_bytes(reader.array()?);
    let numbers = (0..count).map(|_| read(&mut reader)).collect::<Result<_, _>>()?;
    reader.end()?;
    Ok(numbers)
}
