//! uuid as `uuid::Uuid`.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use tokio_postgres::types::Type;
use uuid::Uuid;

bind_as! {
    Uuid => Uuid, |value, into| into.put(value.as_bytes());
}

impl Decode<'_> for Uuid {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        *ty == Type::UUID
    }

    #[inline]
    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        raw.try_into().map(Self::from_bytes).map_err(|_| DecodeError::length())
    }
}
