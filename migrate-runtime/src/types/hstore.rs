//! hstore as a map from text to text or NULL.

use crate::bind::{Bind, BindError, Encoder};
use crate::decode::{Decode, DecodeError, Reader, is_extension_type};
use crate::sql;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use tokio_postgres::types::Type;

// pg: hstore_io.c hstore_recv
fn write<'m, K: AsRef<str> + 'm, V: AsRef<str> + 'm>(
    into: &mut Encoder<'_>,
    pairs: impl ExactSizeIterator<Item = (&'m K, &'m Option<V>)>,
) -> Result<(), BindError> {
    into.count(pairs.len())?;
    for (key, value) in pairs {
        into.slot(|into| into.text(key.as_ref()))?;
        into.slot(|into| match value {
            Some(value) => into.text(value.as_ref()),
            None => {
                into.null();
                Ok(())
            }
        })?;
    }
    Ok(())
}

impl<N, K: AsRef<str>, V: AsRef<str>> Bind<sql::Hstore, N> for BTreeMap<K, Option<V>> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        write(into, self.iter())
    }
}

impl<N, K: AsRef<str>, V: AsRef<str>, H> Bind<sql::Hstore, N> for HashMap<K, Option<V>, H> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        write(into, self.iter())
    }
}

fn read<M: FromIterator<(String, Option<String>)>>(raw: &[u8]) -> Result<M, DecodeError> {
    let mut reader = Reader(raw);
    let count = reader.count(8)?;
    let mut pair = || {
        let key = reader.value()?.ok_or(DecodeError::length())?;
        let value = reader.value()?;
        Ok((<String as Decode>::decode(key)?, value.map(<String as Decode>::decode).transpose()?))
    };
    let pairs = (0..count).map(|_| pair()).collect::<Result<M, DecodeError>>()?;
    reader.end()?;
    Ok(pairs)
}

impl Decode<'_> for BTreeMap<String, Option<String>> {
    fn accepts(ty: &Type) -> bool {
        is_extension_type(ty, &["hstore"])
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        read(raw)
    }
}

impl<H: BuildHasher + Default> Decode<'_> for HashMap<String, Option<String>, H> {
    fn accepts(ty: &Type) -> bool {
        is_extension_type(ty, &["hstore"])
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        read(raw)
    }
}
