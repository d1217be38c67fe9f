//! What ties a password to the certificate that was shown: the hash of the certificate that SCRAM puts under its proof.

use sha2::{Digest, Sha256, Sha384, Sha512};

/// The end of the object identifiers of signatures: `sha384WithRSAEncryption` and its kin, and those with elliptic curves.
const WITH_SHA384: [&[u8]; 2] = [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12], &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3]];
const WITH_SHA512: [&[u8]; 2] = [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13], &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4]];
const WITH_SHA256: [&[u8]; 4] = [
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11],
    &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2],
    // MD5 and SHA-1 are replaced by SHA-256.
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5],
];

/// The hash of a certificate with the hash function of its signature (RFC 5929), where that is one of the known ones.
// pg: fe-secure-openssl.c pgtls_get_peer_certificate_hash
pub(super) fn end_point(certificate: &[u8]) -> Option<Vec<u8>> {
    let (_, whole, _) = element(certificate)?;
    let (_, _, after_body) = element(whole)?;
    let (_, algorithm, _) = element(after_body)?;
    let (_, identifier, _) = element(algorithm)?;
    if WITH_SHA256.contains(&identifier) {
        Some(Sha256::digest(certificate).to_vec())
    } else if WITH_SHA384.contains(&identifier) {
        Some(Sha384::digest(certificate).to_vec())
    } else if WITH_SHA512.contains(&identifier) {
        Some(Sha512::digest(certificate).to_vec())
    } else {
        None
    }
}

/// The first element of a DER text: its tag, its content and what follows it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    let mut length = usize::from(first);
    if first >= 0x80 {
        let (digits, after) = rest.split_at_checked(usize::from(first & 0x7f))?;
        if digits.len() > 4 {
            return None;
        }
        length = digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
        rest = after;
    }
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}
