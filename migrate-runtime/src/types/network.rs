//! inet, cidr and the addresses of network cards.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{Decode, DecodeError, Reader, decode_as};
use crate::sql;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use tokio_postgres::types::Type;

/// An address of a host and the network around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Inet {
    /// The address.
    pub address: IpAddr,
    /// The bits of the network.
    pub prefix: u8,
}

/// A network: the bits of the address after its prefix are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cidr {
    /// Its first address.
    pub address: IpAddr,
    /// The bits of the network.
    pub prefix: u8,
}

impl From<IpAddr> for Inet {
    fn from(address: IpAddr) -> Self {
        Self { address, prefix: full(address) }
    }
}

fn full(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

impl fmt::Display for Inet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.prefix == full(self.address) {
            return write!(f, "{}", self.address);
        }
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

// pg: network.c network_send
pub(super) fn write_network(into: &mut Encoder<'_>, address: IpAddr, prefix: u8, is_cidr: bool) -> Result<(), BindError> {
    let (family, length) = if address.is_ipv4() { (2, 4) } else { (3, 16) };
    into.write(&[family, prefix, u8::from(is_cidr), length]);
    match address {
        IpAddr::V4(address) => into.put(&address.octets()),
        IpAddr::V6(address) => into.put(&address.octets()),
    }
}

pub(super) fn read_network(raw: &[u8]) -> Result<(IpAddr, u8), DecodeError> {
    let mut reader = Reader(raw);
    let [_family, prefix, _is_cidr, length] = reader.array()?;
    let address = match length {
        4 => IpAddr::from(reader.array::<4>()?),
        16 => IpAddr::from(reader.array::<16>()?),
        _ => return Err(DecodeError::length()),
    };
    reader.end()?;
    Ok((address, prefix))
}

bind_as! {
    Inet => Inet, |value, into| write_network(into, value.address, value.prefix, false);
    Cidr => Cidr, |value, into| write_network(into, value.address, value.prefix, true);
    IpAddr => Inet, |value, into| write_network(into, *value, full(*value), false);
    Macaddr => Macaddr, |value, into| into.put(&value.0);
    Macaddr8 => Macaddr8, |value, into| into.put(&value.0);
}

impl Decode<'_> for Inet {
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INET | Type::CIDR)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        read_network(raw).map(|(address, prefix)| Self { address, prefix })
    }
}

impl Decode<'_> for Cidr {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::CIDR
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        read_network(raw).map(|(address, prefix)| Self { address, prefix })
    }
}

impl Decode<'_> for IpAddr {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::INET
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        match read_network(raw)? {
            (address, prefix) if prefix == full(address) => Ok(address),
            _ => Err(DecodeError::new("the address has a network around it, which `std::net::IpAddr` cannot hold")),
        }
    }
}

/// The address of a network card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Macaddr(pub [u8; 6]);

/// The address of a network card in the longer form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Macaddr8(pub [u8; 8]);

decode_as! {
    Macaddr: MACADDR, |reader| Macaddr(reader.array()?);
    Macaddr8: MACADDR8, |reader| Macaddr8(reader.array()?);
}

impl fmt::Display for Macaddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_octets(&self.0, f)
    }
}

impl fmt::Display for Macaddr8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_octets(&self.0, f)
    }
}

fn write_octets(octets: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, octet) in octets.iter().enumerate() {
        write!(f, "{}{octet:02x}", if at == 0 { "" } else { ":" })?;
    }
    Ok(())
}

/// A text that is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAddress;

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is no address")
    }
}

impl std::error::Error for NoAddress {}

impl FromStr for Inet {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| NoAddress)?;
        let prefix = prefix.map_or(Ok(full(address)), |prefix| prefix.parse().map_err(|_| NoAddress))?;
        if prefix > full(address) { Err(NoAddress) } else { Ok(Self { address, prefix }) }
    }
}

impl FromStr for Cidr {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        text.parse().map(|Inet { address, prefix }| Self { address, prefix })
    }
}

impl FromStr for Macaddr {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        read_octets(text).map(Self)
    }
}

impl FromStr for Macaddr8 {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        read_octets(text).map(Self)
    }
}

fn read_octets<const N: usize>(text: &str) -> Result<[u8; N], NoAddress> {
    let octet = |part: &str| match part.len() {
        // The standard library would take a sign for a digit.
        2 if !part.starts_with('+') => u8::from_str_radix(part, 16).map_err(|_| NoAddress),
        _ => Err(NoAddress),
    };
    let octets: Vec<u8> = text.split([':', '-']).map(octet).collect::<Result<_, _>>()?;
    octets.try_into().map_err(|_| NoAddress)
}

#[cfg(test)]
mod tests {
    use super::{Cidr, Inet, Macaddr, NoAddress};
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn addresses_are_shown_as_postgresql_shows_them() {
        let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 0));
        assert_eq!(Inet::from(address).to_string(), "192.0.2.0");
        assert_eq!(Inet { address, prefix: 24 }.to_string(), "192.0.2.0/24");
        assert_eq!(Cidr { address, prefix: 32 }.to_string(), "192.0.2.0/32");
        assert_eq!(Macaddr([8, 0, 0x2b, 1, 2, 3]).to_string(), "08:00:2b:01:02:03");
    }

    #[test]
    fn addresses_are_read_as_they_are_shown() {
        for text in ["192.0.2.7", "192.0.2.7/24", "2001:db8::1/64", "::1"] {
            assert_eq!(text.parse::<Inet>().map(|inet| inet.to_string()).as_deref(), Ok(text));
        }
        assert_eq!("192.0.2.0/24".parse::<Cidr>().map(|cidr| cidr.prefix), Ok(24));
        assert_eq!("08:00:2b:01:02:03".parse(), Ok(Macaddr([8, 0, 0x2b, 1, 2, 3])));
        for text in ["", "192.0.2.7/33", "192.0.2.7/", "x"] {
            assert_eq!(text.parse::<Inet>(), Err(NoAddress), "{text}");
        }
        for text in ["", "08:00:2b:01:02", "08:00:2b:01:02:03:04", "+8:00:2b:01:02:03", "08:00:2b:01:02:3"] {
            assert_eq!(text.parse::<Macaddr>(), Err(NoAddress), "{text}");
        }
    }
}
