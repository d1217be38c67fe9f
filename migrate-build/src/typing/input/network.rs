//! Which texts are addresses of networks.

use super::invalid;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::text::{Gather, Seek};
use std::net::{Ipv4Addr, Ipv6Addr};

// pg: network.c network_in
pub(super) fn check_inet(text: &str) -> Result<()> {
    let (address, bits) = split(text);
    let wrong = || Err(invalid("inet", text));
    if address.contains(':') {
        return if address.parse::<Ipv6Addr>().is_ok() && prefix_fits(bits, 128) { Ok(()) } else { wrong() };
    }
    match octets(address) {
        Some(4) if prefix_fits(bits, 32) => Ok(()),
        _ => wrong(),
    }
}

pub(super) fn check_cidr(text: &str) -> Result<()> {
    let (address, bits) = split(text);
    let wrong = || Err(invalid("cidr", text));
    if address.contains(':') {
        let Ok(parsed) = address.parse::<Ipv6Addr>() else {
            return wrong();
        };
        return match bits.map_or(Some(128), |bits| prefix(bits, 128)) {
            Some(bits) if bits < 128 && u128::from(parsed) << bits != 0 => Err(bits_to_the_right(text)),
            Some(_) => Ok(()),
            None => wrong(),
        };
    }
    if address.starts_with("0x") || address.starts_with("0X") {
        return Ok(());
    }
    let Some(count) = octets(address) else {
        return wrong();
    };
    if !prefix_fits(bits, 32) {
        return wrong();
    }
    if count == 4
        && let (Ok(parsed), Some(bits)) = (address.parse::<Ipv4Addr>(), bits.and_then(|bits| prefix(bits, 32)))
        && bits < 32
        && u32::from(parsed) << bits != 0
    {
        return Err(bits_to_the_right(text));
    }
    Ok(())
}

// pg: mac.c macaddr_in
pub(super) fn check_mac(text: &str) -> Result<()> {
    let body = text.trim();
    let digits = body.chars().filter(char::is_ascii_hexdigit).count();
    let strange = body.chars().exists(|character| !character.is_ascii_hexdigit() && !matches!(character, ':' | '-' | '.'));
    if strange || digits == 0 || digits > 12 { Err(invalid("macaddr", text)) } else { Ok(()) }
}

fn bits_to_the_right(text: &str) -> crate::diag::Problem {
    Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("invalid cidr value: \"{text}\""))
        .note("Value has bits set to right of mask.")
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    }
}

fn prefix(bits: &str, most: u32) -> Option<u32> {
    bits.parse().ok().filter(|bits| *bits <= most)
}

fn prefix_fits(bits: Option<&str>, most: u32) -> bool {
    bits.is_none_or(|bits| prefix(bits, most).is_some())
}

/// How many octets an address has; none where one is no octet.
fn octets(address: &str) -> Option<usize> {
    let parts: Vec<&str> = address.split('.').gather();
    let octet = |part: &&str| {
        !part.is_empty() && part.chars().for_all(|digit| digit.is_ascii_digit()) && part.parse::<u32>().is_ok_and(|octet| octet < 256)
    };
    (parts.len() <= 4 && parts.iter().for_all(octet)).then_some(parts.len())
}
