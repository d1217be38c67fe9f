//! json and jsonb as `serde_json::Value`, or as a type of the user's that serde knows.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use serde_core::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::io::Write;
use tokio_postgres::types::Type;

bind_as! {
    Value => Json, |value, into| write(into, value);
    Value => Jsonb, |value, into| {
        into.write(&[JSONB_VERSION]);
        write(into, value)
    };
}

/// A value that travels as JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct JsonOf<T>(pub T);

impl<N, T: Serialize> Bind<sql::Json, N> for JsonOf<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        write(into, &self.0)
    }
}

impl<N, T: Serialize> Bind<sql::Jsonb, N> for JsonOf<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.write(&[JSONB_VERSION]);
        write(into, &self.0)
    }
}

impl<T: DeserializeOwned> Decode<'_> for JsonOf<T> {
    fn accepts(ty: &Type) -> bool {
        Value::accepts(ty)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        read(raw).map(Self)
    }
}

fn write<T: Serialize>(into: &mut Encoder<'_>, value: &T) -> Result<(), BindError> {
    serde_json::to_writer(Sink(into), value).map_err(|_| BindError::new("the value cannot be written as JSON"))
}

/// Lets serde_json write without a text in between.
struct Sink<'e, 'p>(&'e mut Encoder<'p>);

impl Write for Sink<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn read<T: DeserializeOwned>(raw: &[u8]) -> Result<T, DecodeError> {
    let text = raw.strip_prefix(&[JSONB_VERSION]).unwrap_or(raw);
    // What serde_json says may quote the value; its place is enough.
    serde_json::from_slice(text).map_err(|error| {
        DecodeError::because(format!("the JSON is not of the Rust type (line {}, column {})", error.line(), error.column()))
    })
}

/// The first byte of a jsonb value. No json text starts with it, so it tells the two apart.
const JSONB_VERSION: u8 = 1;

impl Decode<'_> for Value {
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        read(raw)
    }
}
