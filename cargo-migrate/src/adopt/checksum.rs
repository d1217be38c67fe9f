//! Is a file the one that a tool applied: the checksums that tools keep, made of the file as it is now.

use super::tool::Tool;
use migrate_build::compile::Migration;
use sha2::{Digest, Sha256, Sha384};
use siphasher::sip::SipHasher13;
use std::hash::{Hash, Hasher};

/// Whether one of the checksums that the tool would make of a file is the one that it kept. Line ends may have changed on the way through git.
pub(crate) fn is_same(tool: Tool, migration: &Migration, version: &str, file: &str, kept: &str) -> bool {
    let plain = file.replace("\r\n", "\n");
    let texts = [file.to_owned(), plain.replace('\n', "\r\n"), plain];
    texts.iter().any(|text| match tool {
        Tool::Sqlx => hexadecimal(&Sha384::digest(text)).eq_ignore_ascii_case(kept),
        Tool::Prisma => hexadecimal(&Sha256::digest(text)).eq_ignore_ascii_case(kept),
        Tool::Refinery => of_refinery(&migration.name, version, text).iter().any(|number| number.to_string() == kept),
        // diesel keeps none.
        Tool::Diesel => true,
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Its versions have 32 bits, or 64 where a feature asks for them, and the hash is another then.
fn of_refinery(name: &str, version: &str, text: &str) -> Vec<u64> {
    fn hash(name: &str, version: impl Hash, text: &str) -> u64 {
        let mut hasher = SipHasher13::new();
        name.hash(&mut hasher);
        version.hash(&mut hasher);
        text.hash(&mut hasher);
        hasher.finish()
    }
    let short = version.parse::<i32>().ok().map(|version| hash(name, version, text));
    let long = version.parse::<i64>().ok().map(|version| hash(name, version, text));
    short.into_iter().chain(long).collect()
}
