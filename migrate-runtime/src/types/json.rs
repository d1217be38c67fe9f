//! json and jsonb as `serde_json::Value`.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use serde_json::Value;
use tokio_postgres::types::Type;

bind_as! {
    Value => Json, |value, into| into.put(value.to_string().as_bytes());
    Value => Jsonb, |value, into| {
        into.write(&[JSONB_VERSION]);
        into.put(value.to_string().as_bytes())
    };
}

/// The first byte of a jsonb value. No json text starts with it, so it tells the two apart.
const JSONB_VERSION: u8 = 1;

impl Decode<'_> for Value {
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let text = raw.strip_prefix(&[JSONB_VERSION]).unwrap_or(raw);
        serde_json::from_slice(text).map_err(|_| DecodeError::new("the value is no JSON that serde_json can read"))
    }
}
