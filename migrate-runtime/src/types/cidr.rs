//! inet and cidr as the crate cidr has them.

use super::network::{read_network, write_network};
use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError};
use crate::sql;
use ::cidr::{IpCidr, IpInet};
use tokio_postgres::types::Type;

bind_as! {
    IpInet => Inet, |value, into| write_network(into, value.address(), value.network_length(), false);
    IpCidr => Cidr, |value, into| write_network(into, value.first_address(), value.network_length(), true);
}

impl Decode<'_> for IpInet {
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INET | Type::CIDR)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let (address, prefix) = read_network(raw)?;
        Self::new(address, prefix).map_err(|_| DecodeError::length())
    }
}

impl Decode<'_> for IpCidr {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::CIDR
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let (address, prefix) = read_network(raw)?;
        Self::new(address, prefix).map_err(|_| DecodeError::length())
    }
}
